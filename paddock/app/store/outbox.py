"""The queue's writes: put rows in, take ready ones out, settle them. Everything here runs in a caller's transaction.

Nothing is ever dropped. A row leaves the queue only as accepted (with its receipt), rejected or in conflict (with
the centre's problem); anything else puts it back to `queued` with a time for the next attempt and the reason.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, exists, func, insert, or_, select, union_all, update
from sqlalchemy.orm import aliased

from paddock.app.store.models import ApplicationRow, OutboxNeedRow, OutboxRow, TimelineRow
from paddock.app.store.prepared import PreparedInsert
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.domain.sentences import Sentence
from paddock.wire.messages import sha256_hex
from paddock.wire.problems import Problem

LONGEST_WAIT = timedelta(hours=1)
"""No request waits longer for its next attempt, whatever the centre asks for."""

_QUEUE = PreparedInsert(
    OutboxRow.__table__,
    ("id", "kind", "application_id", "target", "body", "body_sha256", "state", "attempts", "created_at"),
)
_REFUSED = (OutboxState.REJECTED.value, OutboxState.CONFLICT.value)
_NEEDED_REFUSED = Sentence(
    "所依赖的影像或前一步被中心退回", "A picture or the step before it was sent back by the centre"
)


@dataclass(frozen=True, slots=True)
class NewRow:
    """A request to be queued."""

    id: UUID
    kind: OutboxKind
    application_id: UUID | None
    target: str
    body: bytes
    body_sha256: str = ""
    """Of what is sent; empty: of `body`."""


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """A request that may be sent now."""

    id: UUID
    kind: OutboxKind
    application_id: UUID | None
    target: str
    body: bytes
    body_sha256: str
    attempts: int
    last_problem: Sentence | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The centre took it."""

    id: UUID
    receipt: bytes
    signed_receipt: str | None = None
    """Checked; None: the centre gave none, which the audit will say."""


@dataclass(frozen=True, slots=True)
class Postponed:
    """A passing fault: tried again at `next_attempt_at`."""

    id: UUID
    why: Sentence
    next_attempt_at: datetime | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The centre refused it for good: a person acts."""

    id: UUID
    state: OutboxState
    why: Sentence
    problem: Problem
    signed_receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A local step of a deal."""

    application_id: UUID
    at: datetime
    text: Sentence
    reason: Sentence | None = None


def queue(connection: Connection, row: NewRow, needs: Iterable[UUID], now: datetime) -> None:
    """Put a request into the queue; it waits until all of `needs` are accepted."""
    _QUEUE.run(
        connection,
        {
            "id": row.id,
            "kind": row.kind.value,
            "application_id": row.application_id,
            "target": row.target,
            "body": row.body,
            "body_sha256": row.body_sha256 or sha256_hex(row.body),
            "state": OutboxState.QUEUED.value,
            "attempts": 0,
            "created_at": now,
        },
    )
    needed = [{"outbox_id": row.id, "needed_id": other} for other in dict.fromkeys(needs)]
    if needed:
        connection.execute(insert(OutboxNeedRow), needed)


def row_of(connection: Connection, application_id: UUID, kind: OutboxKind) -> UUID | None:
    """The newest request of this kind for a deal that was not sent back; None: made elsewhere, or not at all."""
    return connection.execute(
        select(OutboxRow.id)
        .where(OutboxRow.application_id == application_id, OutboxRow.kind == kind.value)
        .where(OutboxRow.state.not_in(_REFUSED))
        .order_by(OutboxRow.sequence.desc())
        .limit(1)
    ).scalar()


def note(
    connection: Connection, application_id: UUID, at: datetime, text: Sentence, reason: Sentence | None = None
) -> None:
    """Add a local step to the deal's timeline."""
    add_notes(connection, [Note(application_id, at, text, reason)])


def add_notes(connection: Connection, notes: Sequence[Note]) -> None:
    """Add local steps to timelines."""
    if notes:
        connection.execute(
            insert(TimelineRow),
            [
                {"application_id": step.application_id, "at": step.at, "text": step.text, "reason": step.reason}
                for step in notes
            ],
        )


def requeue_interrupted(connection: Connection) -> int:
    """Put rows that were being sent when the program ended back into the queue; returns how many."""
    return connection.execute(
        update(OutboxRow)
        .where(OutboxRow.state == OutboxState.SENDING.value)
        .values(state=OutboxState.QUEUED.value, next_attempt_at=None)
    ).rowcount


def take_ready(connection: Connection, now: datetime, limit: int) -> list[ReadyRow]:
    """Mark up to `limit` ready requests as being sent, oldest due first, and return them.

    A request is ready when its time has come and everything it needs has been accepted. One that keeps failing
    moves back with every attempt, so it never stands in the way of the others.
    """
    needed = aliased(OutboxRow)
    unmet = exists(
        select(1)
        .select_from(OutboxNeedRow)
        .join(needed, needed.id == OutboxNeedRow.needed_id)
        .where(OutboxNeedRow.outbox_id == OutboxRow.id, needed.state != OutboxState.ACCEPTED.value)
    )
    due = or_(
        OutboxRow.next_attempt_at.is_(None),
        OutboxRow.next_attempt_at <= now,
        # Nothing waits that long by itself: the clock was ahead when this was written, and has been put right.
        OutboxRow.next_attempt_at > now + 2 * LONGEST_WAIT,
    )
    rows = connection.execute(
        select(
            OutboxRow.id,
            OutboxRow.kind,
            OutboxRow.application_id,
            OutboxRow.target,
            OutboxRow.body,
            OutboxRow.body_sha256,
            OutboxRow.attempts,
            OutboxRow.last_problem,
        )
        .where(OutboxRow.state == OutboxState.QUEUED.value, due, ~unmet)
        .order_by(OutboxRow.next_attempt_at.asc().nulls_first(), OutboxRow.sequence)
        .limit(limit)
    ).all()
    ready = [ReadyRow(row[0], OutboxKind(row[1]), *row[2:]) for row in rows]
    if ready:
        connection.execute(
            update(OutboxRow).where(OutboxRow.id == bindparam("row_id")).values(state=OutboxState.SENDING.value),
            [{"row_id": row.id} for row in ready],
        )
    return ready


def forget_waits(connection: Connection) -> int:
    """Make every waiting request due now; returns how many."""
    return connection.execute(
        update(OutboxRow).where(OutboxRow.state == OutboxState.QUEUED.value).values(next_attempt_at=None)
    ).rowcount


def next_due(connection: Connection) -> datetime | None:
    """When the first of the postponed requests is to be tried again."""
    return connection.execute(
        select(func.min(OutboxRow.next_attempt_at)).where(OutboxRow.state == OutboxState.QUEUED.value)
    ).scalar()


def give_back(connection: Connection, ids: Sequence[UUID]) -> None:
    """Put requests that were taken but not tried back, as if nothing had happened."""
    if ids:
        connection.execute(
            update(OutboxRow)
            .where(OutboxRow.id == bindparam("row_id"), OutboxRow.state == OutboxState.SENDING.value)
            .values(state=OutboxState.QUEUED.value),
            [{"row_id": row_id} for row_id in ids],
        )


def accept(connection: Connection, settled: Sequence[Accepted], now: datetime) -> None:
    """Settle requests the centre took, with its receipts."""
    if settled:
        connection.execute(
            update(OutboxRow)
            .where(OutboxRow.id == bindparam("row_id"))
            .values(
                state=OutboxState.ACCEPTED.value,
                attempts=OutboxRow.attempts + 1,
                next_attempt_at=None,
                last_problem=None,
                problem=None,
                sent_at=now,
                receipt=bindparam("given"),
                # A repeated answer without one does not take away what was kept.
                signed_receipt=func.coalesce(bindparam("signed"), OutboxRow.signed_receipt),
            ),
            [{"row_id": one.id, "given": one.receipt, "signed": one.signed_receipt} for one in settled],
        )


def postpone(connection: Connection, fault: Postponed) -> None:
    """Put a request back after a passing fault."""
    connection.execute(
        update(OutboxRow)
        .where(OutboxRow.id == fault.id)
        .values(
            state=OutboxState.QUEUED.value,
            attempts=OutboxRow.attempts + 1,
            next_attempt_at=fault.next_attempt_at,
            last_problem=fault.why,
        )
    )


def refuse(connection: Connection, refusal: Refused, now: datetime) -> None:
    """Settle a request the centre refused; what needs it, directly or not, is sent back with it for the same reason."""
    waiting = connection.execute(
        select(OutboxRow.id, OutboxRow.kind, OutboxRow.application_id)
        .where(OutboxRow.id.in_(_waiting_for(refusal.id)))
        .where(OutboxRow.state != OutboxState.ACCEPTED.value)
    ).all()
    settled = {
        "state": refusal.state.value,
        "next_attempt_at": None,
        "last_problem": refusal.why,
        "problem": refusal.problem.model_dump_json(),
        "sent_at": now,
    }
    connection.execute(
        update(OutboxRow)
        .where(OutboxRow.id == refusal.id, OutboxRow.state != OutboxState.ACCEPTED.value)
        .values(**settled, attempts=OutboxRow.attempts + 1, signed_receipt=refusal.signed_receipt)
    )
    connection.execute(update(OutboxRow).where(OutboxRow.id.in_([row.id for row in waiting])).values(**settled))
    deals = [row.application_id for row in waiting if row.application_id is not None]
    add_notes(connection, [Note(deal, now, _NEEDED_REFUSED, refusal.why) for deal in dict.fromkeys(deals)])
    touch(connection, deals, now)


def send_needed_again(connection: Connection, outbox_id: UUID) -> None:
    """The centre misses what this request needs (its pictures): queue those again."""
    connection.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_(_pictures_of(outbox_id)))
        .values(state=OutboxState.QUEUED.value, next_attempt_at=None, receipt=None, sent_at=None)
    )


def queue_again(connection: Connection, outbox_id: UUID) -> None:
    """Send a request again as soon as possible, unchanged, with what it needs and what was sent back because of it."""
    connection.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_(union_all(_needed_by(outbox_id), _waiting_for(outbox_id), _only(outbox_id))))
        .where(or_(OutboxRow.id == outbox_id, OutboxRow.state.in_(_REFUSED)))
        .values(state=OutboxState.QUEUED.value, next_attempt_at=None, problem=None, sent_at=None)
    )


def touch(connection: Connection, application_ids: Iterable[UUID], now: datetime) -> None:
    """Move deals to the front of lists."""
    rows = [{"row_id": application_id, "moment": now} for application_id in set(application_ids)]
    if rows:
        connection.execute(
            update(ApplicationRow)
            .where(ApplicationRow.id == bindparam("row_id"))
            .values(updated_at=bindparam("moment")),
            rows,
        )


def _pictures_of(outbox_id: UUID) -> Select[UUID]:
    picture = aliased(OutboxRow)
    return (
        select(OutboxNeedRow.needed_id)
        .join(picture, picture.id == OutboxNeedRow.needed_id)
        .where(OutboxNeedRow.outbox_id == outbox_id, picture.kind == OutboxKind.IMAGE.value)
    )


def _needed_by(outbox_id: UUID) -> Select[UUID]:
    """Everything the request needs, and what that needs."""
    found = select(OutboxNeedRow.needed_id.label("id")).where(OutboxNeedRow.outbox_id == outbox_id).cte(recursive=True)
    further = select(OutboxNeedRow.needed_id).join(found, OutboxNeedRow.outbox_id == found.c.id)
    return select(found.union(further).c.id)


def _waiting_for(needed_id: UUID) -> Select[UUID]:
    """Everything that needs the request, and what needs that."""
    found = select(OutboxNeedRow.outbox_id.label("id")).where(OutboxNeedRow.needed_id == needed_id).cte(recursive=True)
    further = select(OutboxNeedRow.outbox_id).join(found, OutboxNeedRow.needed_id == found.c.id)
    return select(found.union(further).c.id)


def _only(outbox_id: UUID) -> Select[UUID]:
    return select(OutboxRow.id).where(OutboxRow.id == outbox_id)
