"""Writes down where the person stands while it changes, so that a kill at any moment loses less than a second of it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from paddock.ui.clock import now_utc
from paddock.ui.memory import WindowMemory
from paddock.ui.office import Office
from paddock.ui.tasks import run

_LOOKS_EVERY_MS = 400


class MemoryKeeper(QObject):
    """Looks often and cheaply, and writes only what has changed.

    Looking costs less than being told of every selection, order, size and cursor of every screen, and forgets none.
    """

    def __init__(self, parent: QObject, office: Office, look: Callable[[], WindowMemory], known: WindowMemory) -> None:
        super().__init__(parent)
        self._office, self._look = office, look
        self._known = known
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.keep_now)
        self._timer.start()

    def keep_now(self) -> None:
        """Write, if anything has changed."""
        seen = self._seen()
        if seen != self._known:
            self._write(seen)

    def stop(self) -> None:
        """Look no more, and write a last time, changed or not: drafts saved until now were seen."""
        if self._timer.isActive():
            self._timer.stop()
            self._write(self._seen())

    def _seen(self) -> WindowMemory:
        return self._look().model_copy(update={"kept_at": self._known.kept_at})

    def _write(self, seen: WindowMemory) -> None:
        self._known = seen.model_copy(update={"kept_at": now_utc()})
        text, office = self._known.model_dump_json(), self._office
        run(self, lambda: office.keep_window(text))
