"""Whose turn it is in one process: bulk work steps back while a customer at a counter is being decided."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

PATIENCE_SECONDS: Final = 5.0
"""How long bulk work steps back at most, so that it moves on however busy the counters are."""

_EXPECTED_SECONDS: Final = 0.3
"""From the submission until a worker has looked into the queue."""
Turn: TypeAlias = Callable[[], bool]
"""Called before a step; returns once the step may run."""


def _go_on() -> bool:
    return True


class Turns:
    """Counts the decisions that come first; the others wait for a moment without any."""

    def __init__(self, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._patience = patience_seconds
        self._first = 0
        self._expected_until = 0.0
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def taking(self, *, yields: bool) -> Iterator[Turn]:
        """Run a decision: at once, or, if it yields, when none that comes first is running.

        Gives what it calls before each step on its way: one that yields steps back there again.
        """
        if yields:
            self.step_back()
            yield self.step_back
            return
        with self._changed:
            self._first += 1
        try:
            yield _go_on
        finally:
            with self._changed:
                self._first -= 1
                self._changed.notify_all()

    def expect(self) -> None:
        """One that comes first was put into the queue, and is about to be taken out of it."""
        with self._changed:
            self._expected_until = time.monotonic() + _EXPECTED_SECONDS

    def step_back(self, seconds: float | None = None) -> bool:
        """Wait until nothing that comes first is running; False when patience, or `seconds`, ran out."""
        until = time.monotonic() + (self._patience if seconds is None else seconds)
        with self._changed:
            while (now := time.monotonic()) < until:
                if not self._first and now >= self._expected_until:
                    return True
                self._changed.wait(min(until, self._expected_until if not self._first else until) - now)
            return not self._first
