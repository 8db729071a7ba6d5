"""The tables of the consent ledger. A person is kept as a hash of their ID number, by which they can be found."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base
from paddock.central.identity.models import OwnedByDealer


class ConsentRecord(OwnedByDealer, Base):
    """One purpose a person agreed to with one application."""

    __tablename__ = "consents"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(30), primary_key=True)
    """A `ConsentPurpose`."""
    person_sha256: Mapped[str] = mapped_column(String(64), index=True)
    text_version: Mapped[str] = mapped_column(String(60))
    """Of the text the person agreed to."""
    given_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None] = mapped_column(String(60))
    revoked_because: Mapped[str | None] = mapped_column(Text)


class SourceQuery(OwnedByDealer, Base):
    """One source asked about one application, noted before it is asked."""

    __tablename__ = "source_queries"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    source: Mapped[str] = mapped_column(String(60), primary_key=True)
    person_sha256: Mapped[str] = mapped_column(String(64), index=True)
    purpose: Mapped[str | None] = mapped_column(String(30))
    """The consent it was asked under; None for a public register and our own records."""
    reason_zh: Mapped[str] = mapped_column(Text)
    reason_en: Mapped[str] = mapped_column(Text)
    asked_on: Mapped[date]
    """The day in China by which the question was worded: asked again after a crash, it is the same question."""
    asked_at: Mapped[datetime]
    cost_fen: Mapped[int]
    """What its answer costs; 0 where an earlier answer served."""
    cached: Mapped[bool]
    outcome: Mapped[str | None] = mapped_column(String(20))
    """How it ended, as a `SourceStatus`; None while it is being asked."""
