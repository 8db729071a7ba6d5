"""Begin a batch, name it, put it away."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update

from paddock.app.services.moments import moment, new_id
from paddock.app.store.batch_models import BatchRow
from paddock.app.store.store import Store, Topic
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

LONGEST_NAME = 60


def start_batch(store: Store, name: str, by: str, now: datetime | None = None) -> UUID:
    """A new, empty batch."""
    batch_id = new_id()
    with store.write(Topic.BATCH) as connection:
        connection.execute(
            insert(BatchRow).values(
                id=batch_id, name=_checked(name), started_at=moment(now), started_by=by, closed_at=None
            )
        )
    return batch_id


def rename_batch(store: Store, batch_id: UUID, name: str) -> str:
    """Give a batch another name; returns the one it had.

    Raises:
        BadInput: an empty name, or no such batch.
    """
    with store.write(Topic.BATCH) as connection:
        before = connection.execute(select(BatchRow.name).where(BatchRow.id == batch_id)).scalar()
        if before is None:
            raise unknown_batch()
        connection.execute(update(BatchRow).where(BatchRow.id == batch_id).values(name=_checked(name)))
    return before


def close_batch(store: Store, batch_id: UUID, now: datetime | None = None) -> None:
    """Put a batch away; nothing of it is deleted, and `reopen_batch` brings it back."""
    _set_closed(store, batch_id, moment(now))


def reopen_batch(store: Store, batch_id: UUID) -> None:
    """Go on with a batch that was put away."""
    _set_closed(store, batch_id, None)


def unknown_batch() -> BadInput:
    """There is no batch of that id here."""
    return BadInput(Sentence("本机没有这个批次, 请从列表中选择", "This batch is not here: choose one from the list"))


def _set_closed(store: Store, batch_id: UUID, at: datetime | None) -> None:
    with store.write(Topic.BATCH) as connection:
        if not connection.execute(update(BatchRow).where(BatchRow.id == batch_id).values(closed_at=at)).rowcount:
            raise unknown_batch()


def _checked(name: str) -> str:
    found = " ".join(name.split())
    if not found:
        raise BadInput(Sentence("请给批次起个名字", "Give the batch a name"))
    return found[:LONGEST_NAME]
