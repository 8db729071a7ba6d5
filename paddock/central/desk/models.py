"""The tables of the desk: who looks at a case, what was asked and answered, and every act, which are only added."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base


class ReviewCase(Base):
    """A referred application that somebody has taken in hand."""

    __tablename__ = "review_cases"
    __table_args__ = (Index(None, "lane", "decided_at", "opened_at"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    lane: Mapped[str | None] = mapped_column(String(30))
    opened_at: Mapped[datetime]
    """When the machine referred it: the wait began then, not with the first claim."""
    reviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("lender_staff.id"), index=True)
    """Who has it now; stays while the counter answers, so that it comes back to the same person."""
    reviewer_name: Mapped[str | None] = mapped_column(String(60))
    claimed_at: Mapped[datetime | None]
    proposer_id: Mapped[UUID | None] = mapped_column(ForeignKey("lender_staff.id"))
    """Who would approve, where a second person has to agree."""
    proposer_name: Mapped[str | None] = mapped_column(String(60))
    proposed_reason: Mapped[str | None] = mapped_column(String(10))
    machine_decision_json: Mapped[str | None] = mapped_column(Text)
    """What the machine said, once a person's decision stands in its place."""
    decided_at: Mapped[datetime | None]


class ReviewAct(Base):
    """One thing somebody did with a case."""

    __tablename__ = "review_acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    at: Mapped[datetime]
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("lender_staff.id"))
    """None for the counter."""
    name: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(20))
    reason_code: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text)
    """For staff of the lender only."""


class ReviewStipulation(Base):
    """One thing a reviewer asked for, and the answer."""

    __tablename__ = "review_stipulations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    number: Mapped[int]
    """1, 2, 3 … within the application."""
    zh: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)
    wants_picture: Mapped[bool]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(String(60))
    answer_text: Mapped[str | None] = mapped_column(Text)
    answer_images: Mapped[str | None] = mapped_column(Text)
    """SHA-256 hashes with commas between; the dealer's images."""
