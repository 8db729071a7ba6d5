"""What the dashboard asks of the store. SQL counts; the same conditions find the rows behind each figure."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    and_,
    case,
    func,
    null,
    select,
    true,
)

from paddock.app.store.dashboard_deals import (
    LET_THROUGH,
    bin_of_time,
    counted_by,
    deals_relation,
    in_span,
    of_staff,
    seconds_to_decide,
)
from paddock.app.store.dashboard_models import DealOfferRow
from paddock.app.store.dashboard_stock import STANDING, ageing, condition_of_stock, count_units
from paddock.app.store.dashboard_views import (
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
)
from paddock.app.store.models import ApplicationRow, InventoryRow, OutboxRow
from paddock.app.store.store import Store
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.domain.states import ApplicationState, DecisionOutcome
from paddock.wire.inventory import InventoryUnit

_UNSENT: Final = and_(OutboxRow.kind != OutboxKind.IMAGE.value, OutboxRow.state != OutboxState.ACCEPTED.value)


def dashboard(store: Store, span: Span) -> Dashboard:
    """Every figure, on one snapshot."""
    deals = deals_relation()
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
            stock=count_units(connection, true()),
            old_stock=count_units(connection, condition_of_stock(Figure.OLD_STOCK, "", span)),
            buckets=_buckets(connection, deals, span),
            time_bins=_time_bins(connection, deals, span),
            plans=_plans(connection, deals, span),
            ageing=ageing(connection, span, by_series=False),
            series=ageing(connection, span, by_series=True),
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
        deals = deals_relation()
        found = connection.execute(
            _rows(deals)
            .where(counted_by(deals, figure, key, span))
            .order_by(deals.c.at.desc(), deals.c.id.desc())
            .limit(limit)
        )
        return [_deal_row(row, None) for row in found]


def units_behind(store: Store, span: Span, figure: Figure, key: str = "", *, limit: int = 500) -> list[InventoryUnit]:
    """The units of stock a figure counts, longest in stock first."""
    query = (
        select(InventoryRow.body)
        .where(STANDING, condition_of_stock(figure, key, span))
        .order_by(InventoryRow.in_stock_since, InventoryRow.id)
        .limit(limit)
    )
    with store.read() as connection:
        return [InventoryUnit.model_validate_json(body) for body in connection.scalars(query)]


def count_behind(store: Store, span: Span, figure: Figure, key: str = "") -> int:
    """How many rows a figure counts."""
    with store.read() as connection:
        if figure.is_of_stock:
            return count_units(connection, condition_of_stock(figure, key, span))
        if figure is Figure.UNSENT:
            return _unsent(connection, span)
        return _count(connection, deals_relation(), figure, span, key)


# Figures


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
            func.avg(seconds_to_decide(deals)).filter(deals.c.decided_at.is_not(None)),
        ).where(in_span(deals, span))
    ).one()
    return Outcomes(*row[:5]), row[5], row[6], row[7]


def _submitted_between(connection: Connection, deals: Subquery, span: Span, days_ago: int) -> int:
    start = span.today - timedelta(days=days_ago)
    return connection.execute(
        select(func.count(deals.c.id)).where(
            of_staff(deals.c.staff, span), deals.c.at >= start, deals.c.at < start + timedelta(days=1)
        )
    ).scalar_one()


def _count(connection: Connection, deals: Subquery, figure: Figure, span: Span, key: str = "") -> int:
    return connection.execute(select(func.count(deals.c.id)).where(counted_by(deals, figure, key, span))).scalar_one()


def _lanes(connection: Connection, deals: Subquery, span: Span) -> tuple[LaneTime, ...]:
    lane = func.coalesce(deals.c.lane, "")
    rows = connection.execute(
        select(lane, func.count(deals.c.id), func.avg(seconds_to_decide(deals)))
        .where(counted_by(deals, Figure.DECIDED, "", span))
        .group_by(lane)
        .order_by(func.count(deals.c.id).desc(), lane)
    )
    return tuple(LaneTime(*row) for row in rows)


def _buckets(connection: Connection, deals: Subquery, span: Span) -> tuple[Bucket, ...]:
    at = deals.c.at
    index = case(*((at < upper, number) for number, upper in enumerate(span.edges[1:])))
    rows = connection.execute(select(index, *_outcome_columns(deals)).where(in_span(deals, span)).group_by(index))
    found = {row[0]: Outcomes(*row[1:]) for row in rows}
    nothing = Outcomes(0, 0, 0, 0, 0)
    return tuple(Bucket(start, found.get(number, nothing)) for number, start in enumerate(span.edges[:-1]))


def _time_bins(connection: Connection, deals: Subquery, span: Span) -> tuple[int, ...]:
    at = bin_of_time(deals)
    rows = connection.execute(
        select(at, func.count(deals.c.id)).where(counted_by(deals, Figure.DECIDED, "", span)).group_by(at)
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
        .where(in_span(deals, span))
        .group_by(DealOfferRow.plan)
        .order_by(func.count().desc(), DealOfferRow.plan)
    )
    return tuple(PlanUse(*row) for row in rows)


def _staff(connection: Connection, deals: Subquery, span: Span) -> tuple[StaffLine, ...]:
    rows = connection.execute(
        select(
            deals.c.staff,
            func.count(deals.c.id),
            _number(deals, deals.c.outcome.in_(LET_THROUGH)),
            _number(deals, deals.c.signed_at.is_not(None)),
        )
        .where(in_span(deals, span))
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
            case((deals.c.decided_at.is_not(None), seconds_to_decide(deals)), else_=null()).label("seconds"),
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
    deals = deals_relation()
    rows = connection.execute(_rows(deals).where(deals.c.id.in_({act[0] for act in acts})))
    by_id = {row.id: row for row in rows}
    found = []
    for application_id, kind, state in acts:
        row = by_id.get(application_id)
        if row is not None:
            found.append(replace(_deal_row(row, OutboxKind(kind)), outbox_state=OutboxState(state)))
    return found
