"""How far a folder or a list has been read, with pause, go on and cancel."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from paddock.domain.long_work import Progress
from paddock.ui.announce import announce
from paddock.ui.widgets.basics import ElidedLabel, button, card, column, label, row
from paddock.ui.words import count, translate


class SourceLine(QFrame):
    """Sends `pause_wanted`, `go_on_wanted` and `cancel_wanted`; hidden while there is nothing to read."""

    pause_wanted = Signal()
    go_on_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        inside = card(role="plain")
        layout = column(self, gap="tight")
        layout.addWidget(inside)
        body = column(inside, gap="tight")
        head = row(gap="small")
        self._name = ElidedLabel("", "strong")
        self._count = label("", "soft")
        head.addWidget(self._name, 1)
        head.addWidget(self._count)
        body.addLayout(head)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        body.addWidget(self._bar)
        foot = row(gap="small")
        self._state = ElidedLabel("", "soft")
        foot.addWidget(self._state, 1)
        self.pause = button(self.tr("Pause"), self.pause_wanted.emit, role="quiet", icon="pause")
        self.go_on = button(self.tr("Go on"), self.go_on_wanted.emit, role="quiet", icon="play")
        self.give_up = button(self.tr("Cancel"), self.cancel_wanted.emit, role="quiet", icon="x")
        for part in (self.pause, self.go_on, self.give_up):
            foot.addWidget(part)
        body.addLayout(foot)
        self.hide()

    def show_reading(self, name: str) -> None:
        """A source is being read."""
        self._show(name, translate("Batch", "Reading…"), running=True)
        self._bar.setRange(0, 0)
        self._count.setText("")

    def show_paused(self, name: str) -> None:
        """A source waits to be read on."""
        self._show(name, translate("Batch", "Paused; what was read is kept"), running=False)
        if self._bar.maximum() == 0:
            self._bar.setRange(0, 1)

    def show_nothing(self) -> None:
        """Everything has been read."""
        self.hide()

    # As a sign of progress (`tasks.ProgressSign`)

    def begin(self, cancel: Callable[[], object] | None) -> None:
        """The work is under way; stopping it is what the buttons are for."""

    def show_progress(self, progress: Progress) -> None:
        """It has come so far."""
        if progress.total > 0:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(min(progress.done, progress.total))
            self._count.setText(f"{count(progress.done)} / {count(progress.total)}")
            self._bar.setAccessibleName(f"{self._name.whole()} {self._count.text()}")

    def end(self) -> None:
        """It has ended; whoever started it says how."""

    def _show(self, name: str, state: str, *, running: bool) -> None:
        self._name.setText(name)
        self._state.setText(state)
        self.pause.setVisible(running)
        self.go_on.setVisible(not running)
        self.show()
        announce(self, f"{name} {state}")
