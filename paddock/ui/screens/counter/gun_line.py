"""Lets a barcode gun type wherever the cursor is at the counter: a VIN in a burst is the car's, not the field's."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from paddock.ui.barcode_gun import BarcodeGun


class GunLine(QObject):
    """Watches the keys of what has the focus within a widget; that widget alone costs nothing while others are used."""

    def __init__(
        self,
        within: QWidget,
        fired: Callable[[str], object],
        *,
        wanted: Callable[[], bool],
        moved: Callable[[], object],
    ) -> None:
        """`fired` gets the VIN a gun typed while one is `wanted`; `moved` is told that the focus moved within."""
        super().__init__(within)
        self._within, self._vin_fired, self._wanted, self._moved = within, fired, wanted, moved
        self.gun = BarcodeGun(self._fired)
        self._before_burst: tuple[QLineEdit, str] | None = None
        self._app = cast("QApplication", QApplication.instance())
        self._app.focusChanged.connect(self._focus_moved)

    def stop(self) -> None:
        """The screen closes."""
        self._app.focusChanged.disconnect(self._focus_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.InputMethod:
            self.gun.forget()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._wanted():
            if not self.gun.in_burst(event) and isinstance(watched, QLineEdit):
                self._before_burst = (watched, watched.text())
            if self.gun.key(event):
                return True
        return False

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if now is not None and self._within.isAncestorOf(now):
            now.installEventFilter(self)
            self._moved()

    def _fired(self, vin: str) -> None:
        line, text = self._before_burst or (None, "")
        self._before_burst = None
        if line is not None and isValid(line):
            # What the gun typed does not belong in the field that happened to have the cursor.
            line.setText(text)
            line.textEdited.emit(text)
        self._vin_fired(vin)
