"""The tables of the archive; the objects themselves are files named by their hash."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base


class ArchiveEntry(Base):
    """An archived contract."""

    __tablename__ = "archive_entries"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id"), primary_key=True)
    object_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the encrypted object: its name."""
    package_sha256: Mapped[str] = mapped_column(String(64))
    """Of the package inside."""
    size_bytes: Mapped[int]
    archived_at: Mapped[datetime]
    retain_until: Mapped[date]
    purged_at: Mapped[datetime | None]
    damaged_at: Mapped[datetime | None]
    """When a scrub first found that the object is not what was archived."""


class ArchiveTerm(Base):
    """A value of a deal to find it by, kept as a keyed hash: the index tells nobody who the customers are."""

    __tablename__ = "archive_terms"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("archive_entries.contract_id"), primary_key=True)
    term: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


class LegalHold(Base):
    """A reason why a contract must not be destroyed whatever its retention; rows are only added and released."""

    __tablename__ = "legal_holds"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("archive_entries.contract_id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    placed_by: Mapped[str] = mapped_column(String(60))
    placed_at: Mapped[datetime]
    released_by: Mapped[str | None] = mapped_column(String(60))
    released_at: Mapped[datetime | None]


class ArchiveScrub(Base):
    """A pass over the archive."""

    __tablename__ = "archive_scrubs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    finished_at: Mapped[datetime]
    checked: Mapped[int]
    damaged: Mapped[int]
