"""The characters that belong to a label: right of it, beside it where the print slipped, or under it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from paddock.app.capture.forms.glyphs import Glyph, GlyphRow
from paddock.app.capture.forms.labels import Label, find_labels, strip_index

Stretch: TypeAlias = tuple[Glyph, ...]

_FIRST_GAP: Final = 22.0
_NEXT_GAP: Final = 9.0
_SLIPPED: Final = 1.3
_NEXT_ROW: Final = 2.6
_UNDER: Final = 2.8
_ENGLISH: Final = re.compile(
    r"(?:Plate|No\.?|Owner|Engine|VIN|Register|Date|of|Birth|First|Vehicle|Type|Issue|Model|Use|Character|Address"
    r"|Name|Sex|Nationality|Class|Valid|Period|File|Record|Number)+[.:：]*"
)


class Cells:
    """A page's characters, cut at the labels of one form."""

    def __init__(self, rows: Sequence[GlyphRow], words: frozenset[str]) -> None:
        self.rows = [row for row in map(_without_english, rows) if row.glyphs]
        self._labels: Mapping[int, list[Label]] = {
            index: find_labels(row, words) for index, row in enumerate(self.rows)
        }
        self._index = {id(row): index for index, row in enumerate(self.rows)}

    def labelled(self, words: Sequence[str]) -> list[Label]:
        """Return the places where one of `words` stands, top to bottom."""
        return [label for index in range(len(self.rows)) for label in self._labels[index] if label.words in words]

    def stretches(self, label: Label, *, under: bool) -> Iterator[Stretch]:
        """Yield what may be the label's value, the likeliest first."""
        beside = self.right_of(label)
        if beside:
            yield beside
        yield from self._slipped(label)
        if under:
            yield from self._under(label)

    def right_of(self, label: Label) -> Stretch:
        """Return what stands right of the label on its row, up to the next label or a wide gap."""
        index = self._index[id(label.row)]
        following = [other for other in self._labels[index] if other.start >= label.stop]
        stop = strip_index(label.row, following[0].start) if following else len(label.row.glyphs)
        return _until_gap(label.row.glyphs[label.stop : max(stop, label.stop)], label.right, label.height)

    def further_rows(self, label: Label, first: Stretch, most: int) -> Stretch:
        """Return the rows that go on under `first`: not labelled, beginning no further left."""
        index = self._index[id(self._row_of(first[0]))]
        left, height, y = first[0].x - 1.8 * first[0].height, first[0].height, first[0].y
        limit = self._column_end(label, first)
        found: list[Glyph] = []
        for below in range(index + 1, len(self.rows)):
            row = self.rows[below]
            if row.y - y > _NEXT_ROW * height or most <= 1:
                break
            if any(other.left < limit and other.right > label.left - 25 * height for other in self._labels[below]):
                break
            inside = tuple(glyph for glyph in row.glyphs if left <= glyph.x < limit)
            part = _until_gap(inside, left, height, _NEXT_GAP)
            # What begins well to the right of the value's own edge is other print, such as a seal or a stamp.
            if not part or part[0].x > first[0].x + 4 * height or part[0].height > 1.8 * height:
                continue
            found += part
            y, most = row.y, most - 1
        return tuple(found)

    def all_text(self) -> Iterator[Stretch]:
        """Yield every stretch that is free of labels."""
        for index, row in enumerate(self.rows):
            at = 0
            for label in self._labels[index]:
                if label.start > at:
                    yield row.glyphs[at : label.start]
                at = label.stop
            if at < len(row.glyphs):
                yield row.glyphs[at:]

    def _row_of(self, glyph: Glyph) -> GlyphRow:
        return next(row for row in self.rows if any(each is glyph for each in row.glyphs))

    def _column_end(self, label: Label, first: Stretch) -> float:
        """Where the next column begins on the value's row."""
        row = self._row_of(first[0])
        edges = [
            other.left
            for other in (*self._labels[self._index[id(row)]], *self._labels[self._index[id(label.row)]])
            if other.left > first[0].x
        ]
        return min(edges, default=float("inf"))

    def _slipped(self, label: Label) -> Iterator[Stretch]:
        """What is filled in may be printed half a row off the form."""
        index = self._index[id(label.row)]
        near = sorted(
            (other for other in range(len(self.rows)) if other != index),
            key=lambda other: abs(self.rows[other].y - label.row.y),
        )
        next_label = min(
            (other.left for other in self._labels[index] if other.start >= label.stop), default=float("inf")
        )
        for other in near:
            row = self.rows[other]
            if abs(row.y - label.row.y) > _SLIPPED * label.height:
                return
            after = [glyph for glyph in row.glyphs if label.right < glyph.x < next_label]
            blocked = [each for each in self._labels[other] if each.left < next_label and each.right > label.left]
            if after and not blocked:
                part = _until_gap(after, label.right, label.height)
                if part:
                    yield part

    def _under(self, label: Label) -> Iterator[Stretch]:
        height = label.height
        for index, row in enumerate(self.rows):
            if not 0.4 * height < row.y - label.row.y < _UNDER * height:
                continue
            covered = [each for each in self._labels[index] if each.left < label.right and each.right > label.left]
            inside = [glyph for glyph in row.glyphs if glyph.x > label.left - 1.5 * height]
            if inside and not covered and inside[0].x < label.right + height:
                yield _until_gap(inside, inside[0].x, height)


def _until_gap(glyphs: Sequence[Glyph], left: float, height: float, first_gap: float = _FIRST_GAP) -> Stretch:
    kept: list[Glyph] = []
    edge, allowed = left, first_gap * height
    for glyph in glyphs:
        if glyph.x - edge > allowed:
            break
        kept.append(glyph)
        edge, allowed = glyph.x, _NEXT_GAP * height
    return tuple(kept)


def _without_english(row: GlyphRow) -> GlyphRow:
    """Leave out the second language of the labels; values have capitals and units only."""
    dropped: set[int] = set()
    for match in _ENGLISH.finditer(row.text):
        dropped.update(range(match.start(), match.end()))
    kept = [
        glyph
        for index, glyph in enumerate(row.glyphs)
        if index not in dropped and not _is_english(glyph.line.line.text)
    ]
    return GlyphRow(tuple(kept), row.y, row.height)


def _is_english(text: str) -> bool:
    """Whether a line is English words, however misread: three small letters and neither Chinese nor digits."""
    small = sum(char.isascii() and char.islower() for char in text)
    return small >= 3 and not any(char.isdigit() or "\u3400" <= char <= "\u9fff" for char in text)
