"""Pages below each other: only those in view are drawn, on a thread, and a page not yet drawn is a white sheet."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from paddock.app.services.pdf_pages import PagePicture, PagePlace, PageSize, PdfPages
from paddock.ui.tasks import Lane, run
from paddock.ui.theme import colour, size

_SMALLEST, _LARGEST = 0.3, 4.0
_KEPT_DRAWN = 6
"""Pages kept as pictures: those in view and some neighbours."""


class PdfPagesView(QAbstractScrollArea):
    """Shows an open document; scrolls and zooms."""

    page_changed = Signal()
    """Another page is in view, or another document."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pages")
        self._pages: PdfPages | None = None
        self._zoom: float | None = None
        """None: the whole width."""
        self._drawn: dict[tuple[int, int], QImage] = {}
        self._asked: set[tuple[int, int]] = set()
        self._shown_page = 0
        self._marks: tuple[PagePlace, ...] = ()
        self._current: PagePlace | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another document from its first page; the one before is closed."""
        before, self._pages = self._pages, pages
        if before is not None:
            run(self, before.close, Lane.POOL)
        if pages is not None:
            self.destroyed.connect(pages.close)
        self._drawn.clear()
        self._asked.clear()
        self._marks, self._current = (), None
        self.verticalScrollBar().setValue(0)
        self._lay_out()
        self._shown_page = 0
        self.page_changed.emit()

    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes())

    def page(self) -> int:
        """The page in view, from 0: the last whose upper edge is in the upper half of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return max((at for at in range(self.count()) if self._rect(at).top() <= middle), default=0)

    def turn_to(self, page: int) -> None:
        """Bring a page to the top."""
        if self.count():
            wanted = min(max(page, 0), self.count() - 1)
            self.verticalScrollBar().setValue(self._rect(wanted).top() - size("space", "medium"))

    def places_of(self, text: str) -> list[PagePlace]:
        """Where `text` stands in the document; blocks, so it is called on a thread."""
        return self._pages.find(text) if self._pages else []

    def mark(self, places: Sequence[PagePlace], current: PagePlace | None) -> None:
        """Mark places, one of them as the one in question, and bring that into view."""
        self._marks, self._current = tuple(places), current
        if current is not None and current.page < self.count():
            place = self._place(current)
            self.verticalScrollBar().setValue(place.top() - self.viewport().height() // 3)
            self.horizontalScrollBar().setValue(max(place.right() - self.viewport().width(), 0))
        self.viewport().update()

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller, around the page in view."""
        self._set_zoom(min(max(self._scale() * factor, _SMALLEST), _LARGEST))

    def fit_width(self) -> None:
        """As wide as the view."""
        self._set_zoom(None)

    def is_drawn(self) -> bool:
        """Whether every page in view is there as a picture."""
        return bool(self.count()) and all(self._key(at) in self._drawn for at in self._in_view())

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(480, 640)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("sunken"))
        for at in self._in_view():
            place = self._rect(at).translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
            picture = self._drawn.get(self._key(at)) or self._other_size_of(at)
            # Paper is white in every theme.
            painter.fillRect(place, colour("paper"))
            if picture is not None:
                painter.drawImage(place, picture)
            self._paint_marks(painter, at)
            self._ask_for(at)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.1 if event.angleDelta().y() > 0 else 1 / 1.1)
            return
        super().wheelEvent(event)

    # Inside

    def _paint_marks(self, painter: QPainter, at: int) -> None:
        for mark in (one for one in self._marks if one.page == at):
            here = self._place(mark).translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
            painter.setOpacity(0.45 if mark == self._current else 0.2)
            painter.fillRect(here.adjusted(-2, -2, 2, 2), colour("warn"))
        painter.setOpacity(1.0)

    def _place(self, mark: PagePlace) -> QRect:
        """Where a place lies in the whole of the document."""
        page, scale = self._rect(mark.page), self._scale()
        return QRect(
            page.left() + round(mark.left * scale),
            page.top() + round(mark.top * scale),
            max(round(mark.width * scale), 1),
            max(round(mark.height * scale), 1),
        )

    def _sizes(self) -> tuple[PageSize, ...]:
        return self._pages.sizes if self._pages else ()

    def _scale(self) -> float:
        """Logical pixels for each point."""
        if self._zoom is not None:
            return self._zoom
        widest = max((page.width for page in self._sizes()), default=1.0)
        return max((self.viewport().width() - 2 * size("space", "medium")) / widest, 0.05)

    def _rect(self, at: int) -> QRect:
        """Where a page lies in the whole of the document."""
        scale, gap = self._scale(), size("space", "medium")
        top = gap + sum(round(page.height * scale) + gap for page in self._sizes()[:at])
        page = self._sizes()[at]
        wide, high = round(page.width * scale), round(page.height * scale)
        return QRect(max((self.viewport().width() - wide) // 2, gap), top, wide, high)

    def _in_view(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        rects = ((at, self._rect(at)) for at in range(self.count()))
        return [at for at, rect in rects if rect.bottom() >= top and rect.top() <= bottom]

    def _key(self, at: int) -> tuple[int, int]:
        """A page in the number of device pixels it is shown with."""
        return at, round(self._rect(at).width() * self.devicePixelRatio())

    def _other_size_of(self, at: int) -> QImage | None:
        return next((picture for (page, _wide), picture in self._drawn.items() if page == at), None)

    def _ask_for(self, at: int) -> None:
        key, pages = self._key(at), self._pages
        if pages is None or key in self._drawn or key in self._asked:
            return
        self._asked.add(key)
        run(self, _drawing(pages, *key), Lane.POOL).success(lambda picture: self._take(pages, key, picture))

    def _take(self, pages: PdfPages, key: tuple[int, int], picture: QImage | None) -> None:
        if pages is not self._pages or picture is None:
            return
        self._asked.discard(key)
        self._drawn = {kept: image for kept, image in self._drawn.items() if kept[0] != key[0]} | {key: picture}
        here = self.page()
        for far in sorted(self._drawn, key=lambda kept: abs(kept[0] - here))[_KEPT_DRAWN:]:
            del self._drawn[far]
        self.viewport().update()

    def _set_zoom(self, zoom: float | None) -> None:
        page = self.page()
        self._zoom = zoom
        self._lay_out()
        self.turn_to(page)
        self.viewport().update()

    def _lay_out(self) -> None:
        last = self._rect(self.count() - 1) if self.count() else QRect()
        high, wide = last.bottom() + size("space", "medium"), last.width() + 2 * size("space", "medium")
        for bar, whole, view in (
            (self.verticalScrollBar(), high, self.viewport().height()),
            (self.horizontalScrollBar(), wide, self.viewport().width()),
        ):
            bar.setRange(0, max(whole - view, 0))
            bar.setPageStep(view)
            bar.setSingleStep(2 * size("space", "large"))
        self.viewport().update()

    def _scrolled(self) -> None:
        self.viewport().update()
        if self.page() != self._shown_page:
            self._shown_page = self.page()
            self.page_changed.emit()


def _drawing(pages: PdfPages, page: int, wide: int) -> Callable[[], QImage | None]:
    def draw() -> QImage | None:
        picture = pages.draw(page, wide)
        return None if picture is None else _image_of(picture)

    return draw


def _image_of(picture: PagePicture) -> QImage:
    kind = QImage.Format.Format_RGB32
    return QImage(picture.pixels, picture.width, picture.height, picture.stride, kind).copy()
