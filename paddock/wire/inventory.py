"""A dealer's stock as the centre has it."""

from datetime import date
from enum import StrEnum

from paddock.wire.applications import VehicleCondition
from paddock.wire.messages import UUID, Answer, NonNegativeFen


class UnitState(StrEnum):
    """Where a unit of stock stands."""

    IN_STOCK = "in_stock"
    RESERVED = "reserved"
    SOLD = "sold"


class InventoryUnit(Answer):
    """One car in stock 库存."""

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
    price_fen: NonNegativeFen
    in_stock_since: date
    state: UnitState
    monthly_from_fen: NonNegativeFen | None = None
    """The lowest indicative monthly payment of the plans that fit the car."""
    version: int
