"""Every deal of this dealer as one relation, and which of them each figure of the dashboard counts."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    select,
    true,
    type_coerce,
    union_all,
)

from paddock.app.store.dashboard_models import DealFactRow, DealOfferRow
from paddock.app.store.dashboard_views import TIME_BINS, Figure, Span
from paddock.app.store.models import ApplicationRow
from paddock.domain.states import ApplicationState, DecisionOutcome

_MICROSECONDS: Final = 1_000_000
_TO_SIGN: Final = (ApplicationState.CONTRACT_DRAFTED.value, ApplicationState.SIGNING.value)
LET_THROUGH: Final = (DecisionOutcome.APPROVED.value, DecisionOutcome.COUNTEROFFER.value)


def deals_relation() -> Subquery:
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


def counted_by(deals: Subquery, figure: Figure, key: str, span: Span) -> ColumnElement[bool]:
    """Which deals a figure counts."""
    column = deals.c
    mine = of_staff(column.staff, span)
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
        Figure.APPROVED: column.outcome.in_(LET_THROUGH),
        Figure.ACCEPTED: column.accepted_at.is_not(None),
        Figure.SIGNED: column.signed_at.is_not(None),
        Figure.LANE: and_(decided, func.coalesce(column.lane, "") == key),
        Figure.TIME_BIN: and_(decided, bin_of_time(deals) == (int(key) if key.isdigit() else -1)),
        Figure.OFFERED: offered,
        Figure.TAKEN: column.accepted_plan == key,
        Figure.STAFF: column.staff == key,
    }


def of_staff(staff: ColumnElement[str], span: Span) -> ColumnElement[bool]:
    """Deals of the person that was chosen, or of everybody."""
    return true() if span.staff is None else staff == span.staff


def seconds_to_decide(deals: Subquery) -> ColumnElement[Any]:
    """From receipt to decision, both by the centre's clock; never below zero."""
    took = type_coerce(deals.c.decided_at, BigInteger) - type_coerce(deals.c.received_at, BigInteger)
    return func.max(took, 0) / float(_MICROSECONDS)


def bin_of_time(deals: Subquery) -> ColumnElement[int]:
    """Index of the bin of `TIME_BINS`, the last for whatever took longer."""
    seconds = seconds_to_decide(deals)
    return case(*((seconds < upper, index) for index, upper in enumerate(TIME_BINS)), else_=len(TIME_BINS))


def in_span(deals: Subquery, span: Span) -> ColumnElement[bool]:
    """Deals of the whole stretch of time."""
    return counted_by(deals, Figure.SUBMITTED, "", span)
