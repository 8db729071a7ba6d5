"""Where a form's own words stand among what was read, with the misreadings that small print brings."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from paddock.app.capture.forms.glyphs import GlyphRow

_SHORT: Final = 3
_FORGIVING: Final = 4
_VERY_FORGIVING: Final = 8
_MERGED_VALUE: Final = 4
_INDEX: Final = re.compile(r"^\d{0,2}[.、,，:·]?$")


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A label found in a row: glyphs `start` to `stop` spell `words`."""

    words: str
    row: GlyphRow
    start: int
    stop: int

    @property
    def left(self) -> float:
        """Left edge in pixels."""
        first = self.row.glyphs[self.start]
        return first.x - first.width / 2

    @property
    def right(self) -> float:
        """Right edge in pixels."""
        last = self.row.glyphs[self.stop - 1]
        return last.x + last.width / 2

    @property
    def height(self) -> float:
        """Height of its print in pixels."""
        return self.row.glyphs[self.start].height


def find_labels(row: GlyphRow, words: Iterable[str]) -> list[Label]:
    """Return the labels in `row`, left to right, the longest where several fit.

    Labels of four characters and more may have one wrong, those of eight two; what is spelled right goes first, so
    that a short value ("个人陈明") does not pass for the end of a longer label ("个人住址"). A short one counts only
    where a label can begin: at the start of a line, after an index ("7."), or after a short value of another label.
    """
    text = row.text
    found: list[Label] = []
    taken = [False] * len(text)
    ordered = sorted(set(words), key=len, reverse=True)
    for matches in (_spelled, _alike):
        for wanted in (word for word in ordered if len(word) > _SHORT):
            for start in range(len(text) - len(wanted) + 1):
                stop = start + len(wanted)
                if not any(taken[start:stop]) and matches(text[start:stop], wanted):
                    found.append(Label(wanted, row, start, stop))
                    taken[start:stop] = [True] * len(wanted)
    short = [word for word in ordered if len(word) <= _SHORT]
    # Left to right: whether one can begin depends on the one before it.
    for start in range(len(text)):
        word = next((each for each in short if text.startswith(each, start)), None)
        if word is None or any(taken[start : start + len(word)]) or not _can_begin(row, start, found):
            continue
        found.append(Label(word, row, start, start + len(word)))
        taken[start : start + len(word)] = [True] * len(word)
    return sorted(found, key=lambda label: label.start)


def strip_index(row: GlyphRow, start: int) -> int:
    """Return where the label at `start` really begins: with its number, "14.", if one stands before it."""
    glyphs, text = row.glyphs, row.text
    for begin in range(max(start - 3, 0), start):
        apart = begin == 0 or glyphs[begin].starts or glyphs[begin].x - glyphs[begin - 1].x > 1.5 * glyphs[begin].height
        if apart and re.fullmatch(r"\d{1,2}[.、,，:·]?", text[begin:start]):
            return begin
    return start


def _spelled(read: str, wanted: str) -> bool:
    return read == wanted


def _alike(read: str, wanted: str) -> bool:
    """Whether print was misread: Chinese characters are taken for others, not for capitals and digits."""
    allowed = 2 if len(wanted) >= _VERY_FORGIVING else 1 if len(wanted) >= _FORGIVING else 0
    wrong = [a for a, b in zip(read, wanted, strict=True) if a != b]
    return 0 < len(wrong) <= allowed and not any(char.isascii() and char.isalnum() for char in wrong)


def _can_begin(row: GlyphRow, start: int, found: Sequence[Label]) -> bool:
    glyphs = row.glyphs
    if glyphs[start].starts:
        return True
    before = glyphs[start - 1]
    if glyphs[start].x - before.x > 2.2 * glyphs[start].height:
        return True
    begin = max((at for at in range(start) if glyphs[at].starts), default=0)
    if _INDEX.fullmatch("".join(glyph.char for glyph in glyphs[begin:start])):
        return True
    earlier = max((label.stop for label in found if label.stop <= start), default=None)
    return earlier is not None and start - earlier <= _MERGED_VALUE
