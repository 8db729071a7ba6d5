"""A grade explains itself: its points add up, and doing what it says reaches the next tier."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.dealer_grading import Band, GradingTable, Measure, Tier, grade
from paddock.domain.sentences import Sentence

ON_TIME = Measure(
    "on_time_percent",
    Sentence("按时还款率", "Paid on time"),
    (Band(Decimal(0), 0), Band(Decimal(90), 20), Band(Decimal(98), 40)),
)
AGEING = Measure(
    "over_90_percent",
    Sentence("库龄超 90 天占比", "Share over 90 days"),
    (Band(Decimal(0), 30), Band(Decimal(5), 15), Band(Decimal(15), 0)),
)
TABLE = GradingTable(
    "test",
    (ON_TIME, AGEING),
    (
        Tier("C", 0, Decimal(0), 10),
        Tier("B", 30, Decimal("0.005"), 30),
        Tier("A", 60, Decimal("0.01"), 100),
    ),
)


def test_one_change_is_advised_where_one_is_enough() -> None:
    found = grade({"on_time_percent": Decimal(92), "over_90_percent": Decimal(20)}, TABLE)
    assert (found.points, found.tier.name) == (20, "C")
    assert found.next_tier is not None
    assert found.next_tier.name == "B"
    (step,) = found.to_next
    assert (step.measure.name, str(step.at_least), str(step.below), step.gain) == ("over_90_percent", "5", "15", 15)


def test_several_are_advised_together_where_one_is_not() -> None:
    found = grade({}, TABLE)
    assert found.points == 0
    assert [step.gain for step in grade({"on_time_percent": Decimal(90)}, TABLE).to_next] == [15]
    best = grade({"on_time_percent": Decimal(90), "over_90_percent": Decimal(7)}, TABLE)
    assert [(step.measure.name, step.gain) for step in best.to_next] == [
        ("on_time_percent", 20),
        ("over_90_percent", 15),
    ]


def test_the_top_has_nothing_above_it() -> None:
    found = grade({"on_time_percent": Decimal(99), "over_90_percent": Decimal(0)}, TABLE)
    assert (found.tier.name, found.next_tier, found.to_next) == ("A", None, ())


def test_a_table_that_does_not_rise_is_refused() -> None:
    with pytest.raises(ValueError, match="do not rise"):
        Measure("x", Sentence("", ""), (Band(Decimal(1), 0), Band(Decimal(1), 5)))
    with pytest.raises(ValueError, match="do not rise"):
        GradingTable("x", (ON_TIME,), (Tier("A", 5, Decimal(0), 1),))


shares = st.none() | st.decimals(0, 100, places=1)


@given(shares, shares)
def test_doing_what_is_advised_reaches_the_next_tier(on_time: Decimal | None, ageing: Decimal | None) -> None:
    record = {"on_time_percent": on_time, "over_90_percent": ageing}
    found = grade(record, TABLE)
    assert found.points == sum(line.points for line in found.lines)
    for step in found.to_next:
        record[step.measure.name] = step.at_least
    if found.next_tier is not None:
        assert grade(record, TABLE).points >= found.next_tier.at_least
    known = {name: value if value is not None else Decimal(100) for name, value in record.items()}
    assert grade({}, TABLE).points <= grade(known, TABLE).points
