"""Which lines a few letters find, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from paddock.ui.palette.entries import Entry, Kind
from paddock.ui.palette.pinyin import Place, place_of

MOST_SHOWN = 60
MOST_AT_FIRST = 30
"""Without a question."""
_NUMBER_PART, _NUMBER_END = 3, 4
"""How many characters of a VIN or contract number mean one rather than a word."""


class Found(IntEnum):
    """How well a word fits a line; higher is better."""

    NOT = 0
    IN_NUMBER = 20
    IN_REST = 30
    SPELT_IN_REST = 35
    SPELT_IN_TITLE = 45
    REST_WORD = 48
    IN_TITLE = 52
    SPELT_TITLE = 65
    TITLE_WORD = 70
    TITLE = 80
    NUMBER_END = 95
    NUMBER = 100


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, what was chosen lately, and when."""

    text: str
    recent: Sequence[str] = ()
    """Keys of the lines chosen last, the newest first."""
    now: datetime | None = None


def ranked(entries: Sequence[Entry], question: Question) -> list[Entry]:
    """The best finds, best first; without letters what was chosen lately and what can be done here."""
    words = question.text.casefold().split()
    places = {key: place for place, key in enumerate(question.recent)}
    if not words:
        return _at_first(entries, places)
    scored = []
    for order, entry in enumerate(entries):
        fit = _fit(entry, words)
        if fit:
            scored.append((-_score(entry, fit, places, question.now), order, entry))
    scored.sort(key=lambda found: found[:2])
    return [entry for _score_, _order, entry in scored[:MOST_SHOWN]]


def _at_first(entries: Sequence[Entry], places: dict[str, int]) -> list[Entry]:
    lately = sorted((entry for entry in entries if entry.key in places), key=lambda entry: places[entry.key])
    rest = [entry for entry in entries if entry.key not in places and entry.enabled]
    here = [entry for entry in rest if entry.here]
    others = [entry for entry in rest if entry.kind is Kind.ACTION and not entry.here]
    deals = [entry for entry in rest if entry.kind is Kind.DEAL][:5]
    return [*lately[:6], *here, *deals, *others][:MOST_AT_FIRST]


def _fit(entry: Entry, words: Sequence[str]) -> int:
    """How well all words together fit: as well as the worst of them, or as one spelling over the blanks."""
    worst = min(_fit_word(entry, word) for word in words)
    if len(words) > 1 and not worst and place_of("".join(words), entry.title_spelling):
        return Found.SPELT_IN_TITLE
    return worst


def _fit_word(entry: Entry, word: str) -> Found:
    best = max(_in_number(entry.number.casefold(), word), _in_title(entry, word))
    return best if best >= Found.IN_TITLE else max(best, _in_rest(entry, word))


def _in_number(number: str, word: str) -> Found:
    if not number or len(word) < _NUMBER_PART:
        return Found.NOT
    if number == word:
        return Found.NUMBER
    if len(word) >= _NUMBER_END and number.endswith(word):
        return Found.NUMBER_END
    return Found.IN_NUMBER if word in number else Found.NOT


def _in_title(entry: Entry, word: str) -> Found:
    title = entry.title_lower
    if title.startswith(word):
        return Found.TITLE
    if f" {word}" in title:
        return Found.TITLE_WORD
    spelt = place_of(word, entry.title_spelling) if word.isascii() else Place.NOWHERE
    if spelt is Place.START:
        return Found.SPELT_TITLE
    if word in title:
        return Found.IN_TITLE
    return Found.SPELT_IN_TITLE if spelt is Place.INSIDE else Found.NOT


def _in_rest(entry: Entry, word: str) -> Found:
    rest = entry.rest_lower
    if rest.startswith(word) or f" {word}" in rest:
        return Found.REST_WORD
    if word in rest:
        return Found.IN_REST
    spelt = word.isascii() and any(place_of(word, each) is Place.START for each in entry.rest_spellings)
    return Found.SPELT_IN_REST if spelt else Found.NOT


def _score(entry: Entry, fit: int, places: dict[str, int], now: datetime | None) -> int:
    score = fit + (6 if entry.kind is Kind.ACTION else 0) - (200 if not entry.enabled else 0)
    if entry.key in places:
        score += max(14 - places[entry.key], 4)
    if now is not None and entry.changed_at is not None:
        age = now - entry.changed_at
        score += 5 if age < timedelta(days=1) else 2 if age < timedelta(days=14) else 0
    return score
