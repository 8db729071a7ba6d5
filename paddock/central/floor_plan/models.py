"""The floor plan's tables: lines, units, their entries, and the sales that have to be paid off."""

import json
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base
from paddock.central.identity.models import OwnedByDealer


class FloorPlanLine(OwnedByDealer, Base):
    """A dealer's line; its row is locked while anything on it moves, so that no limit is passed."""

    __tablename__ = "floor_plan_lines"
    __table_args__ = (Index("uq_floor_plan_lines_dealer", "dealer_id", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    total_limit_fen: Mapped[int] = mapped_column(BigInteger)
    limits_json: Mapped[str] = mapped_column(Text)
    """Limit class to fen."""
    valid_until: Mapped[date]
    frozen: Mapped[bool]
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(60))

    @property
    def limits(self) -> dict[str, int]:
        """Limit class to fen."""
        limits: dict[str, int] = json.loads(self.limits_json)
        return limits


class FloorPlanUnit(OwnedByDealer, Base):
    """One financed car. A VIN is financed once at a time, whoever has it: the index below sees to that."""

    __tablename__ = "floor_plan_units"
    __table_args__ = (
        Index(
            "uq_floor_plan_units_open_vin",
            "vin",
            unique=True,
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
        CheckConstraint("principal_fen >= 0", name="principal"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    line_id: Mapped[UUID] = mapped_column(ForeignKey("floor_plan_lines.id"), index=True)
    inventory_unit_id: Mapped[UUID] = mapped_column(ForeignKey("inventory_units.id"))
    vin: Mapped[str] = mapped_column(String(17))
    limit_class: Mapped[str] = mapped_column(String(20))
    cost_fen: Mapped[int] = mapped_column(BigInteger)
    drawn_fen: Mapped[int] = mapped_column(BigInteger)
    principal_fen: Mapped[int] = mapped_column(BigInteger)
    """What the entries come to, kept so that the line's use is one sum."""
    drawn_on: Mapped[date]
    terms_json: Mapped[str] = mapped_column(Text)
    """The terms of the day of the draw: later ones change nothing for this unit."""
    closed_on: Mapped[date | None]


class FloorPlanEntryRecord(OwnedByDealer, Base):
    """One movement; only ever added."""

    __tablename__ = "floor_plan_entries"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The draw's, the payment's or the retail application's: each of them moves an account once."""
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("floor_plan_units.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    on: Mapped[date]
    drawn_fen: Mapped[int] = mapped_column(BigInteger)
    principal_paid_fen: Mapped[int] = mapped_column(BigInteger)
    interest_paid_fen: Mapped[int] = mapped_column(BigInteger)
    recorded_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class FloorPlanSale(OwnedByDealer, Base):
    """A financed car that was sold at retail: its payoff is owed from the deal's disbursement, by a day.

    Only ever added, and without a key to the unit: the signing that adds it then waits for nobody who pays just now.
    """

    __tablename__ = "floor_plan_sales"
    __table_args__ = (Index(None, "dealer_id", "vin"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    vin: Mapped[str] = mapped_column(String(17))
    sold_on: Mapped[date]
    pay_by: Mapped[date]


class StockAudit(OwnedByDealer, Base):
    """A stock audit, with what it found when it came in; only ever added."""

    __tablename__ = "stock_audits"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    received_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    body: Mapped[bytes]
    """The submission's bytes as received."""
    financed: Mapped[int]
    """How many units were expected."""
    missing: Mapped[int]
    view_json: Mapped[str] = mapped_column(Text)
