"""What is paid in which month: the patterns of the repayment methods, and the payment that fits an amount to one.

A pattern gives every month a weight; the payment of a month is its weight times one amount x, or interest only. x
follows from the equation of value (Kellison, *The Theory of Interest*, ch. 2): what was financed, grown to the end of
the term, equals the payments grown to the end and the balloon B. With period rates i_j and G_k the product of
(1 + i_j) over j = k+1 … n,

    x = (P · G_0 - B) / Σ w_k · G_k

which for w = 1 and one rate is the annuity-immediate P·i / (1 - v^n) (ch. 3), for w growing by a ratio the varying
annuity (ch. 4). Everything is in whole numbers, so that no digit is lost before the one rounding of each payment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from paddock.domain.day_counts import half_up
from paddock.domain.money import Fen
from paddock.domain.plans import RepaymentMethod, RepaymentShape

Pattern: TypeAlias = tuple[int | None, ...]
"""A weight per month; None: interest only."""


@dataclass(frozen=True, slots=True)
class Periods:
    """The interest of each month in whole numbers: month k bears `ups[k] / down` of what is owed."""

    ups: tuple[int, ...]
    down: int

    def interest(self, index: int, balance_fen: Fen) -> Fen:
        """Interest of the month at `index` (from 0) in fen, rounded half up."""
        return half_up(balance_fen * self.ups[index], self.down)


@dataclass(frozen=True, slots=True)
class LevelFactors:
    """The numbers of the equation above for one pattern: x = (P·`grown` - B·`flat`) / `total`."""

    grown: int
    flat: int
    total: int

    @classmethod
    def of(cls, pattern: Pattern, periods: Periods) -> "LevelFactors":
        """Worked out once for every amount."""
        if len(set(pattern)) == len(set(periods.ups)) == 1 and pattern[0] and periods.ups[0]:
            return cls._level(len(pattern), pattern[0], periods)
        grown = flat = 1
        total = 0
        for weight, up in zip(pattern, periods.ups, strict=True):
            if weight is None:
                continue  # interest is paid as it falls due, and the balance stays
            flat *= periods.down
            grown *= periods.down + up
            total = total * (periods.down + up) + weight * flat
        return cls(grown, flat, total)

    @classmethod
    def _level(cls, months: int, weight: int, periods: Periods) -> "LevelFactors":
        """The geometric series summed: Σ = down · (grown - flat) / up."""
        up, down = periods.ups[0], periods.down
        grown, flat = (down + up) ** months, down**months
        return cls(grown * up, flat * up, weight * down * (grown - flat))

    def payment(self, weight: int, amount_fen: Fen, balloon_fen: Fen = 0) -> Fen:
        """What a month of `weight` pays, in fen, rounded half up; never less than nothing."""
        return max(half_up((amount_fen * self.grown - balloon_fen * self.flat) * weight, self.total), 0)


def pattern_of(method: RepaymentMethod, months: int, shape: RepaymentShape, first_month: int = 1) -> Pattern:
    """The weights of `months` months, the first of them due in calendar month `first_month` (1 to 12).

    A method that shares out the principal has none. Raises `ValueError` where the payments fall to nothing.
    """
    return _PATTERNS[method](months, shape, first_month)


@dataclass(frozen=True, slots=True)
class Layout:
    """The months of a loan, whatever its amount: their interest, and their pattern where the payment has one."""

    periods: Periods
    pattern: Pattern = ()
    """Empty: the principal is shared out, in equal parts."""
    factors: LevelFactors | None = None

    @classmethod
    def of(cls, periods: Periods, pattern: Pattern) -> "Layout":
        """The layout with its factors worked out."""
        return cls(periods, pattern, LevelFactors.of(pattern, periods) if pattern else None)

    def payments(self, amount_fen: Fen, balloon_fen: Fen = 0) -> list[Fen | None]:
        """What each month pays of `amount_fen`, down to `balloon_fen`; None: interest only."""
        if self.factors is None:
            return principal_payments(amount_fen, half_up(amount_fen, len(self.periods.ups)), self.periods)
        by_weight: dict[int | None, Fen | None] = {
            weight: None if weight is None else self.factors.payment(weight, amount_fen, balloon_fen)
            for weight in set(self.pattern)
        }
        return [by_weight[weight] for weight in self.pattern]

    def part(self, first: int, end: int) -> "Layout":
        """The months from `first` (from 0) up to `end`, left out."""
        return Layout.of(Periods(self.periods.ups[first:end], self.periods.down), self.pattern[first:end])

    def broken(self, left: int, whole: int) -> "Layout":
        """The same months, with `left` of the `whole` days of the first: a payment came in between."""
        ups, down = self.periods.ups, self.periods.down
        return Layout.of(Periods((ups[0] * left, *(up * whole for up in ups[1:])), down * whole), self.pattern)


def principal_payments(amount_fen: Fen, share_fen: Fen, periods: Periods) -> list[Fen | None]:
    """`share_fen` of principal a month while there is any, and the interest on what is owed."""
    payments: list[Fen | None] = []
    balance = amount_fen
    for index in range(len(periods.ups)):
        part = min(share_fen, balance)
        payments.append(periods.interest(index, balance) + part)
        balance -= part
    return payments


def _shared_out(_months: int, _shape: RepaymentShape, _first: int) -> Pattern:
    return ()


def _level(months: int, _shape: RepaymentShape, _first: int) -> Pattern:
    return (1,) * months


def _deferred(months: int, shape: RepaymentShape, _first: int) -> Pattern:
    return (None,) * shape.deferral_months + (1,) * (months - shape.deferral_months)


def _stepped(sign: int) -> Callable[[int, RepaymentShape, int], Pattern]:
    def pattern(months: int, shape: RepaymentShape, _first: int) -> Pattern:
        up, down = (1 + sign * shape.step_ratio).as_integer_ratio()
        if up <= 0:
            raise ValueError("steps down must leave something to pay")
        steps = [number // shape.step_months for number in range(months)]
        # Over the common denominator down^last every weight is a whole number.
        return tuple(up**step * down ** (steps[-1] - step) for step in steps)

    return pattern


def _seasonal(months: int, shape: RepaymentShape, first: int) -> Pattern:
    slack, peak = shape.slack_ratio.as_integer_ratio()
    in_season = [(first - 1 + number) % 12 + 1 in shape.peak_months for number in range(months - 1)]
    # The last month pays like a peak: a term does not end on a few fen of interest.
    return (*(peak if season else slack or None for season in in_season), peak)


_PATTERNS: Final[dict[RepaymentMethod, Callable[[int, RepaymentShape, int], Pattern]]] = {
    RepaymentMethod.EQUAL_PRINCIPAL: _shared_out,
    RepaymentMethod.INTEREST_FREE: _shared_out,
    RepaymentMethod.EQUAL_INSTALMENT: _level,
    RepaymentMethod.BALLOON: _level,
    RepaymentMethod.SUBSIDISED_START: _level,
    RepaymentMethod.DEFERRED_START: _deferred,
    RepaymentMethod.STEP_UP: _stepped(1),
    RepaymentMethod.STEP_DOWN: _stepped(-1),
    RepaymentMethod.SEASONAL: _seasonal,
}
