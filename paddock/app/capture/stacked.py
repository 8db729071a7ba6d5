"""A VIN that runs over two lines: which two lines of a page could be its parts."""

from typing import Final

from paddock.app.capture.geometry import Quad
from paddock.app.capture.ocr import is_code_character
from paddock.app.capture.page import Page, PlacedLine
from paddock.domain.vin import VIN_LENGTH
from paddock.domain.wmi import find_maker

_SHORTEST_PART: Final = 3
_MOST_PAIRS: Final = 4
_LABELS: Final = ("VINNO", "VIN", "CHASSISNO", "NO")


def stacked_quads(page: Page) -> list[tuple[Quad, ...]]:
    """Return pairs of lines, one just below the other, that spell 17 characters and begin with a known maker."""
    pairs: list[tuple[Quad, ...]] = []
    for upper in page.lines:
        head = _last_code(upper.text)
        if len(head) < _SHORTEST_PART or find_maker(head) is None:
            continue
        for lower in page.lines:
            rest = lower.text.strip("*-.· ")
            if lower is upper or not _just_below(upper, lower) or not all(map(is_code_character, rest)):
                continue
            if len(rest) >= _SHORTEST_PART and len(head) + len(rest) == VIN_LENGTH:
                pairs.append((upper.quad, lower.quad))
    return pairs[:_MOST_PAIRS]


def _last_code(text: str) -> str:
    """Return the code that `text` ends with, without a label before it."""
    kept = text.rstrip("*-.· ")
    start = len(kept)
    while start and is_code_character(kept[start - 1]):
        start -= 1
    code = kept[start:].upper()
    label = next((label for label in _LABELS if code.startswith(label)), "")
    return code[len(label) :]


def _just_below(upper: PlacedLine, lower: PlacedLine) -> bool:
    tall = max(upper.height, lower.height)
    drop = lower.centre[1] - upper.centre[1]
    overlap = min(upper.right, lower.right) - max(upper.left, lower.left)
    alike = min(upper.height, lower.height) > 0.6 * tall
    return alike and 0.5 * tall < drop < 3.0 * tall and overlap > 0
