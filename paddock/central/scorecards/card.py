"""The card 评分卡 as a file: data, not code; its hash is part of it and checked whenever it is read."""

import math
from datetime import date
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, FiniteFloat, model_validator

from paddock.central.model_files import Frozen, ModelFile
from paddock.central.scorecards.bins import Bins
from paddock.domain.sentences import Sentence

FORMAT: Final = "paddock-scorecard-2"
_MOST_POINTS: Final = 2000

Points = Annotated[int, Field(ge=-_MOST_POINTS, le=_MOST_POINTS)]


class Scale(Frozen):
    """What a score means: `base_points` at `base_odds` goods to one bad; `pdo` points double the odds."""

    base_points: Annotated[int, Field(ge=0, le=_MOST_POINTS)] = 600
    base_odds: Annotated[FiniteFloat, Field(gt=0)] = 20.0
    pdo: Annotated[FiniteFloat, Field(gt=0, le=400)] = 40.0

    @property
    def factor(self) -> float:
        """Points for one unit of log odds."""
        return self.pdo / math.log(2)

    def bad_probability(self, score: int) -> float:
        """The chance of bad that a score stands for."""
        return 1 / (1 + self.base_odds * math.exp((score - self.base_points) / self.factor))


class BinRow(Frozen):
    """One line of the table; `weight` is the bin's weight of evidence alone, above nought if worse than average."""

    label: str
    points: Points
    weight: FiniteFloat
    rows: Annotated[int, Field(ge=0)]
    bads: Annotated[int, Field(ge=0)]


class Term(Frozen):
    """The points of one input; `trend` is how they run from its low ranges to its high ones."""

    name: str
    bins: Bins
    trend: Literal["rising", "falling", "free"]
    declared: bool
    information_value: FiniteFloat
    mean_points: FiniteFloat
    table: tuple[BinRow, ...]

    @model_validator(mode="after")
    def _covers_every_bin(self) -> Self:
        if tuple(row.label for row in self.table) != self.bins.labels or self.name != self.bins.input.name:
            raise ValueError(f"the table of {self.name} does not match its bins")
        ranges = [row.points for row in self.table[: self.bins.regular]]
        if self.trend == "rising" and ranges != sorted(ranges):
            raise ValueError(f"the points of {self.name} are declared to rise and do not")
        if self.trend == "falling" and ranges != sorted(ranges, reverse=True):
            raise ValueError(f"the points of {self.name} are declared to fall and do not")
        if self.table[self.bins.missing].points > min(row.points for row in self.table):
            raise ValueError(f"{self.name} gives more points for not being known than for a value")
        return self


class PairTerm(Frozen):
    """Points to add for two inputs together, read off a table of groups of their bins."""

    first: Annotated[int, Field(ge=0)]
    second: Annotated[int, Field(ge=0)]
    first_groups: tuple[Annotated[int, Field(ge=0)], ...]
    second_groups: tuple[Annotated[int, Field(ge=0)], ...]
    first_labels: tuple[str, ...]
    second_labels: tuple[str, ...]
    mean_points: FiniteFloat
    points: tuple[tuple[Points, ...], ...]

    @model_validator(mode="after")
    def _is_a_table(self) -> Self:
        whole = len(self.points) == len(self.first_labels) == max(self.first_groups) + 1
        wide = all(len(row) == len(self.second_labels) == max(self.second_groups) + 1 for row in self.points)
        if not (whole and wide and self.first != self.second):
            raise ValueError("a table of two inputs has gaps")
        least = [min(column) for column in zip(*self.points, strict=True)]
        if self.points[-1] != tuple(least) or any(row[-1] > min(row) for row in self.points):
            raise ValueError("a table of two inputs gives more points for not knowing one of them")
        return self


class FittedOn(Frozen):
    """What the card was fitted on, and with what."""

    file: str
    source: str
    """Where the data come from, in the words of whoever fitted."""
    sha256: str
    rows: int
    bads: int
    on: date
    seed: int
    excluded: tuple[str, ...]
    left_out: tuple[str, ...]
    software: dict[str, str]


class Tenth(Frozen):
    """The rows of one tenth of the held-out scores, lowest scores first."""

    lowest_score: int
    rows: int
    bads: int
    expected_bads: FiniteFloat


class CardReport(Frozen):
    """Cross-validated figures: each fold was scored by a card that repeated the whole fit without it."""

    folds: int
    area_under_curve: FiniteFloat
    area_under_curve_deviation: FiniteFloat
    kolmogorov_smirnov: FiniteFloat
    gini: FiniteFloat
    stability_index: FiniteFloat
    tenths: tuple[Tenth, ...]


class Card(ModelFile):
    """A card: `constant` plus the points of every term and every table of two."""

    kind: ClassVar = Sentence("评分卡", "scorecard")
    made_by: ClassVar = "scorecard fit"

    format: Literal["paddock-scorecard-2"] = FORMAT
    target: str
    bad: str
    scale: Scale
    constant: int
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    pairs: tuple[PairTerm, ...]
    fitted_on: FittedOn
    report: CardReport
    warnings: tuple[str, ...]
    score_tenths: tuple[int, ...]
    """The scores that cut the fitted rows into tenths, and their shares, for the stability index of later rows."""
    score_shares: tuple[FiniteFloat, ...]

    @model_validator(mode="after")
    def _pairs_name_terms(self) -> Self:
        for pair in self.pairs:
            sizes = (len(self.terms), len(self.terms))
            if pair.first >= sizes[0] or pair.second >= sizes[1]:
                raise ValueError("a table of two inputs names a term that is not there")
            for place, groups in ((pair.first, pair.first_groups), (pair.second, pair.second_groups)):
                if len(groups) != len(self.terms[place].table) or max(groups[:-1]) >= groups[-1]:
                    raise ValueError("a table of two inputs does not cover every bin, missing as the last")
        return self

    @property
    def needs(self) -> tuple[str, ...]:
        """Every column the card reads, in the order of its terms."""
        return tuple(dict.fromkeys(column for term in self.terms for column in term.bins.input.needs))
