"""Receiving applications and taking the customer's choice of an offer."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from paddock.central.applications.models import UNDECIDED, ApplicationRecord
from paddock.central.applications.repository import move
from paddock.central.centre import chinese_date
from paddock.central.consents.ledger import record_consents
from paddock.central.identity.scope import DealerScope
from paddock.central.images.repository import missing_images
from paddock.central.inventory.models import InventoryRecord
from paddock.central.lanes.clock import promise
from paddock.central.lanes.table import FLOOD, Assigned, LaneFacts, installed_lanes
from paddock.central.problems import Refusal
from paddock.central.records.facts import note_application
from paddock.central.writes import Write
from paddock.domain.checks import Fault
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.wire.application_fields import faults_of_submission
from paddock.wire.applications import ApplicationReceipt, ApplicationSubmission
from paddock.wire.messages import sha256_hex
from paddock.wire.problems import ProblemCode

_RECEIVED = Sentence("进件已送达中心", "The application arrived at the centre")
_UNKNOWN_UNIT = Sentence(
    "库存中没有这辆车, 请重新选择或清空库存编号",
    "This car is not in stock: choose another or leave the stock number empty",
)
_IMAGE_ABSENT = Sentence("该影像尚未送达, 将自动补传", "This image has not arrived: it is sent again by itself")


def receive(session: Session, write: Write, application_id: UUID) -> ApplicationReceipt:
    """Take an application in, in the caller's transaction.

    Raises `Refusal`: `malformed_request`, `invalid_application` with every fault, `images_missing`, or
    `not_found` for an id that is another dealer's.
    """
    submission = write.parse(ApplicationSubmission)
    write.require_same("id", submission.id, application_id)
    now = write.centre.clock()
    faults = faults_of_submission(submission, chinese_date(now))
    faults += _stock_faults(session, write.scope, submission)
    if faults:
        raise Refusal(ProblemCode.INVALID_APPLICATION, faults=faults)
    _require_images(session, write.scope, submission)
    if session.get(ApplicationRecord, application_id) is not None:
        # The key is new to this dealer, so the application is another's; that it exists is not told.
        raise Refusal(ProblemCode.NOT_FOUND)
    assigned = _lane_of(session, write.scope, submission)
    expected = promise(session, assigned.lane.id, now)
    application = ApplicationRecord(
        id=application_id,
        dealer_id=write.scope.dealer_id,
        workstation_id=write.scope.workstation_id,
        received_at=now,
        body=write.body,
        body_sha256=sha256_hex(write.body),
        vin=submission.vehicle.vin,
        state=ApplicationState.RECEIVED.value,
        version=0,
        lane=assigned.lane.id,
        lane_row=assigned.row,
        expected_by=expected.by,
        expected_from=expected.sample,
    )
    session.add(application)
    move(session, application, ApplicationState.RECEIVED, _RECEIVED, now)
    record_consents(session, application, now)
    note_application(session, application, submission)
    return ApplicationReceipt(id=application_id, received_at=now, body_sha256=application.body_sha256)


def _lane_of(session: Session, scope: DealerScope, submission: ApplicationSubmission) -> Assigned:
    """The lane it is served in. What waits of the same workstation counts, but for batches that were declared."""
    table = installed_lanes()
    waiting = (
        select(ApplicationRecord.id)
        .where(
            ApplicationRecord.workstation_id == scope.workstation_id,
            ApplicationRecord.state.in_(UNDECIDED),
            ApplicationRecord.lane.not_in(table.lanes_that_yield),
        )
        .limit(FLOOD)
        .subquery()
    )
    count = session.scalar(select(func.count()).select_from(waiting)) or 0
    return table.assign(LaneFacts.of(submission, scope.dealer_id, count))


def _stock_faults(session: Session, scope: DealerScope, submission: ApplicationSubmission) -> list[Fault]:
    unit_id = submission.vehicle.inventory_unit_id
    if unit_id is None:
        return []
    unit = session.scalars(scope.select(InventoryRecord).where(InventoryRecord.id == unit_id)).one_or_none()
    if unit is None:
        return [Fault("vehicle.inventory_unit_id", "unknown_unit", _UNKNOWN_UNIT)]
    return []


def _require_images(session: Session, scope: DealerScope, submission: ApplicationSubmission) -> None:
    hashes = [image.sha256 for image in submission.images]
    missing = set(missing_images(session, scope, hashes))
    if missing:
        raise Refusal(
            ProblemCode.IMAGES_MISSING,
            detail=",".join(sorted(missing)),
            faults=[
                Fault(f"images.{index}.sha256", "image_missing", _IMAGE_ABSENT)
                for index, sha256 in enumerate(hashes)
                if sha256 in missing
            ],
        )
