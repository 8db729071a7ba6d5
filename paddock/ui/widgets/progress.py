"""How far long work has come, with a button to stop it. Give it to `Operation.progress`."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QProgressBar

from paddock.domain.long_work import Progress
from paddock.ui.announce import announce
from paddock.ui.theme import colour, motion, size
from paddock.ui.widgets.basics import ElidedLabel, button, column, label, row
from paddock.ui.words import count, say

_WANDERING = 0.25
"""The share of the bar that moves while nobody knows how much there is to do."""
_STEP = 0.03


class _Bar(QProgressBar):
    """A thin bar; with a range of 0 a part of it wanders, or stands still where less motion is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setFixedHeight(size("height", "bar"))
        self._phase = 0.0
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._wander)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        step = motion("slide")
        if step:
            self._beat.start(step)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._beat.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        room = QRectF(self.rect())
        done = QRectF(room)
        if self.maximum() > 0:
            done.setWidth(room.width() * self.value() / self.maximum())
        else:
            done.setWidth(room.width() * _WANDERING)
            done.moveLeft((room.width() - done.width()) * self._phase)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for part, tint in ((room, "bone"), (done, "accent")):
            painter.setBrush(colour(tint))
            painter.drawRoundedRect(part, room.height() / 2, room.height() / 2)
        painter.end()

    def _wander(self) -> None:
        if self.maximum() == 0:
            self._phase = (self._phase + _STEP) % 1
            self.update()


class ProgressLine(QFrame):
    """Words, a bar, how many of how many, and Cancel. Hidden while nothing is under way."""

    def __init__(self, words: str) -> None:
        """`words` say what is being done until the work itself says it."""
        super().__init__()
        self._default = words
        self._cancel: Callable[[], object] | None = None
        layout = column(self, gap="tight")
        head = row(gap="small")
        self._words = ElidedLabel(words, "soft")
        self._count = label("", "soft")
        self._stop = button(self.tr("Cancel"), self.cancel, role="quiet", icon="x")
        head.addWidget(self._words, 1)
        head.addWidget(self._count)
        head.addWidget(self._stop)
        layout.addLayout(head)
        self._bar = _Bar()
        layout.addWidget(self._bar)
        self.hide()

    def begin(self, cancel: Callable[[], object] | None = None) -> None:
        """Work is under way; `cancel` stops it, None: it cannot be stopped."""
        self._cancel = cancel
        self._stop.setVisible(cancel is not None)
        self._stop.setEnabled(True)
        self.show_progress(Progress())
        self.show()
        announce(self, self._words.whole())

    def show_progress(self, progress: Progress) -> None:
        """It has come so far."""
        if self._stop.isEnabled():
            self._words.setText(say(progress.what) if progress.what else self._default)
        if progress.total > 0:
            self._count.setText(f"{count(progress.done)} / {count(progress.total)}")
            self._bar.setRange(0, progress.total)
            self._bar.setValue(min(progress.done, progress.total))
        else:
            self._count.setText(count(progress.done) if progress.done else "")
            self._bar.setRange(0, 0)
        self._bar.setAccessibleName(f"{self._words.whole()} {self._count.text()}".strip())

    def end(self) -> None:
        """It has ended."""
        self._cancel = None
        self.hide()

    def cancel(self) -> None:
        """Ask the work to stop; it says when it has."""
        if self._cancel and self._stop.isEnabled():
            self._stop.setEnabled(False)
            self._words.setText(self.tr("Stopping…"))
            announce(self, self._words.whole())
            self._cancel()

    def words(self) -> str:
        """What is said to be under way; empty when nothing is."""
        return "" if self.isHidden() else self._words.whole()
