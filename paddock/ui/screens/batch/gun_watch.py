"""Lets a barcode gun type wherever the cursor is on the screen, without its letters being taken for keys."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from paddock.ui.barcode_gun import BarcodeGun

LETTER_WAITS_MS = 90
"""A single letter is a key only when no second one follows at a gun's speed."""


class GunWatch(QObject):
    """Watches the keys of whatever has the focus within a widget.

    `fired` gets a VIN that a gun typed. Letters that are keys of the screen go through `letter`, which tells the
    screen only once it is sure that a person pressed them.
    """

    def __init__(self, within: QWidget, fired: Callable[[str], object], own: QWidget) -> None:
        """`own`: a line in which a gun may type like a person, because it asks for just that VIN."""
        super().__init__(within)
        self._within, self._own = within, own
        self._gun = BarcodeGun(self._burst)
        self._fired = fired
        self._typed_before: tuple[QLineEdit, str] | None = None
        self._held: Callable[[], object] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(LETTER_WAITS_MS)
        self._wait.timeout.connect(self._let_go)
        self._app = cast("QApplication", QApplication.instance())
        self._app.focusChanged.connect(self._focus_moved)

    def stop(self) -> None:
        """The screen closes."""
        self._app.focusChanged.disconnect(self._focus_moved)

    def letter(self, act: Callable[[], object]) -> None:
        """A letter that is a key of the screen was pressed: do `act` unless it turns out to be a gun's."""
        self._held = act
        self._wait.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self._gun.in_burst(event):
            self._held = None
        elif isinstance(watched, QLineEdit):
            self._typed_before = (watched, watched.text())
        else:
            self._typed_before = None
        return self._gun.key(event)

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if now is not None and now is not self._own and self._within.isAncestorOf(now):
            now.installEventFilter(self)

    def _burst(self, vin: str) -> None:
        self._held = None
        line, text = self._typed_before or (None, "")
        self._typed_before = None
        if line is not None and isValid(line):
            # What the gun typed does not belong into the line that happened to have the cursor.
            line.setText(text)
        self._fired(vin)

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held()
