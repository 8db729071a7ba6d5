"""The lender's own staff: who they are, what they may do, and their sessions in a browser."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from paddock.central.database import Base
from paddock.central.identity.tokens import new_token, token_hash
from paddock.central.problems import Refusal
from paddock.wire.problems import ProblemCode

SESSION_LIFE = timedelta(hours=8)


class LenderRole(StrEnum):
    """What a member of the lender's staff may do; either of the first two may look at the rules and their audit."""

    RISK_MANAGER = "risk_manager"
    """Writes rules: drafts, checks, backtests, hands in."""
    RISK_APPROVER = "risk_approver"
    """Approves what others wrote, goes back to an earlier release, snoozes a rule for one customer, car or dealer."""
    REVIEWER = "reviewer"
    """Decides referred applications up to a limit."""
    SENIOR_REVIEWER = "senior_reviewer"
    """Decides referred applications of any amount."""
    CONSENT_OFFICER = "consent_officer"
    """Tells people what was asked about them, and takes their consent back."""
    FLOOR_PLAN_MANAGER = "floor_plan_manager"
    """Opens, changes and freezes dealers' lines, and settles sold units from disbursements."""
    CLAUSE_EDITOR = "clause_editor"
    """Publishes the clauses of contracts."""


class LenderStaff(Base):
    """A person who works for the lender; the token is kept only as a hash."""

    __tablename__ = "lender_staff"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    roles: Mapped[str] = mapped_column(String(200))
    """`LenderRole` values with commas between."""
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class LenderSession(Base):
    """A signed-in browser; the cookie's value is kept only as a hash."""

    __tablename__ = "lender_sessions"

    cookie_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("lender_staff.id"), index=True)
    csrf_token: Mapped[str] = mapped_column(String(43))
    expires_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class LenderScope:
    """Who of the lender's staff is asking."""

    staff_id: UUID
    name: str
    roles: frozenset[LenderRole]
    csrf_token: str | None = None
    """Of the browser's session; None for a bearer token, which no other site can make a browser send."""

    def require(self, role: LenderRole) -> None:
        """Refuse whoever lacks `role`."""
        if role not in self.roles:
            raise Refusal(ProblemCode.NOT_PERMITTED, detail=role.value)


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A new session: the cookie's value, shown once, and the token its writes must carry."""

    cookie: str
    csrf_token: str
    scope: LenderScope


def add_staff(session: Session, name: str, roles: frozenset[LenderRole], now: datetime) -> tuple[LenderStaff, str]:
    """Add a person; returns the row and the token, which nobody can be told again."""
    token = new_token()
    member = LenderStaff(
        id=uuid4(), name=name, roles=",".join(sorted(roles)), token_sha256=token_hash(token), created_at=now
    )
    session.add(member)
    session.flush()
    return member, token


def revoke_staff(session: Session, staff_id: UUID, now: datetime) -> LenderStaff | None:
    """Take a person's token and sessions away; None if there is no such person."""
    member = session.get(LenderStaff, staff_id)
    if member is not None and member.revoked_at is None:
        member.revoked_at = now
        session.execute(delete(LenderSession).where(LenderSession.staff_id == staff_id))
    return member


def scope_of_staff_token(session: Session, token: str) -> LenderScope | None:
    """Whose token this is; None for an unknown or revoked one."""
    query = select(LenderStaff).where(LenderStaff.token_sha256 == token_hash(token), LenderStaff.revoked_at.is_(None))
    member = session.scalars(query).one_or_none()
    return None if member is None else scope_of(member)


def scope_of(member: LenderStaff, csrf_token: str | None = None) -> LenderScope:
    """What a row says of who is asking."""
    roles = frozenset(LenderRole(role) for role in member.roles.split(",") if role)
    return LenderScope(member.id, member.name, roles, csrf_token)


def open_session(session: Session, scope: LenderScope, now: datetime) -> OpenedSession:
    """Sign a browser in; sessions that have ended are cleared away."""
    session.execute(delete(LenderSession).where(LenderSession.expires_at < now))
    cookie, csrf = new_token(), secrets.token_urlsafe(32)
    session.add(
        LenderSession(
            cookie_sha256=token_hash(cookie), staff_id=scope.staff_id, csrf_token=csrf, expires_at=now + SESSION_LIFE
        )
    )
    return OpenedSession(cookie, csrf, LenderScope(scope.staff_id, scope.name, scope.roles, csrf))


def scope_of_cookie(session: Session, cookie: str, now: datetime) -> LenderScope | None:
    """Whose browser this is; None for an unknown, ended or revoked session."""
    row = session.execute(
        select(LenderStaff, LenderSession)
        .join(LenderSession, LenderSession.staff_id == LenderStaff.id)
        .where(
            LenderSession.cookie_sha256 == token_hash(cookie),
            LenderSession.expires_at > now,
            LenderStaff.revoked_at.is_(None),
        )
    ).one_or_none()
    return None if row is None else scope_of(row[0], row[1].csrf_token)


def close_session(session: Session, cookie: str) -> None:
    """Sign a browser out."""
    session.execute(delete(LenderSession).where(LenderSession.cookie_sha256 == token_hash(cookie)))
