"""PDF files as pictures: each page rendered at the size of a good photo, or one clear sentence."""

import logging
import threading
from collections.abc import Iterator
from typing import Final

import numpy as np
import pypdfium2
from pypdfium2_cfg import DEBUG_AUTOCLOSE

from paddock.app.capture.pixels import Picture
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

MOST_PAGES: Final = 20
_PAGE_SIDE: Final = 2400
"""Pixels of a page's longer side: 205 dpi for A4."""
_LEAST_SIDE: Final = 8.0
# PDFium is one machine for the whole process and not made for two at a time.
_PDFIUM: Final = threading.Lock()
# A document still open when the process ends is closed then, and not worth a line to anybody.
DEBUG_AUTOCLOSE.value = logging.CRITICAL


def is_pdf(content: bytes) -> bool:
    """Whether the file says it is a PDF."""
    return content[:1024].lstrip()[:5] == b"%PDF-"


def page_count(content: bytes, name: str) -> int:
    """Return how many pages the file has; raise `BadInput` when it is broken, locked or too long."""
    with _PDFIUM, _opened(content, name) as document:
        count = len(document)
    if not 1 <= count <= MOST_PAGES:
        raise BadInput(
            Sentence(
                f"{name} 有 {count} 页，最多读取 {MOST_PAGES} 页，请拆分后再试。",
                f"{name} has {count} pages; at most {MOST_PAGES} are read: split it first.",
            )
        )
    return count


def page_picture(content: bytes, name: str, number: int) -> Picture:
    """Return page `number` (from 0) as a picture. Raises `BadInput` as `page_count` does."""
    with _PDFIUM, _opened(content, name) as document:
        try:
            page = document[number]
            width, height = page.get_size()
            if not min(width, height) >= _LEAST_SIDE or max(width, height) > 100 * min(width, height):
                raise _broken(name)
            bitmap = page.render(scale=_PAGE_SIDE / max(width, height), may_draw_forms=False)
            rgb = np.asarray(bitmap.to_pil().convert("RGB"), dtype=np.uint8)
        except pypdfium2.PdfiumError as error:
            raise _broken(name) from error
    return np.ascontiguousarray(rgb[:, :, ::-1])


def page_pictures(content: bytes, name: str) -> Iterator[Picture]:
    """Yield the pages one after another, so that one at a time is in memory."""
    for number in range(page_count(content, name)):
        yield page_picture(content, name, number)


def only_page(content: bytes, name: str) -> Picture:
    """Return the picture of a file of one page; raise `BadInput` for more, naming how many."""
    count = page_count(content, name)
    if count > 1:
        raise BadInput(
            Sentence(
                f"{name} 有 {count} 页，请把需要的那一页另存为图片或单页 PDF 后再打开。",
                f"{name} has {count} pages: save the page that is needed as an image or as a PDF of its own.",
            )
        )
    return page_picture(content, name, 0)


def _opened(content: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _broken(name) from error


def _broken(name: str) -> BadInput:
    return BadInput(
        Sentence(
            f"{name} 是打不开的 PDF（已损坏或有密码），请另存为不加密的 PDF 或图片后再试。",
            f"{name} is a PDF that cannot be opened (damaged or locked): save it without a password, or as an image.",
        )
    )
