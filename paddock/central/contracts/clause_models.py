"""The table of clause books that were published after the program was installed. Rows are only ever added."""

from datetime import date, datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base


class ClauseBookRow(Base):
    """A published book, exactly as it was checked."""

    __tablename__ = "clause_books"

    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    """The JSON document."""
    sha256: Mapped[str] = mapped_column(String(64))
    effective_from: Mapped[date]
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(60))
