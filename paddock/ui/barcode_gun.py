"""Tells a barcode gun (a keyboard wedge) from a person: seventeen VIN characters in a burst, then Enter."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from paddock.domain.vin import VIN_LENGTH, normalise_vin

_LONGEST_GAP_S = 0.06
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class BarcodeGun:
    """Watches key presses; `fired` gets the VIN. A person types slower than the gap between a gun's keys."""

    def __init__(self, fired: Callable[[str], object], clock: Callable[[], float] = time.monotonic) -> None:
        self._fired = fired
        self._clock = clock
        self._burst = ""
        self._last = 0.0

    def in_burst(self, event: QKeyEvent) -> bool:
        """Whether the key before was so recent that this one, not yet given to `key`, may belong to the same burst."""
        return self._pressed_at(event) - self._last <= _LONGEST_GAP_S

    def forget(self) -> None:
        """An input method is at work: what it makes of fast keys is no barcode."""
        self._burst = ""

    def key(self, event: QKeyEvent) -> bool:
        """Returns True when this key (the closing Enter) belonged to the gun and was used up."""
        now = self._pressed_at(event)
        if now - self._last > _LONGEST_GAP_S:
            self._burst = ""
        self._last = now
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            vin, self._burst = normalise_vin(self._burst), ""
            if len(vin) == VIN_LENGTH and vin.isalnum():
                self._fired(vin)
                return True
            return False
        if not event.modifiers() & _MODIFIERS:
            self._burst += event.text()
        return False

    def _pressed_at(self, event: QKeyEvent) -> float:
        """In seconds. When the key was pressed, not when a busy window came to read it, where the system says so."""
        return event.timestamp() / 1000 or self._clock()
