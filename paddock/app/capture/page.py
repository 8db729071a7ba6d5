"""A picture as upright lines of text: found, turned level and right way up, and recognised.

Boxes are given both in the frame of the upright picture (for the layout parsers) and, on demand, in the
frame of the picture that was handed in (for the screen).
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from paddock.app.capture import geometry
from paddock.app.capture.geometry import Quad, Transform
from paddock.app.capture.ocr import Line, OcrEngine
from paddock.app.capture.pixels import Picture
from paddock.app.capture.results import Box

_MOST_LINES: Final = 80
_LEVEL_WITHIN: Final = 12.0
_UPRIGHT_PROBES: Final = 4
_STRIP_ASPECT: Final = 3.2
_PLAINLY_READ: Final = 12
_SURE_SCORE: Final = 0.85
_ON_ITS_SIDE: Final = 2.5
_SOFTENED_BY: Final = 320
"""A picture so many pixels long is softened by a sigma of one."""


@dataclass(frozen=True, slots=True, eq=False)
class PlacedLine:
    """One recognised line and where it stands in the upright picture."""

    line: Line
    quad: Quad

    @property
    def text(self) -> str:
        """The text without spaces: layout, not spacing, separates the words of a document."""
        return "".join(self.line.text.split())

    @property
    def centre(self) -> tuple[float, float]:
        """Middle of the line, x and y."""
        x, y = self.quad.mean(axis=0)
        return float(x), float(y)

    @property
    def height(self) -> float:
        """Height of the line across the text."""
        return geometry.height_of(self.quad)

    @property
    def left(self) -> float:
        """Leftmost pixel."""
        return float(self.quad[:, 0].min())

    @property
    def right(self) -> float:
        """Rightmost pixel."""
        return float(self.quad[:, 0].max())


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """An upright picture with its lines, top to bottom.

    `back` takes points of `picture` to the picture that was handed in; `skew` is the remaining angle of the
    text in degrees.
    """

    picture: Picture
    lines: tuple[PlacedLine, ...]
    back: Transform
    skew: float

    def box_outside(self, quad: Quad) -> Box:
        """Return `quad` in pixels of the picture that was handed in."""
        return geometry.as_box(geometry.moved(quad, self.back))

    def seen_through(self, outside: Transform) -> "Page":
        """Return the page of a picture that `outside` leads back to the picture its boxes are told in."""
        return Page(self.picture, self.lines, outside @ self.back, self.skew)

    @property
    def text(self) -> str:
        """All lines, one per row."""
        return "\n".join(placed.text for placed in self.lines)


def read_page(picture: Picture, engine: OcrEngine, side: int = 960) -> Page:
    """Find, turn upright and recognise the text of `picture`; `side` is the detector's longer side."""
    quads = engine.detect(picture, side)
    identity = np.eye(3)
    if not quads:
        return Page(picture, (), identity, 0.0)
    angle = _dominant_angle([geometry.long_side_first(quad) for quad in quads])
    turn = 90.0 * round(angle / 90.0)
    slant = angle - turn
    if abs(slant) > _LEVEL_WITHIN:
        # The detector joins letters along level lines: a steep picture is turned first and searched again.
        upright, forward = geometry.rotated(picture, angle)
        quads = engine.detect(upright, side)
    else:
        upright, forward = geometry.rotated(picture, turn)
        quads = [geometry.moved(quad, forward) for quad in quads]
    lines = _recognised(upright, [_reading_order(quad) for quad in quads], engine)
    if _upside_down(upright, lines, engine):
        upright, half = geometry.rotated(upright, 180.0)
        quads = [np.roll(geometry.moved(placed.quad, half), 2, axis=0) for placed in lines]
        forward = half @ forward
        lines = _recognised(upright, quads, engine)
    skew = _skew([placed.quad for placed in lines])
    ordered = sorted((placed for placed in lines if placed.text), key=lambda placed: level_y(placed, skew))
    return Page(upright, tuple(ordered), geometry.inverse(forward), skew)


def read_softened(picture: Picture, engine: OcrEngine) -> Page:
    """Find and recognise the text of a softened `picture`; the page holds the sharp one.

    What is pecked or sprayed dot by dot is no line to the detector until the dots run together.
    """
    soft = cv2.GaussianBlur(picture, (0, 0), max(picture.shape[:2]) / _SOFTENED_BY)
    page = read_page(np.asarray(soft, dtype=np.uint8), engine)
    height, width = page.picture.shape[:2]
    sharp = cv2.warpPerspective(picture, geometry.inverse(page.back), (width, height), borderMode=cv2.BORDER_REPLICATE)
    return Page(np.asarray(sharp, dtype=np.uint8), page.lines, page.back, page.skew)


def read_region(page: Page, quad: Quad, engine: OcrEngine, width: int = 1280) -> Page:
    """Read a part of `page` again, straightened and enlarged; boxes still lead back to the first picture."""
    region, forward = geometry.region_from(page.picture, quad, width)
    closer = read_page(region, engine, width)
    return Page(closer.picture, closer.lines, page.back @ geometry.inverse(forward) @ closer.back, closer.skew)


def second_look(page: Page, engine: OcrEngine, only: Collection[PlacedLine] | None = None) -> Page:
    """Recognise the same lines (or `only` these of them) again from wider crops with their contrast evened out."""
    wanted = [line for line in page.lines if only is None or line in only]
    strips = [evened(geometry.strip_from(page.picture, geometry.expanded(line.quad, 0.1, 0.08))) for line in wanted]
    again = dict(zip(wanted, engine.recognise(strips), strict=True))
    placed = tuple(PlacedLine(again[line], line.quad) if line in again else line for line in page.lines)
    return Page(page.picture, placed, page.back, page.skew)


def evened(strip: Picture, grid: tuple[int, int] = (2, 8)) -> Picture:
    """Return the strip in grey with its contrast evened out locally, over `grid` tiles (rows, columns)."""
    grey = cv2.cvtColor(strip, cv2.COLOR_BGR2GRAY)
    even = cv2.createCLAHE(clipLimit=2.5, tileGridSize=(grid[1], grid[0])).apply(grey)
    return np.repeat(np.asarray(even, dtype=np.uint8)[:, :, np.newaxis], 3, axis=2)


def read_strip_page(picture: Picture, engine: OcrEngine) -> Page | None:
    """Read a picture that is itself one tight line of text, either way up; `None` for another shape."""
    height, width = picture.shape[:2]
    if width < _STRIP_ASPECT * height:
        return None
    upside_down, turned = geometry.rotated(picture, 180.0)
    upright_line, turned_line = engine.recognise([picture, upside_down])
    whole = np.asarray([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    if turned_line.score * len(turned_line.text) > upright_line.score * len(upright_line.text):
        return Page(upside_down, (PlacedLine(turned_line, whole),), geometry.inverse(turned), 0.0)
    return Page(picture, (PlacedLine(upright_line, whole),), np.eye(3), 0.0)


def rows_of(lines: Sequence[PlacedLine], skew: float) -> list[list[PlacedLine]]:
    """Group lines that stand on the same row, top to bottom, each row left to right."""
    rows: list[list[PlacedLine]] = []
    for placed in sorted(lines, key=lambda each: level_y(each, skew)):
        y = level_y(placed, skew)
        if rows:
            last = rows[-1]
            middle = sum(level_y(each, skew) for each in last) / len(last)
            tall = min(each.height for each in (*last, placed))
            if abs(y - middle) < 0.55 * tall:
                last.append(placed)
                continue
        rows.append([placed])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def level_y(placed: PlacedLine, skew: float) -> float:
    """Return the height on the page after taking out the slant that is left."""
    x, y = placed.centre
    radians = math.radians(skew)
    return y * math.cos(radians) - x * math.sin(radians)


def _dominant_angle(quads: Sequence[Quad]) -> float:
    """Return the direction most text runs in, in degrees from -90 to 90 (a line has no front end yet)."""
    doubled = 0.0 + 0.0j
    for quad in quads:
        width, height = geometry.width_of(quad), geometry.height_of(quad)
        if width > 1.8 * height:
            # Doubling the angle makes a direction and its reverse the same.
            doubled += width * np.exp(2j * math.radians(geometry.angle_of(quad)))
    return math.degrees(np.angle(doubled)) / 2 if doubled else 0.0


def _reading_order(quad: Quad) -> Quad:
    """Renumber corners so that the text of a level page runs rightwards; a tall box is a line on its side."""
    if geometry.height_of(quad) > _ON_ITS_SIDE * geometry.width_of(quad) and abs(geometry.angle_of(quad)) < 45:
        return geometry.long_side_first(quad)
    quarters = round(geometry.angle_of(quad) / 90.0) % 4
    return np.roll(quad, quarters, axis=0)


def _upside_down(picture: Picture, lines: Sequence[PlacedLine], engine: OcrEngine) -> bool:
    """Whether the longest lines read better after half a turn."""
    longest = sorted(lines, key=lambda placed: geometry.width_of(placed.quad), reverse=True)[:_UPRIGHT_PROBES]
    letters = sum(len(placed.text) for placed in longest)
    plainly = letters >= _PLAINLY_READ and _legibility([placed.line for placed in longest]) > _SURE_SCORE * letters
    # Codes stay legible upside down (6 and 9, M and W, S, 8, 0, X ...); Chinese characters do not.
    if plainly and any("\u4e00" <= char <= "\u9fff" for placed in longest for char in placed.text):
        return False
    strips = [geometry.strip_from(picture, placed.quad) for placed in longest]
    flipped = engine.recognise([np.ascontiguousarray(strip[::-1, ::-1]) for strip in strips])
    return _legibility(flipped) > _legibility([placed.line for placed in longest])


def _legibility(lines: Sequence[Line]) -> float:
    return sum(line.score**2 * len(line.text) for line in lines)


def _skew(quads: Sequence[Quad]) -> float:
    long = [(geometry.angle_of(quad), geometry.width_of(quad)) for quad in quads if _is_long(quad)]
    if not long:
        return 0.0
    long.sort()
    half, passed = sum(width for _, width in long) / 2, 0.0
    for angle, width in long:
        passed += width
        if passed >= half:
            return angle
    return 0.0


def _is_long(quad: Quad) -> bool:
    return geometry.width_of(quad) > 3 * geometry.height_of(quad)


def _recognised(picture: Picture, quads: Sequence[Quad], engine: OcrEngine) -> list[PlacedLine]:
    # Clutter can have hundreds of boxes; documents and labels are among the larger ones.
    kept = sorted(quads, key=lambda quad: geometry.width_of(quad) * geometry.height_of(quad), reverse=True)
    kept = kept[:_MOST_LINES]
    lines = engine.recognise([geometry.strip_from(picture, quad) for quad in kept])
    return [PlacedLine(line, quad) for line, quad in zip(lines, kept, strict=True)]
