"""The steps of a batch that can be taken back, newest first."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from paddock.app.store.batch_models import BatchActRow, BatchSightingRow, BatchVehicleRow
from paddock.app.store.batch_views import ActKind, VehicleState

_COLUMNS = ("vin", "state", "verified", "accepted_by", "corrected_by")


def note(
    connection: Connection,
    batch_id: UUID,
    vehicle_id: UUID,
    kind: ActKind,
    by: str,
    at: datetime,
    *,
    before: Row[Any] | None = None,
    moved: Sequence[UUID] = (),
    loose: Sequence[UUID] = (),
) -> None:
    """Write down a step.

    Args:
        connection: the caller's transaction.
        batch_id: the batch.
        vehicle_id: the vehicle the step was about.
        kind: what it was.
        by: who did it.
        at: when.
        before: the vehicle's row as it was; None when the step made the vehicle.
        moved: sightings of this vehicle that the step gave to another.
        loose: pictures that belonged to no vehicle before.
    """
    state = {name: getattr(before, name) for name in _COLUMNS} if before is not None else None
    content = {"vehicle": state, "moved": [str(one) for one in moved], "loose": [str(one) for one in loose]}
    connection.execute(
        insert(BatchActRow).values(
            batch_id=batch_id,
            vehicle_id=vehicle_id,
            kind=kind.value,
            at=at,
            by=by,
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
    connection.execute(update(BatchActRow).where(BatchActRow.id == act.id).values(undone_at=at))
    return ActKind(act.kind), act.vehicle_id
