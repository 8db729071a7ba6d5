"""Pages of lines that stand where a test says, as detection and recognition would have given them."""

import numpy as np

from paddock.app.capture.ocr import CODE_SYMBOLS, Line, Mark
from paddock.app.capture.page import Page, PlacedLine

Words = tuple[str, float, float]
"""A line's text and its left and top, in pixels."""


def line_of(text: str, probability: float = 0.99) -> Line:
    """The line as recognised; two time steps a character."""
    marks = tuple(Mark(char, probability, 2 * at, 2 * at) for at, char in enumerate(text))
    return Line(text, probability, marks, np.zeros((2 * len(text) + 1, len(CODE_SYMBOLS) + 1), dtype=np.float32))


def page_with(
    *words: Words, height: float = 30.0, width: int = 1200, tall: int = 800, probability: float = 0.99
) -> Page:
    """A page of lines `height` high; Chinese characters are as wide as high, others half."""
    placed = []
    for text, left, top in words:
        long = sum(height if ord(char) > 0x2E80 else 0.55 * height for char in text)
        corners = [[left, top], [left + long, top], [left + long, top + height], [left, top + height]]
        placed.append(PlacedLine(line_of(text, probability), np.asarray(corners, dtype=np.float32)))
    ordered = tuple(sorted(placed, key=lambda each: each.centre[1]))
    return Page(np.full((tall, width, 3), 230, dtype=np.uint8), ordered, np.eye(3), 0.0)
