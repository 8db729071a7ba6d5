from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.day_counts import DayCount
from paddock.domain.payment_patterns import pattern_of
from paddock.domain.plans import RepaymentMethod, RepaymentShape
from paddock.domain.schedules import (
    Conventions,
    Instalment,
    add_months,
    balloon_fen,
    build_schedule,
    due_dates,
    level_payment,
    months_between,
)
from tests.helpers.loans import CALENDAR, Terms, loan_terms

START = date(2026, 11, 23)
SHAPES = {
    RepaymentMethod.BALLOON: RepaymentShape(balloon_ratio=Decimal("0.3")),
    RepaymentMethod.STEP_UP: RepaymentShape(step_ratio=Decimal("0.1"), step_months=12),
    RepaymentMethod.DEFERRED_START: RepaymentShape(deferral_months=3),
    RepaymentMethod.STEP_DOWN: RepaymentShape(step_ratio=Decimal("0.1"), step_months=12),
    RepaymentMethod.SEASONAL: RepaymentShape(peak_months=(1, 4, 7, 10)),
    RepaymentMethod.SUBSIDISED_START: RepaymentShape(free_months=3),
}

terms = st.integers(4, 84)
rates = st.integers(0, 3599).map(lambda basis: Decimal(basis) / 10_000)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def schedule(
    method: RepaymentMethod, amount: int, rate: Decimal, term: int, start: date = START
) -> tuple[Instalment, ...]:
    shape = SHAPES.get(method, RepaymentShape())
    return build_schedule(
        method, amount, Decimal(0) if method is RepaymentMethod.INTEREST_FREE else rate, term, start, shape
    )


@given(loan_terms())
def test_every_schedule_pays_back_exactly_what_was_financed(loan: Terms) -> None:
    lines = loan.schedule()
    assert [line.number for line in lines] == list(range(1, loan.months + 1))
    assert sum(line.principal_fen for line in lines) == loan.amount_fen
    assert lines[-1].balance_fen == 0
    balance = loan.amount_fen
    for line in lines:
        assert line.payment_fen == line.principal_fen + line.interest_fen
        assert line.principal_fen >= 0
        balance -= line.principal_fen
        assert line.balance_fen == balance >= 0


@given(loan_terms(least_fen=10**4))
def test_interest_is_the_balance_times_the_rate_of_the_period_rounded_half_up(loan: Terms) -> None:
    balance = loan.amount_fen
    dates = (loan.start, *due_dates(loan.start, loan.months))
    free = loan.shape.free_months if loan.method is RepaymentMethod.SUBSIDISED_START else 0
    for index, line in enumerate(loan.schedule()):
        of_a_year = Fraction(1, 12)
        if loan.conventions.day_count is DayCount.ACTUAL_365:
            of_a_year = Fraction((dates[index + 1] - dates[index]).days, 365)
        exact = 0 if index < free else balance * Fraction(loan.rate) * of_a_year
        assert -Fraction(1, 2) <= exact - line.interest_fen < Fraction(1, 2)
        balance = line.balance_fen


@given(loan_terms(least_fen=10**6, most_fen=10**9))
def test_every_payment_but_the_last_keeps_to_its_pattern(loan: Terms) -> None:
    lines, shape = loan.schedule(), loan.shape
    if loan.method in {RepaymentMethod.EQUAL_PRINCIPAL, RepaymentMethod.INTEREST_FREE}:
        assert len({line.principal_fen for line in lines[:-1]}) == 1
        return
    weights = pattern_of(loan.method, loan.months, shape, loan.start.month % 12 + 1)
    by_weight: dict[int, set[int]] = {}
    for line, weight in zip(lines[:-1], weights, strict=False):
        if weight is None:
            assert line.principal_fen == 0
        elif line.principal_fen:  # else the payment was less than the interest, which is paid in full
            by_weight.setdefault(weight, set()).add(line.payment_fen)
    assert all(len(payments) == 1 for payments in by_weight.values())


@given(loan_terms())
def test_a_holiday_moves_the_day_and_no_amount(loan: Terms) -> None:
    fixed = replace(loan, conventions=Conventions(loan.conventions.day_count)).schedule()
    moved = replace(loan, conventions=Conventions(loan.conventions.day_count, CALENDAR)).schedule()
    assert [line.due_date for line in moved] == [CALENDAR.following(line.due_date) for line in fixed]
    assert [line[2:] for line in moved] == [line[2:] for line in fixed]


@given(st.integers(10**6, 10**9), rates, terms)
def test_the_level_payment_is_the_annuity_formula_to_the_fen(amount: int, rate: Decimal, term: int) -> None:
    payment = level_payment(amount, rate, term)
    assert build_schedule(RepaymentMethod.EQUAL_INSTALMENT, amount, rate, term, START)[0].payment_fen == payment
    with localcontext(prec=80):
        monthly = rate / 12
        exact = amount / Decimal(term) if not monthly else amount * monthly / (1 - (1 + monthly) ** -term)
        assert payment == int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@given(
    st.sampled_from([RepaymentMethod.EQUAL_INSTALMENT, RepaymentMethod.BALLOON]),
    st.integers(10**6, 10**9),
    rates,
    terms,
)
def test_the_last_instalment_differs_only_by_what_rounding_left(
    method: RepaymentMethod, amount: int, rate: Decimal, term: int
) -> None:
    lines = schedule(method, amount, rate, term)
    assert len({line.payment_fen for line in lines[:-1]}) == 1
    balloon = balloon_fen(amount, SHAPES[method]) if method in SHAPES else 0
    # Half a fen of rounding a month, grown by interest at most as if it had all been there from the start.
    assert abs(lines[-1].payment_fen - balloon - lines[0].payment_fen) <= term * float((1 + rate / 12) ** term)


def test_a_known_loan_matches_a_hand_worked_table() -> None:
    # 100,000 yuan, 12% a year, 12 months: the textbook's 8,884.88 a month.
    lines = build_schedule(RepaymentMethod.EQUAL_INSTALMENT, 10_000_000, Decimal("0.12"), 12, START)
    assert lines[0].payment_fen == 888_488
    assert (lines[0].interest_fen, lines[0].principal_fen) == (100_000, 788_488)
    assert (lines[1].interest_fen, lines[1].balance_fen) == (92_115, 10_000_000 - 788_488 - 796_373)


def test_equal_principal_falls_month_by_month() -> None:
    lines = build_schedule(RepaymentMethod.EQUAL_PRINCIPAL, 12_000_000, Decimal("0.12"), 12, START)
    assert [line.principal_fen for line in lines] == [1_000_000] * 12
    assert [line.payment_fen for line in lines] == [1_120_000 - 10_000 * month for month in range(12)]


def test_step_up_grows_by_the_step_each_year() -> None:
    lines = schedule(RepaymentMethod.STEP_UP, 10_000_000, Decimal("0.09"), 36)
    first, second, third = lines[0].payment_fen, lines[12].payment_fen, lines[24].payment_fen
    assert [line.payment_fen for line in lines[:12]] == [first] * 12
    assert second == pytest.approx(first * 1.1, abs=1)
    assert third == pytest.approx(first * 1.21, abs=1)


def test_deferred_start_pays_interest_only_at_first() -> None:
    lines = schedule(RepaymentMethod.DEFERRED_START, 10_000_000, Decimal("0.12"), 24)
    assert [(line.payment_fen, line.principal_fen) for line in lines[:3]] == [(100_000, 0)] * 3
    assert lines[3].principal_fen > 0


def test_step_down_falls_and_a_season_is_paid_in_its_months() -> None:
    falling = schedule(RepaymentMethod.STEP_DOWN, 10_000_000, Decimal("0.09"), 36)
    assert falling[12].payment_fen == pytest.approx(falling[0].payment_fen * 0.9, abs=1)
    seasonal = schedule(RepaymentMethod.SEASONAL, 10_000_000, Decimal("0.09"), 24)
    paid = {line.due_date.month for line in seasonal[:-1] if line.principal_fen}
    assert paid == {1, 4, 7, 10}
    assert len({line.payment_fen for line in seasonal if line.principal_fen and line.number < 22}) == 1


def test_months_that_somebody_else_pays_for_bear_no_interest() -> None:
    lines = schedule(RepaymentMethod.SUBSIDISED_START, 10_000_000, Decimal("0.09"), 24)
    assert [line.interest_fen for line in lines[:3]] == [0, 0, 0]
    assert lines[3].interest_fen > 0
    assert len({line.payment_fen for line in lines[:-1]}) == 1


def test_actual_365_reckons_the_days_of_each_month() -> None:
    lines = build_schedule(
        RepaymentMethod.EQUAL_INSTALMENT,
        10_000_000,
        Decimal("0.0365"),
        12,
        date(2026, 12, 31),
        conventions=Conventions(DayCount.ACTUAL_365),
    )
    # 10 million fen at 0.01% a day: a thousand fen a day, 31 of them to the end of January.
    assert lines[0].interest_fen == 31_000
    assert lines[1].interest_fen == round(lines[0].balance_fen * 28 * 0.0365 / 365)


def test_interest_free_refuses_a_rate() -> None:
    with pytest.raises(ValueError, match="interest-free"):
        build_schedule(RepaymentMethod.INTEREST_FREE, 10_000, Decimal("0.01"), 12, START)


@pytest.mark.parametrize(
    ("amount", "rate", "term", "shape"),
    [
        (0, "0.1", 12, RepaymentShape()),
        (100, "-0.1", 12, RepaymentShape()),
        (100, "1", 12, RepaymentShape()),
        (100, "0.1", 0, RepaymentShape()),
        (100, "0.1", 3, RepaymentShape(deferral_months=3)),
        (100, "0.1", 12, RepaymentShape(balloon_ratio=Decimal(1))),
    ],
)
def test_nonsense_is_refused(amount: int, rate: str, term: int, shape: RepaymentShape) -> None:
    with pytest.raises(ValueError, match=r"positive|fraction|deferral"):
        build_schedule(RepaymentMethod.EQUAL_INSTALMENT, amount, Decimal(rate), term, START, shape)


def test_due_dates_fall_on_the_last_day_of_a_short_month_and_come_back() -> None:
    assert due_dates(date(2027, 12, 31), 4) == (
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
        date(2028, 4, 30),
    )


@given(days, st.integers(0, 200))
def test_months_between_undoes_add_months(start: date, months: int) -> None:
    later = add_months(start, months)
    assert months_between(start, later) == months
    assert months_between(later, start) == 0
