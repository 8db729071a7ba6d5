"""What screens ask about the queue."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.orm import aliased

from paddock.app.store import settings
from paddock.app.store.asked import OPEN_ASKS
from paddock.app.store.models import ApplicationRow, CentralApplicationRow, OutboxNeedRow, OutboxRow
from paddock.app.store.store import Store
from paddock.app.store.views import (
    OutboxKind,
    OutboxState,
    QueueItem,
    QueuePage,
    QueuePart,
    QueueRow,
    QueueSummary,
    SyncStatus,
    WaitingFor,
)
from paddock.app.store.what_next import next_step
from paddock.domain.states import ApplicationState
from paddock.wire.problems import Problem

_ACT_KINDS = tuple(kind.value for kind in OutboxKind if kind is not OutboxKind.IMAGE)
_ACTS = OutboxRow.kind.in_(_ACT_KINDS)
"""As a list of kinds, which an index answers; "not a picture" would read every row."""
PAGE = 200
"""Rows: more than any window shows at once."""


_NEEDING = aliased(OutboxRow)
# A picture belongs to the first deal that needs it.
_DEAL = func.coalesce(
    OutboxRow.application_id,
    select(_NEEDING.application_id)
    .select_from(_NEEDING)
    .join(OutboxNeedRow, OutboxNeedRow.outbox_id == _NEEDING.id)
    .where(OutboxNeedRow.needed_id == OutboxRow.id)
    .order_by(_NEEDING.sequence)
    .limit(1)
    .correlate(OutboxRow)
    .scalar_subquery(),
)


def queue_rows(store: Store, *, unsettled_only: bool = False, limit: int = 1000) -> list[QueueRow]:
    """The queue: what needs a person first, then what waits, then what is settled; newest first in each."""
    groups = QueuePart.ALL.groups[: 2 if unsettled_only else 3]
    with store.read() as connection:
        return list(_rows_of(connection, _sequences(connection, _ACT_KINDS, groups, limit)))


def queue_page(
    store: Store, part: QueuePart = QueuePart.ALL, limit: int = PAGE, including: UUID | None = None
) -> QueuePage:
    """What needs a person first, then what waits, then what is settled; newest first in each.

    Args:
        store: the open store.
        part: which rows.
        limit: at most so many, or as many as it takes to reach `including`.
        including: a row that has to be among them, if it belongs to the part.

    The order is read from an index alone, so that a page of ten thousand rows costs what its own rows cost.
    """
    kinds = (OutboxKind.IMAGE.value,) if part is QueuePart.PICTURES else _ACT_KINDS
    with store.read() as connection:
        # One more than asked for tells whether there are more.
        wanted = _sequences(connection, kinds, part.groups, None if including else limit + 1)
        if including is not None:
            sequence = connection.scalar(select(OutboxRow.sequence).where(OutboxRow.id == including))
            limit = max(limit, wanted.index(sequence) + 1 if sequence in wanted else 0)
        return QueuePage(tuple(_rows_of(connection, wanted[:limit])), more=len(wanted) > limit)


def _sequences(
    connection: Connection, kinds: Sequence[str], groups: Sequence[Sequence[OutboxState]], limit: int | None
) -> list[int]:
    """The rows of the groups in turn, newest first in each, read from an index alone."""
    wanted: list[int] = []
    for states in groups:
        query = (
            select(OutboxRow.sequence)
            .where(OutboxRow.kind.in_(kinds), OutboxRow.state.in_([state.value for state in states]))
            .order_by(OutboxRow.sequence.desc())
        )
        wanted += connection.scalars(query if limit is None else query.limit(max(limit - len(wanted), 0)))
    return wanted


def _rows_of(connection: Connection, sequences: Sequence[int]) -> Iterator[QueueRow]:
    """These rows, in this order."""
    signed_out = settings.sync_state(connection).signed_out
    for start in range(0, len(sequences), PAGE):
        some = sequences[start : start + PAGE]
        found = {row.sequence: row for row in connection.execute(_rows().where(OutboxRow.sequence.in_(some)))}
        yield from (_row(found[sequence], signed_out=signed_out) for sequence in some)


def queue_item(store: Store, outbox_id: UUID) -> QueueItem | None:
    """One queue row with its frozen body and the centre's last answer."""
    with store.read() as connection:
        found = connection.execute(_rows().where(OutboxRow.id == outbox_id)).one_or_none()
        if found is None:
            return None
        rest = connection.execute(
            select(
                OutboxRow.body,
                OutboxRow.body_sha256,
                OutboxRow.receipt,
                OutboxRow.sent_at,
                OutboxRow.signed_receipt,
            ).where(OutboxRow.id == outbox_id)
        ).one()
        return QueueItem(
            row=_row(found, signed_out=settings.sync_state(connection).signed_out),
            body=rest.body,
            body_sha256=rest.body_sha256,
            problem=_problem(found.problem),
            receipt=rest.receipt,
            sent_at=rest.sent_at,
            signed_receipt=rest.signed_receipt,
            images_waiting=_images_waiting(connection, outbox_id),
        )


def queue_summary(store: Store, now: datetime) -> QueueSummary:
    """The numbers of the status bar."""
    with store.read() as connection:
        counts: Counter[OutboxState] = Counter()
        for state, count in connection.execute(
            select(OutboxRow.state, func.count()).where(_ACTS).group_by(OutboxRow.state)
        ):
            counts[OutboxState(state)] = count
        waiting = counts[OutboxState.QUEUED] + counts[OutboxState.SENDING]
        needs_me = counts[OutboxState.REJECTED] + counts[OutboxState.CONFLICT]
        waiting_for, until = _why_waiting(connection, now) if waiting else (WaitingFor.NOTHING, None)
        if not waiting and needs_me:
            waiting_for = WaitingFor.ME
        return QueueSummary(
            created=counts.total(),
            accepted=counts[OutboxState.ACCEPTED],
            rejected=counts[OutboxState.REJECTED],
            conflict=counts[OutboxState.CONFLICT],
            waiting=waiting,
            needs_me=needs_me,
            waiting_for=waiting_for,
            until=until,
        )


def sync_status(store: Store) -> SyncStatus:
    """How this workstation and the centre stand with each other."""
    with store.read() as connection:
        state, identity = settings.sync_state(connection), settings.identity(connection)
    return SyncStatus(
        online=state.online,
        last_synced_at=state.last_synced_at,
        paused_until=state.paused_until,
        signed_out=state.signed_out,
        cause=state.cause,
        dealer_name=identity.dealer_name if identity else None,
        staff_name=identity.staff_name if identity else None,
        sandbox=identity.sandbox if identity else None,
    )


def _why_waiting(connection: Connection, now: datetime) -> tuple[WaitingFor, datetime | None]:
    state = settings.sync_state(connection)
    if state.signed_out:
        return WaitingFor.SIGN_IN, None
    until = state.paused_until if state.paused_until and state.paused_until > now else None
    if state.online is False:
        return WaitingFor.NETWORK, until
    if until:
        return WaitingFor.PAUSED, until
    queued = OutboxRow.state == OutboxState.QUEUED.value
    first = connection.execute(select(func.min(OutboxRow.next_attempt_at)).where(queued)).scalar()
    at_once = connection.execute(
        select(
            select(1)
            .where(
                OutboxRow.state.in_((OutboxState.QUEUED.value, OutboxState.SENDING.value)),
                OutboxRow.next_attempt_at.is_(None),
                ~_waits_for_pictures(),
            )
            .exists()
        )
    ).scalar()
    if at_once or first is None or first <= now:
        return WaitingFor.SENDING, None
    return WaitingFor.PAUSED, first


def _waits_for_pictures() -> Any:
    needed = aliased(OutboxRow)
    return (
        select(1)
        .select_from(OutboxNeedRow)
        .join(needed, needed.id == OutboxNeedRow.needed_id)
        .where(OutboxNeedRow.outbox_id == OutboxRow.id, needed.state != OutboxState.ACCEPTED.value)
        .exists()
    )


def _images_waiting(connection: Connection, outbox_id: UUID) -> int:
    needed = aliased(OutboxRow)
    count = connection.execute(
        select(func.count())
        .select_from(OutboxNeedRow)
        .join(needed, needed.id == OutboxNeedRow.needed_id)
        .where(
            OutboxNeedRow.outbox_id == outbox_id,
            needed.kind == OutboxKind.IMAGE.value,
            needed.state != OutboxState.ACCEPTED.value,
        )
    ).scalar()
    return count or 0


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            OutboxRow.sequence,
            OutboxRow.id,
            OutboxRow.kind,
            OutboxRow.application_id,
            OutboxRow.state,
            OutboxRow.attempts,
            OutboxRow.next_attempt_at,
            OutboxRow.last_problem,
            OutboxRow.problem,
            OutboxRow.created_at,
            _DEAL.label("deal"),
            ApplicationRow.applicant,
            ApplicationRow.vehicle,
            CentralApplicationRow.state.label("central"),
            OPEN_ASKS.label("asked"),
        )
        .select_from(OutboxRow)
        .outerjoin(ApplicationRow, ApplicationRow.id == _DEAL)
        .outerjoin(CentralApplicationRow, CentralApplicationRow.id == OutboxRow.application_id)
    )


def _row(found: Row[Any], *, signed_out: bool) -> QueueRow:
    kind, state = OutboxKind(found.kind), OutboxState(found.state)
    what_next, whose_turn = next_step(
        kind,
        state,
        problem=_problem(found.problem),
        attempts=found.attempts,
        signed_out=signed_out,
        central=ApplicationState(found.central) if found.central else None,
        asked=found.asked,
    )
    return QueueRow(
        outbox_id=found.id,
        application_id=found.deal or found.id,
        kind=kind,
        applicant_name=found.applicant or "",
        vehicle=found.vehicle or "",
        state=state,
        attempts=found.attempts,
        next_attempt_at=found.next_attempt_at,
        last_problem=found.last_problem,
        what_next=what_next,
        whose_turn=whose_turn,
        created_at=found.created_at,
    )


def _problem(text: str | None) -> Problem | None:
    return None if text is None else Problem.model_validate_json(text)
