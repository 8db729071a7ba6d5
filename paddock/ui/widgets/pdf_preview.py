"""A PDF in the window: pages below each other, zoom, and which page is in view."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from paddock.app.services.pdf_pages import PagePlace, PdfPages
from paddock.ui.tasks import Lane, Newest, run
from paddock.ui.widgets.basics import button, column, label, row
from paddock.ui.widgets.pdf_pages_view import PdfPagesView
from paddock.ui.widgets.text_line import TextLine

_ZOOM_STEP = 1.25


class PdfPreview(QWidget):
    """Shows bytes; nothing is written to disk for it."""

    opened = Signal()
    """The document last asked for is in view."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted = self._shown = self._at = 0
        self._places: list[PagePlace] = []
        self._search = Newest()
        self.view = PdfPagesView()
        self.view.setAccessibleName(self.tr("Contract preview"))
        self.view.page_changed.connect(self._show_page)
        self._page = label("", "soft")
        tools = row(gap="small")
        tools.addWidget(button("", lambda: self._turn(-1), icon="caret-up", tip=self.tr("Previous page")))
        tools.addWidget(button("", lambda: self._turn(1), icon="caret-down", tip=self.tr("Next page")))
        tools.addWidget(self._page)
        tools.addStretch(1)
        tools.addWidget(
            button("", self.show_search, icon="magnifying-glass", tip=self.tr("Find in the contract (Ctrl+F)"))
        )
        tools.addWidget(button("", lambda: self.view.zoom_by(1 / _ZOOM_STEP), icon="minus", tip=self.tr("Smaller")))
        tools.addWidget(button("", lambda: self.view.zoom_by(_ZOOM_STEP), icon="plus", tip=self.tr("Larger")))
        tools.addWidget(button(self.tr("Whole width"), self.view.fit_width))
        layout = column(self, gap="small")
        layout.addLayout(tools)
        layout.addWidget(self._search_line())
        layout.addWidget(self.view, 1)

    def show_pdf(self, data: bytes) -> None:
        """Show a document, from its first page; opened on a thread, and the newest asked for wins."""
        self._wanted += 1
        number = self._wanted
        run(self, lambda: PdfPages(data), Lane.POOL).success(lambda pages: self._opened(number, pages))

    def pages(self) -> int:
        """How many pages the document shown has."""
        return self.view.count()

    def shows_newest(self) -> bool:
        """Whether the document last asked for is the one in view."""
        return self._shown == self._wanted > 0

    def is_drawn(self) -> bool:
        """Whether every page in view is there as a picture."""
        return self.shows_newest() and self.view.is_drawn()

    def show_search(self) -> None:
        """Open the line to search with, or go back to it."""
        self._finder.show()
        self._sought.setFocus()
        self._sought.selectAll()

    def hide_search(self) -> None:
        """Put the line away, with its marks."""
        self._finder.hide()
        self._places, self._at = [], 0
        self.view.mark((), None)
        self.view.setFocus()

    def search(self, text: str) -> None:
        """Look for `text` on a thread; the newest search counts, and its first hit comes into view."""
        self._search.run(self, lambda: self.view.places_of(text), Lane.POOL).success(self._found)

    def jump_to(self, text: str, otherwise: str = "") -> None:
        """Bring the last place where `text` stands into view (where one signs is at the end); else `otherwise`."""

        def look() -> list[PagePlace]:
            return self.view.places_of(text) or self.view.places_of(otherwise)

        self._search.run(self, look, Lane.POOL).success(self._jumped)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.show_search()
        elif event.matches(QKeySequence.StandardKey.FindNext):
            self._go(1)
        elif event.matches(QKeySequence.StandardKey.FindPrevious):
            self._go(-1)
        elif event.key() == Qt.Key.Key_Escape and self._finder.isVisible():
            self.hide_search()
        elif event.matches(QKeySequence.StandardKey.ZoomIn):
            self.view.zoom_by(_ZOOM_STEP)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.view.zoom_by(1 / _ZOOM_STEP)
        else:
            super().keyPressEvent(event)

    def _opened(self, number: int, pages: PdfPages) -> None:
        if number == self._wanted:
            self._shown = number
            self.view.show_pages(pages)
            self.opened.emit()
        else:
            run(self, pages.close, Lane.POOL)

    def _search_line(self) -> QWidget:
        self._finder = QWidget()
        line = row(gap="small")
        line.setContentsMargins(0, 0, 0, 0)
        self._sought = TextLine()
        self._sought.setPlaceholderText(self.tr("Find in the contract"))
        self._sought.setAccessibleName(self.tr("Find in the contract"))
        self._sought.textChanged.connect(self.search)
        self._sought.returnPressed.connect(lambda: self._go(1))
        self._hits = label("", "soft")
        line.addWidget(self._sought, 1)
        line.addWidget(self._hits)
        line.addWidget(button("", lambda: self._go(-1), icon="caret-up", tip=self.tr("Hit before")))
        line.addWidget(button("", lambda: self._go(1), icon="caret-down", tip=self.tr("Next hit")))
        line.addWidget(button("", self.hide_search, icon="x", tip=self.tr("Close the search")))
        self._finder.setLayout(line)
        self._finder.hide()
        return self._finder

    def _found(self, places: list[PagePlace]) -> None:
        self._places, self._at = places, 0
        self._show_hit()

    def _jumped(self, places: list[PagePlace]) -> None:
        if places:
            self.view.mark(places[-1:], places[-1])

    def _go(self, by: int) -> None:
        if self._places:
            self._at = (self._at + by) % len(self._places)
            self._show_hit()

    def _show_hit(self) -> None:
        sought = bool(self._sought.text().strip())
        if self._places:
            self._hits.setText(self.tr("{0} of {1}").format(self._at + 1, len(self._places)))
            self.view.mark(self._places, self._places[self._at])
        else:
            self._hits.setText(self.tr("Not found") if sought else "")
            self.view.mark((), None)

    def _turn(self, by: int) -> None:
        self.view.turn_to(self.view.page() + by)

    def _show_page(self) -> None:
        if self.pages():
            self._page.setText(self.tr("Page {0} of {1}").format(self.view.page() + 1, self.pages()))
