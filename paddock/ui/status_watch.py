"""Reads how things stand, off the GUI thread: when the engine tells of a change, and every quarter of a minute."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from paddock.app.store.views import DealCard, QueueSummary, SyncStatus
from paddock.domain.errors import PaddockError
from paddock.domain.sentences import Sentence
from paddock.ui.bridge import Relay
from paddock.ui.clock import now_utc
from paddock.ui.desk import Desk
from paddock.ui.tasks import run

_READ_AFTER_MS = 120
_READ_EVERY_MS = 15_000


@dataclass(frozen=True, slots=True)
class Reading:
    """How things stood at one moment."""

    at: datetime
    status: SyncStatus
    summary: QueueSummary
    cards: tuple[DealCard, ...]
    """Drafts and deals, the last changed first."""
    disk: Sentence | None = None
    """What to say while the disk is nearly full."""


class StatusWatch(QObject):
    """Sends `read` with each `Reading`, `failed` with the `PaddockError` that kept it from one."""

    read = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, desk: Desk) -> None:
        super().__init__(parent)
        self._office = desk.office
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_READ_AFTER_MS)
        self._soon.timeout.connect(self.read_now)
        self._every = QTimer(self)
        self._every.setInterval(_READ_EVERY_MS)
        self._every.timeout.connect(self.read_now)
        self._every.start()
        relay: Relay[None] = Relay(self, lambda _none: self.read_soon())
        self._stop_listening: Callable[[], None] = desk.sync.subscribe(lambda: relay(None))

    def read_soon(self) -> None:
        """Something may have changed; several such words within a moment are one reading."""
        # Not started anew by each word: an engine that speaks without a pause must not keep the line from being told.
        if not self._soon.isActive():
            self._soon.start()

    def read_now(self) -> None:
        """Read; the answer comes as a signal."""
        office = self._office

        def reading() -> Reading:
            return Reading(
                now_utc(),
                office.sync_status(),
                office.queue_summary(),
                tuple(office.deal_cards()),
                office.disk_warning(),
            )

        run(self, reading).success(self.read.emit).failure(self._failed)

    def stop(self) -> None:
        """Read no more."""
        self._stop_listening()
        self._soon.stop()
        self._every.stop()

    def _failed(self, error: PaddockError) -> None:
        self.failed.emit(error)
