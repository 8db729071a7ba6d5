"""Plots by pyqtgraph in the window's colours and fonts. Importing this takes half a second: see `late`."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.ui.charts.looks import SERIES_LOOKS, series_pen
from paddock.ui.charts.series import Series
from paddock.ui.charts.still import still_plot
from paddock.ui.theme import FONT_FAMILY, colour, size
from paddock.ui.widgets.basics import column

_MARKERS = 8
"""About so many markers on a line: enough to tell it by, few enough to see the line."""


class LinePlot(QWidget):
    """Up to four lines over one pair of axes; not to be panned or zoomed, it always shows everything."""

    def __init__(self, *, name_x: Callable[[float], str] = str, name_y: Callable[[float], str] = str) -> None:
        """`name_x` and `name_y` say what stands at a place of the axes."""
        super().__init__()
        self.series: tuple[Series, ...] = ()
        self._plot = still_plot(self)
        self._plot.getPlotItem().setContentsMargins(0, 6, 10, 0)
        for side, name in (("bottom", name_x), ("left", name_y)):
            self._dress_axis(side, name)
        self._plot.showGrid(x=False, y=True, alpha=0.25)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 120)
        self._plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        column(self).addWidget(self._plot)

    def sizeHint(self) -> QSize:
        """A plot takes what room there is; the library's own wish would be a window's."""
        return self.minimumSize()

    def show_series(self, series: Sequence[Series], *, from_zero: bool = True) -> None:
        """Replace the lines; their looks are `SERIES_LOOKS` in the order given.

        Raises:
            ValueError: more lines than can be told apart.
        """
        if len(series) > len(SERIES_LOOKS):
            raise ValueError(f"{len(series)} lines cannot be told apart, {len(SERIES_LOOKS)} can")
        if self.series == tuple(series):
            return
        self.series = tuple(series)
        self._plot.clear()
        edge = QPen(colour("surface"), 1)
        # Markers are drawn in a unit square and then enlarged, their edges with them.
        edge.setCosmetic(True)
        for at, (line, look) in enumerate(zip(series, SERIES_LOOKS, strict=False)):
            self._plot.plot(list(line.x), list(line.y), pen=series_pen(look), antialias=True)
            every = max(len(line.x) // _MARKERS, 1)
            # Each line's markers begin elsewhere, so that lines on top of each other still show whose they are.
            places = range(min(at * max(every // 4, 1), len(line.x) - 1), len(line.x), every) if line.x else range(0)
            self._plot.plot(
                [line.x[index] for index in places],
                [line.y[index] for index in places],
                pen=None,
                symbol=look.marker,
                symbolSize=10,
                symbolBrush=colour(look.colour),
                symbolPen=edge,
            )
        if from_zero and series:
            highest = max((max(line.y, default=0.0) for line in series), default=0.0)
            self._plot.setYRange(0.0, max(highest, 1.0), padding=0.06)
            self._plot.getPlotItem().getViewBox().enableAutoRange(axis="x")

    def _dress_axis(self, side: str, name: Callable[[float], str]) -> None:
        axis = self._plot.getAxis(side)
        font = QFont(FONT_FAMILY)
        font.setPixelSize(size("type", "small"))
        axis.setTickFont(font)
        axis.setPen(QPen(colour("line_strong"), 1))
        axis.setTextPen(colour("ink_soft"))
        axis.enableAutoSIPrefix(False)
        # In place of a subclass: the library carries no types to derive from.
        axis.tickStrings = lambda values, _scale, _spacing: [name(float(value)) for value in values]
