"""How the parts of bars are told apart: a colour and a pattern each, so that none hangs on colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.ui.theme import colour
from paddock.ui.widgets.basics import label, row


@dataclass(frozen=True, slots=True)
class BarLook:
    """A colour token and a pattern."""

    colour: str
    pattern: Qt.BrushStyle


PLAIN = BarLook("series_1", Qt.BrushStyle.SolidPattern)
FIRST = BarLook("series_3", Qt.BrushStyle.SolidPattern)
SECOND = BarLook("series_2", Qt.BrushStyle.BDiagPattern)
THIRD = BarLook("line_strong", Qt.BrushStyle.Dense5Pattern)
BACK = BarLook("line_strong", Qt.BrushStyle.Dense6Pattern)
"""Behind another: of how many."""
AGES = (
    BarLook("series_3", Qt.BrushStyle.SolidPattern),
    BarLook("series_1", Qt.BrushStyle.Dense4Pattern),
    BarLook("series_4", Qt.BrushStyle.BDiagPattern),
    BarLook("series_2", Qt.BrushStyle.SolidPattern),
)
"""From young to old."""


class Swatch(QWidget):
    """A small piece of a bar, for the words beside it."""

    def __init__(self, look: BarLook) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(14, 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(colour(self._look.colour), 1))
        painter.setBrush(QBrush(colour(self._look.colour), self._look.pattern))
        painter.drawRect(QRectF(0.5, 0.5, 13, 11))
        painter.end()


class BarLegend(QWidget):
    """Which part is what."""

    def __init__(self, parts: Sequence[tuple[BarLook, str]]) -> None:
        super().__init__()
        layout = row(self, gap="tight")
        for look, words in parts:
            layout.addWidget(Swatch(look))
            layout.addWidget(label(words, "faint"))
        layout.addStretch(1)
