"""How days become interest: 30/360 and actual/365, in whole numbers.

Sources: ISDA 2006 Definitions, section 4.16(d) "Actual/365 (Fixed)" and 4.16(h) "30E/360 (ISDA)": every month has 30
days and every year 360, the last day of a month is its 30th.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from paddock.domain.money import Fen

MONTHS_A_YEAR: Final = 12
DAYS_A_MONTH: Final = 30


class DayCount(StrEnum):
    """The convention a plan reckons interest by."""

    THIRTY_360 = "30/360"
    """Every whole month bears a twelfth of the yearly rate."""
    ACTUAL_365 = "actual/365"
    """Every day bears 1/365 of the yearly rate, in leap years too."""

    @property
    def days_a_year(self) -> int:
        """The days a year is taken to have."""
        return 360 if self is DayCount.THIRTY_360 else 365

    def days(self, first: date, later: date) -> int:
        """The days that bear interest from `first` (left out) to `later` (counted)."""
        if self is DayCount.ACTUAL_365:
            return (later - first).days
        months = (later.year - first.year) * MONTHS_A_YEAR + later.month - first.month
        return months * DAYS_A_MONTH + _thirtieth(later) - _thirtieth(first)

    def days_of_month(self, first: date, later: date) -> int:
        """The days of a whole month between two monthly dates."""
        return DAYS_A_MONTH if self is DayCount.THIRTY_360 else (later - first).days


def _thirtieth(day: date) -> int:
    return DAYS_A_MONTH if day.day == calendar.monthrange(day.year, day.month)[1] else day.day


@dataclass(frozen=True, slots=True)
class DailyInterest:
    """A yearly rate by one convention, as a fraction: a day bears `up / down` of the balance."""

    up: int
    down: int

    @classmethod
    def of(cls, nominal_rate: Decimal, day_count: DayCount) -> "DailyInterest":
        """The interest of one day at `nominal_rate` a year (0.0718 is 7.18%)."""
        up, down = nominal_rate.as_integer_ratio()
        return cls(up, down * day_count.days_a_year)

    def on(self, balance_fen: Fen, days: int) -> Fen:
        """Simple interest in fen on `balance_fen` for `days` days, rounded half up once."""
        return half_up(balance_fen * self.up * days, self.down)


def half_up(up: int, down: int) -> int:
    """`up / down` rounded to the nearest whole number, halves up; `down` is positive."""
    return (2 * up + down) // (2 * down)
