"""What is asked of a fit."""

from dataclasses import dataclass, field
from datetime import date

from paddock.central.scorecards.card import Scale
from paddock.central.scorecards.columns import Choices


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a fit, beside the data."""

    target: str
    name: str
    on: date
    bad: str | None = None
    source: str = ""
    version: int = 1
    seed: int = 0
    scale: Scale = field(default_factory=Scale)
    choices: Choices = field(default_factory=Choices)
