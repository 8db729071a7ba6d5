"""A QR code for a phone's camera: black on white in every look, with the quiet zone that readers need."""

import segno
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.ui.theme import colour

_QUIET = 4
"""Modules around the code (ISO/IEC 18004, section 6.3.8)."""


class QrCode(QWidget):
    """Shows a text as a QR code, error correction M."""

    def __init__(self, text: str, side: int) -> None:
        super().__init__()
        self._rows = [list(row) for row in segno.make(text, error="m", micro=False, encoding="utf-8").matrix]
        self.setFixedSize(QSize(side, side))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("QR code"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("paper"))
        modules = len(self._rows) + 2 * _QUIET
        # Whole pixels for a module: edges that fall between two of them cost a reader.
        size = self.width() // modules
        start = (self.width() - size * len(self._rows)) / 2
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRectF(start + x * size, start + y * size, size, size), colour("paper_ink"))
        painter.end()
