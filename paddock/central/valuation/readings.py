"""Whether an odometer was turned back: what it showed on other days."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from paddock.domain.sentences import Sentence

_SLACK_KM: Final = 500
"""Workshops round, and a record may be a day late: less than this back is no turning."""
_MOST_KM_A_DAY: Final = 1500
"""More than a lorry with two drivers covers: one of two readings is wrong, whichever way."""


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """What the odometer showed on a day, and who wrote it down."""

    on: date
    odometer_km: int
    source: str
    at: str = ""


class ReadingResult(StrEnum):
    """What the readings together say."""

    CONSISTENT = "consistent"
    TURNED_BACK = "turned_back"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"

    @property
    def sentence(self) -> Sentence:
        """For people."""
        return _SENTENCES[self]


_SENTENCES: Final = {
    ReadingResult.CONSISTENT: Sentence("历次里程只增不减", "The odometer only ever went up"),
    ReadingResult.TURNED_BACK: Sentence(
        "里程比更早的记录还低, 疑似调表, 请查明原因",
        "The odometer shows less than it did before, it was probably turned back: find out why",
    ),
    ReadingResult.DOUBTFUL: Sentence(
        "两次记录之间里程增长过快, 其中一次有误, 请核对",
        "The odometer went up faster than a car can drive, one record is wrong: compare them",
    ),
    ReadingResult.UNKNOWN: Sentence("没有其他里程记录可比", "There is no other odometer record to compare with"),
}


@dataclass(frozen=True, slots=True)
class ReadingCheck:
    """What was found.

    Attributes:
        turned_back_km: the largest step below an earlier reading; 0 where there is none worth naming.
        readings: all, oldest first.
    """

    result: ReadingResult
    turned_back_km: int
    readings: tuple[Reading, ...]


def check_readings(readings: Iterable[Reading]) -> ReadingCheck:
    """Hold readings against each other; the same day and distance from two sources is one reading."""
    once = {(reading.on, reading.odometer_km): reading for reading in sorted(readings, reverse=True)}
    ordered = tuple(sorted(once.values()))
    most, back = 0, 0
    for reading in ordered:
        back = max(back, most - reading.odometer_km)
        most = max(most, reading.odometer_km)
    too_fast = any(
        later.odometer_km - earlier.odometer_km > _MOST_KM_A_DAY * max((later.on - earlier.on).days, 1)
        for earlier, later in itertools.pairwise(ordered)
    )
    if back > _SLACK_KM:
        return ReadingCheck(ReadingResult.TURNED_BACK, back, ordered)
    if len(ordered) < 2:
        return ReadingCheck(ReadingResult.UNKNOWN, 0, ordered)
    return ReadingCheck(ReadingResult.DOUBTFUL if too_fast else ReadingResult.CONSISTENT, 0, ordered)
