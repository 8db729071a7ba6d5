"""A car's price against comparable ones, in its own city and in others, with what moving it there would cost."""

from dataclasses import dataclass
from statistics import median
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.inventory.models import InventoryRecord
from paddock.central.pool.distances import road_km, transport_fen
from paddock.domain.money import Fen
from paddock.wire.inventory import UnitState

LEAST_UNITS: Final = 2
"""Fewer comparable cars than this show somebody's price and no market's."""
_YEARS: Final = 1
"""Comparable: the same series and condition, at most a model year apart."""


@dataclass(frozen=True, slots=True)
class CityPrice:
    """The market of one city for cars like this one."""

    city: str
    units: int
    median_fen: Fen
    km: int | None
    """None: the city's place is not known."""
    transport_fen: Fen | None
    gain_fen: Fen | None
    """The median less this car's price and the transport; in its own city less its price."""


def compare_prices(session: Session, unit: InventoryRecord) -> list[CityPrice]:
    """Where cars like `unit` stand in stock, all dealers together, its own city first, then the greatest gain."""
    query = select(InventoryRecord.city, InventoryRecord.price_fen).where(
        InventoryRecord.brand == unit.brand,
        InventoryRecord.series == unit.series,
        InventoryRecord.condition == unit.condition,
        InventoryRecord.model_year.between(unit.model_year - _YEARS, unit.model_year + _YEARS),
        InventoryRecord.state != UnitState.SOLD.value,
        InventoryRecord.id != unit.id,
    )
    prices: dict[str, list[Fen]] = {}
    for city, price in session.execute(query):
        prices.setdefault(city, []).append(price)
    found = [_market(unit, city, of_city) for city, of_city in prices.items() if len(of_city) >= LEAST_UNITS]
    return sorted(found, key=lambda market: (market.city != unit.city, -(market.gain_fen or 0), market.city))


def _market(unit: InventoryRecord, city: str, prices: list[Fen]) -> CityPrice:
    km = road_km(unit.city, city)
    middle = round(median(prices))
    transport = None if km is None else transport_fen(km)
    gain = None if transport is None else middle - unit.price_fen - transport
    return CityPrice(city, len(prices), middle, km, transport, gain)
