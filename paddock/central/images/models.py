"""The images' table: kept in the database, so that every process of the centre on every host has them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base


class ImageRecord(Base):
    """A document photograph of one dealer, under the SHA-256 of its bytes."""

    __tablename__ = "images"

    dealer_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(20))
    size_bytes: Mapped[int]
    received_at: Mapped[datetime]
    body: Mapped[bytes] = mapped_column(deferred=True)
