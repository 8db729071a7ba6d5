"""The pool's tables, which can be thrown away and made again from the dealers' feeds."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base


class PoolPosition(Base):
    """How far a dealer's feed has been read."""

    __tablename__ = "pool_positions"

    dealer_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"), primary_key=True)
    sequence: Mapped[int]


class PoolEvent(Base):
    """One arrival, sale or demand. The key makes reading a change twice counting it once."""

    __tablename__ = "pool_events"
    __table_args__ = (Index(None, "brand", "series", "city", "week"),)

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    """A `PoolEventKind`."""
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    """The car's in stock, or the application's."""
    dealer_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"), index=True)
    brand: Mapped[str] = mapped_column(String(40))
    series: Mapped[str] = mapped_column(String(40))
    city: Mapped[str] = mapped_column(String(50))
    new_energy: Mapped[bool]
    on: Mapped[date]
    week: Mapped[date]
    """Its Monday."""
