"""What is asked of the stock, and what a row of it says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from paddock.wire.applications import VehicleCondition
from paddock.wire.inventory import UnitState


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


@dataclass(frozen=True, slots=True)
class StockLine:
    """One car, as its row shows it."""

    number: int
    """Its place in the store; what pages and arrays hold."""
    id: UUID
    vin: str
    brand: str
    series: str
    model: str
    condition: VehicleCondition
    new_energy: bool
    model_year: int
    first_registered_on: date | None
    odometer_km: int
    colour: str
    city: str
    price_fen: int
    in_stock_since: date
    state: UnitState
    monthly_from_fen: int | None
    """The lowest indicative monthly payment; None: no plan fits."""
