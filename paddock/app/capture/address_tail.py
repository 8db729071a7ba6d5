"""The last word of an address, alone on its row: a single character is easily missed by text detection."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from paddock.app.capture import geometry
from paddock.app.capture.geometry import Quad
from paddock.app.capture.ocr import OcrEngine
from paddock.app.capture.page import Page, PlacedLine, level_y, rows_of
from paddock.app.capture.resident_id_reader import FrontReading

_SURE_SCORE: Final = 0.9
_SEEN_SCORE: Final = 0.5
_MOST_CHARACTERS: Final = 3
_WIDTH_IN_HEIGHTS: Final = 3.0
_USUAL_PITCH: Final = 1.25
_FULL_ROW: Final = 10
# What recognition makes of security lines and shadows.
_STRAY: Final = frozenset("一二三丶乙ー—-_")
# What it makes of a 1 that stands alone.
_STROKES: Final = frozenset("丨|lI1丿")


@dataclass(frozen=True, slots=True, eq=False)
class Completed:
    """The page with the row that detection missed, if one is printed there.

    `unsure` tells that something is printed there which cannot be read surely: the address may be longer.
    """

    page: Page
    unsure: bool


def with_last_word(page: Page, reading: FrontReading, engine: OcrEngine) -> Completed:
    """Return `page` with the line below a full last row of the address, where one is printed."""
    quad = _place_below(page, reading)
    if quad is None:
        return Completed(page, unsure=False)
    (line,) = engine.recognise([geometry.strip_from(page.picture, quad)])
    text = "".join(line.text.split())
    if not text or len(text) > _MOST_CHARACTERS or any(char in _STRAY for char in text):
        return Completed(page, unsure=False)
    if line.score < _SURE_SCORE or not text.isalnum() or set(text) <= _STROKES:
        return Completed(page, unsure=line.score >= _SEEN_SCORE)
    lines = sorted([*page.lines, PlacedLine(line, quad)], key=lambda placed: level_y(placed, page.skew))
    return Completed(replace(page, lines=tuple(lines)), unsure=False)


def _place_below(page: Page, reading: FrontReading) -> Quad | None:
    """Return where the row after the address would begin; `None` when its last row is short or print follows."""
    rows = [geometry.joined(line.quad for line in row) for row in rows_of(reading.lines.get("address", ()), page.skew)]
    if not rows or (len(rows) == 1 and len(reading.values.address) < _FULL_ROW):
        return None
    last = rows[-1]
    height = geometry.height_of(last)
    along = (last[1] - last[0]) / max(geometry.width_of(last), 1.0)
    ends = [float(row[1] @ along) for row in rows]
    # Full-width characters wrap when less than one of them fits.
    if ends[-1] < max(ends) - 1.6 * height:
        return None
    down = np.asarray([-along[1], along[0]], dtype=np.float32)
    pitches = [(after.mean(axis=0) - before.mean(axis=0)) @ down for before, after in pairwise(rows)]
    pitch = float(np.median(pitches)) if pitches else _USUAL_PITCH * height
    size = np.float32(_WIDTH_IN_HEIGHTS * height)
    left = last[0] + down * np.float32(pitch)
    quad = np.asarray([left, left + along * size, left + along * size + down * height, left + down * height])
    centre = quad.mean(axis=0)
    for line in page.lines:
        offset = np.asarray(line.centre) - centre
        taken = abs(float(offset @ down)) < 0.8 * height and float(offset @ along) < size
        if taken and line not in reading.lines.get("address", ()):
            return None
    return np.asarray(quad, dtype=np.float32)
