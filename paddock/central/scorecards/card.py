"""The card 评分卡 as a file: data, not code; its hash is part of it and checked whenever it is read."""

import hashlib
import json
import math
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, FiniteFloat, ValidationError, model_validator

from paddock.central.scorecards.bins import Bins
from paddock.central.scorecards.inputs import Frozen
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

FORMAT: Final = "paddock-scorecard-1"
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


class Card(Frozen):
    """A card: `constant` plus the points of every term and every table of two."""

    format: Literal["paddock-scorecard-1"] = FORMAT
    name: Annotated[str, Field(pattern=r"^[^\s@:]{1,80}$")]
    version: Annotated[int, Field(gt=0)]
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
    sha256: str = ""

    @model_validator(mode="after")
    def _pairs_name_terms(self) -> Self:
        for pair in self.pairs:
            sizes = (len(self.terms), len(self.terms))
            if pair.first >= sizes[0] or pair.second >= sizes[1]:
                raise ValueError("a table of two inputs names a term that is not there")
            for place, groups in ((pair.first, pair.first_groups), (pair.second, pair.second_groups)):
                if len(groups) != len(self.terms[place].table):
                    raise ValueError("a table of two inputs does not cover every bin")
        return self

    @property
    def needs(self) -> tuple[str, ...]:
        """Every column the card reads, in the order of its terms."""
        return tuple(dict.fromkeys(column for term in self.terms for column in term.bins.input.needs))

    @property
    def identity(self) -> str:
        """`name@version:sha256`, which a decision pins."""
        return f"{self.name}@{self.version}:{self.sha256}"

    def sealed(self) -> "Card":
        """The same card with its hash: SHA-256 of its canonical JSON without the hash."""
        return self.model_copy(update={"sha256": self.content_hash()})

    def to_json(self) -> str:
        """The file's text, for people and programs alike."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a card.

        Raises:
            BadInput: it cannot be read, is no card, or its content is not what its hash says.
        """
        try:
            text = path.read_text("utf-8", errors="replace")
        except OSError as error:
            raise BadInput(
                Sentence(
                    f"无法读取评分卡 {path} ({error.strerror})", f"The card {path} cannot be read ({error.strerror})"
                )
            ) from error
        return cls.from_text(text, str(path))

    @classmethod
    def from_text(cls, text: str, where: str = "card.json") -> Self:
        """The card that `text` holds; `where` it came from is said when it is none. Raises `BadInput` like `read`."""
        try:
            card = cls.model_validate_json(text)
        except ValidationError as error:
            found = error.errors()[0]
            place = ".".join(map(str, found["loc"])) or "-"
            raise BadInput(
                Sentence(
                    f"{where} 不是评分卡 ({place}: {found['msg']}), 请给出 scorecard fit 写的文件",
                    f"{where} is no scorecard ({place}: {found['msg']}): give a file that scorecard fit wrote",
                )
            ) from error
        if card.sha256 != card.content_hash():
            raise BadInput(
                Sentence(
                    f"评分卡 {where} 与其哈希不符, 已被改动; 请恢复原文件或重新拟合",
                    f"The card {where} does not match its hash, it was changed: restore it or fit again",
                )
            )
        return card

    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON without the hash itself."""
        document = self.model_dump(mode="json", exclude={"sha256"})
        canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
