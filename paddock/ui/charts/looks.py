"""How the series of a chart are told apart: a colour, a dash and a marker each, so that none hangs on colour alone."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.ui.theme import colour

Marker = Literal["circle", "square", "triangle", "diamond"]
"""Circle, square, triangle, diamond."""


@dataclass(frozen=True, slots=True)
class SeriesLook:
    """One of the looks of `SERIES_LOOKS`."""

    colour: str
    """A colour token."""
    dash: Qt.PenStyle
    marker: Marker


SERIES_LOOKS = (
    SeriesLook("series_1", Qt.PenStyle.SolidLine, "circle"),
    SeriesLook("series_2", Qt.PenStyle.DashLine, "square"),
    SeriesLook("series_3", Qt.PenStyle.DotLine, "triangle"),
    SeriesLook("series_4", Qt.PenStyle.DashDotLine, "diamond"),
)
"""For up to four series, in their order."""


def series_pen(look: SeriesLook, width: float = 2.4) -> QPen:
    """The line of a series."""
    pen = QPen(colour(look.colour), width, look.dash)
    pen.setCosmetic(True)
    return pen


class SeriesSwatch(QWidget):
    """The line and the marker of a series, for the words beside it."""

    def __init__(self, look: SeriesLook) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(40, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_series(painter, self.rect(), self._look)
        painter.end()


def paint_series(painter: QPainter, place: QRect, look: SeriesLook) -> None:
    """The line of a series with its marker in the middle."""
    middle = QRectF(place).center()
    painter.setPen(series_pen(look))
    painter.drawLine(QPointF(place.left() + 1, middle.y()), QPointF(place.right(), middle.y()))
    painter.setPen(QPen(colour("surface"), 1))
    painter.setBrush(colour(look.colour))
    painter.drawPath(marker_path(look.marker, middle, 5))


def marker_path(marker: Marker, at: QPointF, reach: float) -> QPainterPath:
    """The shape of a marker around a place, as far as `reach` pixels from it, or a little further."""
    path = QPainterPath()
    if marker == "circle":
        path.addEllipse(at, reach, reach)
    elif marker == "square":
        path.addRect(QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach))
    else:
        triangle, diamond = [(0, -1.2), (1.1, 0.9), (-1.1, 0.9)], [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)]
        corners = triangle if marker == "triangle" else diamond
        path.moveTo(at + QPointF(corners[-1][0] * reach, corners[-1][1] * reach))
        for x, y in corners:
            path.lineTo(at + QPointF(x * reach, y * reach))
    return path
