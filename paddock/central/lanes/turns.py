"""Whose turn it is in one process: bulk work steps back while a customer at a counter is being decided."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

PATIENCE_SECONDS: Final = 5.0
"""How long bulk work steps back at most, so that it moves on however busy the counters are."""

Turn: TypeAlias = Callable[[], bool]
"""Called before a step; returns once the step may run."""


def _go_on() -> bool:
    return True


class Turns:
    """Counts the decisions that come first; the others wait for a moment without any."""

    def __init__(self, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._patience = patience_seconds
        self._first = 0
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

    def step_back(self, seconds: float | None = None) -> bool:
        """Wait until nothing that comes first is running; False when patience, or `seconds`, ran out."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._first, self._patience if seconds is None else seconds)
