"""A card that `scorecard fit` wrote, used by the decision: its columns have to be inputs of ours, by name and type.

A lender exports its book with the names of `FEATURES` as columns (money in fen, ratios as numbers, true and false as
words), fits, and names the file in `PADDOCK_CENTRAL_SCORECARD_FILE`.
"""

from typing import Final

from paddock.central.risk.feature_list import FEATURES, SCORECARD, FeatureKind, Features
from paddock.central.scorecards.card import Card, Term
from paddock.central.scorecards.inputs import Input
from paddock.central.scorecards.scoring import CardReader, Contribution
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.wire.decisions import ScorePoint

CONSTANT: Final = "constant"
_CONSTANT_CAPTION: Final = Sentence("起始分", "Constant")


class FittedScorecard:
    """A fitted card over the inputs of the decision.

    Args:
        card: as read.
        may_be_missing: inputs that need not be known for a score: what is missing of them gets the points of their
            worst bin (`Card` sees to that). Everything else that is missing leaves no score.

    Raises:
        BadInput: the card needs what the decision does not have; the sentence says which and why.
    """

    def __init__(self, card: Card, text: str, may_be_missing: frozenset[str] = frozenset()) -> None:
        faults = [fault for term in card.terms for fault in _faults(term)]
        if faults:
            listed_zh, listed_en = "; ".join(f.zh for f in faults), "; ".join(f.en for f in faults)
            raise BadInput(
                Sentence(
                    f"评分卡 {card.name} 不能用于决定: {listed_zh}",
                    f"The card {card.name} cannot decide: {listed_en}",
                )
            )
        self.name = card.identity
        self.text = text
        self.base_points = 0
        self.inputs = frozenset(card.needs)
        self._reader = CardReader(card)
        self._needed = tuple(name for name in card.needs if name not in may_be_missing)
        self._constant = ScorePoint(attribute=CONSTANT, caption=_CONSTANT_CAPTION, bin="*", points=card.constant)
        self._captions = _captions(card)

    def points(self, features: Features) -> list[ScorePoint]:
        """The constant and the points of every line; what is missing gets its bin for missing."""
        return [self._constant, *map(self._point, self._reader.score(features).contributions)]

    def score(self, features: Features) -> int | None:
        """The score, or None when an input the card needs is missing."""
        if any(features[name] is None for name in self._needed):
            return None
        return self._reader.score(features).score

    def _point(self, line: Contribution) -> ScorePoint:
        return ScorePoint(attribute=line.attribute, caption=self._captions[line.code], bin=line.bin, points=line.points)


def _captions(card: Card) -> dict[str, Sentence]:
    terms = [_caption(term.bins.input) for term in card.terms]
    captions = {f"A{number:02d}": caption for number, caption in enumerate(terms, start=1)}
    for number, pair in enumerate(card.pairs, start=1):
        first, second = terms[pair.first], terms[pair.second]
        captions[f"B{number:02d}"] = Sentence(f"{first.zh} × {second.zh}", f"{first.en} × {second.en}")
    return captions


def _caption(given: Input) -> Sentence:
    return Sentence(
        given.named(lambda column: FEATURES[column].caption.zh), given.named(lambda column: FEATURES[column].caption.en)
    )


def _faults(term: Term) -> list[Sentence]:
    given = term.bins.input
    faults = []
    for column in given.needs:
        feature = FEATURES.get(column)
        if feature is None or feature.source == SCORECARD:
            faults.append(Sentence(f"没有输入项 {column}", f"there is no input {column}"))
        elif given.number != feature.is_number:
            faults.append(
                Sentence(f"{column} 的类型是{feature.kind.caption.zh}", f"{column} is a {feature.kind.caption.en} here")
            )
        elif not given.number and feature.kind is FeatureKind.TEXT:
            listed = {category for group in term.bins.groups for category in group}
            strange = sorted(listed - set(feature.choices))
            if strange:
                names = ", ".join(strange)
                faults.append(Sentence(f"{column} 没有取值 {names}", f"{column} never is {names}"))
    return faults + _directions(term)


def _directions(term: Term) -> list[Sentence]:
    """What more money down moves may enter only in that direction and alone, or it could worsen a decision."""
    found = []
    single = len(term.bins.input.needs) == 1
    for column in term.bins.input.needs:
        feature = FEATURES.get(column)
        moves = None if feature is None else feature.more_down
        if moves is not None and not (single and term.declared and term.trend == moves):
            found.append(
                Sentence(
                    f"{column} 必须声明单调, 请用 --{moves} {column} 重新拟合",
                    f"{column} needs a declared direction: fit again with --{moves} {column}",
                )
            )
    return found
