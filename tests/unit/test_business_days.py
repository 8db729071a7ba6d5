from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.business_days import Coverage
from tests.helpers.calendars import shipped_calendar, shipped_table

CALENDAR = shipped_calendar()
days = st.dates(date(2024, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-01-01", False),
        ("2026-01-04", True),  # a Sunday on which everybody works
        ("2026-02-14", True),
        ("2026-02-16", False),
        ("2026-02-23", False),
        ("2026-02-24", True),
        ("2026-04-06", False),
        ("2026-05-05", False),
        ("2026-06-19", False),
        ("2026-09-25", False),
        ("2026-10-07", False),
        ("2026-10-08", True),
        ("2026-10-10", True),
        ("2026-11-28", False),
        ("2027-02-08", False),  # the third day of the lunar year
        ("2030-02-04", False),
        ("2036-10-02", False),
        ("2036-02-12", True),  # past the table: weekends and days with a fixed date only
    ],
)
def test_the_days_of_the_notices_and_of_the_law(day: str, works: bool) -> None:  # noqa: FBT001
    assert CALENDAR.is_business_day(date.fromisoformat(day)) is works


@given(days)
def test_a_due_date_moves_to_the_first_business_day_and_never_back(day: date) -> None:
    moved = CALENDAR.following(day)
    assert moved >= day
    assert CALENDAR.is_business_day(moved)
    assert not any(CALENDAR.is_business_day(day + timedelta(days=ahead)) for ahead in range((moved - day).days))


def test_what_is_known_of_a_year_is_said() -> None:
    assert [CALENDAR.coverage(year) for year in (2026, 2030, 2050)] == [
        Coverage.PUBLISHED,
        Coverage.FORESEEN,
        Coverage.FIXED_DATES,
    ]


def test_every_year_of_the_table_names_its_source_and_only_days_that_mean_something() -> None:
    table = shipped_table()
    for year, arranged in table.published.items():
        assert f"{year}年" in arranged.source
        assert "国办发明电" in arranged.source
        assert all(day.year == int(year) and day.weekday() < 5 for day in arranged.off)
        assert all(day.year == int(year) and day.weekday() >= 5 for day in arranged.work)
    for year, off in table.foreseen.years.items():
        assert all(day.year == int(year) and day.weekday() < 5 for day in off)
    years = sorted(map(int, [*table.published, *table.foreseen.years]))
    assert years == list(range(years[0], years[-1] + 1))
