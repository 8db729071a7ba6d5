"""Drafts: written while the customer sits there, kept with every change, thrown away only with an undo."""

from datetime import datetime
from uuid import UUID

from paddock.app.store.store import Store
from paddock.domain.application_draft import ApplicationDraft


def new_draft(store: Store, created_by: str, now: datetime | None = None) -> ApplicationDraft:
    """An empty draft with its lasting id (UUIDv7); it is written with the first `save_draft`."""
    raise NotImplementedError


def save_draft(store: Store, draft: ApplicationDraft, now: datetime | None = None) -> None:
    """Keep the draft as it stands; call it with every change."""
    raise NotImplementedError


def load_draft(store: Store, draft_id: UUID) -> ApplicationDraft | None:
    """A draft that has neither been submitted nor discarded."""
    raise NotImplementedError


def discard_draft(store: Store, draft_id: UUID, now: datetime | None = None) -> None:
    """Put the draft away; `restore_draft` brings it back for seven days."""
    raise NotImplementedError


def restore_draft(store: Store, draft_id: UUID, now: datetime | None = None) -> ApplicationDraft:
    """Undo `discard_draft`."""
    raise NotImplementedError
