"""Finding cases, and taking one in hand."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.applications.repository import lock
from paddock.central.desk.models import ReviewAct, ReviewCase, ReviewStipulation
from paddock.central.identity.lender import LenderScope
from paddock.central.problems import Refusal, state_conflict
from paddock.domain.states import ApplicationState
from paddock.wire.problems import ProblemCode

MOST_LISTED: Final = 500


def referred(session: Session) -> list[Row[ApplicationRecord, ReviewCase | None]]:
    """Every referred application with its case, if anybody has taken it in hand; the longest wait first."""
    query = (
        select(ApplicationRecord, ReviewCase)
        .outerjoin(ReviewCase, ReviewCase.application_id == ApplicationRecord.id)
        .where(ApplicationRecord.state == ApplicationState.REFERRED.value)
        .order_by(ApplicationRecord.received_at)
        .limit(MOST_LISTED)
    )
    return list(session.execute(query).all())


def claim(session: Session, who: LenderScope, application_id: UUID, now: datetime) -> ReviewCase:
    """Take a case in hand; again is no harm.

    Raises `Refusal`: `not_found`, `state_conflict` when it is not referred or somebody else has it.
    """
    application = referred_application(session, application_id)
    case = session.get(ReviewCase, application_id)
    if case is None:
        case = ReviewCase(application_id=application_id, lane=application.lane, opened_at=application.decided_at or now)
        session.add(case)
    if case.reviewer_id not in {None, who.staff_id}:
        raise state_conflict(
            f"{case.reviewer_name} 正在处理此件, 请由其释放后再领取",
            f"{case.reviewer_name} has it: ask them to release it",
        )
    if case.reviewer_id is None:
        case.reviewer_id, case.reviewer_name, case.claimed_at = who.staff_id, who.name, now
        note_act(session, application_id, who, "claim", now)
    session.flush()
    return case


def release(session: Session, who: LenderScope, application_id: UUID, now: datetime) -> None:
    """Give a case back, for anybody to take. Raises `Refusal` like `own_case`."""
    case = own_case(session, who, application_id)
    case.reviewer_id = case.reviewer_name = case.claimed_at = None
    note_act(session, application_id, who, "release", now)


def own_case(session: Session, who: LenderScope, application_id: UUID) -> ReviewCase:
    """The case, which must be in the asking person's hand; its application is locked.

    Raises `Refusal`: `not_found`, `state_conflict`.
    """
    referred_application(session, application_id)
    case = session.get(ReviewCase, application_id)
    if case is None or case.reviewer_id != who.staff_id:
        raise state_conflict("请先领取此件", "Claim it first")
    return case


def referred_application(session: Session, application_id: UUID) -> ApplicationRecord:
    """The application, locked. Raises `Refusal`: `not_found`, `state_conflict` when it is not referred (any more)."""
    try:
        application = lock(session, application_id)
    except LookupError:
        raise Refusal(ProblemCode.NOT_FOUND) from None
    if application.application_state is not ApplicationState.REFERRED:
        raise state_conflict("此件已不在人工审核中", "It is not waiting for a person any more")
    return application


def stipulations_of(session: Session, application_id: UUID) -> list[ReviewStipulation]:
    """What was asked, in order."""
    query = (
        select(ReviewStipulation)
        .where(ReviewStipulation.application_id == application_id)
        .order_by(ReviewStipulation.number)
    )
    return list(session.scalars(query))


def note_act(
    session: Session,
    application_id: UUID,
    who: LenderScope,
    action: str,
    now: datetime,
    *,
    reason_code: str | None = None,
    note: str = "",
) -> None:
    """Write down what was done."""
    session.add(
        ReviewAct(
            application_id=application_id,
            at=now,
            staff_id=who.staff_id,
            name=who.name,
            action=action,
            reason_code=reason_code,
            note=note,
        )
    )
