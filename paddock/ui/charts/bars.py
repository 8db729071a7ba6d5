"""Bars: every one has its words and its number, can be reached by keys, and opens what it counts.

Drawn by Qt's painter (ADR 0012): a plot library with numpy below it weighs more than all screens together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.ui.charts.axes import axis_font
from paddock.ui.charts.bar_looks import BarLook
from paddock.ui.theme import colour

_THICK = 0.66
"""Of a bar's place; the rest is air."""
_THICKEST = 40
"""However few bars there are, in pixels."""
_AIR = 0.16
"""Beyond the longest standing bar, for its number."""
_GAP = 4
"""Between a bar and its number, in pixels."""
_MOST_NAME, _MOST_NUMBER = 0.4, 0.6
"""Of the width: a bar is seen, however long the words beside it are."""


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
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 80)
        self._speak()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Replace the bars; lying ones run from the top down."""
        if tuple(bars) == self.bars:
            return
        self.bars = tuple(bars)
        self._at = min(self._at, len(bars) - 1)
        self.update()
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
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is not None:
            self._at = place
            self.opened.emit(self.bars[place].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if place is None else self.bars[place].words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(axis_font())
        area, metrics = self._area(), QFontMetrics(axis_font())
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.drawLine(area.topLeft() if self._lying else area.bottomRight(), area.bottomLeft())
        every = self._every(metrics, area)
        for place, bar in enumerate(self.bars):
            band = self._band(place, area)
            for index, look in enumerate(self._looks):
                if not bar.parts[index]:
                    continue
                painter.setPen(QPen(colour(look.colour), 1))
                painter.setBrush(QBrush(colour(look.colour), look.pattern))
                painter.drawRect(self._part(bar, index, band, area))
            painter.setPen(colour("ink"))
            painter.drawText(self._place_of_number(bar, band, area), self._side_of_number(), bar.number)
            if self._lying or (len(self.bars) - 1 - place) % every == 0:
                painter.setPen(colour("ink_soft"))
                self._paint_name(painter, metrics, bar.name, band, area)
        if self.hasFocus() and 0 <= self._at < len(self.bars):
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._band(self._at, area).adjusted(1, 1, -1, -1))
        painter.end()

    # Inside

    def _go_to(self, place: int) -> None:
        if not self.bars:
            return
        self._at = min(max(place, 0), len(self.bars) - 1)
        self.update()
        self._speak()

    def _speak(self) -> None:
        said = self.bars[self._at].words if 0 <= self._at < len(self.bars) else ""
        self.setAccessibleName(": ".join(part for part in (self._name, said) if part))

    def _place_at(self, at: QPointF) -> int | None:
        """The bar in whose band the mouse is, its name and number included."""
        area = self._area()
        from_start = (at.y() - area.top()) / area.height() if self._lying else (at.x() - area.left()) / area.width()
        place = int(from_start * len(self.bars)) if 0 <= from_start < 1 else -1
        return place if 0 <= place < len(self.bars) else None

    # Where things stand, in pixels

    def _area(self) -> QRectF:
        """What the bars stand in: beside their names, or above them."""
        whole, metrics = QRectF(self.rect()).adjusted(0, 4, -6, 0), QFontMetrics(axis_font())
        if self._lying:
            widest = max((metrics.horizontalAdvance(bar.name) for bar in self.bars), default=0)
            return whole.adjusted(min(widest, self.width() * _MOST_NAME) + 12, 0, 0, -2)
        return whole.adjusted(6, 0, 0, -metrics.height() - 4)

    def _band(self, place: int, area: QRectF) -> QRectF:
        """A bar's share of the area, air included."""
        count = len(self.bars)
        if self._lying:
            return QRectF(area.left(), area.top() + area.height() * place / count, area.width(), area.height() / count)
        return QRectF(area.left() + area.width() * place / count, area.top(), area.width() / count, area.height())

    def _longest(self, area: QRectF) -> float:
        """How long the longest bar is: its number has to find room behind it."""
        if not self._lying:
            return area.height() / (1 + _AIR)
        metrics = QFontMetrics(axis_font())
        numbers = max((metrics.horizontalAdvance(bar.number) for bar in self.bars), default=0) + 2 * _GAP
        return area.width() - min(numbers, area.width() * _MOST_NUMBER)

    def _reach(self, bar: Bar) -> float:
        return max(bar.parts, default=0.0) if self._overlaid else bar.total

    def _length(self, amount: float, area: QRectF) -> float:
        most = max((self._reach(bar) for bar in self.bars), default=0.0) or 1.0
        return self._longest(area) * amount / most

    def _part(self, bar: Bar, index: int, band: QRectF, area: QRectF) -> QRectF:
        start = self._length(0.0 if self._overlaid else sum(bar.parts[:index]), area)
        length = self._length(bar.parts[index], area)
        share = min(_THICK * (band.height() if self._lying else band.width()), _THICKEST)
        thick = share * (0.5 if self._overlaid and index else 1.0)
        if self._lying:
            return QRectF(band.left() + start, band.center().y() - thick / 2, length, thick)
        return QRectF(band.center().x() - thick / 2, band.bottom() - start - length, thick, length)

    def _place_of_number(self, bar: Bar, band: QRectF, area: QRectF) -> QRectF:
        end = self._length(self._reach(bar), area)
        if self._lying:
            return band.adjusted(end + _GAP, 0, 6, 0)
        # A number may be wider than its bar.
        return QRectF(band.center().x() - 60, band.bottom() - end - 40, 120, 40 - _GAP / 2)

    def _side_of_number(self) -> Qt.AlignmentFlag:
        if self._lying:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        return Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter

    def _every(self, metrics: QFontMetrics, area: QRectF) -> int:
        """Names of standing bars that would run into each other are left out, the last always said: it is now."""
        widest = max((metrics.horizontalAdvance(bar.name) for bar in self.bars), default=1) + 8
        return max(-(-widest // max(int(area.width() / max(len(self.bars), 1)), 1)), 1)

    def _paint_name(self, painter: QPainter, metrics: QFontMetrics, name: str, band: QRectF, area: QRectF) -> None:
        if self._lying:
            room = QRectF(0, band.top(), area.left() - 8, band.height())
            words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, round(room.width()) + 2)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
            return
        wide = metrics.horizontalAdvance(name) + 2
        left = min(max(band.center().x() - wide / 2, 0.0), self.width() - wide)
        room = QRectF(left, area.bottom() + 3, wide, metrics.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter, name)
