"""The tables of a batch 批量: vehicles captured on the lot, every sighting of them, and what people did about them.

Nothing of a batch is sent to the centre. A sighting is one transaction: the picture's row, the sighting and the
vehicle it belongs to. Rows are never deleted; what is taken out keeps its state and can be put back.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import REAL, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from paddock.app.store.models import Base
from paddock.domain.sentences import Sentence

_IN_KEY_ORDER = {"sqlite_with_rowid": False}


class BatchRow(Base):
    """One round over the lot, one folder, one list."""

    __tablename__ = "batches"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(index=True)
    started_by: Mapped[str]
    closed_at: Mapped[datetime | None]
    """When it was put away; its rows stay."""


class BatchSourceRow(Base):
    """A folder, some files or a list that a batch is filled from; remembers how far it was read."""

    __tablename__ = "batch_sources"
    __table_args__ = (
        CheckConstraint("kind IN ('pictures', 'list')", name="source_kind_known"),
        CheckConstraint("state IN ('reading', 'paused', 'done', 'cancelled')", name="source_state_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batches.id"), index=True)
    kind: Mapped[str]
    """A `SourceKind`."""
    name: Mapped[str]
    """What people call it: the folder's or the file's name."""
    paths: Mapped[str]
    """JSON list of the files and folders that were chosen."""
    sha256: Mapped[str | None] = mapped_column(index=True)
    """Of a list's bytes: the same list is not imported twice."""
    header: Mapped[str]
    """JSON list of a list's column titles, for the file that goes back."""
    state: Mapped[str]
    """A `SourceState`."""
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    returned_at: Mapped[datetime | None]
    """When its refused rows were written out to be corrected."""


class BatchVehicleRow(Base):
    """One vehicle of a batch; what it is called by is its VIN as it stands."""

    __tablename__ = "batch_vehicles"
    __table_args__ = (
        CheckConstraint("state IN ('accepted', 'open', 'removed')", name="vehicle_state_known"),
        Index("ix_batch_vehicles_vin", "batch_id", "vin"),
        Index("ix_batch_vehicles_state", "batch_id", "state", "seen_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batches.id"))
    vin: Mapped[str]
    state: Mapped[str]
    """A `VehicleState`."""
    verified: Mapped[bool]
    """Whether capture verified this very VIN; never set by a person."""
    best_sighting_id: Mapped[UUID]
    """The sighting whose picture stands for the vehicle."""
    accepted_by: Mapped[str | None]
    """Who accepted it; None: it was sure by itself."""
    corrected_by: Mapped[str | None]
    """Who wrote another VIN than was read; what was read stays in its sightings."""
    facts: Mapped[str]
    """JSON object of the other fields, by `FieldPath`."""
    draft_id: Mapped[UUID | None]
    """The deal that was started with it."""
    seen_at: Mapped[datetime]


class BatchSightingRow(Base):
    """One time a vehicle was photographed, scanned, typed or listed; also a picture that shows none."""

    __tablename__ = "batch_sightings"
    __table_args__ = (
        CheckConstraint("kind IN ('camera', 'picture', 'list', 'gun', 'typed')", name="sighting_kind_known"),
        Index("ix_batch_sightings_content", "batch_id", "content_sha256"),
        Index("ix_batch_sightings_source", "source_id", "origin"),
        Index("ix_batch_sightings_loose", "batch_id", "vehicle_id", "dismissed_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batches.id"))
    vehicle_id: Mapped[UUID | None] = mapped_column(ForeignKey("batch_vehicles.id"), index=True)
    """None: a picture without a VIN, or a file that is no picture."""
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("batch_sources.id"))
    kind: Mapped[str]
    """A `SightingKind`."""
    origin: Mapped[str]
    """The file's name, or the number of the list's row."""
    at: Mapped[datetime]
    by: Mapped[str]
    content_sha256: Mapped[str | None]
    """Of the file as it was found: a picture that was read is not read again."""
    image_sha256: Mapped[str | None]
    """The kept picture."""
    shows: Mapped[str]
    """What capture took the picture for (`vin`, `resident_id_front`, …, `unknown`); empty without one."""
    value: Mapped[str]
    """The VIN as it was read, whatever a person made of it."""
    confidence: Mapped[float] = mapped_column(REAL)
    box: Mapped[str]
    """JSON list of corner points in the picture; empty list: unknown."""
    doubtful: Mapped[str]
    """JSON list of positions in `value`."""
    verified: Mapped[bool]
    checks: Mapped[str]
    """JSON list of `[name, passed, zh, en]`."""
    problem: Mapped[Sentence | None]
    """Why a file could not be read."""
    dismissed_at: Mapped[datetime | None]
    """A picture without a VIN that a person put aside."""


class BatchActRow(Base):
    """One step that can be taken back, newest first: an interactive capture, or what a person did to a vehicle."""

    __tablename__ = "batch_acts"
    __table_args__ = (
        Index("ix_batch_acts_open", "batch_id", "undone_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batches.id"))
    vehicle_id: Mapped[UUID] = mapped_column(ForeignKey("batch_vehicles.id"))
    kind: Mapped[str]
    """An `ActKind`."""
    at: Mapped[datetime]
    by: Mapped[str]
    before: Mapped[str]
    """JSON of the vehicle's columns as they were, and of the sightings that were moved."""
    undone_at: Mapped[datetime | None]


class BatchRefusalRow(Base):
    """A row of a list that was not imported, with every reason, to be given back."""

    __tablename__ = "batch_refusals"
    __table_args__ = _IN_KEY_ORDER

    source_id: Mapped[UUID] = mapped_column(ForeignKey("batch_sources.id"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    """As a spreadsheet counts it: the header is row 1."""
    cells: Mapped[str]
    """JSON list of the row's texts."""
    faults: Mapped[str]
    """JSON list of `[field, code, zh, en]`."""
