"""Serving the pages of the lender's staff: a few files of a package, with headers that let nothing else in."""

from importlib import resources
from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from paddock.central.problems import Refusal
from paddock.wire.problems import ProblemCode

_TYPES: Final = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
FONT: Final = "NotoSansSC-Regular.ttf"
"""The program's own Chinese font, for machines that have none."""
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_KEEP: Final = {"Cache-Control": "max-age=604800"}


def page_router(at: str, package: str) -> APIRouter:
    """Serves the page that is `package` at `/<at>/`."""
    router = APIRouter(prefix=f"/{at}", tags=[at])

    @router.get("")
    def read_without_slash() -> RedirectResponse:
        """The page's addresses are relative to its folder."""
        return RedirectResponse(f"/{at}/", status_code=308)

    @router.get("/")
    def read_page() -> Response:
        """The page."""
        return page_file(package, "index.html")

    @router.get("/{name}")
    def read_file(name: str) -> Response:
        """One file of the page. Raises `Refusal(not_found)` for any other name."""
        return page_file(package, name)

    return router


def page_file(package: str, name: str) -> Response:
    """One file of the page that is `package`. Raises `Refusal(not_found)` for any name that is none of its files."""
    if name == FONT:
        font = resources.files("paddock.resources") / "fonts" / FONT
        return Response(font.read_bytes(), media_type="font/ttf", headers=_HEADERS | _KEEP)
    folder = resources.files(package)
    ending = name.rpartition(".")[2]
    known = {file.name for file in folder.iterdir() if file.name.rpartition(".")[2] in _TYPES}
    if name not in known:
        raise Refusal(ProblemCode.NOT_FOUND)
    return Response((folder / name).read_bytes(), media_type=f"{_TYPES[ending]}; charset=utf-8", headers=_HEADERS)
