"""What the window told in this session, with its times and ways back. Only in memory: it names customers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paddock.ui.clock import now_utc

if TYPE_CHECKING:  # brings the core's views with it
    from paddock.ui.states import Tone

MOST_KEPT = 50


@dataclass(slots=True, eq=False)
class Notice:
    """One thing that was said."""

    text: str
    undo: Callable[[], object] | None = None
    """Takes back what was done; None: cannot be taken back, or was already."""
    opens: Callable[[], object] | None = None
    """Shows what it speaks of."""
    tone: "Tone" = "calm"
    quiet: bool = False
    """Only in the list, not over the window."""
    at: datetime = field(default_factory=now_utc)
    unread: bool = True


class Notices(QObject):
    """The notices of this session, the newest last; outlives the window's furniture."""

    added = Signal(object)
    changed = Signal()
    """Something was added, read, or taken back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: list[Notice] = []

    def add(self, notice: Notice) -> None:
        """Keep a notice; beyond fifty the oldest goes."""
        self._kept = [*self._kept, notice][-MOST_KEPT:]
        self.added.emit(notice)
        self.changed.emit()

    def newest_first(self) -> list[Notice]:
        """Everything kept."""
        return self._kept[::-1]

    def younger_than(self, milliseconds: int) -> list[Notice]:
        """Those unread that were told just now, the oldest first."""
        since = now_utc() - timedelta(milliseconds=milliseconds)
        return [notice for notice in self._kept if notice.unread and notice.at > since]

    def unread(self) -> int:
        """How many nobody has looked at."""
        return sum(notice.unread for notice in self._kept)

    def read(self, notice: Notice) -> None:
        """The person has seen this one: it is not shown again when the window's furniture is made anew."""
        notice.unread = False
        self.changed.emit()

    def read_all(self) -> None:
        """The person has seen the list."""
        for notice in self._kept:
            notice.unread = False
        self.changed.emit()

    def take_back(self, notice: Notice) -> bool:
        """Undo what a notice told, once; returns whether there was anything to undo."""
        undo, notice.undo = notice.undo, None
        if undo is None:
            return False
        notice.unread = False
        self.changed.emit()
        undo()
        return True

    def open(self, notice: Notice) -> None:
        """Show what a notice speaks of."""
        notice.unread = False
        self.changed.emit()
        if notice.opens:
            notice.opens()
