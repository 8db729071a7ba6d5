"""Work that takes a while: how far it has come, and whether it may go on.

Plain Python, so that a verb of the core can report and be stopped without knowing whether a window is watching.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from paddock.domain.sentences import Sentence

T = TypeVar("T")


class Cancelled(Exception):
    """The person stopped the work. Not an error: what was done so far has been put in order by whoever raised it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far work has come: `done` of `total` pieces; a total of 0 means that nobody knows how many there are."""

    done: int = 0
    total: int = 0
    what: Sentence | None = None
    """What is being done now."""


class Work:
    """One piece of long work, shared by the thread that does it and the one that watches it."""

    def __init__(self, told: Callable[[], object] = lambda: None) -> None:
        """`told` is called, on the working thread, after each report."""
        self._told = told
        self._stop = threading.Event()
        self._progress = Progress()

    @property
    def progress(self) -> Progress:
        """The last report."""
        return self._progress

    @property
    def is_cancelled(self) -> bool:
        """Whether the person asked for it to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next `check` or `at`."""
        self._stop.set()

    def check(self) -> None:
        """Raise `Cancelled` if the work is to stop; to be called where stopping leaves nothing half done."""
        if self._stop.is_set():
            raise Cancelled

    def at(self, done: int, total: int = 0, what: Sentence | None = None) -> None:
        """Report how far it has come. Raises `Cancelled` as `check` does."""
        self.check()
        self._progress = Progress(done, total, what)
        self._told()

    def each(self, items: Iterable[T], total: int, what: Sentence | None = None) -> Iterator[T]:
        """The items one by one, each reported when it is done. Raises `Cancelled` between two of them."""
        self.at(0, total, what)
        for done, item in enumerate(items, 1):
            yield item
            self.at(done, total, what)


UNWATCHED = Work()
"""For callers who neither watch nor stop: the command line, tests, short work."""
