from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.central.valuation.readings import Reading, ReadingResult, check_readings

DAY = date(2022, 1, 1)


def readings(*shown: tuple[int, int]) -> list[Reading]:
    return [Reading(DAY + timedelta(days), km, "mileage_records") for days, km in shown]


@pytest.mark.parametrize(
    ("shown", "result", "back"),
    [
        ((), ReadingResult.UNKNOWN, 0),
        (((0, 10_000),), ReadingResult.UNKNOWN, 0),
        (((0, 10_000), (0, 10_000)), ReadingResult.UNKNOWN, 0),
        (((0, 10_000), (300, 22_000)), ReadingResult.CONSISTENT, 0),
        (((0, 10_000), (300, 9_800)), ReadingResult.CONSISTENT, 0),
        (((0, 98_000), (300, 120_000), (600, 61_000)), ReadingResult.TURNED_BACK, 59_000),
        (((0, 120_000), (300, 61_000), (900, 130_000)), ReadingResult.TURNED_BACK, 59_000),
        (((0, 10_000), (2, 110_000)), ReadingResult.DOUBTFUL, 0),
    ],
)
def test_an_odometer_is_held_against_its_own_past(
    shown: tuple[tuple[int, int], ...], result: ReadingResult, back: int
) -> None:
    found = check_readings(readings(*shown))
    assert (found.result, found.turned_back_km) == (result, back)


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 400_000))), st.randoms(use_true_random=False))
def test_the_order_of_the_sources_does_not_matter(shown: list[tuple[int, int]], chance: Random) -> None:
    mixed = list(shown)
    chance.shuffle(mixed)
    assert check_readings(readings(*mixed)) == check_readings(readings(*shown))
