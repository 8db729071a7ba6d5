"""What a running contract would cost to settle, to pay down in part, or to lay out anew on a given day.

The terms are those of the contract's clause 提前结清: not before three instalments are paid; two percent of the
principal that is paid early, and nothing once twelve are paid. Instalments due by the day are taken as paid: arrears
are the ledger's to say.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from paddock.domain.business_days import HolidayCalendar
from paddock.domain.money import Fen
from paddock.domain.plans import FinancePlan
from paddock.domain.prepayments import Prepayment, PrepaymentEffect, Settlement, prepay, settle
from paddock.domain.rescheduling import Rescheduling, reschedule
from paddock.domain.running_loans import RunningLoan, start_loan
from paddock.domain.schedules import Conventions, Instalment

FEE_RATIO: Final = Decimal("0.02")
FREE_AFTER: Final = 12
NOT_BEFORE: Final = 3


@dataclass(frozen=True, slots=True)
class RunningQuotes:
    """The quotes of one day."""

    on: date
    paid: int
    """Instalments due by then."""
    left: int
    balance_fen: Fen
    may_settle: bool
    """Whether the contract allows it yet."""
    fee_ratio: Decimal
    settlement: Settlement
    shorter: Prepayment | None
    """A part paid, the instalment as it was; None without a part."""
    lower: Prepayment | None
    """A part paid, the term as it was."""
    anew: Rescheduling | None
    """Over other months; None where none were asked for."""


def running_loan(
    plan: FinancePlan, amount_fen: Fen, term_months: int, start: date, calendar: HolidayCalendar | None
) -> RunningLoan:
    """The loan of a contract under `plan`. Raises `ValueError` like `start_loan`."""
    conventions = Conventions(plan.day_count, calendar if plan.business_days else None)
    return start_loan(plan.method, amount_fen, plan.nominal_rate, term_months, start, plan.shape, conventions)


def is_schedule_of(loan: RunningLoan, payments_fen: list[Fen]) -> bool:
    """Whether the loan is the contract's own: every instalment to the fen."""
    return [line.payment_fen for line in loan.lines()] == payments_fen


def running_quotes(
    loan: RunningLoan, on: date, *, nominal_rate: Decimal, part_fen: Fen = 0, months: int | None = None
) -> RunningQuotes:
    """The quotes for `on`.

    Args:
        loan: as it was paid out.
        on: the day; after the payout, before the last instalment.
        nominal_rate: the contract's, for laying out anew.
        part_fen: principal to be paid early; 0: no such quote.
        months: the new term; None: no such quote.

    Raises:
        ValueError: the day lies outside the term, or the part is everything or more.
    """
    paid = sum(day <= on for day in loan.dates)
    if on < loan.since or paid >= len(loan.dates):
        raise ValueError(f"{on} is not inside the term")
    now = loan.after(paid)
    ratio = FEE_RATIO if paid < FREE_AFTER else Decimal(0)
    return RunningQuotes(
        on=on,
        paid=paid,
        left=len(now.dates),
        balance_fen=now.balance_fen,
        may_settle=paid >= NOT_BEFORE,
        fee_ratio=ratio,
        settlement=settle(now, on, ratio),
        shorter=prepay(now, on, part_fen, PrepaymentEffect.SHORTER_TERM, ratio) if part_fen else None,
        lower=prepay(now, on, part_fen, PrepaymentEffect.LOWER_INSTALMENT, ratio) if part_fen else None,
        anew=None if months is None else reschedule(now, on, months, nominal_rate),
    )


def first_line(loan: RunningLoan) -> Instalment:
    """The next instalment of a loan."""
    return loan.lines()[0]
