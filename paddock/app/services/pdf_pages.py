"""The pages of a PDF as pictures, by PDFium. Blocks for milliseconds; called on a thread, never on the GUI's."""

import logging
from dataclasses import dataclass
from threading import Lock

import pypdfium2
from pypdfium2_cfg import DEBUG_AUTOCLOSE

from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

# A document still open when the process ends is closed then, and not worth a line to anybody.
DEBUG_AUTOCLOSE.value = logging.CRITICAL
_ONE_AT_A_TIME = Lock()
"""PDFium may be entered by one thread at a time, whichever document it works on."""

_MOST_PLACES = 500


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size of a page in points of 1/72 inch."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A drawn page: `height` rows of `stride` bytes, four bytes a pixel: blue, green, red, nothing."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A rectangle on a page: points from its upper left corner; the page counted from 0."""

    page: int
    left: float
    top: float
    width: float
    height: float


def page_texts(data: bytes) -> list[str]:
    """The text layer of every page, lines as they lie on it.

    Raises:
        BadInput: the bytes are no PDF, or a damaged one.
    """
    with _ONE_AT_A_TIME:
        try:
            with pypdfium2.PdfDocument(data) as document:
                texts = []
                for at in range(len(document)):
                    page = document[at]
                    words = page.get_textpage()
                    texts.append(words.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n"))
                    words.close()
                    page.close()
                return texts
        except pypdfium2.PdfiumError:
            raise _unopened() from None


class PdfPages:
    """An open document; `close` it when another takes its place."""

    def __init__(self, data: bytes) -> None:
        """Open a document from its bytes.

        Raises:
            BadInput: the bytes are no PDF, or a damaged one.
        """
        with _ONE_AT_A_TIME:
            try:
                self._document = pypdfium2.PdfDocument(data)
                self.sizes = tuple(PageSize(*self._document.get_page_size(at)) for at in range(len(self._document)))
            except pypdfium2.PdfiumError:
                raise _unopened() from None
        self._is_open = True

    def draw(self, page: int, wide: int) -> PagePicture | None:
        """Page number `page`, from 0, `wide` pixels wide; None once the document is closed."""
        with _ONE_AT_A_TIME:
            if not self._is_open:
                return None
            opened = self._document[page]
            bitmap = opened.render(scale=wide / self.sizes[page].width, prefer_bgrx=True, draw_annots=True)
            picture = PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            opened.close()
            return picture

    def find(self, text: str) -> list[PagePlace]:
        """Where `text` stands, in the order of the pages, whatever its case; a hit over two lines is two places."""
        with _ONE_AT_A_TIME:
            found: list[PagePlace] = []
            for at in range(len(self.sizes) if self._is_open and text.strip() else 0):
                page = self._document[at]
                words = page.get_textpage()
                searcher = words.search(text.strip())
                while (hit := searcher.get_next()) is not None and len(found) < _MOST_PLACES:
                    high = self.sizes[at].height
                    for number in range(words.count_rects(*hit)):
                        left, bottom, right, top = words.get_rect(number)
                        found.append(PagePlace(at, left, high - top, right - left, top - bottom))
                words.close()
                page.close()
            return found

    def close(self) -> None:
        """Let go of the document."""
        with _ONE_AT_A_TIME:
            if self._is_open:
                self._is_open = False
                self._document.close()


def _unopened() -> BadInput:
    return BadInput(
        Sentence(
            "这份 PDF 无法打开, 可能已损坏, 请重新获取", "This PDF cannot be opened and may be damaged: fetch it again"
        )
    )
