"""Serving the page at `/desk/`."""

from paddock.central.pages import page_router

router = page_router("desk", __package__)
