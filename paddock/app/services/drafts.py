"""Drafts: written while the customer sits there, kept with every change, thrown away only with an undo."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from paddock.app.services.moments import moment, new_id
from paddock.app.store.draft_json import applicant_of, read_draft, vehicle_of, vin_of, write_draft
from paddock.app.store.models import ApplicationRow, DraftRow
from paddock.app.store.store import Store, Topic
from paddock.domain.application_draft import ApplicationDraft
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

UNDO_FOR = timedelta(days=7)


def new_draft(_store: Store, created_by: str, now: datetime | None = None) -> ApplicationDraft:
    """An empty draft with its lasting id (UUIDv7); it is written with the first `save_draft`."""
    return ApplicationDraft(id=new_id(), created_at=moment(now), created_by=created_by)


def save_draft(store: Store, draft: ApplicationDraft, now: datetime | None = None) -> None:
    """Keep the draft as it stands; call it with every change.

    Raises:
        BadInput: the application was submitted already, so that its draft is frozen.
    """
    values = {
        "id": draft.id,
        "body": write_draft(draft),
        "applicant": applicant_of(draft),
        "vehicle": vehicle_of(draft),
        "vin": vin_of(draft),
        "updated_at": moment(now),
        "discarded_at": None,
    }
    statement = insert(DraftRow).values(**values)
    with store.write(Topic.DRAFTS) as connection:
        if connection.execute(select(ApplicationRow.id).where(ApplicationRow.id == draft.id)).first():
            raise BadInput(
                Sentence(
                    "该进件已提交, 不能再改; 请在队列中复制后修改",
                    "This application was submitted and cannot be changed: copy it from the queue and edit the copy",
                )
            )
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[DraftRow.id],
                set_={name: statement.excluded[name] for name in values if name != "id"},
            )
        )


def load_draft(store: Store, draft_id: UUID) -> ApplicationDraft | None:
    """A draft that has neither been submitted nor discarded."""
    with store.read() as connection:
        body = connection.execute(
            select(DraftRow.body).where(DraftRow.id == draft_id, DraftRow.discarded_at.is_(None))
        ).scalar()
    return None if body is None else read_draft(body)


def discard_draft(store: Store, draft_id: UUID, now: datetime | None = None) -> None:
    """Put the draft away; `restore_draft` brings it back for seven days."""
    at = moment(now)
    with store.write(Topic.DRAFTS) as connection:
        connection.execute(delete(DraftRow).where(DraftRow.discarded_at < at - UNDO_FOR))
        connection.execute(update(DraftRow).where(DraftRow.id == draft_id).values(discarded_at=at))


def restore_draft(store: Store, draft_id: UUID, now: datetime | None = None) -> ApplicationDraft:
    """Undo `discard_draft`.

    Raises:
        BadInput: the draft was discarded too long ago, or never was.
    """
    with store.write(Topic.DRAFTS) as connection:
        connection.execute(
            update(DraftRow).where(DraftRow.id == draft_id).values(discarded_at=None, updated_at=moment(now))
        )
        body = connection.execute(select(DraftRow.body).where(DraftRow.id == draft_id)).scalar()
    if body is None:
        raise BadInput(
            Sentence(
                "这份草稿已彻底删除, 无法恢复; 请重新填写",
                "This draft is gone for good and cannot be brought back: fill in a new one",
            )
        )
    return read_draft(body)
