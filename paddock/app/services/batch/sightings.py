"""Write down what was seen: picture, sighting and vehicle in one transaction, at once.

A vehicle seen again is the same vehicle. Whether a VIN is verified is what capture says of a sighting; typing, a list
and a barcode gun verify nothing, but somebody stands for what they give: with every check passed it is accepted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, exists, insert, select, update

from paddock.app.services.batch import journal
from paddock.app.services.batch.batches import unknown_batch
from paddock.app.services.batch.journal import Act
from paddock.app.services.images import image_of, note_image
from paddock.app.services.moments import local_date, moment, new_id
from paddock.app.store import batch_json
from paddock.app.store.batch_models import BatchRow, BatchSightingRow, BatchVehicleRow
from paddock.app.store.batch_views import ActKind, SightingKind, VehicleState
from paddock.app.store.store import Store, Topic
from paddock.domain.application_draft import Box, DraftImage, FieldTexts
from paddock.domain.checks import Check
from paddock.domain.documents import DocumentKind
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.domain.vin import check_vin, normalise_vin

_KNOWN_KINDS = frozenset(kind.value for kind in DocumentKind)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a camera, a photo, a list, a gun or a person gave."""

    kind: SightingKind
    origin: str
    """The file's name, the number of the list's row; empty for a camera."""
    value: str = ""
    """The VIN; empty when there is none in it."""
    confidence: float = 1.0
    doubtful: tuple[int, ...] = ()
    verified: bool = False
    """As capture says; left out for everything else."""
    checks: tuple[Check, ...] = ()
    """As capture made them; made here when left out."""
    box: Box = ()
    shows: str = ""
    """What capture took the picture for."""
    image: bytes | None = None
    """A JPEG or PNG to be kept."""
    content_sha256: str | None = None
    """Of the file as it was found."""
    source_id: UUID | None = None
    facts: FieldTexts = field(default_factory=dict)
    problem: Sentence | None = None
    """Why the file could not be read."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a sighting."""

    sighting_id: UUID
    vehicle_id: UUID | None
    """None: there is no VIN in it."""
    state: VehicleState | None
    is_new: bool
    """Whether the batch has one vehicle more."""


def record(store: Store, batch_id: UUID, seen: Seen, by: str, now: datetime | None = None) -> Recorded:
    """Keep one sighting; on disk on return. The same file a second time changes nothing.

    Raises:
        BadInput: no such batch, or a picture that is neither JPEG nor PNG or above 20 MB.
        EnvironmentFault: the disk is full; nothing was changed.
    """
    image = image_of(seen.image, _document_kind(seen.shows)) if seen.image is not None else None
    if image is not None and seen.image is not None:
        store.pictures.keep(image.sha256, seen.image)
    with store.write(Topic.BATCH) as connection:
        if not connection.execute(select(exists().where(BatchRow.id == batch_id))).scalar():
            raise unknown_batch()
        known = _known_content(connection, batch_id, seen.content_sha256)
        if known is not None:
            return known
        if image is not None:
            note_image(connection, image)
        return write(connection, batch_id, seen, by, moment(now), image)


def record_vin(
    store: Store, batch_id: UUID, text: str, kind: SightingKind, by: str, now: datetime | None = None
) -> Recorded:
    """Keep a VIN that was typed or came from a barcode gun.

    Raises:
        BadInput: it is not 17 characters of the VIN alphabet; the sentence says which.
    """
    vin = normalise_vin(text)
    refused = next((check for check in check_vin(vin, local_date(moment(now)))[:2] if not check.passed), None)
    if refused is not None:
        raise BadInput(refused.message)
    return record(store, batch_id, Seen(kind, "", vin), by, now)


def name_sighting(store: Store, sighting_id: UUID, text: str, by: str, now: datetime | None = None) -> Recorded:
    """Say which vehicle a picture without a VIN belongs to: its VIN as typed.

    Raises:
        BadInput: no VIN, or a picture that belongs to a vehicle already.
    """
    at, vin = moment(now), normalise_vin(text)
    checks = check_vin(vin, local_date(at))
    refused = next((check for check in checks[:2] if not check.passed), None)
    if refused is not None:
        raise BadInput(refused.message)
    with store.write(Topic.BATCH) as connection:
        row = connection.execute(
            select(BatchSightingRow).where(BatchSightingRow.id == sighting_id, BatchSightingRow.vehicle_id.is_(None))
        ).one_or_none()
        if row is None:
            raise BadInput(
                Sentence("这张照片已归入车辆, 请刷新后再试", "This picture belongs to a vehicle already: look again")
            )
        vehicle = _vehicle_with(connection, row.batch_id, vin)
        if vehicle is None:
            state = _state_of(Seen(SightingKind.TYPED, "", vin), checks)
            vehicle_id = _add_vehicle(
                connection, row.batch_id, vin, state, sighting_id, at, accepted_by=by, corrected_by=by
            )
            journal.note(connection, Act(row.batch_id, vehicle_id, ActKind.SEEN, by, at, loose=[sighting_id]))
        else:
            vehicle_id, state = vehicle.id, VehicleState(vehicle.state)
            journal.note(
                connection, Act(row.batch_id, vehicle_id, ActKind.EDIT, by, at, before=vehicle, loose=[sighting_id])
            )
        connection.execute(
            update(BatchSightingRow).where(BatchSightingRow.id == sighting_id).values(vehicle_id=vehicle_id)
        )
    return Recorded(sighting_id, vehicle_id, state, is_new=vehicle is None)


def dismiss_sighting(store: Store, sighting_id: UUID, now: datetime | None = None) -> None:
    """Put a picture without a VIN aside; `bring_back_sighting` undoes it."""
    _set_dismissed(store, sighting_id, moment(now))


def bring_back_sighting(store: Store, sighting_id: UUID) -> None:
    """Undo `dismiss_sighting`."""
    _set_dismissed(store, sighting_id, None)


def write(
    connection: Connection, batch_id: UUID, seen: Seen, by: str, at: datetime, image: DraftImage | None = None
) -> Recorded:
    """Keep one sighting in the caller's transaction; its picture is on disk and known already."""
    vin = normalise_vin(seen.value)
    checks = seen.checks or (check_vin(vin, local_date(at)) if vin else ())
    sighting_id = new_id()
    vehicle = _vehicle_with(connection, batch_id, vin) if vin else None
    state = _state_of(seen, checks) if vin else None
    vehicle_id = vehicle.id if vehicle else None
    if vin and vehicle is None and state is not None:
        vehicle_id = _add_vehicle(
            connection,
            batch_id,
            vin,
            state,
            sighting_id,
            at,
            verified=seen.verified,
            facts=batch_json.write_texts(seen.facts),
            accepted_by=by if state is VehicleState.ACCEPTED and not seen.verified else None,
        )
    connection.execute(
        insert(BatchSightingRow).values(
            id=sighting_id,
            batch_id=batch_id,
            vehicle_id=vehicle_id,
            source_id=seen.source_id,
            kind=seen.kind.value,
            origin=seen.origin,
            at=at,
            by=by,
            content_sha256=seen.content_sha256,
            image_sha256=image.sha256 if image else None,
            shows=seen.shows,
            value=vin,
            confidence=seen.confidence,
            box=batch_json.write_box(seen.box),
            doubtful=batch_json.write_list(seen.doubtful),
            verified=seen.verified,
            checks=batch_json.write_checks(checks),
            problem=seen.problem,
            dismissed_at=None,
        )
    )
    if vehicle is not None and state is not None:
        state = _seen_again(connection, vehicle, seen, state, sighting_id, by)
    elif vehicle_id is not None and seen.kind.is_interactive:
        journal.note(connection, Act(batch_id, vehicle_id, ActKind.SEEN, by, at))
    return Recorded(sighting_id, vehicle_id, state, is_new=vehicle is None and vehicle_id is not None)


def _state_of(seen: Seen, checks: Sequence[Check]) -> VehicleState:
    sure = seen.verified or (seen.kind.is_given_by_person and all(check.passed for check in checks))
    return VehicleState.ACCEPTED if sure else VehicleState.OPEN


def _seen_again(
    connection: Connection, vehicle: Row[Any], seen: Seen, state: VehicleState, sighting_id: UUID, by: str
) -> VehicleState:
    """Merge a repeated sighting: a surer one settles an exception, a better picture takes the place of a worse one."""
    changes: dict[str, Any] = {}
    if VehicleState(vehicle.state) is VehicleState.OPEN and state is VehicleState.ACCEPTED:
        changes |= {"state": state.value, "accepted_by": None if seen.verified else by}
    if seen.verified and not vehicle.verified:
        changes["verified"] = True
    better = (seen.verified, seen.image is not None, seen.confidence)
    if seen.image is not None and better > (vehicle.best_verified, vehicle.best_image is not None, vehicle.confidence):
        changes["best_sighting_id"] = sighting_id
    facts = batch_json.read_texts(vehicle.facts)
    more = {path: text for path, text in seen.facts.items() if text and path not in facts}
    if more:
        changes["facts"] = batch_json.write_texts(facts | more)
    if changes:
        connection.execute(update(BatchVehicleRow).where(BatchVehicleRow.id == vehicle.id).values(**changes))
    return VehicleState(changes.get("state", vehicle.state))


def _vehicle_with(connection: Connection, batch_id: UUID, vin: str) -> Row[Any] | None:
    query: Select[Any] = (
        select(
            *BatchVehicleRow.__table__.columns,
            BatchSightingRow.verified.label("best_verified"),
            BatchSightingRow.image_sha256.label("best_image"),
            BatchSightingRow.confidence,
        )
        .join(BatchSightingRow, BatchSightingRow.id == BatchVehicleRow.best_sighting_id)
        .where(
            BatchVehicleRow.batch_id == batch_id,
            BatchVehicleRow.vin == vin,
            BatchVehicleRow.state != VehicleState.REMOVED.value,
        )
        .limit(1)
    )
    return connection.execute(query).one_or_none()


def _add_vehicle(
    connection: Connection,
    batch_id: UUID,
    vin: str,
    state: VehicleState,
    sighting_id: UUID,
    at: datetime,
    **columns: object,
) -> UUID:
    values = {
        "id": new_id(),
        "batch_id": batch_id,
        "vin": vin,
        "state": state.value,
        "verified": False,
        "best_sighting_id": sighting_id,
        "accepted_by": None,
        "corrected_by": None,
        "facts": "{}",
        "draft_id": None,
        "seen_at": at,
    }
    made = values | columns
    connection.execute(insert(BatchVehicleRow).values(**made))
    return UUID(str(made["id"]))


def _known_content(connection: Connection, batch_id: UUID, content_sha256: str | None) -> Recorded | None:
    if content_sha256 is None:
        return None
    row = connection.execute(
        select(BatchSightingRow.id, BatchSightingRow.vehicle_id)
        .where(BatchSightingRow.batch_id == batch_id, BatchSightingRow.content_sha256 == content_sha256)
        .limit(1)
    ).one_or_none()
    return None if row is None else Recorded(row.id, row.vehicle_id, None, is_new=False)


def _set_dismissed(store: Store, sighting_id: UUID, at: datetime | None) -> None:
    with store.write(Topic.BATCH) as connection:
        connection.execute(update(BatchSightingRow).where(BatchSightingRow.id == sighting_id).values(dismissed_at=at))


def _document_kind(shows: str) -> str:
    return shows if shows in _KNOWN_KINDS else DocumentKind.OTHER.value
