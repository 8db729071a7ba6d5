from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.day_counts import DayCount
from paddock.domain.late_interest import USUAL, LateTerms, allocate, late_interest
from paddock.domain.plans import RepaymentMethod
from paddock.domain.prepayments import PrepaymentEffect, prepay, settle
from paddock.domain.rescheduling import interest_owed, reschedule
from paddock.domain.running_loans import RunningLoan, start_loan
from paddock.domain.schedules import Conventions
from tests.helpers.loans import Terms, loan_terms

LOAN = start_loan(RepaymentMethod.EQUAL_INSTALMENT, 10_000_000, Decimal("0.12"), 24, date(2026, 11, 15))


def interest_of(loan: RunningLoan) -> int:
    return sum(line.interest_fen for line in loan.lines())


def some_day(data: st.DataObject, loan: RunningLoan) -> date:
    """A day of the month that is running."""
    return loan.since + timedelta(days=data.draw(st.integers(0, (loan.dates[0] - loan.since).days - 1)))


@given(loan_terms())
def test_a_loan_on_its_first_day_has_the_schedule_of_its_terms(terms: Terms) -> None:
    assert terms.loan().lines() == terms.schedule()


@given(loan_terms(), st.data())
def test_what_is_left_after_some_instalments_is_the_rest_of_the_schedule(terms: Terms, data: st.DataObject) -> None:
    paid = data.draw(st.integers(0, terms.months - 1))
    assert terms.loan().after(paid).lines() == terms.schedule()[paid:]


@given(loan_terms(least_fen=10**5), st.data())
def test_settling_asks_for_what_is_owed_and_the_interest_of_the_days(terms: Terms, data: st.DataObject) -> None:
    loan = terms.loan().after(data.draw(st.integers(0, terms.months - 1)))
    on = some_day(data, loan)
    quote = settle(loan, on, Decimal("0.03"))
    assert quote.principal_fen == loan.balance_fen
    assert 0 <= quote.interest_fen <= loan.lines()[0].interest_fen
    assert quote.total_fen + quote.saved_fen == loan.balance_fen + interest_of(loan)
    assert settle(loan, loan.since).interest_fen == 0


@given(loan_terms(least_fen=10**6, most_fen=10**9), st.data(), st.sampled_from(PrepaymentEffect))
def test_a_part_paid_early_loses_no_fen_and_never_costs_interest(
    terms: Terms, data: st.DataObject, effect: PrepaymentEffect
) -> None:
    loan = terms.loan().after(data.draw(st.integers(0, terms.months - 2)))
    principal = data.draw(st.integers(1, max(loan.balance_fen - 1, 1)))
    if loan.balance_fen <= principal:
        return  # an amount this small was paid off by rounding
    on = some_day(data, loan)
    done = prepay(loan, on, principal, effect)
    lines = done.loan.lines()
    assert sum(line.principal_fen for line in lines) + principal == loan.balance_fen
    assert lines[-1].balance_fen == 0
    assert lines[0].number == loan.first_number
    # A month's interest is rounded in the old schedule and in the new one, and each new instalment is rounded too:
    # two fen a month are all that can be lost.
    assert done.saved_fen >= -2 * len(loan.dates)
    assert done.total_fen + interest_of(done.loan) + done.saved_fen == principal + interest_of(loan)
    if effect is PrepaymentEffect.SHORTER_TERM:
        assert len(lines) <= len(loan.dates)
    else:
        assert len(lines) == len(loan.dates)


@given(loan_terms(least_fen=10**7, most_fen=10**9), st.data())
def test_a_shorter_term_saves_at_least_what_a_lower_instalment_does(terms: Terms, data: st.DataObject) -> None:
    loan = terms.loan().after(data.draw(st.integers(0, terms.months // 2)))
    principal = loan.balance_fen // data.draw(st.integers(2, 10))
    on = some_day(data, loan)
    shorter = prepay(loan, on, principal, PrepaymentEffect.SHORTER_TERM)
    lower = prepay(loan, on, principal, PrepaymentEffect.LOWER_INSTALMENT)
    assert shorter.saved_fen >= lower.saved_fen - 2 * len(loan.dates)


def test_a_prepayment_worked_by_hand() -> None:
    after_a_year = LOAN.after(12)
    # 470,735 a month; the balance after twelve of them by the textbook's retrospective formula.
    assert after_a_year.balance_fen == pytest.approx(5_298_159, abs=12)
    on = date(2027, 11, 30)
    done = prepay(after_a_year, on, 2_000_000, PrepaymentEffect.LOWER_INSTALMENT)
    # Fifteen of the thirty days of a month at one per cent.
    assert done.interest_fen == round(after_a_year.balance_fen * 0.01 / 2)
    first, second = done.loan.lines()[:2]
    assert first.interest_fen == round(done.loan.balance_fen * 0.01 / 2)
    assert first.payment_fen == second.payment_fen < LOAN.lines()[0].payment_fen
    assert first.due_date == date(2027, 12, 15)
    shorter = prepay(after_a_year, on, 2_000_000, PrepaymentEffect.SHORTER_TERM).loan.lines()
    assert len(shorter) == 8
    assert {line.payment_fen for line in shorter[:-1]} == {LOAN.lines()[0].payment_fen}


def test_two_prepayments_in_one_month_reckon_each_day_once() -> None:
    actual = start_loan(
        RepaymentMethod.EQUAL_INSTALMENT,
        10_000_000,
        Decimal("0.0365"),
        24,
        date(2026, 12, 31),
        conventions=Conventions(DayCount.ACTUAL_365),
    )
    first = prepay(actual, date(2027, 1, 10), 1_000_000, PrepaymentEffect.LOWER_INSTALMENT)
    second = prepay(first.loan, date(2027, 1, 20), 1_000_000, PrepaymentEffect.LOWER_INSTALMENT)
    assert (first.interest_fen, second.interest_fen) == (10_000, 9_000)
    assert second.loan.lines()[0].interest_fen == 8_800


@pytest.mark.parametrize(
    ("on", "principal", "says"),
    [
        (date(2026, 11, 14), 1, "is due first"),
        (date(2026, 12, 15), 1, "is due first"),
        (date(2026, 12, 1), 0, "more than nothing"),
        (date(2026, 12, 1), 10_000_000, "less than all"),
    ],
)
def test_a_prepayment_that_makes_no_sense_is_refused(on: date, principal: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        prepay(LOAN, on, principal, PrepaymentEffect.SHORTER_TERM)


def test_rescheduling_asks_for_the_interest_and_makes_no_principal_of_it() -> None:
    overdue = LOAN.after(6)
    on = date(2027, 7, 30)
    done = reschedule(overdue, on, 36, Decimal("0.10"), pause_months=3)
    # Two whole months nobody paid and fifteen days of the third, on the same balance.
    assert done.due_at_signing_fen == pytest.approx(overdue.balance_fen * 0.01 * 2.5, abs=1)
    lines = done.loan.lines()
    assert sum(line.principal_fen for line in lines) == overdue.balance_fen
    assert [line.principal_fen for line in lines[:3]] == [0, 0, 0]
    assert lines[0].due_date == date(2027, 8, 30)
    with pytest.raises(ValueError, match="not between"):
        reschedule(overdue, overdue.since - timedelta(days=1), 36, Decimal("0.10"))


@given(loan_terms(least_fen=10**5), st.data())
def test_interest_owed_grows_from_day_to_day(terms: Terms, data: st.DataObject) -> None:
    loan = terms.loan().after(data.draw(st.integers(0, terms.months - 1)))
    span = (loan.dates[-1] - loan.since).days
    day = loan.since + timedelta(days=data.draw(st.integers(0, span - 1)))
    assert interest_owed(loan, day) <= interest_owed(loan, day + timedelta(days=1))
    assert interest_owed(loan, loan.since) == 0


def test_late_interest_has_grace_a_factor_and_a_ceiling() -> None:
    due = date(2026, 12, 15)
    assert late_interest(1_000_000, Decimal("0.12"), due, due + timedelta(days=3)) == 0
    # Past the grace from the first day: 10,000 yuan at 18% for ten days.
    assert late_interest(1_000_000, Decimal("0.12"), due, due + timedelta(days=10)) == 4_932
    assert late_interest(1_000_000, Decimal("0.20"), due, due + timedelta(days=365)) == 240_000
    assert late_interest(1_000_000, Decimal("0.12"), due, due + timedelta(days=1), LateTerms(grace_days=0)) == 493
    assert USUAL.factor == Decimal("1.5")


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**5), min_size=4, max_size=4))
def test_a_payment_goes_to_costs_then_interest_then_principal(received: int, owed: list[int]) -> None:
    fees, late, interest, principal = owed
    done = allocate(received, fees_fen=fees, late_interest_fen=late, interest_fen=interest, principal_fen=principal)
    parts = [done.fees_fen, done.late_interest_fen, done.interest_fen, done.principal_fen]
    assert sum(parts) + done.left_fen == received
    assert all(0 <= part <= each for part, each in zip(parts, owed, strict=True))
    for earlier, each, later in zip(parts, owed, parts[1:], strict=False):
        assert later == 0 or earlier == each
    assert done.left_fen == 0 or parts == owed
