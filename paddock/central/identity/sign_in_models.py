"""The tables of signing in: who may, the sign-ins there are, their tokens as hashes, and what was tried."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base
from paddock.central.identity.models import OwnedByDealer


class StaffLogin(OwnedByDealer, Base):
    """How a member of a dealer's staff proves who they are."""

    __tablename__ = "staff_logins"
    __table_args__ = (UniqueConstraint("dealer_id", "login"),)

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    login: Mapped[str] = mapped_column(String(60))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    """A `StaffRole`."""
    totp_secret: Mapped[bytes | None]
    totp_last_step: Mapped[int | None]
    """The half minute of the last code that was used: none is good twice."""
    disabled_at: Mapped[datetime | None]


class SignIn(OwnedByDealer, Base):
    """One person signed in at one workstation: the family of all tokens that came of it."""

    __tablename__ = "sign_ins"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    workstation_id: Mapped[UUID] = mapped_column(ForeignKey("workstations.id"))
    began_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """Signed out, or ended because a refresh token came twice."""


class SignInToken(Base):
    """An access or a refresh token, of which only the SHA-256 is kept."""

    __tablename__ = "sign_in_tokens"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    sign_in_id: Mapped[UUID] = mapped_column(ForeignKey("sign_ins.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    """`access` or `refresh`."""
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    """Of a refresh token: when it was exchanged."""
    successor: Mapped[str | None] = mapped_column(String(64))
    """The refresh token it was exchanged for."""
    withdrawn_at: Mapped[datetime | None]
    """It was given out and never arrived: its predecessor came again."""


class SignInEvent(Base):
    """One line of the audit: what was tried, and how it ended."""

    __tablename__ = "sign_in_events"
    __table_args__ = (Index(None, "dealer_id", "login", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    dealer_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"))
    workstation_id: Mapped[UUID] = mapped_column(ForeignKey("workstations.id"))
    login: Mapped[str] = mapped_column(String(60))
    event: Mapped[str] = mapped_column(String(30))
