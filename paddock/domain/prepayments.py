"""Paying before it is due: settling the whole 提前结清, or a part 部分提前还款.

Interest is owed for the time the money was used and no longer (Civil Code of the PRC, article 677); a fee for it is
owed only where the contract says so, as a share of the principal that is paid early.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from paddock.domain.day_counts import half_up
from paddock.domain.money import Fen
from paddock.domain.running_loans import RunningLoan

_NO_FEE: Final = Decimal(0)


class PrepaymentEffect(StrEnum):
    """What becomes easier when a part is paid early."""

    SHORTER_TERM = "shorter_term"
    LOWER_INSTALMENT = "lower_instalment"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is to be paid on `on` so that nothing is owed any more; amounts in fen."""

    on: date
    principal_fen: Fen
    interest_fen: Fen
    """Accrued since the last instalment."""
    fee_fen: Fen
    saved_fen: Fen
    """Interest that will not be paid, less the fee."""

    @property
    def total_fen(self) -> Fen:
        """All of it."""
        return self.principal_fen + self.interest_fen + self.fee_fen


@dataclass(frozen=True, slots=True)
class Prepayment:
    """A part paid early: what was paid on `on`, and the loan afterwards."""

    on: date
    principal_fen: Fen
    interest_fen: Fen
    fee_fen: Fen
    saved_fen: Fen
    loan: RunningLoan

    @property
    def total_fen(self) -> Fen:
        """All that is paid on the day."""
        return self.principal_fen + self.interest_fen + self.fee_fen


def settle(loan: RunningLoan, on: date, fee_ratio: Decimal = _NO_FEE) -> Settlement:
    """The quote for settling on `on`; `fee_ratio` is over the principal (0.03 is 3%).

    Raises:
        ValueError: `on` lies before the last payment, or the next instalment is due and comes first.
    """
    accrued, fee = loan.accrued(on), _fee(loan.balance_fen, fee_ratio)
    return Settlement(on, loan.balance_fen, accrued, fee, _interest(loan) - accrued - fee)


def prepay(
    loan: RunningLoan, on: date, principal_fen: Fen, effect: PrepaymentEffect, fee_ratio: Decimal = _NO_FEE
) -> Prepayment:
    """Pay `principal_fen` on `on`, with the interest accrued to that day.

    Raises:
        ValueError: as `settle`, or the part is nothing or everything.
    """
    if not 0 < principal_fen < loan.balance_fen:
        raise ValueError(
            f"a part of {loan.balance_fen} fen is more than nothing and less than all, not {principal_fen}"
        )
    accrued, fee = loan.accrued(on), _fee(principal_fen, fee_ratio)
    rest = loan.with_less(on, principal_fen)
    changed = rest.shortened() if effect is PrepaymentEffect.SHORTER_TERM else rest.levelled()
    saved = _interest(loan) - accrued - _interest(changed) - fee
    return Prepayment(on, principal_fen, accrued, fee, saved, changed)


def _interest(loan: RunningLoan) -> Fen:
    return sum(line.interest_fen for line in loan.lines())


def _fee(principal_fen: Fen, ratio: Decimal) -> Fen:
    up, down = ratio.as_integer_ratio()
    return half_up(principal_fen * up, down)
