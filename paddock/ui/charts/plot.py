"""Lines over one pair of axes, in the window's colours and fonts, drawn by Qt's painter (ADR 0012)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.ui.charts.axes import axis_font, ticks
from paddock.ui.charts.looks import SERIES_LOOKS, SeriesLook, marker_path, series_pen
from paddock.ui.charts.series import Series
from paddock.ui.theme import colour

_MARKERS = 8
"""About so many markers on a line: enough to tell it by, few enough to see the line."""
_MARKER = 5.0
_AIR = 0.06
"""Above the highest point."""
_EVERY_X, _EVERY_Y = 56, 34
"""Between two marks of an axis at least, in pixels."""
_TICK = 4


class LinePlot(QWidget):
    """Up to four lines, from zero up; not to be panned or zoomed, it always shows everything."""

    def __init__(
        self,
        *,
        name_x: Callable[[float], str] = str,
        name_y: Callable[[float], str] = str,
        steps_x: Sequence[float] = (),
    ) -> None:
        """`name_x` and `name_y` say what stands at a place of the axes; `steps_x`: see `ticks`."""
        super().__init__()
        self.series: tuple[Series, ...] = ()
        self._name_x, self._name_y, self._steps_x = name_x, name_y, steps_x
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 120)

    def sizeHint(self) -> QSize:
        """A plot takes what room there is."""
        return self.minimumSize()

    def show_series(self, series: Sequence[Series]) -> None:
        """Replace the lines; their looks are `SERIES_LOOKS` in the order given.

        Raises:
            ValueError: more lines than can be told apart.
        """
        if len(series) > len(SERIES_LOOKS):
            raise ValueError(f"{len(series)} lines cannot be told apart, {len(SERIES_LOOKS)} can")
        if self.series != tuple(series):
            self.series = tuple(series)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(axis_font())
        metrics = QFontMetrics(axis_font())
        highest = max((max(line.y, default=0.0) for line in self.series), default=0.0) or 1.0
        marks_y = ticks(0.0, highest * (1 + _AIR), self.height() // _EVERY_Y)
        left = max(metrics.horizontalAdvance(self._name_y(mark)) for mark in marks_y) + _TICK + 6
        area = QRectF(self.rect()).adjusted(left, 6, -10, -metrics.height() - _TICK - 2)
        places = [place for line in self.series for place in line.x]
        first, last = min(places, default=0.0), max(places, default=1.0)

        def at(x: float, y: float) -> QPointF:
            across = (x - first) / ((last - first) or 1.0)
            up = y / highest / (1 + _AIR)
            inside = area.adjusted(_MARKER, 0, -_MARKER, 0)
            return QPointF(inside.left() + inside.width() * across, inside.bottom() - inside.height() * up)

        for mark in marks_y:
            self._paint_mark_y(painter, metrics, mark, at(first, mark).y(), area)
        for mark in ticks(first, last, int(area.width()) // _EVERY_X, self._steps_x):
            self._paint_mark_x(painter, metrics, mark, at(mark, 0.0).x(), area)
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.drawPolyline(QPolygonF([area.topLeft(), area.bottomLeft(), area.bottomRight()]))
        for number, (line, look) in enumerate(zip(self.series, SERIES_LOOKS, strict=False)):
            _paint_line(painter, [at(x, y) for x, y in zip(line.x, line.y, strict=True)], look, number)
        painter.end()

    def _paint_mark_y(self, painter: QPainter, metrics: QFontMetrics, mark: float, at: float, area: QRectF) -> None:
        grid = colour("line")
        painter.setPen(QPen(grid, 1))
        painter.drawLine(QPointF(area.left() - _TICK, at), QPointF(area.right(), at))
        painter.setPen(colour("ink_soft"))
        high = metrics.height()
        room = QRectF(0, at - high / 2, area.left() - _TICK - 3, high)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._name_y(mark))

    def _paint_mark_x(self, painter: QPainter, metrics: QFontMetrics, mark: float, at: float, area: QRectF) -> None:
        words = self._name_x(mark)
        if not words:
            return
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.drawLine(QPointF(at, area.bottom()), QPointF(at, area.bottom() + _TICK))
        painter.setPen(colour("ink_soft"))
        wide = metrics.horizontalAdvance(words) + 2
        room = QRectF(min(at - wide / 2, self.width() - wide), area.bottom() + _TICK, wide, metrics.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)


def _paint_line(painter: QPainter, points: Sequence[QPointF], look: SeriesLook, number: int) -> None:
    """Each line's markers begin elsewhere, so that lines on top of each other still show whose they are."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(series_pen(look))
    painter.drawPolyline(QPolygonF(list(points)))
    painter.setPen(QPen(colour("surface"), 1))
    painter.setBrush(colour(look.colour))
    every = max(len(points) // _MARKERS, 1)
    first = min(number * max(every // 4, 1), max(len(points) - 1, 0))
    for point in points[first::every]:
        painter.drawPath(marker_path(look.marker, point, _MARKER))
