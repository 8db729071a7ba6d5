"""How many of something, in a small pill beside its name."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from paddock.ui.states import Tone
from paddock.ui.theme import FONT_FAMILY, colour, size
from paddock.ui.widgets.chip import TINTS

_MOST = 99


def badge_text(number: int) -> str:
    """`3`, `99+`; empty for nothing."""
    return "" if number <= 0 else str(number) if number <= _MOST else f"{_MOST}+"


class Badge(QLabel):
    """Hidden while there is nothing to count."""

    def __init__(self, name: str, number: int = 0, tone: Tone = "calm") -> None:
        """`name`: what is counted, for screen readers."""
        super().__init__()
        self._name, self._number, self._tone = name, number, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_number(number, tone)

    def show_number(self, number: int, tone: Tone | None = None) -> None:
        """Count anew."""
        self._number, self._tone = number, tone or self._tone
        self.setVisible(number > 0)
        self.setAccessibleName(f"{self._name}: {number}")
        self.setToolTip(f"{self._name}: {number}" if number > _MOST else self._name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        high = size("height", "badge")
        return QSize(max(high, QFontMetrics(_font()).horizontalAdvance(badge_text(self._number)) + high // 2 + 2), high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        text, ground = TINTS[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground))
        room = QRectF(self.rect())
        painter.drawRoundedRect(room, room.height() / 2, room.height() / 2)
        painter.setFont(_font())
        painter.setPen(colour(text))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, badge_text(self._number))
        painter.end()


def _font() -> QFont:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(size("type", "small"))
    font.setBold(True)
    return font
