"""Stipulations 补件: the reviewer asks, the counter answers, and the case comes back to the same person."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.applications.repository import move
from paddock.central.desk.cases import note_act, own_case, referred_application, stipulations_of
from paddock.central.desk.messages import DecideOrder
from paddock.central.desk.models import ReviewAct, ReviewStipulation
from paddock.central.identity.lender import LenderScope
from paddock.central.images.repository import missing_images
from paddock.central.problems import Refusal, malformed_field, state_conflict
from paddock.central.writes import Write
from paddock.domain.checks import Fault
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.wire.problems import ProblemCode
from paddock.wire.reviews import StipulationAnswer, StipulationReceipt

_NOTHING_ASKED = Sentence("请写明需要补充的内容", "Say what is needed")
_NO_PICTURE = Sentence("请附上照片", "A picture is needed")
_NO_WORDS = Sentence("请填写说明或附上照片", "Write something, or add a picture")
_IMAGE_ABSENT = Sentence("该影像尚未送达, 将自动补传", "This image has not arrived: it is sent again by itself")


def ask(session: Session, who: LenderScope, application_id: UUID, order: DecideOrder, now: datetime) -> None:
    """Ask the counter; the case stays in the reviewer's hand.

    Raises `Refusal`: `malformed_request` when nothing is asked, and like `own_case`.
    """
    application = referred_application(session, application_id)
    own_case(session, who, application_id)
    if not order.asks:
        raise malformed_field("asks", _NOTHING_ASKED)
    number = len(stipulations_of(session, application_id))
    for at, wanted in enumerate(order.asks, number + 1):
        session.add(
            ReviewStipulation(
                id=uuid4(),
                application_id=application_id,
                number=at,
                zh=wanted.zh,
                en=wanted.en,
                wants_picture=wanted.wants_picture,
                asked_at=now,
            )
        )
    note_act(session, application_id, who, "ask", now, note=order.note)
    said = Sentence("; ".join(one.zh for one in order.asks), "; ".join(one.en for one in order.asks))
    reason = Sentence(f"请补充: {said.zh}", f"Please bring: {said.en}")
    move(session, application, ApplicationState.REFERRED, reason, now)


def answer(session: Session, write: Write, application_id: UUID, stipulation_id: UUID) -> StipulationReceipt:
    """Take the counter's answer, in the caller's transaction.

    Raises `Refusal`: `malformed_request`, `not_found`, `images_missing`, `state_conflict` when it was answered
    already or the case is decided.
    """
    given = write.parse(StipulationAnswer)
    write.require_same("application_id", given.application_id, application_id)
    write.require_same("stipulation_id", given.stipulation_id, stipulation_id)
    write.require_same("id", given.id, write.key)
    application = write.scope.get(session, ApplicationRecord, application_id, lock=True)
    asked = session.get(ReviewStipulation, stipulation_id)
    if asked is None or asked.application_id != application_id:
        raise Refusal(ProblemCode.NOT_FOUND)
    if application.application_state is not ApplicationState.REFERRED or asked.answered_at is not None:
        raise state_conflict("此项已答复或审核已结束", "It was answered already, or the review has ended")
    if asked.wants_picture and not given.images:
        raise malformed_field("images", _NO_PICTURE)
    if not (given.images or given.text):
        raise malformed_field("text", _NO_WORDS)
    if missing := missing_images(session, write.scope, given.images):
        faults = [Fault(f"images.{sha256}", "absent", _IMAGE_ABSENT) for sha256 in missing]
        raise Refusal(ProblemCode.IMAGES_MISSING, faults=faults)
    now = write.centre.clock()
    asked.answered_at, asked.answered_by = now, given.answered_by
    asked.answer_text, asked.answer_images = given.text, ",".join(given.images)
    session.add(ReviewAct(application_id=application_id, at=now, name=given.answered_by, action="answer", note=""))
    session.flush()
    open_ones = sum(one.answered_at is None for one in stipulations_of(session, application_id))
    reason = (
        Sentence(f"已答复一项, 还有 {open_ones} 项", f"One answer has come, {open_ones} to go")
        if open_ones
        else Sentence("补件已齐, 审核继续", "All answers have come: the review goes on")
    )
    move(session, application, ApplicationState.REFERRED, reason, now)
    return StipulationReceipt(application_id=application_id, stipulation_id=stipulation_id, answered_at=now)
