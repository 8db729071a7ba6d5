"""Recombination 评分卡组合 as data: which card speaks for whom, and what the market adds or takes.

A file chooses the first card whose conditions hold and adds offsets by vehicle class, region tier and cycle index. It
is published like a card, hashed as a whole, and loaded without a restart.
"""

import hashlib
import itertools
import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError, model_validator

from paddock.central.risk.feature_list import CHOICES, FEATURES, FeatureKind, Features
from paddock.central.risk.scoring_card import ScoringCard
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.wire.decisions import ScorePoint

_Points = Annotated[int, Field(ge=-200, le=200)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Choice(_Row):
    """The card for applications whose inputs have one of the listed words; nothing listed: everybody else."""

    when: dict[str, Annotated[tuple[str, ...], Field(min_length=1)]]
    card: str

    @model_validator(mode="after")
    def _can_be_told(self) -> Self:
        for name, words in self.when.items():
            feature = FEATURES.get(name)
            if feature is None or feature.kind is not FeatureKind.TEXT or set(words) - set(feature.choices):
                raise ValueError(f"{name} is no input with the words {', '.join(words)}")
        return self


class _Caption(_Row):
    zh: str
    en: str


class _WordOffset(_Row):
    """Points for each word an input can have."""

    name: str
    caption: _Caption
    feature: str
    points: dict[str, _Points]

    @model_validator(mode="after")
    def _covers_every_word(self) -> Self:
        feature = FEATURES.get(self.feature)
        if feature is None or feature.kind is not FeatureKind.TEXT or set(self.points) != set(feature.choices):
            raise ValueError(f"{self.name} needs points for every word of {self.feature}")
        return self


class _Step(_Row):
    below: FiniteFloat | None
    points: _Points


class _IndexOffset(_Row):
    """Points for where an index of the market stands; the index is data of this file, published with it."""

    name: str
    caption: _Caption
    index: FiniteFloat
    steps: Annotated[tuple[_Step, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _covers_every_number(self) -> Self:
        limits = [step.below for step in self.steps[:-1]]
        known = [limit for limit in limits if limit is not None]
        rising = all(low < high for low, high in itertools.pairwise(known))
        if self.steps[-1].below is not None or len(known) < len(limits) or not rising:
            raise ValueError(f"{self.name} needs rising steps of which only the last is open")
        return self

    @property
    def points(self) -> int:
        """The points of the step the index is on."""
        return next(step.points for step in self.steps if step.below is None or self.index < step.below)


class AssemblyFile(_Row):
    """The file, its cards inside it."""

    assembly: Annotated[str, Field(pattern=r"^[^\s@:]{1,80}$")]
    version: Annotated[int, Field(gt=0)]
    cards: Annotated[dict[str, dict[str, Any]], Field(min_length=1)]
    choose: Annotated[tuple[_Choice, ...], Field(min_length=1)]
    offsets: tuple[_WordOffset | _IndexOffset, ...] = ()
    may_be_missing: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _chooses_for_everybody(self) -> Self:
        named = {choice.card for choice in self.choose}
        if named != set(self.cards):
            raise ValueError(f"cards and choices differ: {', '.join(sorted(named ^ set(self.cards)))}")
        if self.choose[-1].when or any(not choice.when for choice in self.choose[:-1]):
            raise ValueError("the last choice, and only the last, is for everybody else")
        return self


class AssembledScorecard:
    """Several cards and offsets as one."""

    def __init__(self, file: AssemblyFile, text: str, cards: Mapping[str, ScoringCard]) -> None:
        canonical = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.name = f"{file.assembly}@{file.version}:{hashlib.sha256(canonical.encode()).hexdigest()}"
        self.text = text
        self.base_points = 0
        self._choose = file.choose
        self._cards = cards
        self._offsets = file.offsets
        words = [offset.feature for offset in file.offsets if isinstance(offset, _WordOffset)]
        told_by = [name for choice in file.choose for name in choice.when]
        self.inputs = frozenset(words).union(told_by, *(card.inputs for card in cards.values()))

    @classmethod
    def from_text(cls, text: str, read_card: Callable[[str, frozenset[str]], ScoringCard]) -> Self:
        """The assembly that `text` holds; `read_card` reads the cards in it, told which inputs may be missing.

        Raises:
            BadInput: it leaves somebody without a card or a value without points.
        """
        try:
            file = AssemblyFile.model_validate_json(text)
        except ValidationError as error:
            found = error.errors()[0]
            where = ".".join(map(str, found["loc"])) or "-"
            raise BadInput(
                Sentence(
                    f"评分卡组合无法使用 ({where}: {found['msg']})",
                    f"The assembly of cards cannot be used ({where}: {found['msg']})",
                )
            ) from error
        missing = frozenset(file.may_be_missing)
        cards = {
            name: read_card(json.dumps(document, ensure_ascii=False), missing) for name, document in file.cards.items()
        }
        return cls(file, text, cards)

    def points(self, features: Features) -> list[ScorePoint]:
        """The lines of the chosen card, its base points as a line, and the offsets."""
        chosen = self._chosen(features) or self._cards[self._choose[-1].card]
        base = ScorePoint(
            attribute="base_points", caption=_BASE, bin=chosen.name.split(":")[0], points=chosen.base_points
        )
        return [base, *chosen.points(features), *(line for line in self._added(features) if line is not None)]

    def score(self, features: Features) -> int | None:
        """The score of the chosen card and the offsets; None where a choice or an offset cannot be told."""
        chosen = self._chosen(features)
        score = None if chosen is None else chosen.score(features)
        added = self._added(features)
        known = [line.points for line in added if line is not None]
        return None if score is None or len(known) < len(added) else score + sum(known)

    def _chosen(self, features: Features) -> ScoringCard | None:
        """The first card whose conditions hold; None when that hangs on something missing."""
        for choice in self._choose:
            values = {name: features[name] for name in choice.when}
            if any(value is not None and value not in choice.when[name] for name, value in values.items()):
                continue
            return None if None in values.values() else self._cards[choice.card]
        return None

    def _added(self, features: Features) -> list[ScorePoint | None]:
        return [self._offset(offset, features) for offset in self._offsets]

    @staticmethod
    def _offset(offset: _WordOffset | _IndexOffset, features: Features) -> ScorePoint | None:
        caption = Sentence(offset.caption.zh, offset.caption.en)
        if isinstance(offset, _IndexOffset):
            return ScorePoint(attribute=offset.name, caption=caption, bin=f"{offset.index:g}", points=offset.points)
        word = features[offset.feature]
        if word is None:
            return None
        shown = CHOICES[str(word)]
        return ScorePoint(
            attribute=offset.name, caption=caption, bin=f"{shown.zh} {shown.en}", points=offset.points[str(word)]
        )


_BASE = Sentence("评分卡基础分", "Base points of the card")
