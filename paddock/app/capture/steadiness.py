"""Whether a frame of a running camera is worth reading: sharp for what this camera shows, and not moving."""

import time
from collections import deque
from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from paddock.app.capture.pixels import Picture
from paddock.app.capture.quality import sharpness

_SIDE: Final = 160
_MOVED: Final = 9.0
"""Mean difference in grey levels, at 160 pixels, between two frames of which the later one moves."""
_SHARP_SHARE: Final = 0.6
_REMEMBERED: Final = 15
_LONGEST_WAIT: Final = 1.2
"""Seconds after which a frame is read whatever it is: a hand is never quite still, and a lot is filmed walking."""


class Steadiness:
    """Compares each frame with those before it. Sharpness is relative: pressed metal never has the edges of print."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._before: Picture | None = None
        self._sharpness: deque[float] = deque(maxlen=_REMEMBERED)
        self._taken_at = clock()

    def take(self, picture: Picture) -> bool:
        """Return whether to read the text of `picture`, the newest frame; it counts as read then."""
        small = _small(picture)
        before, self._before = self._before, small
        sharp = sharpness(picture)
        self._sharpness.append(sharp)
        still = before is not None and before.shape == small.shape and _difference(before, small) < _MOVED
        sharp_enough = sharp >= _SHARP_SHARE * max(self._sharpness)
        now = self._clock()
        if (still and sharp_enough) or now - self._taken_at >= _LONGEST_WAIT:
            self._taken_at = now
            return True
        return False


def _small(picture: Picture) -> Picture:
    scale = _SIDE / max(picture.shape[:2])
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _difference(one: Picture, other: Picture) -> float:
    return float(cv2.absdiff(one, other).mean())
