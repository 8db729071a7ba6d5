"""A dealer's line as a whole, and the quote for a bulk purchase on it."""

from collections import Counter
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.floor_plan.accounts import limits_of, open_units, unit_views, use_of
from paddock.central.floor_plan.grading import grade_of
from paddock.central.floor_plan.models import FloorPlanLine
from paddock.central.floor_plan.tables import terms_for
from paddock.central.problems import Refusal
from paddock.domain.dealer_grading import Grade, Improvement
from paddock.domain.floor_plan import AgeingBucket, FloorPlanEntry, LimitClass, account
from paddock.domain.floor_plan_line import LineLimits, LineUse, available_fen, draw_refusals
from paddock.domain.money import Fen
from paddock.domain.sentences import Sentence
from paddock.wire.floor_plan import (
    AgeingRow,
    BulkQuote,
    ClassUse,
    FloorPlanUnitView,
    FloorPlanView,
    GradeLineView,
    ImprovementView,
)
from paddock.wire.problems import ProblemCode


def line_of(session: Session, dealer_id: UUID) -> FloorPlanLine:
    """The dealer's line. Raises `Refusal(not_found)` for a dealer without one."""
    line = session.scalars(select(FloorPlanLine).where(FloorPlanLine.dealer_id == dealer_id)).one_or_none()
    if line is None:
        raise Refusal(ProblemCode.NOT_FOUND)
    return line


def overview(session: Session, dealer_id: UUID, today: date) -> FloorPlanView:
    """The line with every open unit: sold ones first, then overdue ones, then by what falls due next."""
    line = line_of(session, dealer_id)
    units = open_units(session, line)
    views = sorted(unit_views(session, units, today), key=_pressing)
    limits, use = limits_of(line), use_of(units)
    found = grade_of(session, dealer_id, today)
    return FloorPlanView(
        limit_fen=limits.total_fen,
        used_fen=use.total_fen,
        valid_until=limits.valid_until,
        frozen=limits.frozen,
        as_of=today,
        tier=found.tier.name,
        classes=[_class_use(limits, use, one, found, views) for one in limits.by_class],
        ageing=_ageing(views),
        units=views,
    )


def _pressing(view: FloorPlanUnitView) -> tuple[bool, bool, date, str]:
    due_on = view.next_due.due_on if view.next_due else date.max
    return view.sale is None, view.overdue_fen == 0, due_on, view.vin


def _class_use(
    limits: LineLimits, use: LineUse, limit_class: LimitClass, found: Grade, views: list[FloorPlanUnitView]
) -> ClassUse:
    terms = terms_for(limit_class, found.tier)
    return ClassUse(
        limit_class=limit_class,
        limit_fen=limits.by_class[limit_class],
        used_fen=use.of(limit_class),
        available_fen=available_fen(limits, use, limit_class),
        units=sum(view.limit_class is limit_class for view in views),
        annual_rate=str(terms.annual_rate),
        advance_percent=terms.advance_percent,
    )


def _ageing(views: list[FloorPlanUnitView]) -> list[AgeingRow]:
    counts = Counter(view.bucket for view in views)
    owed: Counter[AgeingBucket] = Counter()
    for view in views:
        owed[view.bucket] += view.principal_fen
    return [AgeingRow(bucket=one, units=counts[one], principal_fen=owed[one]) for one in AgeingBucket]


def bulk_quote(
    session: Session, dealer_id: UUID, limit_class: LimitClass, units: int, amount_fen: Fen, today: date
) -> BulkQuote:
    """What `units` cars for `amount_fen` would be financed at today, with the tier explained and what would better it.

    Raises `Refusal(not_found)` for a dealer without a line.
    """
    line = line_of(session, dealer_id)
    found = grade_of(session, dealer_id, today)
    terms = terms_for(limit_class, found.tier)
    refusals = draw_refusals(limits_of(line), use_of(open_units(session, line)), limit_class, amount_fen, today)
    if units > found.tier.most_units:
        refusals.append(
            Sentence(
                f"{found.tier.name} 级一次最多 {found.tier.most_units} 台",
                f"Tier {found.tier.name} finances at most {found.tier.most_units} units at once",
            )
        )
    after_free_days = account(
        [FloorPlanEntry(today, drawn_fen=amount_fen)],
        terms,
        date.fromordinal(today.toordinal() + terms.interest_free_days),
    )
    return BulkQuote(
        table_version=found.table_version,
        as_of=today,
        tier=found.tier.name,
        points=found.points,
        lines=[
            GradeLineView(
                measure=one.measure.name,
                words=one.measure.words,
                value=None if one.value is None else _plain(one.value),
                points=one.points,
            )
            for one in found.lines
        ],
        next_tier=found.next_tier.name if found.next_tier else None,
        to_next=[
            ImprovementView(measure=step.measure.name, sentence=_advice(step), gain=step.gain) for step in found.to_next
        ],
        limit_class=limit_class,
        units=units,
        amount_fen=amount_fen,
        annual_rate=str(terms.annual_rate),
        interest_a_day_fen=after_free_days.interest_a_day_fen,
        refusals=refusals,
    )


def _advice(step: Improvement) -> Sentence:
    words = step.measure.words
    if step.below is None:
        return Sentence(
            f"{words.zh}达到 {_plain(step.at_least)}: 加 {step.gain} 分",
            f"{words.en} of {_plain(step.at_least)} or more: {step.gain} more points",
        )
    return Sentence(
        f"{words.zh}达到 {_plain(step.at_least)} 至 {_plain(step.below)} 以下: 加 {step.gain} 分",
        f"{words.en} of {_plain(step.at_least)} to under {_plain(step.below)}: {step.gain} more points",
    )


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
