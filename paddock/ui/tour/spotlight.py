"""Dims the window but for one place; the mouse goes through it, so that the real controls stay usable."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from paddock.ui.theme import colour, scheme, size

_AROUND = 6
_DIMMED = {"light": 120, "dark": 165}
"""Opacity of the dimmed part, of 255."""


class Spotlight(QWidget):
    """Covers `over`; `light` moves the hole."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hole = QRect()
        self._over = over
        self.hide()

    def hole(self) -> QRect:
        """The lit place in the window's coordinates; empty when nothing is lit."""
        return QRect(self._hole)

    def light(self, place: QRect) -> None:
        """Light `place` (in the window's coordinates); an empty one dims everything."""
        hole = place.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND) if not place.isEmpty() else QRect()
        hole &= self._over.rect()
        self.setGeometry(self._over.rect())
        if hole != self._hole:
            self._hole = hole
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        dimmed = QColor(colour("stage"))
        dimmed.setAlpha(_DIMMED.get(scheme(), 165))
        ground = QPainterPath()
        ground.addRect(QRectF(self.rect()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._hole.isEmpty():
            radius = size("radius", "card")
            hole = QPainterPath()
            hole.addRoundedRect(QRectF(self._hole), radius, radius)
            ground = ground.subtracted(hole)
            painter.fillPath(ground, dimmed)
            painter.setPen(QPen(colour("focus"), 3))
            painter.drawPath(hole)
        else:
            painter.fillPath(ground, dimmed)
        painter.end()
