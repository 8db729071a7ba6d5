"""Late payment: the penalty interest 罚息 on principal that is overdue, and what a payment is set against first.

PBOC 《关于人民币贷款利率有关问题的通知》 (银发〔2003〕251 号) article 3: an overdue loan bears the contract's rate
raised by 30% to 50% from the day it is overdue. Here it falls on overdue principal only, by actual/365, up to 24% a
year, and a few days of grace cost nothing.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from paddock.domain.annual_rate import MAX_ANNUAL_RATE
from paddock.domain.day_counts import DailyInterest, DayCount
from paddock.domain.money import Fen


@dataclass(frozen=True, slots=True)
class LateTerms:
    """What a contract says of late payment."""

    factor: Decimal = Decimal("1.5")
    """The penalty rate over the contract's rate: 1.3 to 1.5."""
    grace_days: int = 3
    """Within so many days nothing is asked for; after them, from the first day."""


USUAL: Final = LateTerms()


def late_interest(
    overdue_principal_fen: Fen, nominal_rate: Decimal, due: date, paid_on: date, terms: LateTerms = USUAL
) -> Fen:
    """Penalty interest in fen on principal that was due on `due` (its business day) and is paid on `paid_on`.

    Raises:
        ValueError: the principal is negative.
    """
    if overdue_principal_fen < 0:
        raise ValueError("overdue principal is not negative")
    days = (paid_on - due).days
    if days <= terms.grace_days:
        return 0
    rate = min(nominal_rate * terms.factor, max(MAX_ANNUAL_RATE, nominal_rate))
    return DailyInterest.of(rate, DayCount.ACTUAL_365).on(overdue_principal_fen, days)


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where a payment went, in fen; `left_fen` is more than was owed."""

    fees_fen: Fen
    late_interest_fen: Fen
    interest_fen: Fen
    principal_fen: Fen
    left_fen: Fen


def allocate(
    received_fen: Fen, *, fees_fen: Fen, late_interest_fen: Fen, interest_fen: Fen, principal_fen: Fen
) -> Allocation:
    """Set a payment against costs, then interest, then the principal (Civil Code of the PRC, article 561).

    Raises:
        ValueError: an amount is negative.
    """
    owed = (fees_fen, late_interest_fen, interest_fen, principal_fen)
    if min(received_fen, *owed) < 0:
        raise ValueError("amounts are not negative")
    parts = []
    for each in owed:
        parts.append(min(each, received_fen))
        received_fen -= parts[-1]
    fees, late, interest, principal = parts
    return Allocation(fees, late, interest, principal, received_fen)
