"""Where the marks of an axis stand, and the font of what is written at them."""

import math
from collections.abc import Sequence

from PySide6.QtGui import QFont

from paddock.ui.theme import FONT_FAMILY, size

MONTHS = (1, 2, 3, 6, 12, 24, 36, 60)
"""Steps of an axis of months: people count in quarters and years."""


def axis_font() -> QFont:
    """The font of names and numbers in charts."""
    font = QFont(FONT_FAMILY)
    font.setPixelSize(size("type", "small"))
    return font


def ticks(lowest: float, highest: float, most: int, steps: Sequence[float] = ()) -> list[float]:
    """Round places from `lowest` to `highest`, both included, at most so many (two or more).

    They stand one of `steps` apart, or, without any (or when all are too small), 1, 2 or 5 times a power of ten.
    """
    reach, most = highest - lowest, max(most, 2)
    if reach <= 0:
        return [lowest]
    step = next((step for step in steps if reach / step <= most - 1), 0.0) or _round_step(reach / (most - 1))
    first, last = math.ceil(lowest / step - 1e-9), math.floor(highest / step + 1e-9)
    return [place * step for place in range(first, last + 1)]


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(part * power for part in (1.0, 2.0, 5.0, 10.0) if part * power >= least * (1 - 1e-9))
