"""Floor plan 在库融资: what a unit of stock owes on any day, worked out from its entries and the line's terms.

Interest runs by the day on the principal outstanding at actual/360: the daily rate is the yearly rate over 360
(PBOC 《关于人民币存贷款计结息问题的通知》, 银发〔2005〕129 号, article 3). Principal that a curtailment 部分还款 should
have brought back bears the rate raised by the terms' factor (银发〔2003〕251 号, article 3: 30% to 50%). All of it is
whole numbers: days times fen times a fraction, rounded half up once for the whole life of the unit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from paddock.domain.day_counts import half_up
from paddock.domain.money import Fen

_DAYS_A_YEAR: Final = 360


class LimitClass(StrEnum):
    """The sub-limits of a line."""

    NEW = "new"
    USED = "used"
    COMMERCIAL = "commercial"


class AgeingBucket(StrEnum):
    """How long a unit has been financed, by the market's buckets."""

    TO_30 = "0-30"
    TO_60 = "31-60"
    TO_90 = "61-90"
    OVER_90 = "90+"

    @classmethod
    def of(cls, days: int) -> "AgeingBucket":
        """The bucket of a unit drawn `days` days ago."""
        return next((bucket for most, bucket in _BUCKETS if days <= most), cls.OVER_90)


_BUCKETS: Final = ((30, AgeingBucket.TO_30), (60, AgeingBucket.TO_60), (90, AgeingBucket.TO_90))


@dataclass(frozen=True, slots=True)
class CurtailmentStep:
    """By day `day` after the draw, `percent` of what was drawn has to be repaid in all."""

    day: int
    percent: int


@dataclass(frozen=True, slots=True)
class FloorPlanTerms:
    """What a class of units is financed at; versioned data of the line.

    Raises:
        ValueError: rates, days or percentages that make no schedule.
    """

    version: str
    annual_rate: Decimal
    """0.072 is 7.2% a year."""
    late_factor: Decimal
    """The rate on overdue principal over the rate: 1.3 to 1.5."""
    interest_free_days: int
    advance_percent: int
    """The most that is lent on a unit's cost."""
    curtailments: tuple[CurtailmentStep, ...]
    """In the order of their days; the last asks for everything."""
    days_to_pay_after_sale: int
    """A sold unit has to be paid off within so many days."""

    def __post_init__(self) -> None:
        rates = self.annual_rate >= 0 and Decimal(1) <= self.late_factor <= Decimal("1.5")
        days = self.interest_free_days >= 0 and self.days_to_pay_after_sale >= 0 and 0 < self.advance_percent <= 100
        steps = [CurtailmentStep(0, 0), *self.curtailments]
        rising = all(one.day < other.day and one.percent < other.percent for one, other in pairwise(steps))
        if not (rates and days and rising and steps[-1].percent == 100):
            raise ValueError(f"terms {self.version} make no schedule")

    def due_dates(self, drawn_on: date) -> tuple[date, ...]:
        """When each curtailment falls due."""
        return tuple(drawn_on + timedelta(days=step.day) for step in self.curtailments)


@dataclass(frozen=True, slots=True)
class FloorPlanEntry:
    """One movement on a unit's account: a draw raises the principal, a payment lowers principal and interest."""

    on: date
    drawn_fen: Fen = 0
    principal_paid_fen: Fen = 0
    interest_paid_fen: Fen = 0

    def __post_init__(self) -> None:
        if min(self.drawn_fen, self.principal_paid_fen, self.interest_paid_fen) < 0:
            raise ValueError("a movement is not negative")


@dataclass(frozen=True, slots=True)
class CurtailmentDue:
    """One curtailment as it stands on a day."""

    due_on: date
    required_fen: Fen
    """What has to be repaid in all by then."""
    open_fen: Fen
    """What is still missing of it."""


@dataclass(frozen=True, slots=True)
class UnitAccount:
    """What a unit owes at the end of a day."""

    on: date
    days: int
    """Since the draw."""
    principal_fen: Fen
    accrued_fen: Fen
    """All interest since the draw, penalty included."""
    interest_paid_fen: Fen
    overdue_fen: Fen
    """Principal that a curtailment should have brought back before this day."""
    curtailments: tuple[CurtailmentDue, ...]
    interest_a_day_fen: Fen
    """What one more day costs, rounded half up; for people."""

    @property
    def interest_fen(self) -> Fen:
        """Accrued and not paid."""
        return self.accrued_fen - self.interest_paid_fen

    @property
    def payoff_fen(self) -> Fen:
        """What has to be paid on this day for the unit to be free."""
        return self.principal_fen + self.interest_fen

    @property
    def bucket(self) -> AgeingBucket:
        """Its ageing bucket."""
        return AgeingBucket.of(self.days)

    def next_due(self) -> CurtailmentDue | None:
        """The first curtailment that is not met yet, overdue ones included."""
        return next((step for step in self.curtailments if step.open_fen), None)


def account(entries: Sequence[FloorPlanEntry], terms: FloorPlanTerms, on: date) -> UnitAccount:
    """The unit's account at the end of `on`, from its entries up to that day; the first of all is its draw.

    Raises:
        ValueError: nothing was drawn by then, or more principal was paid than was drawn.
    """
    past = sorted((entry for entry in entries if entry.on <= on), key=lambda entry: entry.on)
    drawn = sum(entry.drawn_fen for entry in past)
    repaid = sum(entry.principal_paid_fen for entry in past)
    if not past or past[0].drawn_fen <= 0 or repaid > drawn:
        raise ValueError("an account begins with a draw and repays no more than was drawn")
    drawn_on = past[0].on
    steps = tuple(
        CurtailmentDue(due, _required(drawn, step), max(_required(drawn, step) - repaid, 0))
        for due, step in zip(terms.due_dates(drawn_on), terms.curtailments, strict=True)
    )
    overdue = max((step.open_fen for step in steps if step.due_on < on), default=0)
    accrued = _accrued(past, terms, on)
    return UnitAccount(
        on=on,
        days=(on - drawn_on).days,
        principal_fen=drawn - repaid,
        accrued_fen=accrued,
        interest_paid_fen=sum(entry.interest_paid_fen for entry in past),
        overdue_fen=overdue,
        curtailments=steps,
        interest_a_day_fen=_accrued(past, terms, on + timedelta(days=1)) - accrued,
    )


def _required(drawn_fen: Fen, step: CurtailmentStep) -> Fen:
    """The step's share of what was drawn, rounded up to a whole fen: a schedule never ends with one missing."""
    return -(-drawn_fen * step.percent // 100)


def _accrued(past: Sequence[FloorPlanEntry], terms: FloorPlanTerms, on: date) -> Fen:
    """All interest from the draw to the end of `on`: of the free days none, on overdue principal the raised rate."""
    drawn_on = past[0].on
    free_until = drawn_on + timedelta(days=terms.interest_free_days)
    due_dates = terms.due_dates(drawn_on)
    usual, overdue = 0, 0
    for first, later in pairwise(_breaks((*(entry.on for entry in past), free_until, *due_dates), drawn_on, on)):
        days = (later - first).days
        drawn = sum(entry.drawn_fen for entry in past if entry.on <= first)
        repaid = sum(entry.principal_paid_fen for entry in past if entry.on <= first)
        required = [
            _required(drawn, step) for due, step in zip(due_dates, terms.curtailments, strict=True) if due <= first
        ]
        late = max(max(required, default=0) - repaid, 0)
        overdue += late * days
        if first >= free_until:
            usual += (drawn - repaid - late) * days
    rate_up, rate_down = terms.annual_rate.as_integer_ratio()
    factor_up, factor_down = terms.late_factor.as_integer_ratio()
    return half_up((usual * factor_down + overdue * factor_up) * rate_up, rate_down * factor_down * _DAYS_A_YEAR)


def _breaks(days: Iterable[date], first: date, last: date) -> list[date]:
    return sorted({first, last, *(day for day in days if first < day < last)})


@dataclass(frozen=True, slots=True)
class PaymentSplit:
    """Where a payment on a unit goes."""

    interest_fen: Fen
    principal_fen: Fen


def split_payment(owed: UnitAccount, amount_fen: Fen) -> PaymentSplit:
    """Interest first, then principal (Civil Code of the PRC, article 561).

    Raises:
        ValueError: nothing, or more than the unit owes on that day.
    """
    if not 0 < amount_fen <= owed.payoff_fen:
        raise ValueError("a payment is more than nothing and no more than the payoff")
    interest = min(amount_fen, max(owed.interest_fen, 0))
    return PaymentSplit(interest, amount_fen - interest)
