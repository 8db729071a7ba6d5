"""Rescheduling 展期: what is owed is laid out anew over other months, with or without a pause of the principal.

Interest that is owed on the day is paid at signing and never becomes principal: interest bears no interest here.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from paddock.domain.day_counts import half_up
from paddock.domain.money import Fen
from paddock.domain.plans import RepaymentMethod, RepaymentShape
from paddock.domain.running_loans import RunningLoan, start_loan


@dataclass(frozen=True, slots=True)
class Rescheduling:
    """The new loan, and the interest to be paid when it is signed, in fen."""

    due_at_signing_fen: Fen
    loan: RunningLoan


def reschedule(
    loan: RunningLoan, on: date, term_months: int, nominal_rate: Decimal, *, pause_months: int = 0
) -> Rescheduling:
    """Lay out what is owed on `on` over `term_months` from then; instalments that were missed are part of it.

    Args:
        loan: as it stands; `loan.since` is the day up to which interest was really paid.
        on: the day of signing.
        term_months: the new term.
        nominal_rate: the new yearly rate, 0.0718 is 7.18%.
        pause_months: months at the start in which interest only is paid.

    Raises:
        ValueError: `on` lies before `loan.since`, or the new terms make no schedule.
    """
    owed = interest_owed(loan, on)
    method = RepaymentMethod.DEFERRED_START if pause_months else RepaymentMethod.EQUAL_INSTALMENT
    shape = RepaymentShape(deferral_months=pause_months)
    made = start_loan(method, loan.balance_fen, nominal_rate, term_months, on, shape, loan.conventions)
    return Rescheduling(owed, made)


def interest_owed(loan: RunningLoan, on: date) -> Fen:
    """Interest in fen on what is owed from `loan.since` to `on`, over the months that nobody paid, too.

    Raises:
        ValueError: `on` lies before `loan.since`, or after the last month.
    """
    if not loan.since <= on <= loan.dates[-1]:
        raise ValueError(f"{on} is not between {loan.since} and the end of the term, {loan.dates[-1]}")
    over = sum(day <= on for day in loan.dates)
    periods = loan.layout.periods
    owed = sum(periods.interest(index, loan.balance_fen) for index in range(over))
    if over == len(loan.dates):
        return owed
    first = loan.dates[over - 1] if over else loan.since
    day_count = loan.conventions.day_count
    whole = day_count.days_of_month(first, loan.dates[over]) if over else loan.first_days
    days = min(day_count.days(first, on), whole)
    return owed + half_up(loan.balance_fen * periods.ups[over] * days, periods.down * whole)
