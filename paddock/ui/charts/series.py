"""What a plot is given."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """One line: `y` over `x`, and what it is called."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
