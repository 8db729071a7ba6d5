"""What the decision asks of a scorecard, whichever kind it is."""

from typing import Protocol

from paddock.central.risk.feature_list import Features
from paddock.wire.decisions import ScorePoint


class ScoringCard(Protocol):
    """A card the decision can use: judgmental, fitted, or put together from several."""

    @property
    def name(self) -> str:
        """`card@version:SHA-256`, which a decision pins."""

    @property
    def text(self) -> str:
        """Everything the card says, so that it can be kept under its hash and read again."""

    @property
    def base_points(self) -> int:
        """What is added to the points of the lines."""

    @property
    def inputs(self) -> frozenset[str]:
        """Every input that the score hangs on."""

    def points(self, features: Features) -> list[ScorePoint]:
        """The points of every line; with the base points they add up to the score."""

    def score(self, features: Features) -> int | None:
        """The score, or None when something it hangs on is not known: half a score would look like a whole one."""
