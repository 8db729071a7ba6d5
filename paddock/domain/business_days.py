"""Chinese business days: which days banks work, and the due date 顺延 that a holiday leads to.

Three degrees of knowledge, each stated by `coverage`: years whose arrangement the State Council has published (days
off in lieu and working weekends included); years for which only the statutory days are known (《全国年节及纪念日放假
办法》 and the lunar almanac); and after those, weekends and the statutory days with a fixed date.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

_SATURDAY: Final = 5
_LONGEST_BREAK: Final = 31
_MOST_ROWS: Final = 4_096


class Coverage(StrEnum):
    """How much is known of a year's holidays."""

    PUBLISHED = "published"
    FORESEEN = "foreseen"
    FIXED_DATES = "fixed_dates"


@dataclass(frozen=True)
class HolidayCalendar:
    """The days off and the working weekends of China.

    Attributes:
        version: of the table, for people.
        published: the years with an official arrangement.
        foreseen: the years with the statutory days only.
        days_off: weekdays on which nobody works.
        working_weekends: Saturdays and Sundays on which everybody works 调休.
        afterwards: `(month, day)` of the statutory days with a fixed date, for every other year.
    """

    version: str
    published: frozenset[int]
    foreseen: frozenset[int]
    days_off: frozenset[date]
    working_weekends: frozenset[date]
    afterwards: frozenset[tuple[int, int]]
    _shifted: dict[date, date] = field(default_factory=dict, repr=False, compare=False, hash=False)
    _rows: dict[tuple[date, ...], tuple[date, ...]] = field(default_factory=dict, repr=False, compare=False, hash=False)

    def coverage(self, year: int) -> Coverage:
        """How much is known of `year`."""
        if year in self.published:
            return Coverage.PUBLISHED
        return Coverage.FORESEEN if year in self.foreseen else Coverage.FIXED_DATES

    def is_business_day(self, day: date) -> bool:
        """Whether banks work on `day`."""
        if day.weekday() >= _SATURDAY:
            return day in self.working_weekends
        if self.coverage(day.year) is Coverage.FIXED_DATES:
            return (day.month, day.day) not in self.afterwards
        return day not in self.days_off

    def following(self, day: date) -> date:
        """`day`, or the first business day after it (ISDA 2006, section 4.12(i) "Following")."""
        found = self._shifted.get(day)
        if found is None:
            found = self._shifted[day] = next(
                later
                for later in (day + timedelta(days=ahead) for ahead in range(_LONGEST_BREAK))
                if self.is_business_day(later)
            )
        return found

    def shift(self, days: tuple[date, ...]) -> tuple[date, ...]:
        """Every due date on its business day; worked out once for the same dates."""
        found = self._rows.get(days)
        if found is None:
            if len(self._rows) >= _MOST_ROWS:
                self._rows.clear()
            found = self._rows[days] = tuple([self.following(day) for day in days])
        return found
