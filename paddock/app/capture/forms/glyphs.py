"""A page as rows of single characters, each with its place: what labels and values are cut out of.

Recognition joins what stands close together ("性别男民族汉"), detection parts what is spaced out ("名    称"). So
neither lines nor their order count here, only characters and where they stand.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from paddock.app.capture import geometry
from paddock.app.capture.card_text import VARIANTS
from paddock.app.capture.page import Page, PlacedLine

_SAME_ROW: Final = 0.5
_LONG: Final = 3.0
_FEWEST_FOR_A_SLOPE: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """One character. `x` and `y` are its middle, `y` after the page's slant is taken out; all in pixels.

    `char` has set words in their printed form, `raw` is what was recognised. `starts` tells that its line begins here.
    """

    char: str
    raw: str
    probability: float
    x: float
    y: float
    width: float
    height: float
    line: PlacedLine
    starts: bool


@dataclass(frozen=True, slots=True, eq=False)
class GlyphRow:
    """Characters on one level, left to right."""

    glyphs: tuple[Glyph, ...]
    y: float
    height: float

    @property
    def text(self) -> str:
        """The row without spaces."""
        return "".join(glyph.char for glyph in self.glyphs)


def glyph_rows(page: Page) -> list[GlyphRow]:
    """Return the rows of `page`, top to bottom.

    The slant of the text may change with the height on the page, as it does when paper is seen aslant.
    """
    slope_at = _slope(page.lines)
    middle = page.picture.shape[1] / 2
    placed = [(line, _level(line, slope_at, middle)) for line in page.lines]
    rows: list[list[tuple[PlacedLine, float]]] = []
    for line, y in sorted(placed, key=lambda entry: entry[1]):
        row = _row_for(rows, line, y)
        if row is None:
            rows.append([(line, y)])
        else:
            row.append((line, y))
    made = [_as_row(row) for row in rows]
    return sorted((row for row in made if row.glyphs), key=lambda row: row.y)


def _row_for(
    rows: Sequence[list[tuple[PlacedLine, float]]], line: PlacedLine, y: float
) -> list[tuple[PlacedLine, float]] | None:
    """The row whose level the line shares; where print stands above print in it already, it is another row."""
    for row in reversed(rows[-4:]):
        level = float(np.median([other_y for _, other_y in row]))
        lowest = min(line.height, *(other.height for other, _ in row))
        if abs(y - level) < _SAME_ROW * lowest and not any(_overlap(line, other) for other, _ in row):
            return row
    return None


def _overlap(one: PlacedLine, other: PlacedLine) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0.6 * min(one.height, other.height) + 0.1 * min(one.right - one.left, other.right - other.left)


def _slope(lines: Sequence[PlacedLine]) -> "_Slope":
    """Fit the direction of the text as a line over the height of the page."""
    long = [line for line in lines if geometry.width_of(line.quad) > _LONG * line.height]
    angles = [math.tan(math.radians(max(min(geometry.angle_of(line.quad), 45.0), -45.0))) for line in long]
    if not long:
        return _Slope(0.0, 0.0)
    weights = np.asarray([geometry.width_of(line.quad) for line in long])
    ys = np.asarray([line.centre[1] for line in long])
    order = np.argsort(angles)
    share = np.cumsum(weights[order]) / weights.sum()
    typical = float(np.asarray(angles)[order][int(np.searchsorted(share, 0.5))])
    kept = np.abs(np.asarray(angles) - typical) < 0.08
    if kept.sum() < _FEWEST_FOR_A_SLOPE or float(np.ptp(ys[kept])) < 1.0:
        return _Slope(typical, 0.0)
    fitted = np.polyfit(ys[kept], np.asarray(angles)[kept], 1, w=np.sqrt(weights[kept]))
    return _Slope(float(fitted[1]), float(fitted[0]))


@dataclass(frozen=True, slots=True)
class _Slope:
    at_top: float
    per_pixel: float

    def at(self, y: float) -> float:
        return self.at_top + self.per_pixel * y


def _level(line: PlacedLine, slope: _Slope, middle: float) -> float:
    x, y = line.centre
    # The direction at the level the line would have in the middle of the page; one step is enough for small slants.
    first = y - (x - middle) * slope.at(y)
    return y - (x - middle) * slope.at(first)


def _as_row(row: Sequence[tuple[PlacedLine, float]]) -> GlyphRow:
    ordered = sorted(row, key=lambda entry: entry[0].left)
    glyphs = [glyph for line, y in ordered for glyph in _glyphs_of(line, y)]
    level = float(np.mean([y for _, y in ordered]))
    return GlyphRow(tuple(glyphs), level, float(np.median([line.height for line, _ in ordered])))


def _glyphs_of(line: PlacedLine, y: float) -> list[Glyph]:
    marks = line.line.marks
    if not marks:
        return []
    first, last = marks[0].first, marks[-1].last + 1
    # Time steps run evenly along the strip, which the box encloses with little room at its ends.
    span, left = max(last - first, 1), line.left
    width = line.right - line.left
    made: list[Glyph] = []
    for mark in marks:
        for char in unicodedata.normalize("NFKC", mark.char):
            if char.isspace():
                continue
            middle = ((mark.first + mark.last + 1) / 2 - first) / span
            made.append(
                Glyph(
                    char=char.translate(VARIANTS),
                    raw=char,
                    probability=mark.probability,
                    x=left + middle * width,
                    y=y,
                    width=width / max(len(marks), 1),
                    height=line.height,
                    line=line,
                    starts=not made,
                )
            )
    return made
