"""Core callbacks → slots on the GUI thread. The core knows no Qt; this is the only place where threads meet."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

T = TypeVar("T")


class Relay(QObject, Generic[T]):
    """A thread-safe callable: each value given to it reaches `slot` on the GUI thread, in order."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject, slot: Callable[[T], object]) -> None:
        super().__init__(parent)
        self._slot = slot
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def __call__(self, value: T) -> None:
        """Called by the core from any thread."""
        if isValid(self):
            self._arrived.emit(value)

    @Slot(object)
    def _hand_over(self, value: T) -> None:
        self._slot(value)


class LatestRelay(QObject, Generic[T]):
    """Like `Relay`, but a value not yet shown is replaced: live frames never pile up behind a busy window."""

    _arrived = Signal()

    def __init__(self, parent: QObject, slot: Callable[[T], object]) -> None:
        super().__init__(parent)
        self._slot = slot
        self._lock = Lock()
        self._waiting: list[T] = []
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def __call__(self, value: T) -> None:
        """Called by the core from any thread."""
        with self._lock:
            first = not self._waiting
            self._waiting = [value]
        if first and isValid(self):
            self._arrived.emit()

    @Slot()
    def _hand_over(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for value in waiting:
            self._slot(value)
