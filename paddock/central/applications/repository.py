"""Reading applications, and the one way to move one on."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord, ApplicationStep
from paddock.central.changes.repository import record_change
from paddock.central.lanes.table import SHARE_PERCENT, installed_lanes
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.wire.applications import ApplicationView, StateChange
from paddock.wire.lanes import ServiceClock
from paddock.wire.reviews import Stipulation


def move(
    session: Session,
    application: ApplicationRecord,
    state: ApplicationState,
    reason: Sentence,
    now: datetime,
) -> ApplicationView:
    """Bring `application` to `state`: one more line in its timeline, one more version, one change in the feed.

    Set the other columns (decision, accepted offer, contract) before, so that the change carries them.
    The caller's transaction makes it true.
    """
    application.state = state.value
    application.version = (application.version or 0) + 1
    application.steps.append(
        ApplicationStep(number=application.version, state=state.value, at=now, reason_zh=reason.zh, reason_en=reason.en)
    )
    session.flush()
    view = view_of(application)
    record_change(session, application.dealer_id, view, now)
    return view


def view_of(application: ApplicationRecord) -> ApplicationView:
    """The application as dealers see it."""
    return ApplicationView(
        id=application.id,
        version=application.version,
        state=application.application_state,
        timeline=[
            StateChange(state=ApplicationState(step.state), at=step.at, reason=step.reason)
            for step in application.steps
        ],
        decision=application.decision,
        accepted_offer_id=application.accepted_offer_id,
        contract_id=application.contract_id,
        service=_service_of(application),
        stipulations=[
            Stipulation(
                id=one.id,
                sentence=Sentence(one.zh, one.en),
                wants_picture=one.wants_picture,
                asked_at=one.asked_at,
                answered_at=one.answered_at,
            )
            # Nobody asks before it is decided, and on the way there every step makes a view.
            for one in (application.asked if application.decided_at else ())
        ],
    )


def _service_of(application: ApplicationRecord) -> ServiceClock | None:
    if application.lane is None:
        return None
    lane = installed_lanes().lane(application.lane)
    return ServiceClock(
        lane=application.lane,
        lane_name=lane.name,
        share_percent=SHARE_PERCENT,
        expected_by=application.expected_by,
        sample=application.expected_from or 0,
    )


def lock(session: Session, application_id: UUID) -> ApplicationRecord:
    """The application, locked until the transaction ends; for the centre's own work, which has no dealer.

    Raises `LookupError` if there is none.
    """
    query = select(ApplicationRecord).where(ApplicationRecord.id == application_id).with_for_update()
    found = session.scalars(query).one_or_none()
    if found is None:
        raise LookupError(f"no application {application_id}")
    return found
