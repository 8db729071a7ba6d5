"""Serving the page at `/risk/`."""

from paddock.central.pages import page_router

router = page_router("risk", __package__)
