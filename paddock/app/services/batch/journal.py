"""The steps of a batch that can be taken back, newest first."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from paddock.app.store.batch_models import BatchActRow, BatchSightingRow, BatchVehicleRow
from paddock.app.store.batch_views import ActKind, VehicleState

_COLUMNS = ("vin", "state", "verified", "accepted_by", "corrected_by")


@dataclass(frozen=True, slots=True)
class Act:
    """A step, before it is written down."""

    batch_id: UUID
    vehicle_id: UUID
    """The vehicle the step was about."""
    kind: ActKind
    by: str
    at: datetime
    before: Row[Any] | None = None
    """The vehicle's row as it was; None when the step made the vehicle."""
    moved: Sequence[UUID] = ()
    """Sightings of this vehicle that the step gave to another."""
    loose: Sequence[UUID] = ()
    """Pictures that belonged to no vehicle before."""


def note(connection: Connection, act: Act) -> None:
    """Write down a step, in the transaction that takes it."""
    state = {name: getattr(act.before, name) for name in _COLUMNS} if act.before is not None else None
    content = {"vehicle": state, "moved": [str(one) for one in act.moved], "loose": [str(one) for one in act.loose]}
    connection.execute(
        insert(BatchActRow).values(
            batch_id=act.batch_id,
            vehicle_id=act.vehicle_id,
            kind=act.kind.value,
            at=act.at,
            by=act.by,
            before=json.dumps(content, ensure_ascii=False),
            undone_at=None,
        )
    )


def take_back_last(connection: Connection, batch_id: UUID, at: datetime) -> tuple[ActKind, UUID] | None:
    """Undo the newest step that was not undone yet; returns what it was and its vehicle, None when there is none."""
    act = connection.execute(
        select(BatchActRow)
        .where(BatchActRow.batch_id == batch_id, BatchActRow.undone_at.is_(None))
        .order_by(BatchActRow.id.desc())
        .limit(1)
    ).one_or_none()
    if act is None:
        return None
    content = json.loads(act.before)
    values = content["vehicle"] or {"state": VehicleState.REMOVED.value}
    connection.execute(update(BatchVehicleRow).where(BatchVehicleRow.id == act.vehicle_id).values(**values))
    for owner, sightings in ((act.vehicle_id, content["moved"]), (None, content["loose"])):
        ids = [UUID(one) for one in sightings]
        if ids:
            connection.execute(update(BatchSightingRow).where(BatchSightingRow.id.in_(ids)).values(vehicle_id=owner))
    _absorb_doubles(connection, batch_id, act.vehicle_id)
    connection.execute(update(BatchActRow).where(BatchActRow.id == act.id).values(undone_at=at))
    return ActKind(act.kind), act.vehicle_id


def _absorb_doubles(connection: Connection, batch_id: UUID, vehicle_id: UUID) -> None:
    """A vehicle that is back may have been captured anew meanwhile, by a folder: the two are one."""
    mine = connection.execute(select(BatchVehicleRow).where(BatchVehicleRow.id == vehicle_id)).one()
    if VehicleState(mine.state) is VehicleState.REMOVED:
        return
    doubles = connection.execute(
        select(BatchVehicleRow).where(
            BatchVehicleRow.batch_id == batch_id,
            BatchVehicleRow.vin == mine.vin,
            BatchVehicleRow.state != VehicleState.REMOVED.value,
            BatchVehicleRow.id != vehicle_id,
        )
    ).all()
    for double in doubles:
        connection.execute(
            update(BatchSightingRow).where(BatchSightingRow.vehicle_id == double.id).values(vehicle_id=vehicle_id)
        )
        connection.execute(
            update(BatchVehicleRow).where(BatchVehicleRow.id == double.id).values(state=VehicleState.REMOVED.value)
        )
        if double.verified:
            connection.execute(
                update(BatchVehicleRow)
                .where(BatchVehicleRow.id == vehicle_id)
                .values(verified=True, state=VehicleState.ACCEPTED.value)
            )
