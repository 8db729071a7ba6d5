"""A deal's timeline: every change of state with its time and its reason, the newest first."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.app.store.views import TimelineLine
from paddock.ui.theme import colour
from paddock.ui.widgets.basics import column, label, set_role
from paddock.ui.words import moment, say


class _Entry(QWidget):
    def __init__(self, line: TimelineLine) -> None:
        super().__init__()
        self._newest = self._last = False
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Minimum)
        layout = column(self, gap="hair")
        layout.setContentsMargins(24, 0, 0, 12)
        self._text = label(say(line.text), wrap=True)
        layout.addWidget(self._text)
        if line.reason:
            layout.addWidget(label(say(line.reason), "soft", wrap=True))
        layout.addWidget(label(moment(line.at), "faint"))

    def show_place(self, *, newest: bool, last: bool) -> None:
        """Where it stands among the others."""
        self._newest, self._last = newest, last
        set_role(self._text, "heading" if newest else "")
        self.update()

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
    """Shows lines as given; those that stay are not made anew."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self, gap="hair")
        self._layout.addStretch(1)
        self._entries: dict[TimelineLine, _Entry] = {}
        self.setAccessibleName(self.tr("Timeline"))

    def show_lines(self, lines: Sequence[TimelineLine]) -> None:
        """Replace what is shown."""
        ordered = sorted(set(lines), key=lambda line: line.at, reverse=True)
        if ordered == list(self._entries):
            return
        before, self._entries = self._entries, {}
        for index, shown in enumerate(ordered):
            entry = self._entries[shown] = before.pop(shown) if shown in before else _Entry(shown)
            entry.show_place(newest=index == 0, last=index == len(ordered) - 1)
            if self._layout.indexOf(entry) != index:
                self._layout.insertWidget(index, entry, 0, Qt.AlignmentFlag.AlignTop)
        for gone in before.values():
            gone.hide()
            gone.deleteLater()

    def texts(self) -> list[str]:
        """What is shown, newest first."""
        return [say(line.text) for line in self._entries]
