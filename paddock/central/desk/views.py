"""Cases as reviewers see them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.desk.cases import referred, stipulations_of
from paddock.central.desk.messages import ActView, AskView, CaseLine, CaseView, WhoseMove
from paddock.central.desk.models import ReviewAct, ReviewCase, ReviewStipulation
from paddock.central.desk.verdicts import FOUR_EYES_ABOVE, REVIEWER_LIMIT, amount_of
from paddock.central.identity.models import Dealer
from paddock.central.images.models import ImageRecord
from paddock.central.lanes.table import installed_lanes
from paddock.central.problems import Refusal, state_conflict
from paddock.domain.sentences import Sentence
from paddock.wire.problems import ProblemCode

_NO_DECISION = Sentence("自动审批未能完成", "The automatic decision could not be made")


def list_cases(session: Session) -> list[CaseLine]:
    """Every referred application: by its lane's priority, then the longest wait first."""
    dealers = {dealer.id: dealer.name for dealer in session.scalars(select(Dealer))}
    rows = referred(session)
    waiting = _with_open_asks(session, [application.id for application, _ in rows])
    lines = [_line(application, case, dealers, waiting) for application, case in rows]
    return sorted(lines, key=lambda line: (installed_lanes().lane(line.lane).priority, line.referred_at))


def show_case(session: Session, application_id: UUID) -> CaseView:
    """One case with everything. Raises `Refusal`: `not_found`, `state_conflict` while nothing has been decided."""
    application = session.get(ApplicationRecord, application_id)
    if application is None:
        raise Refusal(ProblemCode.NOT_FOUND)
    decision = application.decision
    if decision is None:
        raise state_conflict("中心尚未对该进件作出决定", "Nothing has been decided on it yet")
    asks = stipulations_of(session, application_id)
    acts = session.scalars(select(ReviewAct).where(ReviewAct.application_id == application_id).order_by(ReviewAct.id))
    dealer = session.get_one(Dealer, application.dealer_id)
    waiting = {application_id} if any(one.answered_at is None for one in asks) else set()
    amount = amount_of(application)
    return CaseView(
        line=_line(application, session.get(ReviewCase, application_id), {dealer.id: dealer.name}, waiting),
        needs_two=amount > FOUR_EYES_ABOVE,
        beyond_limit=amount > REVIEWER_LIMIT,
        application=application.submission,
        decision=decision,
        suggested_asks=decision.stipulations,
        asks=[_ask(one) for one in asks],
        acts=[
            ActView(at=act.at, by=act.name, action=act.action, reason_code=act.reason_code, note=act.note)
            for act in acts
        ],
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a case."""

    media_type: str
    data: bytes


def picture_of(session: Session, application_id: UUID, sha256: str) -> Picture:
    """A picture that the application or an answer names. Raises `Refusal(not_found)` for any other."""
    application = session.get(ApplicationRecord, application_id)
    if application is not None:
        named = {image.sha256 for image in application.submission.images}
        for one in stipulations_of(session, application_id):
            named.update((one.answer_images or "").split(","))
        kept = session.get(ImageRecord, (application.dealer_id, sha256)) if sha256 in named else None
        if kept is not None:
            return Picture(kept.media_type, kept.body)
    raise Refusal(ProblemCode.NOT_FOUND)


def _with_open_asks(session: Session, application_ids: list[UUID]) -> set[UUID]:
    query = select(ReviewStipulation.application_id).where(
        ReviewStipulation.application_id.in_(application_ids), ReviewStipulation.answered_at.is_(None)
    )
    return set(session.scalars(query))


def _line(
    application: ApplicationRecord, case: ReviewCase | None, dealers: dict[UUID, str], waiting: set[UUID]
) -> CaseLine:
    submission, decision = application.submission, application.decision
    return CaseLine(
        application_id=application.id,
        dealer=dealers[application.dealer_id],
        applicant=submission.applicant.name,
        amount_fen=amount_of(application),
        lane=application.lane,
        lane_name=installed_lanes().lane(application.lane).name,
        referred_at=application.decided_at or application.received_at,
        expected_by=application.expected_by,
        move=_move(application.id, case, waiting),
        reviewer=case.reviewer_name if case else None,
        proposer=case.proposer_name if case else None,
        reason=decision.reasons[0].staff if decision and decision.reasons else _NO_DECISION,
    )


def _move(application_id: UUID, case: ReviewCase | None, waiting: set[UUID]) -> WhoseMove:
    if application_id in waiting:
        return WhoseMove.COUNTER
    if case is None or case.reviewer_id is None:
        return WhoseMove.SECOND if case and case.proposer_id else WhoseMove.OPEN
    return WhoseMove.CLAIMED


def _ask(one: ReviewStipulation) -> AskView:
    return AskView(
        id=one.id,
        sentence=Sentence(one.zh, one.en),
        wants_picture=one.wants_picture,
        asked_at=one.asked_at,
        answered_at=one.answered_at,
        answered_by=one.answered_by,
        text=one.answer_text,
        images=[sha256 for sha256 in (one.answer_images or "").split(",") if sha256],
    )
