"""What is asked of the stock, and what a row of it says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

NO_PLAN: Final = 1 << 62
"""The monthly payment of a car that no plan fits, as the table holds it: after all others."""


class StockColumn(StrEnum):
    """What the stock can be sorted by; each is a column of the table and has an index."""

    SINCE = "in_stock_since"
    PRICE = "price_fen"
    MONTHLY = "monthly_from_fen"
    ODOMETER = "odometer_km"
    YEAR = "model_year"
    CITY = "city"
    BRAND = "brand"


class StockFacet(StrEnum):
    """What the stock is narrowed by, each with how many cars it would leave."""

    STATE = "state"
    BRAND = "brand"
    CITY = "city"
    CONDITION = "condition"
    NEW_ENERGY = "new_energy"


@dataclass(frozen=True, slots=True)
class StockOrder:
    """One column of the order."""

    column: StockColumn = StockColumn.SINCE
    descending: bool = False


@dataclass(frozen=True, slots=True)
class StockWish:
    """Which cars, in which order; longest in stock first unless another is asked for."""

    text: str = ""
    """Every word has to be part of brand, series, model, city or VIN."""
    only: tuple[tuple[StockFacet, tuple[str, ...]], ...] = ()
    """Of each facet the values that are wanted; a facet that is not named leaves all."""
    order: tuple[StockOrder, ...] = (StockOrder(),)
    """At least one column."""


class StockLine(NamedTuple):
    """One car, as its row shows it. As the table holds it: a page of them must cost little more than reading it."""

    number: int
    """Its place in the store; what pages and arrays hold."""
    hex_id: str
    vin: str
    brand: str
    series: str
    model: str
    condition: str
    """A value of `VehicleCondition`."""
    new_energy: int
    model_year: int
    registered_text: str | None
    odometer_km: int
    colour: str
    city: str
    price_fen: int
    since_text: str
    state: str
    """A value of `UnitState`."""
    monthly_kept: int

    @property
    def id(self) -> UUID:
        """The unit's identity at the centre."""
        return UUID(hex=self.hex_id)

    @property
    def first_registered_on(self) -> date | None:
        """None: it was never registered."""
        return date.fromisoformat(self.registered_text) if self.registered_text else None

    @property
    def in_stock_since(self) -> date:
        """When it came into stock."""
        return date.fromisoformat(self.since_text)

    @property
    def monthly_from_fen(self) -> int | None:
        """The lowest indicative monthly payment; None: no plan fits."""
        return None if self.monthly_kept == NO_PLAN else self.monthly_kept

    def key(self, column: StockColumn) -> str | int:
        """What the table sorts this car by in a column."""
        if column is StockColumn.SINCE:
            return self.since_text
        value: str | int = self.monthly_kept if column is StockColumn.MONTHLY else getattr(self, column.value)
        return value
