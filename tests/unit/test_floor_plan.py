"""What a floor-planned unit owes: against a day-by-day reckoning, and at the edges people ask about."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.day_counts import half_up
from paddock.domain.floor_plan import (
    AgeingBucket,
    CurtailmentStep,
    FloorPlanEntry,
    FloorPlanTerms,
    LimitClass,
    UnitAccount,
    account,
    split_payment,
)
from paddock.domain.floor_plan_line import LineLimits, LineUse, available_fen, draw_refusals

DRAWN_ON = date(2026, 3, 2)
TERMS = FloorPlanTerms(
    version="test",
    annual_rate=Decimal("0.072"),
    late_factor=Decimal("1.5"),
    interest_free_days=30,
    advance_percent=80,
    curtailments=(CurtailmentStep(90, 10), CurtailmentStep(120, 25), CurtailmentStep(180, 100)),
    days_to_pay_after_sale=3,
)
DRAW = FloorPlanEntry(DRAWN_ON, drawn_fen=10_000_000)


def on_day(days: int) -> date:
    return DRAWN_ON + timedelta(days=days)


def owed(days: int, *entries: FloorPlanEntry) -> UnitAccount:
    return account([DRAW, *entries], TERMS, on_day(days))


def test_the_free_days_cost_nothing_and_the_next_costs_a_day() -> None:
    assert owed(30).interest_fen == 0
    # 100,000 yuan x 7.2% / 360 = 20 yuan a day.
    assert owed(31).interest_fen == 2_000
    assert owed(31).interest_a_day_fen == 2_000
    assert owed(31).payoff_fen == 10_002_000


def test_a_curtailment_is_due_then_overdue_and_bears_half_as_much_again() -> None:
    at_due = owed(90)
    step = at_due.next_due()
    assert step is not None
    assert (step.due_on, step.open_fen, at_due.overdue_fen) == (on_day(90), 1_000_000, 0)
    late = owed(100)
    assert late.overdue_fen == 1_000_000
    # 60 days on everything, 10 on nine tenths, and 10 on the overdue tenth at 1.5 times the rate.
    assert late.interest_fen == 60 * 2_000 + 10 * 1_800 + 10 * 300
    paid = owed(100, FloorPlanEntry(on_day(88), principal_paid_fen=1_000_000))
    following = paid.next_due()
    assert following is not None
    assert (paid.overdue_fen, following.due_on) == (0, on_day(120))


def test_a_payment_goes_to_interest_first_and_frees_the_unit_when_all_is_paid() -> None:
    before = owed(45)
    assert split_payment(before, 25_000).interest_fen == 25_000
    assert split_payment(before, 100_000).principal_fen == 100_000 - 30_000
    whole = split_payment(before, before.payoff_fen)
    after = owed(45, FloorPlanEntry(on_day(45), 0, whole.principal_fen, whole.interest_fen))
    assert (after.payoff_fen, after.next_due(), after.interest_a_day_fen) == (0, None, 0)
    with pytest.raises(ValueError, match="no more than the payoff"):
        split_payment(before, before.payoff_fen + 1)


def test_buckets_are_the_market_s() -> None:
    assert [AgeingBucket.of(days) for days in (0, 30, 31, 60, 61, 90, 91)] == [
        AgeingBucket.TO_30,
        AgeingBucket.TO_30,
        AgeingBucket.TO_60,
        AgeingBucket.TO_60,
        AgeingBucket.TO_90,
        AgeingBucket.TO_90,
        AgeingBucket.OVER_90,
    ]


@pytest.mark.parametrize(
    "steps",
    [(), (CurtailmentStep(90, 50),), (CurtailmentStep(90, 60), CurtailmentStep(80, 100)), (CurtailmentStep(0, 100),)],
)
def test_terms_without_a_schedule_are_refused(steps: tuple[CurtailmentStep, ...]) -> None:
    with pytest.raises(ValueError, match="no schedule"):
        FloorPlanTerms("bad", Decimal("0.07"), Decimal("1.5"), 0, 80, steps, 3)


def test_an_account_needs_its_draw() -> None:
    with pytest.raises(ValueError, match="begins with a draw"):
        account([DRAW], TERMS, DRAWN_ON - timedelta(days=1))
    with pytest.raises(ValueError, match="no more than was drawn"):
        owed(5, FloorPlanEntry(on_day(4), principal_paid_fen=10_000_001))


payments = st.lists(st.tuples(st.integers(0, 260), st.integers(1, 3_000_000)), max_size=6)


def day_by_day(entries: Sequence[FloorPlanEntry], on: date) -> tuple[int, Fraction]:
    """Principal and exact interest, one day after another: slow, and hard to get wrong."""
    interest, today = Fraction(0), DRAWN_ON
    while today < on:
        repaid = sum(entry.principal_paid_fen for entry in entries if entry.on <= today)
        balance = DRAW.drawn_fen - repaid
        due = [
            -(-DRAW.drawn_fen * step.percent // 100)
            for step in TERMS.curtailments
            if DRAWN_ON + timedelta(days=step.day) <= today
        ]
        late = max(max(due, default=0) - repaid, 0)
        if (today - DRAWN_ON).days >= TERMS.interest_free_days:
            interest += Fraction((balance - late) * 72, 360_000)
        interest += Fraction(late * 108, 360_000)
        today += timedelta(days=1)
    return DRAW.drawn_fen - sum(entry.principal_paid_fen for entry in entries if entry.on <= on), interest


@given(payments, st.integers(0, 300))
def test_the_account_reconciles_with_its_entries_at_every_instant(paid: list[tuple[int, int]], days: int) -> None:
    entries, left = [], DRAW.drawn_fen
    for day, amount in sorted(paid):
        entries.append(FloorPlanEntry(on_day(day), principal_paid_fen=min(amount, left)))
        left -= entries[-1].principal_paid_fen
    found = owed(days, *entries)
    principal, interest = day_by_day(entries, on_day(days))
    assert found.principal_fen == principal
    assert found.interest_fen == half_up(interest.numerator, interest.denominator)
    assert found.overdue_fen <= found.principal_fen
    open_steps = [step.open_fen for step in found.curtailments]
    assert open_steps == sorted(open_steps)
    assert open_steps[-1] == found.principal_fen


@given(payments, st.integers(0, 300), st.integers(1, 1_000_000))
def test_paying_what_is_owed_never_leaves_less_than_nothing(
    paid: list[tuple[int, int]], days: int, amount: int
) -> None:
    entries: list[FloorPlanEntry] = []
    for day, wanted in sorted([*paid, (days, amount)]):
        before = owed(day, *entries)
        if before.payoff_fen:
            split = split_payment(before, min(wanted, before.payoff_fen))
            entries.append(FloorPlanEntry(on_day(day), 0, split.principal_fen, split.interest_fen))
    after = owed(300, *entries)
    assert after.principal_fen >= 0
    assert after.interest_fen >= 0


LIMITS = LineLimits(
    total_fen=1_000, by_class={LimitClass.NEW: 800, LimitClass.USED: 500}, valid_until=date(2026, 12, 31)
)


def test_a_draw_meets_the_line_and_its_sub_limit() -> None:
    use = LineUse({LimitClass.NEW: 600, LimitClass.USED: 100})
    assert available_fen(LIMITS, use, LimitClass.NEW) == 200
    assert available_fen(LIMITS, use, LimitClass.USED) == 300
    assert not draw_refusals(LIMITS, use, LimitClass.USED, 300, date(2026, 5, 1))
    assert "¥3.01" in draw_refusals(LIMITS, use, LimitClass.USED, 301, date(2026, 5, 1))[0].zh


def test_everything_that_speaks_against_a_draw_is_said_at_once() -> None:
    frozen = LineLimits(1_000, LIMITS.by_class, date(2026, 1, 1), frozen=True)
    said = draw_refusals(frozen, LineUse(), LimitClass.COMMERCIAL, 1, date(2026, 5, 1))
    assert len(said) == 3


@given(
    st.dictionaries(st.sampled_from(LimitClass), st.integers(0, 1_500)),
    st.sampled_from(LimitClass),
    st.integers(1, 2_000),
)
def test_what_is_let_through_never_exceeds_a_limit(
    used: dict[LimitClass, int], limit_class: LimitClass, amount: int
) -> None:
    use = LineUse(used)
    if not draw_refusals(LIMITS, use, limit_class, amount, date(2026, 5, 1)):
        assert use.total_fen + amount <= LIMITS.total_fen
        assert use.of(limit_class) + amount <= LIMITS.by_class[limit_class]
