"""What a person can do about the queue."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from paddock.app.store.store import Store
from paddock.domain.application_draft import ApplicationDraft


def retry(store: Store, outbox_id: UUID, now: datetime | None = None) -> None:
    """Send a waiting or refused row again as soon as possible, unchanged.

    Raises:
        BadInput: no such row, or it was already delivered.
    """
    raise NotImplementedError


def retry_all_waiting(store: Store, now: datetime | None = None) -> int:
    """Try everything that waits at once; returns how many rows."""
    raise NotImplementedError


def edit_and_resend(store: Store, outbox_id: UUID, edited_by: str, now: datetime | None = None) -> ApplicationDraft:
    """A new draft with a new id, copied from an application the centre refused; the refused one stays as it is."""
    raise NotImplementedError


def export_queue(store: Store, path: Path, now: datetime | None = None) -> int:
    """Write the whole queue as one JSON document; returns how many rows."""
    raise NotImplementedError
