"""Intervals that hold at the rate they state: conformal, in groups.

Every price in the table gets an error from a model that had not seen it (cross-conformal: Vovk, 2015); a group's
interval is cut between two of its own ordered errors, with the finite-sample correction (Lei et al., 2018). Groups
(Mondrian, Vovk et al., 2005) are by what is known of the car and by age and mileage, so that the rate holds for old
cars and for cars of unknown price as it does for all.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, FiniteFloat

from paddock.central.model_files import Frozen
from paddock.central.valuation.cars import Car

FEWEST: Final = 40
"""A group of fewer errors takes those of all ages."""
FAR_WAN: Final = 15.0
"""From 150,000 km on a car is a group of its own."""
_EVERY: Final = "all"


class Knowledge(StrEnum):
    """What the model knows of a car."""

    FULL = "full"
    NEW_SERIES = "new_series"
    """Its series was not in the table."""
    NO_NEW_PRICE = "no_new_price"
    NEITHER = "neither"


class Spread(Frozen):
    """The errors of a group, on the logarithm: `low` ≤ log price − log value ≤ `high` at the stated rate."""

    low: FiniteFloat
    high: FiniteFloat
    errors: Annotated[int, Field(ge=0)]


class Intervals(Frozen):
    """The spread of every group: `groups[knowledge][band]`, where the band `all` is always there."""

    rate: Annotated[FiniteFloat, Field(gt=0.5, lt=1)]
    groups: dict[Knowledge, dict[str, Spread]]

    def spread(self, car: Car, knowledge: Knowledge) -> Spread:
        """The spread of a car's group."""
        bands = self.groups[knowledge]
        return bands.get(band_of(car), bands[_EVERY])


def band_of(car: Car) -> str:
    """The group of age and mileage."""
    if car.km_wan > FAR_WAN:
        return "far"
    return "young" if car.age <= 3 else "middle" if car.age <= 6 else "old"


def conformal(errors: Sequence[float], rate: float) -> Spread:
    """The interval between two ordered errors that holds a new one at least at `rate`.

    With n errors the k-th least is exceeded downwards by a new one with probability k / (n + 1).
    """
    ordered = sorted(errors)
    # Where there are too few to cut at all, from the least to the largest holds a new one at (n − 1) / (n + 1).
    # The thousandth of a millionth is for what 1 − 0.9 leaves out in binary.
    cut = max(1, math.floor((1 - rate) / 2 * (len(ordered) + 1) + 1e-9))
    return Spread(low=round(ordered[cut - 1], 5), high=round(ordered[-cut], 5), errors=len(ordered))


def spreads(cars: Sequence[Car], errors: Sequence[float], rate: float) -> dict[str, Spread]:
    """The spread of each band that has enough errors, and of all together."""
    bands: dict[str, list[float]] = {}
    for car, error in zip(cars, errors, strict=True):
        bands.setdefault(band_of(car), []).append(error)
    found = {band: conformal(of_band, rate) for band, of_band in sorted(bands.items()) if len(of_band) >= FEWEST}
    return found | {_EVERY: conformal(errors, rate)}
