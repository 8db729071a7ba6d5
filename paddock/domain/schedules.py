"""Repayment schedules 还款计划, exact to the fen.

The formulas stand in `payment_patterns`; here an amount is laid out over its due dates. Each line is rounded once,
half up to the fen, and the last instalment takes what rounding left, so the principal always adds up to the amount
financed. Equal principal and interest-free follow the PBOC's consumer disclosures (P/n a month).
"""

import calendar
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from paddock.domain.business_days import HolidayCalendar
from paddock.domain.day_counts import MONTHS_A_YEAR, DayCount, half_up
from paddock.domain.money import Fen
from paddock.domain.payment_patterns import Layout, Periods, pattern_of
from paddock.domain.plans import RepaymentMethod, RepaymentShape

_NO_SHAPE: Final = RepaymentShape()
_ANY_YEAR: Final = date(2001, 1, 1)


class Instalment(NamedTuple):
    """One line of a schedule; amounts in fen, `balance_fen` is what is owed after it is paid."""

    # A tuple and not a dataclass: a decision works out hundreds of them.
    number: int
    due_date: date
    payment_fen: Fen
    principal_fen: Fen
    interest_fen: Fen
    balance_fen: Fen


@dataclass(frozen=True, slots=True)
class Conventions:
    """How days count, and whether due dates move to a business day.

    Interest runs from one monthly date to the next, whatever business day it is paid on: a holiday neither costs nor
    saves anything, and a table of holidays published later changes no amount.
    """

    day_count: DayCount = DayCount.THIRTY_360
    calendar: HolidayCalendar | None = None
    """None: due dates stay where they fall."""


MONTHLY: Final = Conventions()


def build_schedule(
    method: RepaymentMethod,
    amount_fen: Fen,
    nominal_rate: Decimal,
    term_months: int,
    start: date,
    shape: RepaymentShape = _NO_SHAPE,
    conventions: Conventions = MONTHLY,
) -> tuple[Instalment, ...]:
    """The schedule of `amount_fen` over `term_months` at `nominal_rate` per year, paid out on `start`.

    The first instalment is due one month after `start`; a day the month does not have becomes its last day.

    Raises:
        ValueError: the amount or the term is not positive, the rate or a ratio is out of range, or the shape leaves
            no month for the principal.
    """
    layout = layout_of(method, nominal_rate, term_months, start, shape, conventions.day_count)
    if amount_fen <= 0:
        raise ValueError(f"the amount must be positive, not {amount_fen} fen")
    balloon = balloon_fen(amount_fen, shape) if method is RepaymentMethod.BALLOON else 0
    days = paying_days(start, term_months, conventions)
    return lay_out(amount_fen, layout.payments(amount_fen, balloon), layout.periods, days)


def layout_of(
    method: RepaymentMethod,
    nominal_rate: Decimal,
    term_months: int,
    start: date,
    shape: RepaymentShape,
    day_count: DayCount,
) -> Layout:
    """The months of a loan, whatever its amount. Raises `ValueError` like `build_schedule`."""
    if day_count is DayCount.THIRTY_360:
        # Whole months are all alike: only the season asks which one comes first.
        start = _ANY_YEAR.replace(month=start.month) if method is RepaymentMethod.SEASONAL else _ANY_YEAR
    return _layout(method, nominal_rate, term_months, start, shape, day_count)


@lru_cache(maxsize=1024)
def _layout(
    method: RepaymentMethod, rate: Decimal, months: int, start: date, shape: RepaymentShape, day_count: DayCount
) -> Layout:
    _refuse_nonsense(method, rate, months, shape)
    up, down = rate.as_integer_ratio()
    if day_count is DayCount.THIRTY_360:
        ups, down = (up,) * months, down * MONTHS_A_YEAR
    else:
        dates = (start, *due_dates(start, months))
        ups = tuple(up * (later - first).days for first, later in itertools.pairwise(dates))
        down *= day_count.days_a_year
    free = shape.free_months if method is RepaymentMethod.SUBSIDISED_START else 0
    periods = Periods((0,) * free + ups[free:], down)
    return Layout.of(periods, pattern_of(method, months, shape, start.month % MONTHS_A_YEAR + 1))


def lay_out(
    amount_fen: Fen, payments: Sequence[Fen | None], periods: Periods, days: Sequence[date], first_number: int = 1
) -> tuple[Instalment, ...]:
    """Pay `payments` down; `None` is a month of interest only, and the last month pays all that is left."""
    lines, balance = [], amount_fen
    make = tuple.__new__  # what `Instalment(...)` does, without its call in between
    down, double, last = periods.down, 2 * periods.down, first_number + len(payments) - 1
    for number, (payment, up, day) in enumerate(zip(payments, periods.ups, days, strict=True), start=first_number):
        interest = (2 * up * balance + down) // double  # half up, as `half_up`, without a call per line
        principal = balance if number == last else 0 if payment is None else payment - interest
        # Clamped, because on amounts of a few fen the rounded payment may exceed what is owed.
        if principal > balance:
            principal = balance
        elif principal < 0:
            principal = 0
        balance -= principal
        lines.append(make(Instalment, (number, day, principal + interest, principal, interest, balance)))
    return tuple(lines)


def level_payment(amount_fen: Fen, nominal_rate: Decimal, term_months: int) -> Fen:
    """The instalment of equal instalments 等额本息 in fen: P·i / (1 - v^n), rounded half up.

    Raises:
        ValueError: the amount or the term is not positive, or the rate is out of range.
    """
    if amount_fen <= 0:
        raise ValueError(f"the amount must be positive, not {amount_fen} fen")
    method = RepaymentMethod.EQUAL_INSTALMENT
    factors = _layout(method, nominal_rate, term_months, _ANY_YEAR, _NO_SHAPE, DayCount.THIRTY_360).factors
    assert factors is not None  # noqa: S101 -- equal instalments have a pattern
    return factors.payment(1, amount_fen)


def balloon_fen(amount_fen: Fen, shape: RepaymentShape) -> Fen:
    """The balloon 尾款 that is due with the last instalment."""
    up, down = shape.balloon_ratio.as_integer_ratio()
    return half_up(amount_fen * up, down)


def paying_days(start: date, months: int, conventions: Conventions) -> tuple[date, ...]:
    """The days on which the instalments are due, on business days where the conventions say so."""
    days = due_dates(start, months)
    return days if conventions.calendar is None else conventions.calendar.shift(days)


@lru_cache(maxsize=4096)
def due_dates(start: date, months: int) -> tuple[date, ...]:
    """The monthly due dates after `start`; the 31st falls on the last day of a shorter month and comes back."""
    return tuple(add_months(start, number) for number in range(1, months + 1))


def add_months(day: date, months: int) -> date:
    """`day` moved by `months`, on the last day of the month where the month is too short."""
    years, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def months_between(first: date, later: date) -> int:
    """Whole months from `first` to `later`; 0 when `later` comes first."""
    months = (later.year - first.year) * MONTHS_A_YEAR + later.month - first.month
    if months > 0 and add_months(first, months) > later:
        months -= 1
    return max(months, 0)


def _refuse_nonsense(method: RepaymentMethod, rate: Decimal, months: int, shape: RepaymentShape) -> None:
    if months <= 0:
        raise ValueError(f"the term must be positive, not {months} months")
    if not 0 <= rate < 1:
        raise ValueError(f"a nominal rate is a fraction from 0 to below 1, not {rate}")
    if method is RepaymentMethod.INTEREST_FREE and rate:
        raise ValueError("an interest-free schedule has a nominal rate of zero")
    if not (0 <= shape.balloon_ratio < 1 and 0 <= shape.step_ratio <= 1 and shape.step_months > 0):
        raise ValueError("balloon and step ratios are fractions, and steps take at least a month")
    if not 0 <= shape.deferral_months < months:
        raise ValueError("the deferral must leave at least one month for the principal")
    if not all(1 <= month <= MONTHS_A_YEAR for month in shape.peak_months) or not 0 <= shape.slack_ratio <= 1:
        raise ValueError("peak months are 1 to 12, and the slack ratio is a fraction")
    if not 0 <= shape.free_months <= months:
        raise ValueError("the months without interest must be a fraction of the term")
