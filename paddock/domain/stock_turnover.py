"""Turnover and days' supply 周转与可售天数 of a model in a region, from its weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

_DAYS_A_YEAR: Final = 365
_DAYS_A_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """What happened in one week, Monday to Sunday."""

    week: date
    """Its Monday."""
    arrived: int
    sold: int
    """Left stock, however they were paid for."""
    demand: int
    """Applications for the model, from stock or not."""
    stock: int
    """At the end of the week."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """How fast a model sells, over the weeks it was worked out from."""

    weeks: int
    stock: int
    sold: int
    demand: int
    days_supply: Decimal | None
    """How many days the stock lasts at the rate of these weeks; None: nothing was sold."""
    turns_a_year: Decimal | None
    """Units sold a year over the average stock; None: there was no stock."""


def monday_of(day: date) -> date:
    """The week a day belongs to."""
    return day - timedelta(days=day.weekday())


def turnover(weeks: Sequence[WeekFigures]) -> Turnover:
    """Work it out over `weeks`, in order.

    Raises:
        ValueError: no weeks.
    """
    if not weeks:
        raise ValueError("turnover needs at least one week")
    sold = sum(week.sold for week in weeks)
    days = len(weeks) * _DAYS_A_WEEK
    stock_weeks = sum(week.stock for week in weeks)
    tenth = Decimal("0.1")
    return Turnover(
        weeks=len(weeks),
        stock=weeks[-1].stock,
        sold=sold,
        demand=sum(week.demand for week in weeks),
        days_supply=(Decimal(weeks[-1].stock * days) / sold).quantize(tenth) if sold else None,
        turns_a_year=(
            (Decimal(sold * _DAYS_A_YEAR * len(weeks)) / (days * stock_weeks)).quantize(tenth) if stock_weeks else None
        ),
    )
