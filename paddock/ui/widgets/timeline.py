"""A deal's timeline: every change of state with its time and its reason, the newest first."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from paddock.app.store.views import TimelineLine
from paddock.ui.theme import colour
from paddock.ui.widgets.basics import clear, column, label
from paddock.ui.words import moment, say


class _Entry(QWidget):
    def __init__(self, line: TimelineLine, *, newest: bool, last: bool) -> None:
        super().__init__()
        self._newest, self._last = newest, last
        layout = column(self, gap="hair")
        layout.setContentsMargins(24, 0, 0, 12)
        layout.addWidget(label(say(line.text), "heading" if newest else "", wrap=True))
        if line.reason:
            layout.addWidget(label(say(line.reason), "soft", wrap=True))
        layout.addWidget(label(moment(line.at), "faint"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._last:
            painter.setPen(QPen(colour("line"), 2))
            painter.drawLine(QPointF(8, 16), QPointF(8, self.height()))
        painter.setPen(QPen(colour("accent" if self._newest else "line_strong"), 2))
        painter.setBrush(colour("accent") if self._newest else colour("surface"))
        painter.drawEllipse(QPointF(8, 11), 5, 5)
        painter.end()


class Timeline(QWidget):
    """Shows lines as given; unchanged lines are not rebuilt."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self, gap="hair")
        self._shown: Sequence[TimelineLine] = ()
        self.setAccessibleName(self.tr("Timeline"))

    def show_lines(self, lines: Sequence[TimelineLine]) -> None:
        """Replace what is shown."""
        if tuple(lines) == tuple(self._shown):
            return
        self._shown = tuple(lines)
        clear(self._layout)
        ordered = sorted(lines, key=lambda line: line.at, reverse=True)
        for index, shown in enumerate(ordered):
            entry = _Entry(shown, newest=index == 0, last=index == len(ordered) - 1)
            entry.setSizePolicy(entry.sizePolicy().horizontalPolicy(), entry.sizePolicy().Policy.Minimum)
            self._layout.addWidget(entry, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addStretch(1)

    def texts(self) -> list[str]:
        """What is shown, newest first."""
        return [say(line.text) for line in sorted(self._shown, key=lambda line: line.at, reverse=True)]
