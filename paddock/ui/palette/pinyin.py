"""Chinese by the letters one would type for it: `wxc`, `wangxc` and `wang xiaochuan` all find 王小川.

Every reading of a character counts (曾 is `zeng` and `ceng`): who searches must not have to know which one is meant,
and surnames are read otherwise than words.

The readings are those of pypinyin (MIT), of which only the table is used: imported, it keeps twelve megabytes of
objects and holds the window up for a tenth of a second.
"""

import json
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_MOST_READINGS = 3
"""The commonest come first; the rare ones of old books would only find what nobody meant."""
Spelling = Sequence[tuple[str, ...]]
"""For each character that can be typed, its readings in ASCII letters without tones."""


class Place(IntEnum):
    """Where in a text a spelling was found."""

    NOWHERE = 0
    INSIDE = 1
    START = 2


def spelling_of(text: str) -> Spelling:
    """The readings of each character; letters and digits read as themselves, everything else is passed over."""
    return tuple(readings for character in text if (readings := _readings(character)))


def place_of(letters: str, spelling: Spelling) -> Place:
    """Where `letters` (lower case, no blanks) spell a run of characters: each by the beginning of one reading."""
    if not letters:
        return Place.NOWHERE
    for start in range(len(spelling)):
        if _spells(letters, spelling, start):
            return Place.START if start == 0 else Place.INSIDE
    return Place.NOWHERE


def _spells(letters: str, spelling: Spelling, at: int) -> bool:
    if not letters:
        return True
    if at == len(spelling):
        return False
    for reading in spelling[at]:
        # The longest beginning first: `xian` is rather 先 than 西安, but either is found.
        for length in range(_common(letters, reading), 0, -1):
            if _spells(letters[length:], spelling, at + 1):
                return True
    return False


def _common(letters: str, reading: str) -> int:
    length = 0
    while length < min(len(letters), len(reading)) and letters[length] == reading[length]:
        length += 1
    return length


@cache
def _readings(character: str) -> tuple[str, ...]:
    if character.isascii():
        return (character.lower(),) if character.isalnum() else ()
    # 儿化 and 差 have readings that differ in their tone alone: one is enough.
    found = dict.fromkeys(_without_tone(reading) for reading in _table().readings_of(ord(character)))
    return tuple(found)[:_MOST_READINGS]


def _without_tone(reading: str) -> str:
    """`lǜ` → `lv`, as it is typed."""
    apart = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in apart if letter.isascii())


_ENTRY = re.compile(rb'"(\d+)": *"')


class _Table:
    """The file as it is, and where in it each character stands: a megabyte, against eight for a dictionary of it."""

    def __init__(self, text: bytes) -> None:
        """`text` is a JSON object of readings, separated by commas, by code points in ascending order."""
        self._text = text
        self._codes, self._starts = array("L"), array("L")
        for entry in _ENTRY.finditer(text):
            self._codes.append(int(entry[1]))
            self._starts.append(entry.end() - 1)

    def readings_of(self, code: int) -> list[str]:
        """The readings of a character, the commonest first; none for what is no Chinese character."""
        at = bisect_left(self._codes, code)
        if at == len(self._codes) or self._codes[at] != code:
            return []
        start = self._starts[at]
        readings: str = json.loads(self._text[start : self._text.index(b'"', start + 1) + 1])
        return readings.split(",")


@cache
def _table() -> _Table:
    package = find_spec("pypinyin")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("pypinyin")
    return _Table((Path(package.origin).parent / "pinyin_dict.json").read_bytes())
