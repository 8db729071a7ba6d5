"""What a locked window shows: that it is locked, that the work goes on, and the way back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from paddock.app.services.screen_lock import UnlockWay
from paddock.domain.errors import PaddockError
from paddock.ui.announce import announce
from paddock.ui.tasks import run
from paddock.ui.widgets.basics import button, column, icon_label, label
from paddock.ui.widgets.secret_line import SecretLine
from paddock.ui.words import say

_WIDTH = 400
_LONGEST_WAIT_SECONDS = 30


class LockPage(QFrame):
    """Covers `over`. Each wrong answer makes the next wait twice as long."""

    unlocked = Signal()

    def __init__(self, over: QWidget, way: Callable[[], UnlockWay], unlock: Callable[[str], None]) -> None:
        super().__init__(over)
        self.setObjectName("page")
        self._over, self._unlock = over, unlock
        self._wrong = 0
        self.line = SecretLine(self.tr("Passphrase"))
        self.line.hide()
        self.act = button(self.tr("Unlock"), self._try, role="primary")
        self._fault = label("", "bad", wrap=True)
        self._fault.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        middle = column(gap="medium")
        words = label(self.tr("Nothing of the work is shown. Sending and receiving go on."), "soft")
        self.line.setFixedWidth(_WIDTH)
        self.act.setFixedWidth(_WIDTH)
        parts = (icon_label("lock-key", "accent", 40), label(self.tr("Locked"), "title"), words)
        for part in (*parts, self.line, self.act, self._fault):
            middle.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(middle)
        layout.addStretch(3)
        self.line.returnPressed.connect(self._try)
        over.installEventFilter(self)
        run(self, way).success(self._ask)

    def appear(self) -> None:
        """Cover everything and take the keyboard."""
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.act.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._over:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def _ask(self, way: UnlockWay) -> None:
        self.line.setVisible(way is not UnlockWay.KEYRING)
        (self.act if way is UnlockWay.KEYRING else self.line).setFocus()

    def _try(self) -> None:
        if not self.act.isEnabled():
            return
        given = self.line.text()
        self._fault.setText("")
        run(self, lambda: self._unlock(given)).busy(self.act).success(lambda _none: self.unlocked.emit()).failure(
            self._refused
        )

    def _refused(self, error: PaddockError) -> None:
        self._wrong += 1
        self.line.clear()
        self._fault.setText(say(error.sentence))
        announce(self, self._fault.text())
        self.act.setEnabled(False)
        QTimer.singleShot(min(2 ** (self._wrong - 1), _LONGEST_WAIT_SECONDS) * 1000, self, self._again)

    def _again(self) -> None:
        self.act.setEnabled(True)
        if self.line.isVisible():
            self.line.setFocus()
