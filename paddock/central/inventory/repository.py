"""Keeping the stock; every change of a unit goes into its dealer's feed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from paddock.central.changes.repository import record_change
from paddock.central.inventory.models import InventoryRecord
from paddock.wire.applications import VehicleCondition
from paddock.wire.inventory import InventoryUnit, UnitState


def change_unit(session: Session, unit: InventoryRecord, state: UnitState, now: datetime) -> InventoryUnit:
    """Bring `unit` (new or known) to `state`: one more version, one change in the feed."""
    unit.state = state.value
    unit.version = (unit.version or 0) + 1
    session.add(unit)
    session.flush()
    view = unit_view(unit)
    record_change(session, unit.dealer_id, view, now)
    return view


def sell_unit(session: Session, dealer_id: UUID, unit_id: UUID | None, now: datetime) -> None:
    """Take the car of a signed deal out of the dealer's stock; a deal over another car changes nothing."""
    unit = session.get(InventoryRecord, unit_id, with_for_update=True) if unit_id else None
    if unit is not None and unit.dealer_id == dealer_id and unit.state != UnitState.SOLD:
        change_unit(session, unit, UnitState.SOLD, now)


def unit_view(unit: InventoryRecord) -> InventoryUnit:
    """The unit as dealers see it."""
    return InventoryUnit(
        id=unit.id,
        vin=unit.vin,
        brand=unit.brand,
        series=unit.series,
        model=unit.model,
        condition=VehicleCondition(unit.condition),
        new_energy=unit.new_energy,
        model_year=unit.model_year,
        first_registered_on=unit.first_registered_on,
        odometer_km=unit.odometer_km,
        colour=unit.colour,
        city=unit.city,
        price_fen=unit.price_fen,
        in_stock_since=unit.in_stock_since,
        state=UnitState(unit.state),
        monthly_from_fen=unit.monthly_from_fen,
        version=unit.version,
    )
