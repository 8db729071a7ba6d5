"""What a person does about a vehicle of a batch: accept, correct, take out, put back, and take the last step back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from paddock.app.services.batch import journal
from paddock.app.services.batch.journal import Act
from paddock.app.services.moments import local_date, moment
from paddock.app.store.batch_models import BatchSightingRow, BatchVehicleRow
from paddock.app.store.batch_views import ActKind, VehicleState
from paddock.app.store.store import Store, Topic
from paddock.domain.checks import Check
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.domain.vin import check_vin, normalise_vin
from paddock.domain.wmi import find_origin


@dataclass(frozen=True, slots=True)
class Undone:
    """The step that was taken back."""

    kind: ActKind
    vehicle_id: UUID
    vin: str
    """As it stands now."""


def accept_vehicle(store: Store, vehicle_id: UUID, by: str, now: datetime | None = None) -> None:
    """A person has compared the VIN with its picture and stands for it; it does not become verified by that.

    Raises:
        BadInput: the VIN cannot be one, so that it has to be corrected first.
    """
    at = moment(now)
    with store.write(Topic.BATCH) as connection:
        row = _row(connection, vehicle_id)
        _refuse_impossible(row.vin, at)
        if VehicleState(row.state) is VehicleState.ACCEPTED:
            return
        journal.note(connection, Act(row.batch_id, vehicle_id, ActKind.ACCEPT, by, at, before=row))
        _set(connection, vehicle_id, state=VehicleState.ACCEPTED.value, accepted_by=by)


def correct_vin(store: Store, vehicle_id: UUID, text: str, by: str, now: datetime | None = None) -> UUID:
    """Write the VIN as a person reads it; what the machine read stays in the sightings.

    Returns the vehicle that has this VIN now: another one when the batch knew it already, which then gets the
    sightings of this one.

    Raises:
        BadInput: it is not 17 characters of the VIN alphabet, or its check digit is one that cannot be wrong.
    """
    at, vin = moment(now), normalise_vin(text)
    _refuse_impossible(vin, at)
    with store.write(Topic.BATCH) as connection:
        row = _row(connection, vehicle_id)
        if row.vin == vin and VehicleState(row.state) is VehicleState.ACCEPTED:
            return vehicle_id
        other = connection.execute(
            select(BatchVehicleRow.id).where(
                BatchVehicleRow.batch_id == row.batch_id,
                BatchVehicleRow.vin == vin,
                BatchVehicleRow.state != VehicleState.REMOVED.value,
                BatchVehicleRow.id != vehicle_id,
            )
        ).scalar()
        if other is not None:
            _merge(connection, row, other, by, at)
            return other
        journal.note(connection, Act(row.batch_id, vehicle_id, ActKind.EDIT, by, at, before=row))
        verified = _verified_as(connection, vehicle_id, vin)
        _set(
            connection,
            vehicle_id,
            vin=vin,
            verified=verified,
            state=VehicleState.ACCEPTED.value,
            accepted_by=by,
            corrected_by=by if vin != row.vin else row.corrected_by,
        )
    return vehicle_id


def remove_vehicle(store: Store, vehicle_id: UUID, by: str, now: datetime | None = None) -> None:
    """Take a vehicle out of its batch; it stays in the store and can be put back."""
    _change_state(store, vehicle_id, VehicleState.REMOVED, ActKind.REMOVE, by, moment(now))


def restore_vehicle(store: Store, vehicle_id: UUID, by: str, now: datetime | None = None) -> None:
    """Put a vehicle back that was taken out, as an exception to be looked at.

    Raises:
        BadInput: the batch has another vehicle with its VIN by now.
    """
    _change_state(store, vehicle_id, VehicleState.OPEN, ActKind.RESTORE, by, moment(now))


def undo_last(store: Store, batch_id: UUID, now: datetime | None = None) -> Undone | None:
    """Take back the last step of this batch that was not taken back yet; None when there is none.

    Steps are what people did, and what camera, gun and keys brought in. What a folder or a list brought in is taken
    out row by row instead.
    """
    with store.write(Topic.BATCH) as connection:
        found = journal.take_back_last(connection, batch_id, moment(now))
        if found is None:
            return None
        return Undone(*found, _row(connection, found[1]).vin)


def _merge(connection: Connection, row: Row[Any], other: UUID, by: str, at: datetime) -> None:
    sightings = list(connection.scalars(select(BatchSightingRow.id).where(BatchSightingRow.vehicle_id == row.id)))
    journal.note(connection, Act(row.batch_id, row.id, ActKind.EDIT, by, at, before=row, moved=sightings))
    connection.execute(update(BatchSightingRow).where(BatchSightingRow.vehicle_id == row.id).values(vehicle_id=other))
    _set(connection, row.id, state=VehicleState.REMOVED.value)


def _change_state(store: Store, vehicle_id: UUID, state: VehicleState, kind: ActKind, by: str, at: datetime) -> None:
    with store.write(Topic.BATCH) as connection:
        row = _row(connection, vehicle_id)
        if VehicleState(row.state) is state:
            return
        if state is VehicleState.OPEN:
            _refuse_taken(connection, row)
        journal.note(connection, Act(row.batch_id, vehicle_id, kind, by, at, before=row))
        _set(connection, vehicle_id, state=state.value, accepted_by=None)


def _refuse_taken(connection: Connection, row: Row[Any]) -> None:
    taken = connection.execute(
        select(BatchVehicleRow.id).where(
            BatchVehicleRow.batch_id == row.batch_id,
            BatchVehicleRow.vin == row.vin,
            BatchVehicleRow.state != VehicleState.REMOVED.value,
            BatchVehicleRow.id != row.id,
        )
    ).first()
    if taken is not None:
        raise BadInput(
            Sentence(
                f"批次里已有 {row.vin}, 无需放回", f"{row.vin} is in the batch already: there is nothing to put back"
            )
        )


def _refuse_impossible(vin: str, at: datetime) -> None:
    refused = impossible_vin(vin, local_date(at))
    if refused is not None:
        raise BadInput(refused.message)


def impossible_vin(vin: str, today: date) -> Check | None:
    """The check that keeps `vin` from being a VIN at all; its check digit counts where the law demands it."""
    length, alphabet, digit, *_ = check_vin(vin, today)
    origin = find_origin(vin)
    decisive = [length, alphabet]
    if origin is not None and origin.check_digit_required:
        decisive.append(digit)
    return next((check for check in decisive if not check.passed), None)


def _verified_as(connection: Connection, vehicle_id: UUID, vin: str) -> bool:
    """Whether capture verified this very VIN in one of the vehicle's sightings."""
    return (
        connection.execute(
            select(BatchSightingRow.id).where(
                BatchSightingRow.vehicle_id == vehicle_id,
                BatchSightingRow.verified.is_(True),
                BatchSightingRow.value == vin,
            )
        ).first()
        is not None
    )


def _row(connection: Connection, vehicle_id: UUID) -> Row[Any]:
    found = connection.execute(select(BatchVehicleRow).where(BatchVehicleRow.id == vehicle_id)).one_or_none()
    if found is None:
        raise BadInput(Sentence("批次里没有这辆车, 请刷新后再试", "This vehicle is not in the batch: look again"))
    return found


def _set(connection: Connection, vehicle_id: UUID, **values: object) -> None:
    connection.execute(update(BatchVehicleRow).where(BatchVehicleRow.id == vehicle_id).values(**values))
