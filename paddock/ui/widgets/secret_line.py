"""A line for a secret: hidden, with an eye to show it, and a word when Caps Lock is on."""

import re

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from paddock.ui import icons

_LETTER = re.compile("[a-zA-Z]")


class SecretLine(QLineEdit):
    """Sends `caps_lock` when it becomes known whether Caps Lock is on.

    Qt tells no state of that key on any system; what it does to the letters that are typed is seen: a capital without
    Shift, or a small letter with it.
    """

    caps_lock = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._caps = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        eye = QAction(icons.icon("eye", "ink_soft"), self.tr("Show"), self)
        eye.setCheckable(True)

        def show(shown: bool) -> None:  # noqa: FBT001 - a Qt slot
            self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
            eye.setIcon(icons.icon("eye-slash" if shown else "eye", "ink_soft"))
            eye.setText(self.tr("Hide") if shown else self.tr("Show"))

        eye.toggled.connect(show)
        self.addAction(eye, QLineEdit.ActionPosition.TrailingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _LETTER.fullmatch(event.text()):
            with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(event.text().isupper() != with_shift)
        elif event.key() == Qt.Key.Key_CapsLock and self._caps:
            # It was on, and has just been pressed.
            self._tell(False)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Elsewhere it may be switched unseen.
        self._tell(False)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowDeactivate:
            self._tell(False)
        return super().event(event)

    def _tell(self, on: bool) -> None:  # noqa: FBT001 - a state
        if on is not self._caps:
            self._caps = on
            self.caps_lock.emit(on)
