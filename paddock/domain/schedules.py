"""Repayment schedules 还款计划, exact to the fen.

Everything is reckoned in whole numbers: the monthly rate i = r/12 is kept as a fraction (numerator over
denominator), so no digit is lost before the one rounding each line needs (half up to the fen). The last
instalment takes what rounding left, so the principal always adds up to the amount financed.

Formulas: the annuity-immediate of Kellison, *The Theory of Interest*, ch. 3 (payment = P·i / (1 - v^n)), its
balloon form (P - B·v^n) · i / (1 - v^n), and the varying annuity of ch. 4 for step-up instalments; equal
principal and interest-free as PBOC's 《个人贷款管理办法》-style consumer disclosures state them (P/n a month).
"""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from paddock.domain.money import Fen
from paddock.domain.plans import RepaymentMethod, RepaymentShape

MONTHS_A_YEAR: Final = 12
_NO_SHAPE: Final = RepaymentShape()


class Instalment(NamedTuple):
    """One line of a schedule; amounts in fen, `balance_fen` is what is owed after it is paid."""

    # A tuple and not a dataclass: a decision works out hundreds of them.
    number: int
    due_date: date
    payment_fen: Fen
    principal_fen: Fen
    interest_fen: Fen
    balance_fen: Fen


@dataclass(frozen=True, slots=True)
class _Terms:
    """The problem in whole numbers: monthly rate = `up / down`."""

    amount: Fen
    up: int
    down: int
    months: int
    shape: RepaymentShape

    def interest(self, balance: Fen) -> Fen:
        return _half_up(balance * self.up, self.down)


def build_schedule(
    method: RepaymentMethod,
    amount_fen: Fen,
    nominal_rate: Decimal,
    term_months: int,
    start: date,
    shape: RepaymentShape = _NO_SHAPE,
) -> tuple[Instalment, ...]:
    """The schedule of `amount_fen` over `term_months` at `nominal_rate` per year, paid out on `start`.

    The first instalment is due one month after `start`; a day the month does not have becomes its last day.

    Raises:
        ValueError: the amount or the term is not positive, the rate or a ratio is out of range, or the deferral
            leaves no month for the principal.
    """
    _refuse_nonsense(amount_fen, nominal_rate, term_months, shape)
    rate_up, rate_down = nominal_rate.as_integer_ratio()
    terms = _Terms(amount_fen, rate_up, rate_down * MONTHS_A_YEAR, term_months, shape)
    return _lay_out(terms, _PAYMENTS[method](terms), due_dates(start, term_months))


def level_payment(amount_fen: Fen, nominal_rate: Decimal, term_months: int) -> Fen:
    """The instalment of equal instalments 等额本息 in fen: P·i / (1 - v^n), rounded half up.

    Raises:
        ValueError: the amount or the term is not positive, or the rate is out of range.
    """
    _refuse_nonsense(amount_fen, nominal_rate, term_months, _NO_SHAPE)
    up, down = nominal_rate.as_integer_ratio()
    return _annuity(amount_fen, 0, _Terms(amount_fen, up, down * MONTHS_A_YEAR, term_months, _NO_SHAPE), term_months)


def balloon_fen(amount_fen: Fen, shape: RepaymentShape) -> Fen:
    """The balloon 尾款 that is due with the last instalment."""
    up, down = shape.balloon_ratio.as_integer_ratio()
    return _half_up(amount_fen * up, down)


@lru_cache(maxsize=4096)
def due_dates(start: date, months: int) -> tuple[date, ...]:
    """The monthly due dates after `start`; the 31st falls on the last day of a shorter month and comes back."""
    return tuple(add_months(start, number) for number in range(1, months + 1))


def add_months(day: date, months: int) -> date:
    """`day` moved by `months`, on the last day of the month where the month is too short."""
    years, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def months_between(first: date, later: date) -> int:
    """Whole months from `first` to `later`; 0 when `later` comes first."""
    months = (later.year - first.year) * MONTHS_A_YEAR + later.month - first.month
    if months > 0 and add_months(first, months) > later:
        months -= 1
    return max(months, 0)


def _refuse_nonsense(amount_fen: Fen, rate: Decimal, months: int, shape: RepaymentShape) -> None:
    if amount_fen <= 0 or months <= 0:
        raise ValueError(f"amount and term must be positive, not {amount_fen} fen over {months} months")
    if not 0 <= rate < 1:
        raise ValueError(f"a nominal rate is a fraction from 0 to below 1, not {rate}")
    if not (0 <= shape.balloon_ratio < 1 and 0 <= shape.step_ratio <= 1 and shape.step_months > 0):
        raise ValueError("balloon and step ratios are fractions, and steps take at least a month")
    if not 0 <= shape.deferral_months < months:
        raise ValueError("the deferral must leave at least one month for the principal")


def _lay_out(terms: _Terms, payments: Sequence[Fen | None], days: Sequence[date]) -> tuple[Instalment, ...]:
    """Pay `payments` down; `None` is a month of interest only, and the last month pays all that is left."""
    lines, balance, last = [], terms.amount, terms.months
    make = tuple.__new__  # what `Instalment(...)` does, without its call in between
    up, down, double = 2 * terms.up, terms.down, 2 * terms.down
    for number, (payment, day) in enumerate(zip(payments, days, strict=True), start=1):
        interest = (up * balance + down) // double  # half up, as `_half_up`, without a call per line
        principal = balance if number == last else 0 if payment is None else payment - interest
        # Clamped, because on amounts of a few fen the rounded payment may exceed what is owed.
        if principal > balance:
            principal = balance
        elif principal < 0:
            principal = 0
        balance -= principal
        lines.append(make(Instalment, (number, day, principal + interest, principal, interest, balance)))
    return tuple(lines)


def _equal_instalment(terms: _Terms) -> list[Fen | None]:
    """P·i / (1 - v^n); P/n where the rate is zero."""
    return [_annuity(terms.amount, 0, terms, terms.months)] * terms.months


def _balloon(terms: _Terms) -> list[Fen | None]:
    """(P - B·v^n) · i / (1 - v^n): the level part; the balloon B falls due with the last instalment."""
    return [_annuity(terms.amount, balloon_fen(terms.amount, terms.shape), terms, terms.months)] * terms.months


def _deferred_start(terms: _Terms) -> list[Fen | None]:
    """Interest only for the deferral, then a level annuity over the months that are left."""
    deferral = terms.shape.deferral_months
    rest = terms.months - deferral
    return [None] * deferral + [_annuity(terms.amount, 0, terms, rest)] * rest


def _equal_principal(terms: _Terms) -> list[Fen | None]:
    """P/n of principal a month, rounded half up, and the interest on what is owed."""
    principal = _half_up(terms.amount, terms.months)
    payments: list[Fen | None] = []
    balance = terms.amount
    for _ in range(terms.months):
        payments.append(terms.interest(balance) + min(principal, balance))
        balance -= min(principal, balance)
    return payments


def _interest_free(terms: _Terms) -> list[Fen | None]:
    """P/n a month; somebody else bears the interest, so the customer's rate must be zero."""
    if terms.up:
        raise ValueError("an interest-free schedule has a nominal rate of zero")
    return _equal_principal(terms)


def _step_up(terms: _Terms) -> list[Fen | None]:
    """The payment grows by g every s months: first = P / Σ (1+g)^⌊(k-1)/s⌋ · v^k, in whole numbers."""
    grow_up, grow_down = (1 + terms.shape.step_ratio).as_integer_ratio()
    steps = [(number // terms.shape.step_months) for number in range(terms.months)]
    last, base = steps[-1], terms.down + terms.up
    # Over the common denominator base^n · grow_down^last, every term of the sum is a whole number.
    weights = [grow_up**step * grow_down ** (last - step) for step in steps]
    total, discount = 0, 1
    for weight in weights:  # Horner's scheme
        discount *= terms.down
        total = total * base + weight * discount
    scaled = terms.amount * base**terms.months
    payments = {weight: _half_up(scaled * weight, total) for weight in set(weights)}
    return [payments[weight] for weight in weights]


def _annuity(amount: Fen, balloon: Fen, terms: _Terms, months: int) -> Fen:
    """The level payment, rounded half up to the fen."""
    if not terms.up:
        return _half_up(amount - balloon, months)
    grown, flat = (terms.down + terms.up) ** months, terms.down**months
    # (P - B·v^n)·i / (1 - v^n) with v^n = flat/grown and i = up/down.
    return _half_up((amount * grown - balloon * flat) * terms.up, terms.down * (grown - flat))


def _half_up(up: int, down: int) -> int:
    return (2 * up + down) // (2 * down)


_PAYMENTS: Final[dict[RepaymentMethod, Callable[[_Terms], list[Fen | None]]]] = {
    RepaymentMethod.EQUAL_INSTALMENT: _equal_instalment,
    RepaymentMethod.EQUAL_PRINCIPAL: _equal_principal,
    RepaymentMethod.BALLOON: _balloon,
    RepaymentMethod.INTEREST_FREE: _interest_free,
    RepaymentMethod.STEP_UP: _step_up,
    RepaymentMethod.DEFERRED_START: _deferred_start,
}
