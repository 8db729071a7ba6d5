"""What an approved deal is expected to lose: amount financed x probability of default x loss given default.

The probabilities are assumptions of ours for comparing two rule sets with each other, not fitted on loans: a lender
replaces `loss_assumptions.json` by the odds of its own scorecard and its own recoveries.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from paddock.domain.money import Fen
from paddock.domain.sentences import Sentence

_FILE = Path(__file__).parent / "loss_assumptions.json"


@dataclass(frozen=True, slots=True)
class LossAssumptions:
    """Odds of default at one score, how many points double them, and what is lost of a new and a used car's loan."""

    score: int
    default_rate: float
    points_to_double_odds: float
    loss_given_default: dict[str, float]
    default_rate_without_score: float
    note: Sentence

    @classmethod
    def load(cls) -> Self:
        """The assumptions in the package."""
        document = json.loads(_FILE.read_text("utf-8"))
        return cls(**document | {"note": Sentence(**document["note"])})

    def expected_loss(self, amount: Fen, score: int | None, condition: str) -> Fen:
        """The expected loss in fen."""
        return round(max(amount, 0) * self._default_rate(score) * self.loss_given_default[condition])

    def _default_rate(self, score: int | None) -> float:
        if score is None:
            return self.default_rate_without_score
        odds = self.default_rate / (1 - self.default_rate) * 2 ** ((self.score - score) / self.points_to_double_odds)
        return odds / (1 + odds)


@cache
def loss_assumptions() -> LossAssumptions:
    """The assumptions in the package, read once."""
    return LossAssumptions.load()
