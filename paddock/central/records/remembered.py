"""Sums over many rows, remembered for a moment: hundreds of decisions a minute ask for the same ones."""

import threading
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")
_MOST = 4096


class Remembered(Generic[_K, _V]):
    """Values by key that count for `life`; safe between threads, which may reckon the same one twice."""

    def __init__(self, life: timedelta) -> None:
        self._life = life
        self._values: dict[_K, tuple[datetime, _V]] = {}
        self._lock = threading.Lock()

    def get(self, key: _K, now: datetime, reckon: Callable[[], _V]) -> _V:
        """The value of `key`, reckoned anew when it is too old, or of a later time than `now`."""
        found = self._values.get(key)
        if found is not None and timedelta(0) <= now - found[0] < self._life:
            return found[1]
        value = reckon()
        with self._lock:
            if len(self._values) >= _MOST:
                self._values.clear()
            self._values[key] = (now, value)
        return value
