"""The conveyor: what a running camera reads, turned into sightings; and how fast one is.

A reading that capture is sure of is a sighting. One it is not sure of may become sure with the next frames, so it is
kept back; only when the camera has moved on is the best of it set aside for a person.
"""

from collections import deque
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from paddock.domain.vin import CHECK_DIGIT_POSITION, VIN_ALPHABET, VIN_LENGTH, check_digit

Frame = TypeVar("Frame")

MOVED_ON_SECONDS: Final = 4.0
"""So long after the last doubtful reading the camera looks at something else."""
_SAME_CAR: Final = 5
"""Two readings that differ in at most so many characters may be of the same plate."""
_WINDOW_SECONDS: Final = 600.0
_LEAST_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class Doubt(Generic[Frame]):
    """A reading nobody is sure of, with the frame it was read from."""

    value: str
    confidence: float
    frame: Frame


class Doubts(Generic[Frame]):
    """Keeps the best doubtful reading of what the camera looks at now."""

    def __init__(self) -> None:
        self._best: Doubt[Frame] | None = None
        self._last = 0.0

    def doubted(self, doubt: Doubt[Frame], now: float) -> Doubt[Frame] | None:
        """Take a doubtful reading (`now` in seconds); returns the one before when it was of another car."""
        before, self._last = self._best, now
        if before is None:
            self._best = doubt
            return None
        if _same_car(before.value, doubt.value):
            if doubt.confidence > before.confidence:
                self._best = doubt
            return None
        self._best = doubt
        return before

    def found(self, value: str) -> Doubt[Frame] | None:
        """Capture is sure of `value` now; returns a doubt that was about another car."""
        before, self._best = self._best, None
        return before if before is not None and not _same_car(before.value, value) else None

    def moved_on(self, now: float, *, at_once: bool = False) -> Doubt[Frame] | None:
        """The doubt to set aside when nothing like it was read for a while, or when the camera stops."""
        if self._best is None or not (at_once or now - self._last >= MOVED_ON_SECONDS):
            return None
        before, self._best = self._best, None
        return before


class Speed:
    """Vehicles an hour over the last ten minutes of capturing; pauses do not count."""

    def __init__(self) -> None:
        self._at: deque[float] = deque()
        self._since: float | None = None

    def resumed(self, now: float) -> None:
        """Capturing begins, or goes on after a pause (`now` in seconds)."""
        self._since = now
        self._at.clear()

    def one_more(self, now: float) -> None:
        """A new vehicle."""
        if self._since is None:
            self.resumed(now)
        self._at.append(now)

    def per_hour(self, now: float) -> int | None:
        """None while there is too little to tell."""
        while self._at and self._at[0] < now - _WINDOW_SECONDS:
            self._at.popleft()
        if self._since is None or not self._at:
            return None
        elapsed = min(now - self._since, _WINDOW_SECONDS)
        return round(len(self._at) * 3600 / elapsed) if elapsed >= _LEAST_SECONDS else None


def _same_car(one: str, other: str) -> bool:
    """Whether two readings in a row are one plate, once misread.

    Neighbours on a lot differ in the end of their serial numbers and in the check digit: two readings that both agree
    with their check digits are two cars. A misreading does so once in eleven times, and is then one exception more.
    """
    if one == other:
        return True
    if len(one) != len(other) or len(one) != VIN_LENGTH or (_holds(one) and _holds(other)):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) <= _SAME_CAR


def _holds(vin: str) -> bool:
    return all(char in VIN_ALPHABET for char in vin) and check_digit(vin) == vin[CHECK_DIGIT_POSITION]
