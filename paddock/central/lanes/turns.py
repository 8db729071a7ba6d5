"""Whose turn it is in one process: bulk work steps back while a customer at a counter is being decided."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Final

PATIENCE_SECONDS: Final = 5.0
"""How long bulk work steps back at most, so that it moves on however busy the counters are."""


class Turns:
    """Counts the decisions that come first; the others wait for a moment without any."""

    def __init__(self, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._patience = patience_seconds
        self._first = 0
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def taking(self, *, yields: bool) -> Iterator[None]:
        """Run a decision: at once, or, if it yields, when none that comes first is running."""
        if yields:
            self.step_back()
            yield
            return
        with self._changed:
            self._first += 1
        try:
            yield
        finally:
            with self._changed:
                self._first -= 1
                self._changed.notify_all()

    def step_back(self) -> bool:
        """Wait until nothing that comes first is running; False when patience ran out."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._first, self._patience)
