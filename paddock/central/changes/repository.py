"""Writing to and reading from a dealer's feed."""

from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from paddock.central.changes.models import ChangeRecord, Feed
from paddock.central.database import utc_now
from paddock.wire.applications import ApplicationView
from paddock.wire.changes import Change, ChangeKind
from paddock.wire.contracts import ContractView
from paddock.wire.inventory import InventoryUnit

View: TypeAlias = ApplicationView | ContractView | InventoryUnit


def record_change(session: Session, dealer_id: UUID, view: View, now: datetime | None = None) -> int:
    """Append `view` to the dealer's feed and return its number.

    The number becomes visible with the caller's transaction or not at all: the dealer's feed row stays locked
    until then, so a reader who has seen number n can never later find a smaller one.
    """
    session.flush()
    feed = session.get(Feed, dealer_id, with_for_update=True, populate_existing=True)
    if feed is None:
        raise LookupError(f"dealer {dealer_id} has no feed")
    feed.last_sequence += 1
    change = _change(feed.last_sequence, now or utc_now(), view)
    session.add(
        ChangeRecord(
            dealer_id=dealer_id,
            sequence=change.sequence,
            at=change.at,
            kind=change.kind.value,
            subject_id=view.id,
            body=change.model_dump_json(),
        )
    )
    session.flush()
    return change.sequence


def _change(sequence: int, at: datetime, view: View) -> Change:
    if isinstance(view, ApplicationView):
        return Change(sequence=sequence, at=at, kind=ChangeKind.APPLICATION, application=view)
    if isinstance(view, ContractView):
        return Change(sequence=sequence, at=at, kind=ChangeKind.CONTRACT, contract=view)
    return Change(sequence=sequence, at=at, kind=ChangeKind.INVENTORY, unit=view)


def changes_after(
    session: Session, dealer_id: UUID, sequence: int, limit: int, *, newest_only: bool = False
) -> list[ChangeRecord]:
    """Up to `limit` changes of the dealer with numbers above `sequence`, in order.

    With `newest_only` those are left out that a later change of the same record has made old. A change that is
    written meanwhile has a higher number than all that were there, so it comes on a later page.
    """
    query = select(ChangeRecord).where(ChangeRecord.dealer_id == dealer_id, ChangeRecord.sequence > sequence)
    if newest_only:
        later = aliased(ChangeRecord)
        query = query.where(
            ~exists().where(
                later.dealer_id == dealer_id,
                later.subject_id == ChangeRecord.subject_id,
                later.kind == ChangeRecord.kind,
                later.sequence > ChangeRecord.sequence,
            )
        )
    return list(session.scalars(query.order_by(ChangeRecord.sequence).limit(limit)))


def last_sequence(session: Session, dealer_id: UUID) -> int:
    """The newest number in the dealer's feed."""
    return session.scalar(select(Feed.last_sequence).where(Feed.dealer_id == dealer_id)) or 0
