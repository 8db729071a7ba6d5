from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.plans import RepaymentMethod, RepaymentShape
from paddock.domain.schedules import (
    Instalment,
    add_months,
    balloon_fen,
    build_schedule,
    due_dates,
    level_payment,
    months_between,
)

START = date(2026, 11, 23)
SHAPES = {
    RepaymentMethod.BALLOON: RepaymentShape(balloon_ratio=Decimal("0.3")),
    RepaymentMethod.STEP_UP: RepaymentShape(step_ratio=Decimal("0.1"), step_months=12),
    RepaymentMethod.DEFERRED_START: RepaymentShape(deferral_months=3),
}

amounts = st.integers(1, 10**10)
terms = st.integers(4, 84)
rates = st.integers(0, 3599).map(lambda basis: Decimal(basis) / 10_000)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
methods = st.sampled_from(RepaymentMethod)


def schedule(
    method: RepaymentMethod, amount: int, rate: Decimal, term: int, start: date = START
) -> tuple[Instalment, ...]:
    shape = SHAPES.get(method, RepaymentShape())
    return build_schedule(
        method, amount, Decimal(0) if method is RepaymentMethod.INTEREST_FREE else rate, term, start, shape
    )


@given(methods, amounts, rates, terms, days)
def test_every_schedule_pays_back_exactly_what_was_financed(
    method: RepaymentMethod, amount: int, rate: Decimal, term: int, start: date
) -> None:
    lines = schedule(method, amount, rate, term, start)
    assert [line.number for line in lines] == list(range(1, term + 1))
    assert sum(line.principal_fen for line in lines) == amount
    assert lines[-1].balance_fen == 0
    balance = amount
    for line in lines:
        assert line.payment_fen == line.principal_fen + line.interest_fen
        assert line.principal_fen >= 0
        balance -= line.principal_fen
        assert line.balance_fen == balance >= 0


@given(methods, st.integers(10**4, 10**9), rates, terms)
def test_interest_is_the_balance_times_the_monthly_rate_rounded_half_up(
    method: RepaymentMethod, amount: int, rate: Decimal, term: int
) -> None:
    lines = schedule(method, amount, rate, term)
    used = Decimal(0) if method is RepaymentMethod.INTEREST_FREE else rate
    balance = amount
    for line in lines:
        with localcontext(prec=60):
            exact = balance * used / 12
            # A tie in the sixtieth digit cannot be told from rounding of the division itself.
            assert abs(line.interest_fen - exact) <= Decimal("0.5") + Decimal(10) ** -30
        balance = line.balance_fen


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
