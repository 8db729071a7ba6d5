"""Whom and what a plan is for: rows of criteria as the centre's gate understood them.

A row asks several inputs; a plan is open where every criterion of one row holds. What is not known holds nowhere: the
centre refuses, and names what is missing; the workstation, which knows less, says that it hangs on that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from paddock.domain.sentences import Sentence

Value: TypeAlias = str | int | float | bool | Decimal | None
Facts: TypeAlias = Mapping[str, Value]
Bound: TypeAlias = int | Decimal | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """What one input must be: one of `words`, or a number from `low` to `high`; None: no bound.

    Fen and counts are whole numbers, ratios Decimal fractions.
    """

    input: str
    caption: Sentence
    limit: Sentence
    """What is asked for, in words: `≥ 640`, `新车`."""
    words: frozenset[str | bool] = frozenset()
    low: Bound = None
    high: Bound = None
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: Value) -> bool:
        """Whether a known `value` is what is asked for; a value of another type never is."""
        if self.words:
            return isinstance(value, str | bool) and value in self.words
        if isinstance(value, str | bool) or value is None:
            return False
        low, high = self.low, self.high
        if low is not None and (value < low or (self.low_open and value == low)):
            return False
        return high is None or not (value > high or (self.high_open and value == high))


Row: TypeAlias = tuple[Criterion, ...]
