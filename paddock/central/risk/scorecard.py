"""The scorecard 评分卡: points by attribute, added up. A judgmental card; `docs/scorecard.md` says what it is not."""

import hashlib
import itertools
import json
from bisect import bisect_right
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from paddock.central.risk.feature_list import FEATURES, SCORECARD, FeatureKind, Features
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.wire.decisions import ScorePoint

SCORECARD_FILE: Final = "scorecard.json"
_MISSING: Final = "缺失 missing"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Bin(_Row):
    below: float | None
    points: Annotated[int, Field(ge=-200, le=200)]


class _Attribute(_Row):
    feature: str
    bins: list[_Bin] = []
    choices: dict[str, Annotated[int, Field(ge=-200, le=200)]] = {}

    @model_validator(mode="after")
    def _covers_every_value(self) -> Self:
        feature = FEATURES.get(self.feature)
        if feature is None or feature.source == SCORECARD:
            raise ValueError(f"there is no attribute {self.feature}")
        if feature.kind is FeatureKind.TEXT:
            if set(self.choices) != set(feature.choices) or self.bins:
                raise ValueError(f"{self.feature} needs points for each of {', '.join(feature.choices)}")
            return self
        limits = [row.below for row in self.bins[:-1]]
        ordered = [limit for limit in limits if limit is not None]
        rising = all(low < high for low, high in itertools.pairwise(ordered))
        open_ended = bool(self.bins) and self.bins[-1].below is None and len(ordered) == len(limits)
        if feature.kind is FeatureKind.BOOLEAN or self.choices or not (rising and open_ended):
            raise ValueError(f"{self.feature} needs rising bins of which only the last is open")
        return self


class _CardFile(_Row):
    card: str
    version: Annotated[int, Field(gt=0)]
    base_points: Annotated[int, Field(ge=0, le=1000)]
    attributes: Annotated[list[_Attribute], Field(min_length=1)]


class _Scale:
    """One attribute, ready to be read off."""

    def __init__(self, attribute: _Attribute) -> None:
        feature = FEATURES[attribute.feature]
        self.name = attribute.feature
        self.caption = feature.caption
        self.limits = [row.below for row in attribute.bins if row.below is not None]
        shown = [f"{limit:g}" for limit in self.limits]
        labels = [f"< {shown[0]}"] if shown else []
        labels += [f"[{low}, {high})" for low, high in itertools.pairwise(shown)]
        labels += [f"≥ {shown[-1]}"] if shown else ["*"]
        # Every point there can be is made once: a decision only picks.
        self.bins = [self._point(label, row.points) for label, row in zip(labels, attribute.bins, strict=False)]
        self.choices = {choice: self._point(choice, points) for choice, points in attribute.choices.items()}
        self.missing = self._point(_MISSING, min(p.points for p in [*self.bins, *self.choices.values()]))

    def read(self, value: object) -> ScorePoint:
        """The bin a value falls in and its points."""
        if isinstance(value, str):
            return self.choices[value]
        if isinstance(value, (int, float)):
            return self.bins[bisect_right(self.limits, value)]
        return self.missing

    def _point(self, label: str, points: int) -> ScorePoint:
        return ScorePoint(attribute=self.name, caption=self.caption, bin=label, points=points)


class Scorecard:
    """A card read from its file.

    `name` is `card@version:SHA-256 of its canonical JSON`, which a decision pins; `text` is the file's own text.
    """

    def __init__(self, file: _CardFile, sha256: str, text: str) -> None:
        self.text = text
        self.name = f"{file.card}@{file.version}:{sha256}"
        self.base_points = file.base_points
        self._scales = tuple(_Scale(attribute) for attribute in file.attributes)
        self.inputs = frozenset(scale.name for scale in self._scales)

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the card at `path`, or the one in the package.

        Raises:
            EnvironmentFault: it cannot be read, or leaves a value without points.
        """
        try:
            text = (path or Path(__file__).parent / SCORECARD_FILE).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _unusable(error) from error
        return cls.from_text(text)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The card that `text` holds. Raises `EnvironmentFault` like `load`."""
        try:
            document = json.loads(text)
            canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            return cls(_CardFile.model_validate(document), hashlib.sha256(canonical.encode()).hexdigest(), text)
        except (ValueError, ValidationError) as error:
            raise _unusable(error) from error

    def points(self, features: Features) -> list[ScorePoint]:
        """The points of every attribute, in the card's order; a missing value gets the attribute's least."""
        return [scale.read(features[scale.name]) for scale in self._scales]

    def score(self, features: Features) -> int | None:
        """The score, or None when any attribute is missing: half a score would look like a whole one."""
        total = self.base_points
        for scale in self._scales:
            value = features[scale.name]
            if value is None:
                return None
            total += scale.read(value).points
        return total


def _unusable(error: Exception) -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            "评分卡无法使用, 请恢复随安装提供的 scorecard.json: {error}",
            "The scorecard cannot be used; restore the installed scorecard.json: {error}",
        ).format(error=str(error).replace("\n", " "))
    )
