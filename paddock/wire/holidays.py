"""The table of Chinese holidays as it is kept, signed with the plans and sent."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from paddock.domain.business_days import HolidayCalendar
from paddock.wire.messages import Answer

_MonthAndDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class PublishedYear(Answer):
    """One year as the State Council arranged it."""

    source: str
    """The notice."""
    off: list[date]
    """Weekdays on which nobody works."""
    work: list[date]
    """Saturdays and Sundays on which everybody does."""


class ForeseenYears(Answer):
    """Years of which only the statutory days are known."""

    source: str
    years: dict[str, list[date]]


class HolidayTable(Answer):
    """Every year that is known, and what is taken to hold after them."""

    calendar: str
    version: str
    published: Annotated[dict[str, PublishedYear], Field(min_length=1)]
    foreseen: ForeseenYears
    afterwards: list[_MonthAndDay]
    """Statutory days with a fixed date, for every other year."""

    def to_calendar(self) -> HolidayCalendar:
        """The calendar schedules are shifted by."""
        off = [day for year in self.published.values() for day in year.off]
        off += [day for days in self.foreseen.years.values() for day in days]
        return HolidayCalendar(
            version=self.version,
            published=frozenset(int(year) for year in self.published),
            foreseen=frozenset(int(year) for year in self.foreseen.years),
            days_off=frozenset(off),
            working_weekends=frozenset(day for year in self.published.values() for day in year.work),
            afterwards=frozenset((int(text[:2]), int(text[3:])) for text in self.afterwards),
        )
