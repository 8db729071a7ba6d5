"""Bring a list into a batch: the good rows as vehicles, the bad ones kept with their reasons to be given back.

Rows are written some at a time, so that a person can stop and others can write meanwhile; a row that was written is
not written again, so that an import that was killed goes on where it stood.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update

from paddock.app.services.batch.list_files import ListFile, read_list
from paddock.app.services.batch.rows import ReadRow, read_rows
from paddock.app.services.batch.sightings import Seen, write
from paddock.app.services.batch.sources import reopen_for
from paddock.app.services.moments import local_date, moment, new_id
from paddock.app.store import batch_json
from paddock.app.store.batch_models import (
    BatchRefusalRow,
    BatchRow,
    BatchSightingRow,
    BatchSourceRow,
    BatchVehicleRow,
)
from paddock.app.store.batch_views import SightingKind, SourceKind, SourceState, VehicleState
from paddock.app.store.store import Store, Topic

_ROWS_AT_ONCE: Final = 200
Progress = Callable[[int, int], object]
"""Called with rows done and rows in all."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a list."""

    batch_id: UUID
    source_id: UUID
    rows: int
    accepted: int
    """Vehicles of this list that need nobody."""
    open: int
    """Vehicles of this list that a person has to look at."""
    repeats: int
    """Rows whose vehicle the batch had already; merged."""
    refused: int
    unused: tuple[str, ...]
    """Columns that say nothing to us."""
    again: bool
    """Whether this very file was imported into this batch before; nothing was added then."""
    finished: bool
    """False when it was stopped: what was written so far stays, and the import can go on."""


@dataclass(frozen=True, slots=True)
class _Round:
    """Where rows go, and who brings them when."""

    batch_id: UUID
    source_id: UUID
    by: str
    at: datetime


def import_list(
    store: Store,
    batch_id: UUID,
    path: Path,
    by: str,
    *,
    progress: Progress = lambda _done, _total: None,
    stopped: Callable[[], bool] = lambda: False,
    now: datetime | None = None,
) -> ImportReport:
    """Import a CSV or XLSX file; the same file a second time adds nothing, and goes on if it was not finished.

    Raises:
        BadInput: the file cannot be used, or there is no such batch; nothing was changed.
        EnvironmentFault: the disk is full; the rows written before stay.
    """
    found = read_list(path)
    at = moment(now)
    source_id, done_before = _source_of(store, batch_id, found, path, by, at)
    rows = read_rows(found, local_date(at))
    if not done_before:
        finished = _write_rows(store, _Round(batch_id, source_id, by, at), rows, progress, stopped)
        _settle(store, source_id, SourceState.DONE if finished else SourceState.PAUSED)
    else:
        finished = True
    return _report(store, batch_id, source_id, found, again=done_before, finished=finished)


def batch_of_list(store: Store, sha256: str) -> UUID | None:
    """The newest batch that is not put away and has this very file."""
    with store.read() as connection:
        return connection.execute(
            select(BatchRow.id)
            .join(BatchSourceRow, BatchSourceRow.batch_id == BatchRow.id)
            .where(BatchSourceRow.sha256 == sha256, BatchRow.closed_at.is_(None))
            .order_by(BatchRow.started_at.desc())
            .limit(1)
        ).scalar()


def _source_of(store: Store, batch_id: UUID, found: ListFile, path: Path, by: str, at: datetime) -> tuple[UUID, bool]:
    with store.write(Topic.BATCH) as connection:
        reopen_for(connection, batch_id)
        known = connection.execute(
            select(BatchSourceRow.id, BatchSourceRow.state).where(
                BatchSourceRow.batch_id == batch_id, BatchSourceRow.sha256 == found.sha256
            )
        ).first()
        if known is not None:
            done = SourceState(known.state) is SourceState.DONE
            if not done:
                _set_state(connection, known.id, SourceState.READING)
            return known.id, done
        source_id = new_id()
        connection.execute(
            insert(BatchSourceRow).values(
                id=source_id,
                batch_id=batch_id,
                kind=SourceKind.LIST.value,
                name=found.name,
                paths=batch_json.write_list([str(path.absolute())]),
                sha256=found.sha256,
                header=batch_json.write_list(found.header),
                state=SourceState.READING.value,
                added_at=at,
                added_by=by,
                returned_at=None,
            )
        )
    return source_id, False


def _write_rows(
    store: Store, where: _Round, rows: Sequence[ReadRow], progress: Progress, stopped: Callable[[], bool]
) -> bool:
    done = 0
    for some in _portions(rows):
        if stopped():
            return False
        with store.write(Topic.BATCH) as connection:
            written = _written(connection, where.source_id, some)
            for row in some:
                if row.number not in written:
                    _write_row(connection, where, row)
        done += len(some)
        progress(done, len(rows))
    return True


def _portions(rows: Sequence[ReadRow]) -> Iterator[tuple[ReadRow, ...]]:
    remaining = iter(rows)
    while some := tuple(itertools.islice(remaining, _ROWS_AT_ONCE)):
        yield some


def _write_row(connection: Connection, where: _Round, row: ReadRow) -> None:
    if row.faults:
        connection.execute(
            insert(BatchRefusalRow).values(
                source_id=where.source_id,
                row=row.number,
                cells=batch_json.write_list(row.cells),
                faults=batch_json.write_faults(row.faults),
            )
        )
        return
    seen = Seen(SightingKind.LIST, str(row.number), row.vin, source_id=where.source_id, facts=row.texts)
    write(connection, where.batch_id, seen, where.by, where.at)


def _written(connection: Connection, source_id: UUID, some: Sequence[ReadRow]) -> set[int]:
    """Which of these rows are here already, from an import that was interrupted."""
    numbers = [row.number for row in some]
    refused = connection.scalars(
        select(BatchRefusalRow.row).where(BatchRefusalRow.source_id == source_id, BatchRefusalRow.row.in_(numbers))
    )
    taken = connection.scalars(
        select(BatchSightingRow.origin).where(
            BatchSightingRow.source_id == source_id, BatchSightingRow.origin.in_([str(number) for number in numbers])
        )
    )
    return {*refused, *(int(origin) for origin in taken)}


def _settle(store: Store, source_id: UUID, state: SourceState) -> None:
    with store.write(Topic.BATCH) as connection:
        _set_state(connection, source_id, state)


def _set_state(connection: Connection, source_id: UUID, state: SourceState) -> None:
    connection.execute(update(BatchSourceRow).where(BatchSourceRow.id == source_id).values(state=state.value))


def _report(
    store: Store, batch_id: UUID, source_id: UUID, found: ListFile, *, again: bool, finished: bool
) -> ImportReport:
    with store.read() as connection:
        # A vehicle belongs to the list that brought it: its best sighting, or its first, is one of the list's rows.
        first = (
            select(BatchVehicleRow.id, BatchVehicleRow.state, func.min(BatchSightingRow.at), BatchSightingRow.source_id)
            .join(BatchSightingRow, BatchSightingRow.vehicle_id == BatchVehicleRow.id)
            .where(BatchVehicleRow.id.in_(
                select(BatchSightingRow.vehicle_id).where(BatchSightingRow.source_id == source_id)
            ))
            .group_by(BatchVehicleRow.id)
            .subquery()
        )  # fmt: skip
        states: dict[str, int] = dict(
            connection.execute(
                select(first.c.state, func.count()).where(first.c.source_id == source_id).group_by(first.c.state)
            ).all()
        )
        seen = connection.execute(
            select(func.count()).select_from(BatchSightingRow).where(BatchSightingRow.source_id == source_id)
        ).scalar_one()
        refused = connection.execute(
            select(func.count()).select_from(BatchRefusalRow).where(BatchRefusalRow.source_id == source_id)
        ).scalar_one()
    return ImportReport(
        batch_id=batch_id,
        source_id=source_id,
        rows=len(found.rows),
        accepted=states.get(VehicleState.ACCEPTED.value, 0),
        open=states.get(VehicleState.OPEN.value, 0),
        repeats=seen - sum(states.values()),
        refused=refused,
        unused=found.unused,
        again=again,
        finished=finished,
    )
