"""A state in one small pill: icon, words and colour."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from paddock.ui import icons
from paddock.ui.states import Look, Tone
from paddock.ui.theme import FONT_FAMILY, colour, size

TINTS: dict[Tone, tuple[str, str]] = {
    "calm": ("ink_soft", "sunken"),
    "good": ("good", "good_soft"),
    "warn": ("warn", "warn_soft"),
    "bad": ("bad", "bad_soft"),
    "busy": ("accent", "accent_soft"),
}
"""Tone → colour tokens of text and ground."""


def chip_font() -> QFont:
    """The font of chips, here and in tables."""
    font = QFont(FONT_FAMILY)
    font.setPixelSize(size("type", "caption"))
    return font


def chip_width(look: Look) -> int:
    """How wide a chip is, in logical pixels."""
    return QFontMetrics(chip_font()).horizontalAdvance(look.text) + 40


def paint_chip(painter: QPainter, rect: QRectF, look: Look) -> None:
    """Draw a chip into `rect`; tables use this from their delegate."""
    text, ground = TINTS[look.tone]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    radius = rect.height() / 2
    painter.drawRoundedRect(rect, radius, radius)
    picture = icons.pixmap(look.icon, text, 16)
    painter.drawPixmap(QRectF(rect.x() + 9, rect.center().y() - 8, 16, 16), picture, QRectF(picture.rect()))
    painter.setFont(chip_font())
    painter.setPen(colour(text))
    room = rect.adjusted(29, 0, -6, 0)
    words = QFontMetrics(chip_font()).elidedText(look.text, Qt.TextElideMode.ElideRight, round(room.width()) + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()


class StateChip(QLabel):
    """A state in one small pill."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(look.text)

    def show_look(self, look: Look) -> None:
        """Show another state."""
        self._look = look
        self.setAccessibleName(look.text)
        self.updateGeometry()
        self.update()

    def look(self) -> Look:
        """What is shown."""
        return self._look

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._look), size("height", "chip"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._look)
        painter.end()
