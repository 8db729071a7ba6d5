"""Start a deal with a vehicle of a batch: a draft that keeps the reading, its picture and who corrected it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from paddock.app.services.drafts import load_draft, new_draft, save_draft
from paddock.app.services.moments import moment
from paddock.app.store.batch_models import BatchVehicleRow
from paddock.app.store.batch_queries import vehicle_detail
from paddock.app.store.batch_views import BatchVehicle, VehicleState
from paddock.app.store.models import ApplicationRow, ImageRow
from paddock.app.store.store import Store, Topic
from paddock.domain.application_draft import ApplicationDraft, DraftImage, FieldEntry, FieldPath, FieldTexts, Reading
from paddock.domain.documents import DocumentKind
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence


def start_deal(
    store: Store,
    vehicle_id: UUID,
    by: str,
    *,
    more: FieldTexts | None = None,
    unit_id: UUID | None = None,
    now: datetime | None = None,
) -> UUID:
    """A kept draft with this vehicle; returns its id. The draft that was started before, if it is still there.

    Args:
        store: the store.
        vehicle_id: an accepted vehicle.
        by: who starts the deal.
        more: what the stock knows of it, by field.
        unit_id: the unit of stock it is.
        now: the time, for tests.

    Raises:
        BadInput: no such vehicle, or one that nobody has accepted yet.
    """
    detail = vehicle_detail(store, vehicle_id)
    if detail is None or detail.vehicle.state is not VehicleState.ACCEPTED:
        raise BadInput(
            Sentence("请先确认车架号, 再开始进件", "Confirm the VIN first, then start a deal with this vehicle")
        )
    vehicle = detail.vehicle
    if vehicle.draft_id is not None and _still_there(store, vehicle.draft_id):
        return vehicle.draft_id
    draft = _draft_of(store, vehicle, new_draft(store, by, now), more or {}, unit_id)
    save_draft(store, draft, moment(now))
    with store.write(Topic.BATCH) as connection:
        connection.execute(update(BatchVehicleRow).where(BatchVehicleRow.id == vehicle_id).values(draft_id=draft.id))
    return draft.id


def _draft_of(
    store: Store, vehicle: BatchVehicle, fresh: ApplicationDraft, more: FieldTexts, unit_id: UUID | None
) -> ApplicationDraft:
    entries = {path: FieldEntry(text) for path, text in (vehicle.facts | more).items() if text}
    reading = None
    if vehicle.image_sha256 is not None:
        reading = Reading(vehicle.read_value, vehicle.confidence, vehicle.image_sha256, vehicle.box, vehicle.doubtful)
    entries[FieldPath.VIN] = FieldEntry(vehicle.vin, reading, vehicle.corrected_by)
    return ApplicationDraft(
        id=fresh.id,
        created_at=fresh.created_at,
        created_by=fresh.created_by,
        entries=entries,
        images=_images(store, vehicle.image_sha256),
        inventory_unit_id=unit_id,
    )


def _images(store: Store, sha256: str | None) -> tuple[DraftImage, ...]:
    if sha256 is None:
        return ()
    with store.read() as connection:
        row = connection.execute(select(ImageRow).where(ImageRow.sha256 == sha256)).one_or_none()
    return () if row is None else (DraftImage(sha256, DocumentKind.VIN.value, row.media_type, row.size_bytes),)


def _still_there(store: Store, draft_id: UUID) -> bool:
    if load_draft(store, draft_id) is not None:
        return True
    with store.read() as connection:
        return connection.execute(select(ApplicationRow.id).where(ApplicationRow.id == draft_id)).first() is not None
