"""Skeletons: the shape of what is being loaded, in its place, so that nothing jumps when it comes.

They stand still where the person asked for less motion, and while nobody sees them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget, QWidget

from paddock.ui.announce import announce
from paddock.ui.theme import colour, motion, size

Shape = Literal["table", "cards", "text"]
_ROW, _HEAD, _LINE = 44, 34, 24
_CARD = QSize(248, 128)
_GAP = 16
_WIDTHS = (0.62, 0.44, 0.78, 0.52, 0.7)
"""Of the room, in turn: lines of one length look like a ruled page, not like text."""


@dataclass(frozen=True, slots=True)
class _Bar:
    rect: QRectF
    is_ground: bool = False


class Skeleton(QLabel):
    """Grey bars where rows, cards or lines will be."""

    def __init__(self, shape: Shape = "table", *, columns: int = 5, count: int = 8) -> None:
        """`columns`: of a table; `count`: rows, cards or lines at most, as many as there is room for."""
        super().__init__()
        self._shape, self._columns, self._count = shape, columns, count
        self._bright = False
        self.setAccessibleName(self.tr("Loading…"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._breathe)

    def sizeHint(self) -> QSize:
        if self._shape == "text":
            return QSize(320, self._count * _LINE)
        return QSize(480, _HEAD + self._count * _ROW if self._shape == "table" else _CARD.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        pulse = motion("pulse")
        if pulse:
            self._beat.start(pulse)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._beat.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bone = colour("bone_bright" if self._bright else "bone")
        for bar in self._bars():
            painter.setBrush(colour("surface") if bar.is_ground else bone)
            radius = size("radius", "card" if bar.is_ground else "tiny")
            painter.drawRoundedRect(bar.rect, radius, radius)
        painter.end()

    def _breathe(self) -> None:
        self._bright = not self._bright
        self.update()

    def _bars(self) -> Sequence[_Bar]:
        room = QRectF(self.rect())
        if self._shape == "text":
            lines = min(self._count, max(int(room.height()) // _LINE, 1))
            return [
                _Bar(QRectF(0, at * _LINE + 6, room.width() * _WIDTHS[at % len(_WIDTHS)], 12)) for at in range(lines)
            ]
        return self._table(room) if self._shape == "table" else self._cards(room)

    def _table(self, room: QRectF) -> list[_Bar]:
        bars = [_Bar(room, is_ground=True)]
        wide = (room.width() - 2 * _GAP) / self._columns
        for row in range(min(self._count, max(int(room.height() - _HEAD) // _ROW, 0)) + 1):
            middle = _HEAD / 2 if row == 0 else _HEAD + (row - 0.5) * _ROW
            tall = 8 if row == 0 else 12
            for column in range(self._columns):
                share = 0.4 if row == 0 else _WIDTHS[(row + 2 * column) % len(_WIDTHS)]
                bars.append(_Bar(QRectF(_GAP + column * wide, middle - tall / 2, wide * share, tall)))
        return bars

    def _cards(self, room: QRectF) -> list[_Bar]:
        across = max(int(room.width() + _GAP) // (_CARD.width() + _GAP), 1)
        down = max(int(room.height() + _GAP) // (_CARD.height() + _GAP), 1)
        bars: list[_Bar] = []
        for at in range(min(self._count, across * down)):
            x = at % across * (_CARD.width() + _GAP)
            y = at // across * (_CARD.height() + _GAP)
            bars.append(_Bar(QRectF(x, y, _CARD.width(), _CARD.height()), is_ground=True))
            for top, tall, share in ((18, 12, 0.4), (48, 24, 0.62), (92, 10, 0.8)):
                bars.append(_Bar(QRectF(x + _GAP, y + top, (_CARD.width() - 2 * _GAP) * share, tall)))
        return bars


class LoadingStack(QStackedWidget):
    """What a screen shows in one place: its content, its empty state, and a skeleton while there is neither.

    Give it to `Operation.loading`. Once something has been shown it stays until something newer is there: a refresh
    never takes the rows away from under the person's eyes.
    """

    def __init__(self, skeleton: Skeleton) -> None:
        super().__init__()
        self._skeleton = skeleton
        # Before the first answer there is nothing to show, not even bones: they come after a moment.
        self._blank = QWidget()
        self._has_content = False
        self.addWidget(self._blank)
        self.addWidget(skeleton)

    def show_content(self, page: QWidget) -> None:
        """Show one of the pages that were added."""
        self._has_content = True
        self.setCurrentWidget(page)

    def begin(self) -> None:
        """Work is under way."""
        if not self._has_content:
            self.setCurrentWidget(self._skeleton)
            announce(self, self._skeleton.accessibleName())

    def end(self) -> None:
        """It has ended; the content is shown by whoever has it, and nothing when the work failed."""
        if self.currentWidget() is self._skeleton:
            self.setCurrentWidget(self._blank)

    def start_again(self) -> None:
        """Other content is asked for: what is shown does not answer it."""
        self._has_content = False
        self.setCurrentWidget(self._blank)

    @property
    def is_loading(self) -> bool:
        """Whether the skeleton is shown."""
        return self.currentWidget() is self._skeleton
