"""A LightGBM challenger 挑战者 in the shadow of the card: its figure stands beside a decision's and decides nothing.

It is looked at after the decision was made, from the same inputs, and kept apart from it: a decision and its replay are
the same with or without one.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from paddock.central.following import Followed
from paddock.central.risk.feature_list import FEATURES, SCORECARD, Features
from paddock.central.scorecards.challenger import Challenger, ChallengerReader
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChallengerScore:
    """What a challenger said: its `name@version:SHA-256` and the chance of bad."""

    challenger: str
    bad_probability: float


class ChallengerShadow:
    """The challenger in a file, followed while the centre runs.

    Raises:
        BadInput: the file holds no challenger over the decision's inputs; the sentence says why.
    """

    def __init__(self, path: Path) -> None:
        self._followed = Followed(path, _read, lambda reader: f"challenger {reader.challenger.identity}")

    def score(self, features: Features) -> ChallengerScore | None:
        """The challenger's figure on a decision's inputs; None, with a line in the log, where it has none."""
        try:
            reader = self._followed.current()
            return ChallengerScore(reader.challenger.identity, round(reader.bad_probability(features), 6))
        except Exception as error:  # noqa: BLE001 - what is only watched must not stop what is in force
            logger.warning("the challenger has no figure: %s", type(error).__name__)
            return None


def _read(path: Path) -> tuple[ChallengerReader, tuple[Path, ...]]:
    challenger = Challenger.read(path)
    strange = [
        column.name
        for column in challenger.columns
        if (feature := FEATURES.get(column.name)) is None
        or feature.source == SCORECARD
        or feature.is_number != (column.categories is None)
    ]
    if strange:
        listed = ", ".join(strange)
        raise BadInput(
            Sentence(
                f"挑战者 {challenger.name} 用到的列不是决定的输入项或类型不同: {listed}",
                f"The challenger {challenger.name} uses columns that are no inputs here or of another type: {listed}",
            )
        )
    return ChallengerReader(challenger), (path,)
