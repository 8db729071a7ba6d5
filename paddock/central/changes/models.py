"""The feed's tables: one counter row per dealer, and the changes under their numbers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base


class Feed(Base):
    """A dealer's feed; its row is locked while a number is handed out, so that numbers have no gaps."""

    __tablename__ = "feeds"

    dealer_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"), primary_key=True)
    feed_id: Mapped[UUID]
    """Told apart by cursors: a cursor of a feed that was wiped starts again from the beginning."""
    last_sequence: Mapped[int] = mapped_column(default=0)


class ChangeRecord(Base):
    """One change as it is sent: the whole `Change` document, written in the transaction that made it true."""

    __tablename__ = "changes"
    __table_args__ = (Index(None, "dealer_id", "subject_id"),)

    dealer_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[UUID]
    """The application, contract or unit that changed."""
    body: Mapped[str] = mapped_column(Text)
