"""A PDF in the window: pages below each other, zoom, and which page is in view."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QTimer
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from paddock.ui.widgets.basics import button, column, label, row

_ZOOM_STEP = 1.25
_CLOSE_AFTER_MS = 3000


class PdfPreview(QWidget):
    """Shows bytes; nothing is written to disk for it."""

    def __init__(self) -> None:
        super().__init__()
        self._data = QByteArray()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(self.tr("Contract preview"))
        self._page = label("", "soft")
        tools = row(gap="small")
        tools.addWidget(button(self.tr("Previous page"), lambda: self._turn(-1), icon="caret-up"))
        tools.addWidget(button(self.tr("Next page"), lambda: self._turn(1), icon="caret-down"))
        tools.addWidget(self._page)
        tools.addStretch(1)
        tools.addWidget(button("", lambda: self._zoom(1 / _ZOOM_STEP), icon="minus", tip=self.tr("Smaller")))
        tools.addWidget(button("", lambda: self._zoom(_ZOOM_STEP), icon="plus", tip=self.tr("Larger")))
        tools.addWidget(button(self.tr("Whole width"), self._fit))
        layout = column(self, gap="small")
        layout.addLayout(tools)
        layout.addWidget(self.view, 1)
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._show_page())

    def show_pdf(self, data: bytes) -> None:
        """Show a document, from its first page."""
        old_document, old_buffer = self.document, self._buffer
        self._data = QByteArray(data)
        self._buffer = QBuffer(self)
        self._buffer.setData(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._buffer)
        # The view lets go of the old pages first: closing a document that is being drawn ends the process.
        self.view.setDocument(self.document)
        # Closing waits for Qt's one lock on PDFs, held while a page of the new one is drawn: 160 ms of a still window.
        QTimer.singleShot(_CLOSE_AFTER_MS, old_document, old_document.deleteLater)
        QTimer.singleShot(_CLOSE_AFTER_MS, old_buffer, old_buffer.deleteLater)
        self._show_page()

    def pages(self) -> int:
        """How many pages the document has."""
        return self.document.pageCount()

    def _turn(self, by: int) -> None:
        navigator = self.view.pageNavigator()
        wanted = min(max(navigator.currentPage() + by, 0), max(self.pages() - 1, 0))
        navigator.jump(wanted, QPointF(), navigator.currentZoom())

    def _zoom(self, by: float) -> None:
        now = self.view.zoomFactor()
        if self.view.zoomMode() is not QPdfView.ZoomMode.Custom and self.pages():
            points = self.document.pagePointSize(0).width()
            now = (self.view.viewport().width() - 24) / max(points * self.view.logicalDpiX() / 72, 1.0)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(now * by, 0.3), 4.0))

    def _fit(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _show_page(self) -> None:
        if self.pages():
            self._page.setText(
                self.tr("Page {0} of {1}").format(self.view.pageNavigator().currentPage() + 1, self.pages())
            )
