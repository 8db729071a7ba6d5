"""How far cities are apart, and what moving a car between them costs."""

import json
import math
from functools import cache
from importlib import resources
from typing import Final

from paddock.domain.money import Fen

_EARTH_KM: Final = 6371.0088
"""The mean radius R1 of the Earth (IUGG)."""
_ROAD: Final = 1.25
"""Road over straight line, as is usual between Chinese cities."""
_FIXED_FEN: Final = 300_00
_FEN_A_KM: Final = 2_20


def road_km(start: str, end: str) -> int | None:
    """About how far by road; None for a city that is not in the table."""
    places = _cities()
    if start not in places or end not in places:
        return None
    if start == end:
        return 0
    return round(_great_circle(places[start], places[end]) * _ROAD)


def transport_fen(km: int) -> Fen:
    """What moving one car costs: nothing within a city, else a fixed part and a rate a kilometre."""
    return _FIXED_FEN + _FEN_A_KM * km if km else 0


def _great_circle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The haversine formula (R. W. Sinnott, Sky and Telescope 68 (2), 1984), in km."""
    latitude, longitude = (math.radians(value) for value in one)
    latitude2, longitude2 = (math.radians(value) for value in other)
    half = (
        math.sin((latitude2 - latitude) / 2) ** 2
        + math.cos(latitude) * math.cos(latitude2) * math.sin((longitude2 - longitude) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


@cache
def _cities() -> dict[str, tuple[float, float]]:
    document = json.loads((resources.files(__package__) / "cities.json").read_text("utf-8"))
    return {name: (place[0], place[1]) for name, place in document["cities"].items()}
