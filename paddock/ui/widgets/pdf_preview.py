"""A PDF in the window: pages below each other, zoom, and which page is in view."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from paddock.app.services.pdf_pages import PdfPages
from paddock.ui.tasks import Lane, run
from paddock.ui.widgets.basics import button, column, label, row
from paddock.ui.widgets.pdf_pages_view import PdfPagesView

_ZOOM_STEP = 1.25


class PdfPreview(QWidget):
    """Shows bytes; nothing is written to disk for it."""

    opened = Signal()
    """The document last asked for is in view."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted = self._shown = 0
        self.view = PdfPagesView()
        self.view.setAccessibleName(self.tr("Contract preview"))
        self.view.page_changed.connect(self._show_page)
        self._page = label("", "soft")
        tools = row(gap="small")
        tools.addWidget(button(self.tr("Previous page"), lambda: self._turn(-1), icon="caret-up"))
        tools.addWidget(button(self.tr("Next page"), lambda: self._turn(1), icon="caret-down"))
        tools.addWidget(self._page)
        tools.addStretch(1)
        tools.addWidget(button("", lambda: self.view.zoom_by(1 / _ZOOM_STEP), icon="minus", tip=self.tr("Smaller")))
        tools.addWidget(button("", lambda: self.view.zoom_by(_ZOOM_STEP), icon="plus", tip=self.tr("Larger")))
        tools.addWidget(button(self.tr("Whole width"), self.view.fit_width))
        layout = column(self, gap="small")
        layout.addLayout(tools)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.ZoomIn):
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

    def _turn(self, by: int) -> None:
        self.view.turn_to(self.view.page() + by)

    def _show_page(self) -> None:
        if self.pages():
            self._page.setText(self.tr("Page {0} of {1}").format(self.view.page() + 1, self.pages()))
