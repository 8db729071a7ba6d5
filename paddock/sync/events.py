"""What the engine tells others: small frozen values, called back on the engine's threads."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from paddock.domain.sentences import Sentence


class SyncEventKind(StrEnum):
    """What changed in the store."""

    OUTBOX = "outbox"
    """Rows of the queue changed their state."""
    CHANGES = "changes"
    """The centre told something new about deals, contracts or stock."""
    STATUS = "status"
    """Online, offline, paused or signed out."""


@dataclass(frozen=True, slots=True)
class SyncEvent:
    """Something changed; look it up with `paddock.app.store.queries`."""

    kind: SyncEventKind
    application_ids: frozenset[UUID] = field(default=frozenset())
    """The deals it is about; empty when it is about none in particular."""


SyncListener: TypeAlias = Callable[[SyncEvent], None]


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one pass did."""

    accepted: int = 0
    rejected: int = 0
    conflict: int = 0
    postponed: int = 0
    changes: int = 0
    pdfs: int = 0
    online: bool = False
    signed_out: bool = False
    cause: Sentence | None = None
    """Why it is not online, or why it stopped."""
