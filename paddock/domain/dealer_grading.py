"""Grading a dealer by its record: points by published bands, a tier by points, and what would reach the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from paddock.domain.sentences import Sentence

RECORD_YEARS: Final = 3


@dataclass(frozen=True, slots=True)
class Band:
    """From `at_least` on (up to the next band), a measure earns `points`."""

    at_least: Decimal
    points: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is looked at, with its bands in rising order; values below the first earn its points.

    Raises:
        ValueError: no bands, or bands that do not rise.
    """

    name: str
    words: Sentence
    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        if not self.bands or any(one.at_least >= other.at_least for one, other in pairwise(self.bands)):
            raise ValueError(f"the bands of {self.name} do not rise")

    def band_of(self, value: Decimal) -> Band:
        """The band that `value` falls into."""
        return next((band for band in reversed(self.bands) if value >= band.at_least), self.bands[0])

    def bands_with_ends(self) -> list[tuple[Band, Decimal | None]]:
        """Every band with the value at which the next one begins."""
        return list(zip(self.bands, [*(band.at_least for band in self.bands[1:]), None], strict=True))


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier: from so many points on, the rate of the line falls by so much."""

    name: str
    at_least: int
    rate_discount: Decimal
    """0.005 is half a percentage point a year."""
    most_units: int
    """The largest bulk purchase that is financed at once."""


@dataclass(frozen=True, slots=True)
class GradingTable:
    """A published, versioned table; tiers in rising order, the first from 0 points.

    Raises:
        ValueError: no measures, or tiers that do not rise from nothing.
    """

    version: str
    measures: tuple[Measure, ...]
    tiers: tuple[Tier, ...]

    def __post_init__(self) -> None:
        rising = all(one.at_least < other.at_least for one, other in pairwise(self.tiers))
        if not self.measures or not self.tiers or self.tiers[0].at_least != 0 or not rising:
            raise ValueError(f"grading table {self.version} has no measures or tiers that do not rise from 0")


@dataclass(frozen=True, slots=True)
class GradeLine:
    """What one measure earned."""

    measure: Measure
    value: Decimal | None
    """None: nothing is known yet; it earns what the worst band does."""
    points: int


@dataclass(frozen=True, slots=True)
class Improvement:
    """A change of one measure that would earn more points."""

    measure: Measure
    at_least: Decimal
    below: Decimal | None
    """Where the band ends; None for the highest."""
    gain: int


@dataclass(frozen=True, slots=True)
class Grade:
    """A tier with everything that explains it."""

    table_version: str
    points: int
    tier: Tier
    lines: tuple[GradeLine, ...]
    next_tier: Tier | None
    to_next: tuple[Improvement, ...]
    """The fewest changes that would reach the next tier, the greatest gain first; empty at the top."""


def grade(record: Mapping[str, Decimal | None], table: GradingTable) -> Grade:
    """Grade a record: measure name to value. What is not known earns the fewest points its measure has."""
    lines = tuple(_line(measure, record.get(measure.name)) for measure in table.measures)
    points = sum(line.points for line in lines)
    tier = next(tier for tier in reversed(table.tiers) if points >= tier.at_least)
    above = next((other for other in table.tiers if other.at_least > points), None)
    to_next = () if above is None else _ways_up(lines, above.at_least - points)
    return Grade(table.version, points, tier, lines, above, to_next)


def _line(measure: Measure, value: Decimal | None) -> GradeLine:
    points = min(band.points for band in measure.bands) if value is None else measure.band_of(value).points
    return GradeLine(measure, value, points)


def _ways_up(lines: tuple[GradeLine, ...], missing: int) -> tuple[Improvement, ...]:
    """One change if one is enough (the smallest that is), else the greatest gains together until it is."""
    steps = sorted(
        (
            Improvement(line.measure, band.at_least, end, band.points - line.points)
            for line in lines
            for band, end in line.measure.bands_with_ends()
            if band.points > line.points
        ),
        key=lambda step: step.gain,
    )
    enough = next((step for step in steps if step.gain >= missing), None)
    if enough is not None:
        return (enough,)
    best: dict[str, Improvement] = {step.measure.name: step for step in steps}
    chosen = []
    for step in sorted(best.values(), key=lambda step: -step.gain):
        chosen.append(step)
        missing -= step.gain
        if missing <= 0:
            return tuple(chosen)
    return ()
