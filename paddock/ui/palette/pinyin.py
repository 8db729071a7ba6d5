"""Chinese by the letters one would type for it: `wxc`, `wangxc` and `wang xiaochuan` all find 王小川.

Every reading of a character counts (曾 is `zeng` and `ceng`): who searches must not have to know which one is meant,
and surnames are read otherwise than words.
"""

import os
from collections.abc import Sequence
from enum import IntEnum
from functools import cache

# The phrases tell which reading is meant; all of them count here, and 44 MB of phrases would stay in the window.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

from pypinyin import Style, pinyin

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
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return tuple(found[0][:_MOST_READINGS]) if found else ()
