"""Which rule sets are in force: an append-only list of line-ups, of which the newest decides.

One row is one swap, so nobody can see half of one; every decision reads the newest number when it begins and keeps
to what it read until its end.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from paddock.central.identity.lender import LenderScope
from paddock.central.problems import Refusal
from paddock.central.risk.publishing.models import RuleRelease
from paddock.wire.decisions import RuleSetArm
from paddock.wire.problems import ProblemCode


@dataclass(frozen=True, slots=True)
class LineUp:
    """The rule sets in force, by hash; number 0 is what is installed with the program."""

    number: int
    champion: str
    challenger: str | None = None
    challenger_percent: int = 0
    shadow: str | None = None

    def arm_for(self, application_id: UUID) -> RuleSetArm:
        """Which rule set decides this application: the same one however often it is asked."""
        if self.challenger is None:
            return RuleSetArm.CHAMPION
        digest = hashlib.sha256(f"{self.challenger}:{application_id}".encode()).digest()
        chosen = int.from_bytes(digest[:8]) % 100 < self.challenger_percent
        return RuleSetArm.CHALLENGER if chosen else RuleSetArm.CHAMPION

    def rule_set(self, arm: RuleSetArm) -> str:
        """The hash of the rule set of an arm."""
        if arm is RuleSetArm.CHALLENGER and self.challenger is not None:
            return self.challenger
        return self.champion


def newest_line_up(session: Session, installed: str) -> LineUp:
    """What is in force: until something is published, `installed`, the hash of the program's own rule set."""
    number = select(func.max(RuleRelease.number)).scalar_subquery()
    row = session.scalars(select(RuleRelease).where(RuleRelease.number == number)).one_or_none()
    return LineUp(0, installed) if row is None else line_up_of(row)


def line_up_of(row: RuleRelease) -> LineUp:
    """A release as a line-up."""
    return LineUp(row.number, row.champion, row.challenger, row.challenger_percent, row.shadow)


@dataclass(frozen=True, slots=True)
class Swap:
    """Why a line-up changes, for the history."""

    action: str
    title: str
    approver: LenderScope
    author_id: UUID | None = None
    draft_id: UUID | None = None
    restores: int | None = None


def put_in_force(session: Session, line_up: LineUp, swap: Swap, now: datetime) -> LineUp:
    """Add `line_up` as the next release, in the caller's transaction.

    Raises `Refusal(state_conflict)` when somebody else swapped at the same moment.
    """
    following = replace(line_up, number=line_up.number + 1)
    session.add(
        RuleRelease(
            number=following.number,
            champion=following.champion,
            challenger=following.challenger,
            challenger_percent=following.challenger_percent,
            shadow=following.shadow,
            action=swap.action,
            title=swap.title,
            author_id=swap.author_id,
            approver_id=swap.approver.staff_id,
            draft_id=swap.draft_id,
            restores=swap.restores,
            at=now,
        )
    )
    try:
        session.flush()
    except IntegrityError:
        raise Refusal(ProblemCode.STATE_CONFLICT, detail="another release came first") from None
    return following


def releases(session: Session) -> list[RuleRelease]:
    """Every release, the newest first."""
    return list(session.scalars(select(RuleRelease).order_by(RuleRelease.number.desc())))
