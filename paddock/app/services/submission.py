"""Submit an application: one local transaction, whether or not there is a network."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from paddock.app.services.moments import local_date, moment, new_id
from paddock.app.store import outbox
from paddock.app.store.draft_json import applicant_of, vehicle_of, vin_of, write_draft
from paddock.app.store.models import ApplicationRow, DraftRow, ImageRow, OutboxRow
from paddock.app.store.outbox import NewRow
from paddock.app.store.prepared import PreparedInsert, driver_of
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxKind
from paddock.domain.application_checks import faults_of
from paddock.domain.application_draft import ApplicationDraft, DraftImage
from paddock.domain.checks import Fault
from paddock.domain.cross_checks import cross_check
from paddock.domain.draft_documents import documents_of
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.wire.application_fields import submission_of
from paddock.wire.messages import canonical_json

# Built once: on this path a statement's construction would cost as much as running it.
_KEEP_APPLICATION = PreparedInsert(
    ApplicationRow.__table__,
    ("id", "body", "applicant", "vehicle", "vin", "submitted_at", "submitted_by", "updated_at"),
    once=True,
)
_DROP_DRAFT = f"DELETE FROM {DraftRow.__tablename__} WHERE id = ?"  # noqa: S608 - our own table
_FIND_PICTURE = select(ImageRow.sha256).where(ImageRow.sha256 == bindparam("picture"))
_FIND_QUEUED = select(OutboxRow.id).where(
    OutboxRow.kind == OutboxKind.IMAGE.value, OutboxRow.target == bindparam("where_to")
)


class ApplicationFaults(BadInput):
    """The application cannot be sent as it is; `faults` lists everything, in the order of the screen."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(
            Sentence(
                f"进件有 {len(faults)} 处问题, 未提交: " + "; ".join(fault.message.zh for fault in faults),
                f"The application has {len(faults)} faults and was not submitted: "
                + "; ".join(fault.message.en for fault in faults),
            )
        )
        self.faults = faults


def faults_of_draft(draft: ApplicationDraft, today: date | None = None) -> list[Fault]:
    """Every fault of the draft at once: of its fields, then those between its documents."""
    day = today or local_date(moment(None))
    return [*faults_of(draft.texts, day), *cross_check(documents_of(draft), draft.texts, day, draft.waived)]


def submit_application(store: Store, draft: ApplicationDraft, submitted_by: str, now: datetime | None = None) -> UUID:
    """Freeze the draft and put it into the outbox with its pictures; returns the application's id.

    Submitting the same draft a second time changes nothing and returns the same id.

    Raises:
        ApplicationFaults: with every fault; nothing was changed.
        BadInput: a picture of the draft was never kept here; nothing was changed.
        EnvironmentFault: the disk is full; nothing was changed.
    """
    at = moment(now)
    faults = faults_of_draft(draft, local_date(at))
    if faults:
        raise ApplicationFaults(faults)
    body = canonical_json(submission_of(draft, submitted_at=at, submitted_by=submitted_by))
    application = {
        "id": draft.id,
        "body": write_draft(draft),
        "applicant": applicant_of(draft),
        "vehicle": vehicle_of(draft),
        "vin": vin_of(draft),
        "submitted_at": at,
        "submitted_by": submitted_by,
        "updated_at": at,
    }
    row = NewRow(draft.id, OutboxKind.APPLICATION, draft.id, f"/v1/applications/{draft.id}", body)
    with store.write(Topic.OUTBOX) as connection:
        if _KEEP_APPLICATION.run(connection, application):
            pictures = [queue_picture(connection, image, at) for image in draft.images]
            outbox.queue(connection, row, pictures, at)
            driver_of(connection).execute(_DROP_DRAFT, (draft.id.hex,))
    return draft.id


def queue_picture(connection: Connection, image: DraftImage, at: datetime) -> UUID:
    """The outbox row that brings this picture to the centre; several deals may share one."""
    if not connection.execute(_FIND_PICTURE, {"picture": image.sha256}).first():
        raise BadInput(
            Sentence(
                "进件引用的影像不在本机, 请重新拍照后提交",
                "A picture of this application is not on this workstation: take it again, then submit",
            )
        )
    target = f"/v1/images/{image.sha256}"
    known = connection.execute(_FIND_QUEUED, {"where_to": target}).scalar()
    if known is not None:
        return known
    row = NewRow(new_id(), OutboxKind.IMAGE, None, target, image.sha256.encode(), image.sha256)
    outbox.queue(connection, row, (), at)
    return row.id
