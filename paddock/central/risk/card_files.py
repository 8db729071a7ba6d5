"""Reading whichever card a file holds, and following the file: a changed card is used from the next decision on."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from paddock.central.following import Followed
from paddock.central.gathering.table import AskingTable
from paddock.central.risk.card_assembly import AssembledScorecard
from paddock.central.risk.feature_list import FEATURES
from paddock.central.risk.fitted_card import FittedScorecard
from paddock.central.risk.scorecard import Scorecard
from paddock.central.risk.scoring_card import ScoringCard
from paddock.central.scorecards.card import Card
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.sentences import Sentence

_MOST_KEPT: Final = 8
_NOBODY: Final[frozenset[str]] = frozenset()


def card_from_text(text: str, may_be_missing: frozenset[str] = _NOBODY) -> ScoringCard:
    """The judgmental card, fitted card or assembly that `text` holds.

    Raises:
        BadInput, EnvironmentFault: it is none of them, or cannot decide; the sentence says why.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise _no_card(error) from error
    if not isinstance(document, dict):
        raise _no_card("no object")
    if "assembly" in document:
        return AssembledScorecard.from_text(text, card_from_text)
    if "format" in document:
        return FittedScorecard(Card.from_text(text), text, may_be_missing)
    return Scorecard.from_text(text)


def read_card_file(path: Path) -> tuple[ScoringCard, tuple[Path, ...]]:
    """The card in a file, and every file it came from.

    In an assembly's file a card may stand as `{"file": "new.json", "sha256": "…"}`, beside it; the hash is the card's
    own, so that an assembly and a card of two different days are never used together.

    Raises:
        BadInput, EnvironmentFault: a file cannot be read, is no card, or is not the one meant.
    """
    text = _text(path)
    files = [path]
    try:
        document = json.loads(text)
    except ValueError as error:
        raise _no_card(error) from error
    if isinstance(document, dict) and isinstance(document.get("cards"), dict):
        for name, card in document["cards"].items():
            if isinstance(card, dict) and set(card) == {"file", "sha256"}:
                files.append(path.parent / str(card["file"]))
                document["cards"][name] = _referred(files[-1], str(card["sha256"]))
        text = json.dumps(document, ensure_ascii=False)
    card = card_from_text(text)
    _refuse_what_hangs_on_the_amount(card)
    return card, tuple(files)


class CardShelf:
    """The card in force, and those that were in force lately; safe to share between threads.

    Args:
        path: the file to follow; None: the card installed with the program, which does not change.

    Raises:
        PaddockError: the file holds no card that can decide.
    """

    def __init__(self, path: Path | None) -> None:
        self._named: OrderedDict[str, ScoringCard] = OrderedDict()
        self._current: Callable[[], ScoringCard]
        if path is None:
            installed = Scorecard.load()
            self._current = lambda: installed
        else:
            self._current = Followed(path, self._read, lambda card: f"scorecard {card.name}").current

    def current(self) -> ScoringCard:
        """The card in force now."""
        return self._current()

    def named(self, name: str) -> ScoringCard | None:
        """A card that is or lately was in force."""
        return self._named.get(name)

    def _read(self, path: Path) -> tuple[ScoringCard, tuple[Path, ...]]:
        card, files = read_card_file(path)
        self._named[card.name] = card
        if len(self._named) > _MOST_KEPT:
            self._named.popitem(last=False)
        return card, files


def _refuse_what_hangs_on_the_amount(card: ScoringCard) -> None:
    """Refuse inputs of sources that are asked only above some amount: borrowing less would leave no score.

    A card that was in force when other sources were asked is still read by its hash, to replay its decisions.
    """
    seldom = AskingTable.installed().spared_by("amount_financed_fen")
    names = ", ".join(sorted(name for name in card.inputs if FEATURES[name].source in seldom))
    if names:
        raise BadInput(
            Sentence(
                f"{names} 的数据源只在融资额较大时查询, 借得少的反而没有分数; 请用 --exclude 重新拟合, 或从组合中去掉",
                f"{names}: asked about only where much is borrowed, so that borrowing less would leave no score; "
                f"fit again with --exclude, or take it out of the assembly",
            )
        )


def _referred(path: Path, sha256: str) -> dict[str, Any]:
    text = _text(path)
    try:
        document: Any = json.loads(text)
    except ValueError as error:
        raise _no_card(error) from error
    if not isinstance(document, dict):
        raise _no_card("no object")
    own = document.get("sha256")
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if sha256 not in {own, hashlib.sha256(canonical.encode()).hexdigest()}:
        raise BadInput(
            Sentence(
                f"评分卡 {path.name} 的哈希与组合中写的不符, 请更新组合或放回原卡",
                f"The card {path.name} is not the one the assembly names: update the assembly or put that card back",
            )
        )
    return document


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentFault(
            Sentence(f"无法读取评分卡 {path}: {error}", f"The scorecard {path} cannot be read: {error}")
        ) from error


def _no_card(why: object) -> BadInput:
    return BadInput(Sentence(f"文件不是评分卡: {why}", f"The file is no scorecard: {why}"))
