"""Bars by pyqtgraph: every bar has its words and its number, can be reached by keys, and opens what it counts.

Importing this takes as long as `plot` does: see `late`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.ui.charts.bar_looks import BarLook
from paddock.ui.charts.still import still_plot
from paddock.ui.theme import FONT_FAMILY, colour, size
from paddock.ui.widgets.basics import column

_THICK = 0.66
"""Of a bar's place; the rest is air."""
_AIR = 0.16
"""Beyond the longest bar, for its number."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its parts in the order of the looks, what stands at its end, and what is said of it."""

    key: str
    name: str
    parts: tuple[float, ...]
    number: str
    words: str
    """For tool tip and screen reader: the whole truth in one sentence."""

    @property
    def total(self) -> float:
        """How long it is."""
        return sum(self.parts)


class BarPlot(QWidget):
    """Sends `opened` with the key of a bar that was pressed, by mouse or by Enter.

    Arrow keys move from bar to bar, Home and End to the ends; the widget's name says the bar one is on.
    """

    opened = Signal(str)

    def __init__(self, name: str, looks: Sequence[BarLook], *, lying: bool, overlaid: bool = False) -> None:
        """`lying` bars run from left to right; `overlaid` parts all begin at zero instead of following each other."""
        super().__init__()
        self._name, self._looks, self._lying, self._overlaid = name, tuple(looks), lying, overlaid
        self.bars: tuple[Bar, ...] = ()
        self._at = -1
        self._plot = still_plot(self)
        self._plot.getPlotItem().setContentsMargins(0, 4, 6, 0)
        self._plot.getPlotItem().getViewBox().setDefaultPadding(0)
        self._names, self._numbers = ("left", "bottom") if lying else ("bottom", "left")
        self._dress()
        self._frame: pg.BarGraphItem | None = None
        self._parts: list[tuple[pg.BarGraphItem, BarLook]] = []
        self._plot.getPlotItem().getViewBox().sigTransformChanged.connect(self._paint_parts)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 80)
        column(self).addWidget(self._plot)
        self._speak()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Replace the bars; lying ones run from the top down."""
        if tuple(bars) == self.bars:
            return
        self.bars = tuple(bars)
        self._at = min(self._at, len(bars) - 1)
        self._plot.clear()
        self._parts.clear()
        self._frame = None
        longest = max((self._reach(bar) for bar in bars), default=0.0) or 1.0
        for index, look in enumerate(self._looks):
            self._add_parts(index, look)
        for place, bar in enumerate(bars):
            self._add_number(place, bar)
        self._place_axes(longest)
        self._paint_parts()
        self._mark()
        self._speak()

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = {Qt.Key.Key_Up, Qt.Key.Key_Left}
        on = {Qt.Key.Key_Down, Qt.Key.Key_Right}
        key = Qt.Key(event.key())
        if key in back | on:
            self._go_to(self._at + (1 if key in on else -1))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go_to(0 if key == Qt.Key.Key_Home else len(self.bars) - 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and 0 <= self._at < len(self.bars):
            self.opened.emit(self.bars[self._at].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._go_to(max(self._at, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is not None:
            self._at = place
            self.opened.emit(self.bars[place].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if place is None else self.bars[place].words)

    # Inside

    def _go_to(self, place: int) -> None:
        if not self.bars:
            return
        self._at = min(max(place, 0), len(self.bars) - 1)
        self._mark()
        self._speak()

    def _speak(self) -> None:
        said = self.bars[self._at].words if 0 <= self._at < len(self.bars) else ""
        self.setAccessibleName(": ".join(part for part in (self._name, said) if part))

    def _place_at(self, at: QPointF) -> int | None:
        view = self._plot.getPlotItem().getViewBox()
        inside = self._plot.mapFrom(self, at.toPoint())
        where = view.mapSceneToView(self._plot.mapToScene(inside))
        place = round(-where.y() if self._lying else where.x())
        return place if 0 <= place < len(self.bars) else None

    def _reach(self, bar: Bar) -> float:
        return max(bar.parts, default=0.0) if self._overlaid else bar.total

    def _add_parts(self, index: int, look: BarLook) -> None:
        starts = [0.0 if self._overlaid else sum(bar.parts[:index]) for bar in self.bars]
        lengths = [bar.parts[index] for bar in self.bars]
        thick = _THICK * (0.5 if self._overlaid and index else 1.0)
        item = self._item(starts, lengths, thick)
        self._plot.addItem(item)
        self._parts.append((item, look))

    def _paint_parts(self) -> None:
        """Colours and patterns. A pattern is drawn in the chart's own units: it is scaled back to pixels."""
        wide, high = self._plot.getPlotItem().getViewBox().viewPixelSize()
        for item, look in self._parts:
            brush = QBrush(colour(look.colour), look.pattern)
            brush.setTransform(QTransform.fromScale(wide, high))
            pen = QPen(colour(look.colour), 1)
            pen.setCosmetic(True)
            item.setOpts(brush=brush, pen=pen)

    def _item(self, starts: Sequence[float], lengths: Sequence[float], thick: float) -> "pg.BarGraphItem":
        places = [float(place) for place in range(len(self.bars))]
        if self._lying:
            return pg.BarGraphItem(x0=list(starts), y=[-place for place in places], width=list(lengths), height=thick)
        return pg.BarGraphItem(x=places, y0=list(starts), width=thick, height=list(lengths))

    def _add_number(self, place: int, bar: Bar) -> None:
        text = pg.TextItem(bar.number, color=colour("ink"), anchor=(-0.06, 0.5) if self._lying else (0.5, 1.0))
        text.setFont(_font())
        text.setPos(*((self._reach(bar), -place) if self._lying else (place, self._reach(bar))))
        self._plot.addItem(text)

    def _place_axes(self, longest: float) -> None:
        names = self._plot.getAxis(self._names)
        metrics = QFontMetrics(_font())
        if self._lying:
            widest = min(max((metrics.horizontalAdvance(bar.name) for bar in self.bars), default=0), self.width() * 0.4)
            shown = [metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, round(widest) + 2) for bar in self.bars]
            names.setTicks([[(-place, words) for place, words in enumerate(shown)]])
            names.setWidth(round(widest) + 12)
            numbers = max((metrics.horizontalAdvance(bar.number) for bar in self.bars), default=0)
            room = max(self.width() - widest - 30, 60.0)
            air = min((numbers + 10) / room, 0.6)
            self._plot.setXRange(0.0, longest / (1 - air), padding=0)
            self._plot.setYRange(-len(self.bars) + 0.5, 0.5, padding=0)
            return
        # Names that would run into each other are left out, the last always said: it is now.
        room = max(self.width() - 40, 60) / max(len(self.bars), 1)
        widest = max((metrics.horizontalAdvance(bar.name) for bar in self.bars), default=1) + 8
        every = max(-(-int(widest) // max(int(room), 1)), 1)
        last = len(self.bars) - 1
        names.setTicks([[(at, bar.name) for at, bar in enumerate(self.bars) if (last - at) % every == 0]])
        self._plot.setXRange(-0.5, max(len(self.bars), 1) - 0.5, padding=0)
        self._plot.setYRange(0.0, longest * (1 + _AIR), padding=0)

    def _mark(self) -> None:
        """Frame the bar one is on, while the keyboard is here."""
        if self._frame is not None:
            self._plot.removeItem(self._frame)
            self._frame = None
        if not self.hasFocus() or not 0 <= self._at < len(self.bars):
            return
        edge = self._plot.getPlotItem().getViewBox().viewRect()
        room = QRectF(edge)
        if self._lying:
            frame = pg.BarGraphItem(x0=[room.left()], y=[-self._at], width=[room.width()], height=0.96)
        else:
            frame = pg.BarGraphItem(x=[self._at], y0=[0.0], width=0.96, height=[room.height()])
        pen = QPen(colour("focus"), 2)
        pen.setCosmetic(True)
        frame.setOpts(brush=QBrush(QColor(colour("clear"))), pen=pen)
        self._frame = frame
        self._plot.addItem(frame)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # handed on as it came
        longest = max((self._reach(bar) for bar in self.bars), default=0.0) or 1.0
        self._place_axes(longest)

    def _dress(self) -> None:
        item = self._plot.getPlotItem()
        numbers = item.getAxis(self._numbers)
        numbers.setStyle(showValues=False, tickLength=0)
        numbers.setPen(QPen(colour("clear")))
        item.hideAxis(self._numbers)
        names = item.getAxis(self._names)
        names.setTickFont(_font())
        names.setStyle(tickLength=0, hideOverlappingLabels=False)
        names.setPen(QPen(colour("line_strong"), 1))
        names.setTextPen(colour("ink_soft"))


def _font() -> QFont:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(size("type", "small"))
    return font
