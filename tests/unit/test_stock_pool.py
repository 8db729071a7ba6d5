"""Turnover from weeks, and surges that are more than chance."""

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.demand_surge import ALARM, Surge, recommended_units, surge
from paddock.domain.stock_turnover import WeekFigures, monday_of, turnover

MONDAY = date(2026, 11, 2)


def weeks(*rows: tuple[int, int, int]) -> list[WeekFigures]:
    """(sold, demand, stock) for each week."""
    return [
        WeekFigures(MONDAY + timedelta(weeks=number), 0, sold, demand, stock)
        for number, (sold, demand, stock) in enumerate(rows)
    ]


def test_days_supply_and_turns() -> None:
    found = turnover(weeks((2, 5, 12), (2, 3, 10)))
    # 4 sold in 14 days; 10 left last 35 days; 4 x 365/14 a year over 11 on average.
    assert (found.days_supply, found.turns_a_year) == (Decimal("35.0"), Decimal("9.5"))
    assert (found.sold, found.demand, found.stock) == (4, 8, 10)


def test_nothing_sold_and_nothing_there() -> None:
    assert turnover(weeks((0, 0, 3))).days_supply is None
    assert turnover(weeks((0, 4, 0))).turns_a_year is None
    with pytest.raises(ValueError, match="at least one week"):
        turnover([])


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_week_is_its_monday_s(day: date) -> None:
    assert monday_of(day).weekday() == 0
    assert timedelta(0) <= day - monday_of(day) < timedelta(days=7)


def test_a_surge_is_told_from_chance() -> None:
    assert surge([4, 5, 3, 6, 4, 5, 4, 5], 16).is_surge
    assert not surge([4, 5, 3, 6, 4, 5, 4, 5], 9).is_surge
    # Sold once in two months: twice in a week is no reason to buy.
    assert not surge([0, 0, 0, 1, 0, 0, 0, 0], 2).is_surge
    # Large numbers: certain, and still nothing to act on.
    large = surge([1000] * 12, 1200)
    assert (large.chance < ALARM, large.is_surge) == (True, False)
    with pytest.raises(ValueError, match="at least 6 weeks"):
        surge([1] * 5, 3)


def test_false_alarms_on_steady_demand_are_as_rare_as_stated() -> None:
    chance = random.Random(11)  # noqa: S311 - simulated demand, not a secret

    def poisson(rate: float) -> int:
        count, spent = 0, chance.expovariate(rate)
        while spent < 1:
            count, spent = count + 1, spent + chance.expovariate(rate)
        return count

    trials = 4_000
    alarms = 0
    for _ in range(trials):
        rate = chance.choice([0.5, 2.0, 6.0])
        alarms += surge([poisson(rate) for _ in range(12)], poisson(rate)).is_surge
    # 0.1% of 4,000 is 4; five standard deviations above that.
    assert alarms <= 4 + 5 * 2


@given(st.lists(st.integers(0, 40), min_size=6, max_size=12), st.integers(0, 80))
def test_more_demand_is_never_less_of_a_surge(before: list[int], last: int) -> None:
    less, more = surge(before, last), surge(before, last + 1)
    assert 0 <= more.chance <= less.chance <= 1
    assert more.is_surge or not less.is_surge


def test_what_is_recommended_covers_the_target_and_counts_what_is_there() -> None:
    found = Surge(demand=10, usual=Fraction(4), chance=0.0, is_surge=True)
    assert recommended_units(found, 12, target_days=45) == 45 - 12
    assert recommended_units(found, 100, target_days=45) == 0
