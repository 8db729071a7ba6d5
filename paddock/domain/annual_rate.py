"""The true annual rate of a deal: the internal rate of return of its cash flows, effective per year.

PBOC announcement 〔2021〕No. 3 requires lenders to show the annualised rate 年化利率 by the compound (IRR) or the
simple method and to say which; this is the compound one: (1 + monthly IRR)^12 - 1, fees included.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from paddock.domain.money import Fen

MAX_ANNUAL_RATE: Final = Decimal("0.24")
"""Nothing costs more a year: the line courts draw for financial institutions (最高法〔2017〕22 号, article 2)."""
PRECISION: Final = 1e-12
"""Width at which the search for the monthly rate stops; well inside the 1e-9 that is promised."""
_LOWEST: Final = -0.99
_HIGHEST: Final = 1e6
_SIX_DECIMALS: Final = Decimal("0.000001")
_MOST_STEPS: Final = 300


def monthly_rate(received_fen: Fen, payments_fen: Sequence[Fen], *, guess: float | None = None) -> float:
    """The monthly IRR: the rate at which `payments_fen` (one a month, from month 1) are worth `received_fen` today.

    Newton's method, safeguarded by bisection: a step that leaves the bracket is replaced by its middle. The present
    value falls as the rate rises, so there is exactly one root. `guess` says where the search begins, nothing more.

    Raises:
        ValueError: nothing was received, nothing is paid, a payment is negative, or no rate above -99% fits.
    """
    total = sum(payments_fen)
    if received_fen <= 0 or total <= 0 or min(payments_fen) < 0:
        raise ValueError("an annual rate needs money received and payments that are not negative")
    if total == received_fen:
        return 0.0
    low, high = (0.0, _HIGHEST) if total > received_fen else (_LOWEST, 0.0)
    if guess is None:
        # What a loan repaid evenly would cost: close enough for Newton to need a handful of steps.
        guess = 2 * (total / received_fen - 1) / (len(payments_fen) + 1)
    rate = min(max(guess, low), high)
    for _ in range(_MOST_STEPS):
        value, slope = _value_and_slope(rate, received_fen, payments_fen)
        low, high = (rate, high) if value > 0 else (low, rate)
        step = rate - value / slope if slope else low - 1
        if not low <= step <= high:
            step = (low + high) / 2
        if abs(step - rate) <= PRECISION * max(1.0, abs(step)):
            if step < _LOWEST + 1e-9:
                raise ValueError("no monthly rate above -99% fits these payments")
            return step
        rate = step
    raise ValueError("the search for the annual rate did not settle")


def effective_annual_rate(monthly: float) -> float:
    """A monthly rate compounded over a year."""
    return float((1.0 + monthly) ** 12 - 1.0)


def annual_rate(received_fen: Fen, payments_fen: Sequence[Fen], *, guess: float | None = None) -> Decimal:
    """The true annual rate as an offer states it: six decimals, 0.123457 is 12.3457%."""
    rate = effective_annual_rate(monthly_rate(received_fen, payments_fen, guess=guess))
    return Decimal(repr(rate)).quantize(_SIX_DECIMALS, rounding=ROUND_HALF_UP)


def _value_and_slope(rate: float, received: Fen, payments: Sequence[Fen]) -> tuple[float, float]:
    """Net present value of the payments less what was received, and its derivative by the rate (Horner's scheme)."""
    discount = 1.0 / (1.0 + rate)
    value = slope = 0.0
    for payment in reversed(payments):
        slope = slope * discount + value
        value = value * discount + payment
    # value = Σ p_k·d^(k-1), slope = its derivative by d; the present value is d·value.
    by_discount = value + discount * slope
    return discount * value - received, -by_discount * discount * discount
