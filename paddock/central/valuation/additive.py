"""A sum of tables on a logarithm: straight pieces for numbers, one value for each category.

Everything a fitted model says is in these tables; reading one needs no library.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Self

from pydantic import Field, FiniteFloat, model_validator

from paddock.central.model_files import Frozen

AGE: Final = "age"
AGE_CENTRE: Final = 4.5
"""Years at which a brand's own ageing neither adds nor takes away: about the middle of a used-car market."""
LEAST_AGEING: Final = -0.01
"""A year takes at least a hundredth of the value, whatever the rows of one series look like."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a model reads of a car: numbers (None: not known) and categories (several for words)."""

    numbers: Mapping[str, float | None]
    categories: Mapping[str, Sequence[str]]


class Pieces(Frozen):
    """A number's part: from the first knot on, each slope holds until the next knot, the last one for ever.

    Attributes:
        assumed: the number to read when it is not known.
    """

    knots: Annotated[tuple[FiniteFloat, ...], Field(min_length=1)]
    slopes: tuple[FiniteFloat, ...]
    assumed: FiniteFloat

    @model_validator(mode="after")
    def _matches(self) -> Self:
        rising = all(low < high for low, high in itertools.pairwise(self.knots))
        if len(self.knots) != len(self.slopes) or not rising:
            raise ValueError("pieces need rising knots and a slope for each")
        return self

    def lengths(self, number: float | None) -> list[float]:
        """How much of each piece lies below the number."""
        given = self.assumed if number is None else number
        ends = [*self.knots[1:], float("inf")]
        return [max(0.0, min(given, end) - start) for start, end in zip(self.knots, ends, strict=True)]


class Additive(Frozen):
    """The model.

    Attributes:
        pieces: by number.
        levels: by category, then by value; a value that is not listed adds nothing.
        ageing: by category, then by value: what a year more adds, around `AGE_CENTRE`, to the slope of `age`.
    """

    intercept: FiniteFloat
    pieces: dict[str, Pieces]
    levels: dict[str, dict[str, FiniteFloat]]
    ageing: dict[str, dict[str, FiniteFloat]]

    @model_validator(mode="after")
    def _ages_downwards(self) -> Self:
        if self.ageing and AGE not in self.pieces:
            raise ValueError("ageing needs pieces for age")
        return self

    def value(self, facts: Facts) -> float:
        """The logarithm for these facts."""
        total = self.intercept
        own = sum(table.get(key, 0.0) for name, table in self.ageing.items() for key in facts.categories[name])
        for name, pieces in self.pieces.items():
            lengths = pieces.lengths(facts.numbers[name])
            slopes: Sequence[float] = pieces.slopes
            if name == AGE and self.ageing:
                total -= own * AGE_CENTRE
                slopes = [min(slope + own, LEAST_AGEING) for slope in slopes]
            total += sum(slope * length for slope, length in zip(slopes, lengths, strict=True))
        for name, table in self.levels.items():
            total += sum(table.get(key, 0.0) for key in facts.categories[name])
        return total
