"""The audit of everything done to the rules, in the transaction that does it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.identity.lender import LenderScope
from paddock.central.risk.publishing.models import RiskAudit


def note(session: Session, who: LenderScope, action: str, subject: str, detail: str, now: datetime) -> None:
    """Write one line; `detail` holds rule ids, hashes and reasons, never a customer's data."""
    session.add(
        RiskAudit(at=now, staff_id=who.staff_id, staff_name=who.name, action=action, subject=subject, detail=detail)
    )


def note_refused(session: Session, address: str, now: datetime, *, blocked: bool) -> None:
    """Write that a sign-in from `address` was refused, and whether it is now left waiting; never the token."""
    action = "sign_in_blocked" if blocked else "sign_in_refused"
    session.add(RiskAudit(at=now, staff_id=None, staff_name="—", action=action, subject=address[:100], detail=""))


def newest(session: Session, limit: int, before: int | None = None) -> list[RiskAudit]:
    """The newest lines, or those before line `before`."""
    query = select(RiskAudit).order_by(RiskAudit.id.desc()).limit(limit)
    if before is not None:
        query = query.where(RiskAudit.id < before)
    return list(session.scalars(query))
