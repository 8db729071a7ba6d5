"""Serving the page at `/desk/`."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from paddock.central.pages import page_file

router = APIRouter(prefix="/desk", tags=["desk"])


@router.get("")
def read_without_slash() -> RedirectResponse:
    """The page's addresses are relative to `/desk/`."""
    return RedirectResponse("/desk/", status_code=308)


@router.get("/")
def read_page() -> Response:
    """The page."""
    return page_file(__package__, "index.html")


@router.get("/{name}")
def read_file(name: str) -> Response:
    """One file of the page. Raises `Refusal(not_found)` for any other name."""
    return page_file(__package__, name)
