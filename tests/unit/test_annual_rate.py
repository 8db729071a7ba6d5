from datetime import date
from decimal import Decimal

import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

from paddock.domain.annual_rate import annual_rate, effective_annual_rate, monthly_rate
from paddock.domain.plans import RepaymentMethod, RepaymentShape
from paddock.domain.schedules import build_schedule

START = date(2026, 11, 23)


@st.composite
def deals(draw: st.DrawFn) -> tuple[int, list[int]]:
    """Money received, and payments that return from half of it to five times as much."""
    payments = draw(st.lists(st.integers(0, 5_000_000), min_size=2, max_size=84))
    total = sum(payments)
    assume(total >= 10_000)
    return draw(st.integers(total // 5 + 1, total * 2)), payments


@given(deals())
def test_the_rate_agrees_with_pyxirr_to_a_thousand_millionth(deal: tuple[int, list[int]]) -> None:
    received, payments = deal
    try:
        ours = monthly_rate(received, payments)
    except ValueError as error:
        assert "-99%" in str(error)  # noqa: PT017 -- both endings are right, and each is checked
        return
    # Rates far from any loan lose digits in both libraries: the promise is about the rate of a month's payment.
    assume(-0.5 < ours < 1)
    theirs = pyxirr.irr([-received, *payments], guess=ours)
    assert ours == pytest.approx(theirs, abs=1e-9)


@given(deals(), st.floats(-0.5, 2))
def test_where_the_search_begins_does_not_matter(deal: tuple[int, list[int]], guess: float) -> None:
    received, payments = deal
    assume(received <= sum(payments))
    assert monthly_rate(received, payments, guess=guess) == pytest.approx(monthly_rate(received, payments), abs=1e-9)


@given(st.integers(10**6, 10**9), st.integers(1, 2399), st.integers(6, 84))
def test_a_loan_without_fees_costs_its_nominal_rate(amount: int, basis: int, term: int) -> None:
    rate = Decimal(basis) / 10_000
    lines = build_schedule(RepaymentMethod.EQUAL_INSTALMENT, amount, rate, term, START)
    found = monthly_rate(amount, [line.payment_fen for line in lines])
    assert found == pytest.approx(float(rate) / 12, abs=2e-6)


def test_a_fee_raises_the_rate_above_the_nominal() -> None:
    lines = build_schedule(RepaymentMethod.EQUAL_INSTALMENT, 10_000_000, Decimal("0.0798"), 36, START)
    payments = [line.payment_fen for line in lines]
    assert float(annual_rate(10_000_000, payments)) == pytest.approx((1 + 0.0798 / 12) ** 12 - 1, abs=2e-6)
    assert annual_rate(9_800_000, payments) > Decimal("0.095")


def test_interest_free_costs_nothing_without_a_fee() -> None:
    lines = build_schedule(RepaymentMethod.INTEREST_FREE, 10_000_001, Decimal(0), 24, START)
    assert annual_rate(10_000_001, [line.payment_fen for line in lines]) == 0


def test_a_balloon_keeps_the_rate() -> None:
    shape = RepaymentShape(balloon_ratio=Decimal("0.3"))
    lines = build_schedule(RepaymentMethod.BALLOON, 10_000_000, Decimal("0.12"), 36, START, shape)
    found = annual_rate(10_000_000, [line.payment_fen for line in lines])
    assert float(found) == pytest.approx(1.01**12 - 1, abs=1e-6)


def test_one_month_at_one_per_cent_is_twelve_point_six_eight_a_year() -> None:
    assert monthly_rate(100_000, [101_000]) == pytest.approx(0.01, abs=1e-12)
    assert effective_annual_rate(0.01) == pytest.approx(0.12682503013, abs=1e-11)


def test_less_paid_back_than_received_is_a_negative_rate() -> None:
    assert monthly_rate(100_000, [45_000, 45_000]) == pytest.approx(pyxirr.irr([-100_000, 45_000, 45_000]), abs=1e-9)


@pytest.mark.parametrize(("received", "payments"), [(0, [1]), (100, [0, 0]), (100, [200, -50])])
def test_flows_that_are_no_loan_are_refused(received: int, payments: list[int]) -> None:
    with pytest.raises(ValueError, match="annual rate"):
        monthly_rate(received, payments)
