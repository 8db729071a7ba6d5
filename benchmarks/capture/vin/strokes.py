"""Two sets of drawn characters for what is stamped, engraved or pecked into metal: strokes, not outlines.

Both are our own, on a grid 5 wide and 7 high. The angular one is for evaluation; the round one, with other shapes for
1, 3, 4, 6, 7, 9, G, J, K, M, R and W, for tuning.
"""

import math
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Polyline: TypeAlias = NDArray[np.float32]
"""Points of one stroke, x to the right 0 to 4, y downwards 0 to 6."""

_ANGULAR: Final = {
    "0": "10 30 41 45 36 16 05 01 10",
    "1": "11 20 26",
    "2": "01 10 30 41 42 06 46",
    "3": "01 10 30 41 42 33 23|33 44 45 36 16 05",
    "4": "36 30 04 44",
    "5": "40 00 03 33 44 45 36 16 05",
    "6": "41 30 10 01 05 16 36 45 44 33 03",
    "7": "00 40 16",
    "8": "13 02 01 10 30 41 42 33 13 04 05 16 36 45 44 33",
    "9": "05 16 36 45 41 30 10 01 02 13 43",
    "A": "06 20 46|14 34",
    "B": "00 06 36 45 44 33 03|00 30 41 42 33",
    "C": "41 30 10 01 05 16 36 45",
    "D": "00 06 26 45 41 20 00",
    "E": "40 00 06 46|03 33",
    "F": "40 00 06|03 33",
    "G": "41 30 10 01 05 16 36 45 43 23",
    "H": "00 06|40 46|03 43",
    "J": "40 45 36 16 05",
    "K": "00 06|40 03|12 46",
    "L": "00 06 46",
    "M": "06 00 23 40 46",
    "N": "06 00 46 40",
    "P": "06 00 30 41 42 33 03",
    "R": "06 00 30 41 42 33 03|23 46",
    "S": "41 30 10 01 02 13 33 44 45 36 16 05",
    "T": "00 40|20 26",
    "U": "00 05 16 36 45 40",
    "V": "00 26 40",
    "W": "00 16 22 36 40",
    "X": "00 46|40 06",
    "Y": "00 23 40|23 26",
    "Z": "00 40 06 46",
    "*": "21 25|03 43|12 34|32 14",
}
_ROUND: Final = _ANGULAR | {
    "1": "02 20 26|06 46",
    "3": "00 40 23 33 44 45 36 16 05",
    "4": "10 04 44|32 36",
    "6": "30 02 04 05 16 36 45 44 33 13 04",
    "7": "00 40 41 23 26",
    "9": "16 44 42 41 30 10 01 02 13 33 42",
    "G": "41 30 10 01 05 16 36 45 44 24",
    "J": "10 40|30 35 26 16 05",
    "K": "00 06|40 03 46",
    "M": "06 00 24 40 46",
    "R": "06 00 30 41 42 33 03|33 46",
    "W": "00 06 23 46 40",
}
_STROKES: Final = {"angular": _ANGULAR, "round": _ROUND}
_SOFT_TURN: Final = math.radians(75.0)
"""A turn smaller than this is part of a curve; a larger one is a corner."""


def strokes_of(char: str, style: str) -> list[Polyline]:
    """Return the strokes of `char` in the set `style` ("angular" or "round")."""
    drawn = [
        np.asarray([[int(point[0]), int(point[1])] for point in stroke.split()], dtype=np.float32)
        for stroke in _STROKES[style][char].split("|")
    ]
    return drawn if style == "angular" else [_rounded(stroke) for stroke in drawn]


def dots_of(char: str, style: str, step: float) -> NDArray[np.float32]:
    """Return points along the strokes of `char`, about `step` grid units apart and never closer than half that."""
    points: list[NDArray[np.float32]] = []
    for stroke in strokes_of(char, style):
        lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(stroke, axis=0), axis=1))])
        count = max(round(float(lengths[-1]) / step), 1) + 1
        at = np.linspace(0.0, lengths[-1], count)
        along = np.stack([np.interp(at, lengths, stroke[:, axis]) for axis in (0, 1)], axis=1)
        for point in along.astype(np.float32):
            if all(np.linalg.norm(point - other) >= step / 2 for other in points):
                points.append(point)
    return np.asarray(points, dtype=np.float32)


def _rounded(stroke: Polyline) -> Polyline:
    """Cut soft corners twice (Chaikin); sharp ones stay."""
    points = stroke
    for _pass in range(2):
        kept = [points[0]]
        for before, here, after in zip(points, points[1:], points[2:], strict=False):
            if _turn(before, here, after) < _SOFT_TURN:
                kept += [here + (before - here) * 0.25, here + (after - here) * 0.25]
            else:
                kept.append(here)
        points = np.asarray([*kept, points[-1]], dtype=np.float32)
    return points


def _turn(before: Polyline, here: Polyline, after: Polyline) -> float:
    one, other = here - before, after - here
    product = float(np.linalg.norm(one) * np.linalg.norm(other))
    return math.acos(max(-1.0, min(1.0, float(one @ other) / max(product, 1e-6))))
