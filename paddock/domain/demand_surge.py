"""Whether last week's demand for a model is more than chance, and how many units that asks for.

The weeks before are taken as a Poisson rate that is not known exactly. With the Jeffreys prior the number of the next
week is then negative binomial (Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.6): after `n` weeks with `s`
demands in all, of size `s + 1/2` and probability `n / (n + 1)`. Few weeks or small numbers make it wide by
themselves, so that a model that sells once a month raises no alarm by selling twice.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

ALARM: Final = 0.001
"""The chance of a false alarm for one model in one region and week, where demand is Poisson and steady."""
LEAST_WEEKS: Final = 6
_LEAST_RATIO: Final = Fraction(3, 2)
"""A surge that nobody would act on is none, however certain it is."""


@dataclass(frozen=True, slots=True)
class Surge:
    """What last week's demand says."""

    demand: int
    usual: Fraction
    """The mean of the weeks before."""
    chance: float
    """Of as many demands or more, if nothing has changed."""
    is_surge: bool


def surge(before: Sequence[int], last: int) -> Surge:
    """Hold last week's demand against the weeks before it.

    Raises:
        ValueError: fewer than `LEAST_WEEKS` weeks before, or a negative number.
    """
    if len(before) < LEAST_WEEKS or min(*before, last) < 0:
        raise ValueError(f"a surge is told from at least {LEAST_WEEKS} weeks of demand")
    usual = Fraction(sum(before), len(before))
    chance = _at_least(last, size=sum(before) + 0.5, probability=len(before) / (len(before) + 1))
    return Surge(last, usual, chance, chance < ALARM and last >= usual * _LEAST_RATIO)


def recommended_units(found: Surge, stock: int, *, target_days: int) -> int:
    """How many units to bring in, so that the stock lasts `target_days` at half way between the old and the new rate.

    Half way, because a part of every surge passes (regression to the mean).
    """
    weekly = (found.usual + found.demand) / 2
    return max(math.ceil(weekly * target_days / 7) - stock, 0)


def _at_least(count: int, *, size: float, probability: float) -> float:
    """The upper tail of a negative binomial: P(X >= count)."""
    failing = math.log1p(-probability)
    start = size * math.log(probability) - math.lgamma(size)
    below = math.fsum(
        math.exp(start + math.lgamma(number + size) - math.lgamma(number + 1) + number * failing)
        for number in range(count)
    )
    return max(1.0 - below, 0.0)
