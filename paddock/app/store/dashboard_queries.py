"""What the dashboard asks of the store. SQL counts; the same conditions find the rows behind each figure."""

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    select,
    true,
    type_coerce,
    union_all,
)

from paddock.app.store.dashboard_models import DealFactRow, DealOfferRow
from paddock.app.store.dashboard_views import (
    AGE_BINS,
    OLD_DAYS,
    TIME_BINS,
    Bucket,
    Dashboard,
    DealRow,
    Figure,
    LaneTime,
    Outcomes,
    PlanUse,
    Span,
    StaffLine,
    StockAge,
)
from paddock.app.store.models import ApplicationRow, InventoryRow, OutboxRow
from paddock.app.store.store import Store
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.domain.states import ApplicationState, DecisionOutcome
from paddock.wire.inventory import InventoryUnit, UnitState

_MICROSECONDS: Final = 1_000_000
_TO_SIGN: Final = (ApplicationState.CONTRACT_DRAFTED.value, ApplicationState.SIGNING.value)
_LET_THROUGH: Final = (DecisionOutcome.APPROVED.value, DecisionOutcome.COUNTEROFFER.value)
_UNSENT: Final = and_(OutboxRow.kind != OutboxKind.IMAGE.value, OutboxRow.state != OutboxState.ACCEPTED.value)
_STANDING: Final = InventoryRow.state != UnitState.SOLD.value


def dashboard(store: Store, span: Span) -> Dashboard:
    """Every figure, on one snapshot."""
    deals = _deals()
    with store.read() as connection:
        outcomes, accepted, signed, mean = _totals(connection, deals, span)
        return Dashboard(
            today=_submitted_between(connection, deals, span, 0),
            yesterday=_submitted_between(connection, deals, span, 1),
            outcomes=outcomes,
            accepted=accepted,
            signed=signed,
            mean_seconds=mean,
            lanes=_lanes(connection, deals, span),
            to_sign=_count(connection, deals, Figure.TO_SIGN, span),
            unsent=_unsent(connection, span),
            stock=_units(connection, true()),
            old_stock=_units(connection, _condition_of_stock(Figure.OLD_STOCK, "", span)),
            buckets=_buckets(connection, deals, span),
            time_bins=_time_bins(connection, deals, span),
            plans=_plans(connection, deals, span),
            ageing=_ageing(connection, span, by_series=False),
            series=_ageing(connection, span, by_series=True),
            staff=_staff(connection, deals, span),
            people=_people(connection),
        )


def deals_behind(store: Store, span: Span, figure: Figure, key: str = "", *, limit: int = 500) -> list[DealRow]:
    """The rows a figure counts, the newest first.

    Args:
        store: the store.
        span: as it was counted.
        figure: which figure; not one of stock.
        key: which lane, plan, bin or person, as in the figure; an index counts from 0.
        limit: at most so many.
    """
    with store.read() as connection:
        if figure is Figure.UNSENT:
            return _unsent_rows(connection, span, limit)
        deals = _deals()
        found = connection.execute(
            _rows(deals)
            .where(_condition(deals, figure, key, span))
            .order_by(deals.c.at.desc(), deals.c.id.desc())
            .limit(limit)
        )
        return [_deal_row(row, None) for row in found]


def units_behind(store: Store, span: Span, figure: Figure, key: str = "", *, limit: int = 500) -> list[InventoryUnit]:
    """The units of stock a figure counts, longest in stock first."""
    query = (
        select(InventoryRow.body)
        .where(_STANDING, _condition_of_stock(figure, key, span))
        .order_by(InventoryRow.in_stock_since, InventoryRow.id)
        .limit(limit)
    )
    with store.read() as connection:
        return [InventoryUnit.model_validate_json(body) for body in connection.scalars(query)]


def count_behind(store: Store, span: Span, figure: Figure, key: str = "") -> int:
    """How many rows a figure counts."""
    with store.read() as connection:
        if figure.is_of_stock:
            return _units(connection, _condition_of_stock(figure, key, span))
        if figure is Figure.UNSENT:
            return _unsent(connection, span)
        return _count(connection, _deals(), figure, span, key)


# Deals


def _deals() -> Subquery:
    """Every deal of this dealer: those made here, whatever the centre knows, and those made elsewhere."""
    facts = DealFactRow
    told = (facts.state, facts.received_at, facts.decided_at, facts.outcome, facts.lane, facts.accepted_at)
    told_more = (facts.accepted_plan, facts.signed_at)
    here = select(
        ApplicationRow.id,
        ApplicationRow.submitted_at.label("at"),
        ApplicationRow.submitted_by.label("staff"),
        literal(1).label("here"),
        *told,
        *told_more,
    ).outerjoin(facts, facts.id == ApplicationRow.id)
    elsewhere = select(
        facts.id, facts.received_at.label("at"), literal("").label("staff"), literal(0).label("here"), *told, *told_more
    ).where(~exists(select(1).where(ApplicationRow.id == facts.id)))
    return union_all(here, elsewhere).subquery("deals")


def _condition(deals: Subquery, figure: Figure, key: str, span: Span) -> ColumnElement[bool]:
    """Which deals a figure counts."""
    column = deals.c
    mine = _of_staff(column.staff, span)
    if figure is Figure.TODAY:
        return and_(mine, column.at >= span.today, column.at < span.today + timedelta(days=1))
    if figure is Figure.TO_SIGN:
        return and_(mine, column.state.in_(_TO_SIGN))
    within = and_(mine, column.at >= span.edges[0], column.at < span.edges[-1])
    if figure is Figure.BUCKET:
        return and_(mine, column.at >= span.edges[int(key)], column.at < span.edges[int(key) + 1])
    return and_(within, _conditions_within(deals, key)[figure])


def _conditions_within(deals: Subquery, key: str) -> dict[Figure, ColumnElement[bool]]:
    column = deals.c
    decided = column.decided_at.is_not(None)
    offered = exists(select(1).where(DealOfferRow.application_id == column.id, DealOfferRow.plan == key))
    return {
        Figure.SUBMITTED: true(),
        Figure.DECIDED: decided,
        Figure.APPROVED: column.outcome.in_(_LET_THROUGH),
        Figure.ACCEPTED: column.accepted_at.is_not(None),
        Figure.SIGNED: column.signed_at.is_not(None),
        Figure.LANE: and_(decided, func.coalesce(column.lane, "") == key),
        Figure.TIME_BIN: and_(decided, _bin_of_time(deals) == (int(key) if key.isdigit() else -1)),
        Figure.OFFERED: offered,
        Figure.TAKEN: column.accepted_plan == key,
        Figure.STAFF: column.staff == key,
    }


def _of_staff(staff: ColumnElement[str], span: Span) -> ColumnElement[bool]:
    return true() if span.staff is None else staff == span.staff


def _seconds(deals: Subquery) -> ColumnElement[Any]:
    """From receipt to decision, both by the centre's clock; never below zero."""
    took = type_coerce(deals.c.decided_at, BigInteger) - type_coerce(deals.c.received_at, BigInteger)
    return func.max(took, 0) / float(_MICROSECONDS)


def _bin_of_time(deals: Subquery) -> ColumnElement[int]:
    seconds = _seconds(deals)
    return case(*((seconds < upper, index) for index, upper in enumerate(TIME_BINS)), else_=len(TIME_BINS))


def _within(deals: Subquery, span: Span) -> ColumnElement[bool]:
    return _condition(deals, Figure.SUBMITTED, "", span)


def _number(deals: Subquery, condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(deals.c.id).filter(condition)


def _outcome_columns(deals: Subquery) -> list[ColumnElement[int]]:
    outcome = deals.c.outcome
    return [func.count(deals.c.id), *(_number(deals, outcome == value.value) for value in _OUTCOMES)]


_OUTCOMES: Final = (
    DecisionOutcome.APPROVED,
    DecisionOutcome.COUNTEROFFER,
    DecisionOutcome.DECLINED,
    DecisionOutcome.REFERRED,
)


def _totals(connection: Connection, deals: Subquery, span: Span) -> tuple[Outcomes, int, int, float | None]:
    row = connection.execute(
        select(
            *_outcome_columns(deals),
            _number(deals, deals.c.accepted_at.is_not(None)),
            _number(deals, deals.c.signed_at.is_not(None)),
            func.avg(_seconds(deals)).filter(deals.c.decided_at.is_not(None)),
        ).where(_within(deals, span))
    ).one()
    return Outcomes(*row[:5]), row[5], row[6], row[7]


def _submitted_between(connection: Connection, deals: Subquery, span: Span, days_ago: int) -> int:
    start = span.today - timedelta(days=days_ago)
    return connection.execute(
        select(func.count(deals.c.id)).where(
            _of_staff(deals.c.staff, span), deals.c.at >= start, deals.c.at < start + timedelta(days=1)
        )
    ).scalar_one()


def _count(connection: Connection, deals: Subquery, figure: Figure, span: Span, key: str = "") -> int:
    return connection.execute(select(func.count(deals.c.id)).where(_condition(deals, figure, key, span))).scalar_one()


def _lanes(connection: Connection, deals: Subquery, span: Span) -> tuple[LaneTime, ...]:
    lane = func.coalesce(deals.c.lane, "")
    rows = connection.execute(
        select(lane, func.count(deals.c.id), func.avg(_seconds(deals)))
        .where(_condition(deals, Figure.DECIDED, "", span))
        .group_by(lane)
        .order_by(func.count(deals.c.id).desc(), lane)
    )
    return tuple(LaneTime(*row) for row in rows)


def _buckets(connection: Connection, deals: Subquery, span: Span) -> tuple[Bucket, ...]:
    at = deals.c.at
    index = case(*((at < upper, number) for number, upper in enumerate(span.edges[1:])))
    rows = connection.execute(select(index, *_outcome_columns(deals)).where(_within(deals, span)).group_by(index))
    found = {row[0]: Outcomes(*row[1:]) for row in rows}
    nothing = Outcomes(0, 0, 0, 0, 0)
    return tuple(Bucket(start, found.get(number, nothing)) for number, start in enumerate(span.edges[:-1]))


def _time_bins(connection: Connection, deals: Subquery, span: Span) -> tuple[int, ...]:
    at = _bin_of_time(deals)
    rows = connection.execute(
        select(at, func.count(deals.c.id)).where(_condition(deals, Figure.DECIDED, "", span)).group_by(at)
    )
    found = dict(rows.all())
    return tuple(found.get(number, 0) for number in range(len(TIME_BINS) + 1))


def _plans(connection: Connection, deals: Subquery, span: Span) -> tuple[PlanUse, ...]:
    rows = connection.execute(
        select(
            DealOfferRow.plan,
            func.max(DealOfferRow.plan_name, type_=DealOfferRow.plan_name.type),
            func.count(),
            func.count().filter(deals.c.accepted_plan == DealOfferRow.plan),
        )
        .join(deals, deals.c.id == DealOfferRow.application_id)
        .where(_within(deals, span))
        .group_by(DealOfferRow.plan)
        .order_by(func.count().desc(), DealOfferRow.plan)
    )
    return tuple(PlanUse(*row) for row in rows)


def _staff(connection: Connection, deals: Subquery, span: Span) -> tuple[StaffLine, ...]:
    rows = connection.execute(
        select(
            deals.c.staff,
            func.count(deals.c.id),
            _number(deals, deals.c.outcome.in_(_LET_THROUGH)),
            _number(deals, deals.c.signed_at.is_not(None)),
        )
        .where(_within(deals, span))
        .group_by(deals.c.staff)
        .order_by(func.count(deals.c.id).desc(), deals.c.staff)
    )
    return tuple(StaffLine(*row) for row in rows)


def _people(connection: Connection) -> tuple[str, ...]:
    names = select(ApplicationRow.submitted_by).distinct().order_by(ApplicationRow.submitted_by)
    return tuple(connection.scalars(names))


def _rows(deals: Subquery) -> Select[Any]:
    plan = (
        select(DealOfferRow.plan_name)
        .where(DealOfferRow.application_id == deals.c.id, DealOfferRow.plan == deals.c.accepted_plan)
        .scalar_subquery()
    )
    return (
        select(
            deals.c.id,
            deals.c.here,
            ApplicationRow.applicant,
            ApplicationRow.vehicle,
            deals.c.staff,
            deals.c.at,
            deals.c.state,
            OutboxRow.state.label("sent"),
            deals.c.lane,
            case((deals.c.decided_at.is_not(None), _seconds(deals)), else_=null()).label("seconds"),
            plan.label("plan"),
        )
        .select_from(deals)
        .outerjoin(ApplicationRow, ApplicationRow.id == deals.c.id)
        .outerjoin(OutboxRow, OutboxRow.id == deals.c.id)
    )


def _deal_row(row: Row[Any], act: OutboxKind | None) -> DealRow:
    return DealRow(
        id=row.id,
        is_here=bool(row.here),
        applicant=row.applicant or "",
        vehicle=row.vehicle or "",
        staff=row.staff,
        submitted_at=row.at,
        central_state=ApplicationState(row.state) if row.state else None,
        outbox_state=OutboxState(row.sent) if row.sent else None,
        act=act,
        lane=row.lane,
        seconds=row.seconds,
        plan=row.plan,
    )


# Unsent acts


def _acts_of(span: Span) -> ColumnElement[bool]:
    """Acts on deals of one person, or all acts."""
    if span.staff is None:
        return _UNSENT
    theirs = select(ApplicationRow.id).where(ApplicationRow.submitted_by == span.staff)
    return and_(_UNSENT, OutboxRow.application_id.in_(theirs))


def _unsent(connection: Connection, span: Span) -> int:
    return connection.execute(select(func.count()).select_from(OutboxRow).where(_acts_of(span))).scalar_one()


def _unsent_rows(connection: Connection, span: Span, limit: int) -> list[DealRow]:
    acts = connection.execute(
        select(OutboxRow.application_id, OutboxRow.kind, OutboxRow.state)
        .where(_acts_of(span))
        .order_by(OutboxRow.sequence.desc())
        .limit(limit)
    ).all()
    deals = _deals()
    rows = connection.execute(_rows(deals).where(deals.c.id.in_({act[0] for act in acts})))
    by_id = {row.id: row for row in rows}
    found = []
    for application_id, kind, state in acts:
        row = by_id.get(application_id)
        if row is not None:
            found.append(replace(_deal_row(row, OutboxKind(kind)), outbox_state=OutboxState(state)))
    return found


# Stock


def _condition_of_stock(figure: Figure, key: str, span: Span) -> ColumnElement[bool]:
    if figure is Figure.OLD_STOCK:
        return InventoryRow.in_stock_since < _days_before(span, OLD_DAYS)
    if figure is Figure.AGEING:
        brand, _slash, series = key.partition("/")
        return and_(InventoryRow.brand == brand, InventoryRow.series == series if series else true())
    raise ValueError(f"{figure} is no figure of stock")


def _days_before(span: Span, days: int) -> str:
    return (span.on - timedelta(days=days)).isoformat()


def _units(connection: Connection, condition: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(InventoryRow).where(_STANDING, condition)).scalar_one()


def _ageing(connection: Connection, span: Span, *, by_series: bool) -> tuple[StockAge, ...]:
    since = InventoryRow.in_stock_since
    # A car is in the first bin it is young enough for.
    limits = [_days_before(span, days) for days in AGE_BINS]
    bins = [since >= limits[0]]
    bins += [and_(since >= older, since < younger) for younger, older in itertools.pairwise(limits)]
    bins.append(since < limits[-1])
    numbers = [func.count().filter(within) for within in bins]
    groups = [InventoryRow.brand, InventoryRow.series] if by_series else [InventoryRow.brand]
    old = func.count().filter(since < _days_before(span, OLD_DAYS))
    order = [old.desc(), func.count().desc()] if by_series else [func.count().desc()]
    rows: Iterable[Any] = connection.execute(
        select(*groups, *numbers).where(_STANDING).group_by(*groups).order_by(*order, *groups)
    )
    first = len(groups)
    return tuple(StockAge(row[0], row[1] if by_series else "", tuple(row[first:])) for row in rows)
