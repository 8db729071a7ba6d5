"""Quotes for a running contract: what the clause says, and that they agree with the schedule."""

from datetime import date, timedelta

import pytest

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.domain.running_quotes import FEE_RATIO, is_schedule_of, running_loan, running_quotes
from paddock.wire.running_quotes import ContractQuotes

PLANS = PlanCatalogue.load().plans
START = date(2026, 11, 25)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_every_plan_can_be_quoted_on_every_due_date(plan: object) -> None:
    chosen = next(one for one in PLANS if one is plan)
    loan = running_loan(chosen, 9_000_000, chosen.terms[0], START, None)
    assert is_schedule_of(loan, [line.payment_fen for line in loan.lines()])
    for paid, day in enumerate(loan.dates[:-1], start=1):
        found = running_quotes(loan, day, nominal_rate=chosen.nominal_rate)
        assert (found.paid, found.left) == (paid, len(loan.dates) - paid)
        assert found.settlement.principal_fen == loan.lines()[paid - 1].balance_fen
        assert found.settlement.interest_fen == 0
        assert found.may_settle == (paid >= 3)
        assert found.fee_ratio == (FEE_RATIO if paid < 12 else 0)


def test_a_part_and_a_new_term_are_quoted_as_a_message() -> None:
    plan = next(one for one in PLANS if 36 in one.terms and one.nominal_rate)
    loan = running_loan(plan, 9_000_000, 36, START, None)
    day = loan.dates[5] + timedelta(days=10)
    said = ContractQuotes.of(running_quotes(loan, day, nominal_rate=plan.nominal_rate, part_fen=1_000_000, months=48))
    assert said.shorter is not None
    assert said.lower is not None
    assert said.anew is not None
    assert said.shorter.months < said.lower.months == said.left
    assert said.anew.months == 48
    assert said.settlement.total_fen == said.balance_fen + said.settlement.interest_fen + said.settlement.fee_fen


def test_days_outside_the_term_and_parts_that_are_all_of_it_are_refused() -> None:
    loan = running_loan(PLANS[0], 9_000_000, PLANS[0].terms[0], START, None)
    for day in (START - timedelta(days=1), loan.dates[-1]):
        with pytest.raises(ValueError, match="term"):
            running_quotes(loan, day, nominal_rate=PLANS[0].nominal_rate)
    with pytest.raises(ValueError, match="less than all"):
        running_quotes(loan, START, nominal_rate=PLANS[0].nominal_rate, part_fen=9_000_000)
