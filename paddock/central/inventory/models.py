"""The stock's table."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base
from paddock.central.identity.models import OwnedByDealer


class InventoryRecord(OwnedByDealer, Base):
    """One car in a dealer's stock."""

    __tablename__ = "inventory_units"
    __table_args__ = (UniqueConstraint("dealer_id", "vin"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    vin: Mapped[str] = mapped_column(String(17))
    brand: Mapped[str] = mapped_column(String(40))
    series: Mapped[str] = mapped_column(String(40))
    model: Mapped[str] = mapped_column(String(80))
    condition: Mapped[str] = mapped_column(String(10))
    """A `VehicleCondition`."""
    new_energy: Mapped[bool]
    model_year: Mapped[int]
    first_registered_on: Mapped[date | None]
    odometer_km: Mapped[int]
    colour: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(40))
    price_fen: Mapped[int] = mapped_column(BigInteger)
    in_stock_since: Mapped[date]
    state: Mapped[str] = mapped_column(String(20))
    """A `UnitState`; changed by `repository.change_unit` only."""
    monthly_from_fen: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int]
