"""Dealers, staff and workstations."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from paddock.central.database import Base


class Dealer(Base):
    """A dealer's shop; everything a dealer may see hangs on its id."""

    __tablename__ = "dealers"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    city: Mapped[str] = mapped_column(String(50))
    created_at: Mapped[datetime]


class OwnedByDealer:
    """Mixin for every table whose rows belong to one dealer; `DealerScope` selects by it."""

    @declared_attr
    def dealer_id(self) -> Mapped[UUID]:
        """The dealer whose row this is."""
        return mapped_column(ForeignKey("dealers.id"), index=True)


class StaffMember(OwnedByDealer, Base):
    """A person who works at a dealer's."""

    __tablename__ = "staff"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))


class Workstation(OwnedByDealer, Base):
    """A machine that may talk for a dealer; its token is kept only as a hash."""

    __tablename__ = "workstations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    enrolled_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
