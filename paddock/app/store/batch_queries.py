"""What screens and the command line ask of batches; every function reads and changes nothing."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from paddock.app.store import batch_json
from paddock.app.store.batch_models import (
    BatchRefusalRow,
    BatchRow,
    BatchSightingRow,
    BatchSourceRow,
    BatchVehicleRow,
)
from paddock.app.store.batch_views import (
    BatchCard,
    BatchCounts,
    BatchSource,
    BatchVehicle,
    DealOfVehicle,
    RefusedRow,
    Sighting,
    SightingKind,
    SourceKind,
    SourceState,
    UnitOfVehicle,
    VehicleDetail,
    VehicleFilter,
    VehicleState,
)
from paddock.app.store.models import ApplicationRow, CentralApplicationRow, DraftRow, InventoryRow, OutboxRow
from paddock.app.store.store import Store
from paddock.app.store.views import OutboxState
from paddock.domain.states import ApplicationState
from paddock.domain.vin import VIN_LENGTH
from paddock.wire.inventory import UnitState

_AT_ONCE = 400
"""VINs asked for in one statement."""
_MOST_ALIKE = 3
_ALIKE = 2
"""Characters in which two VINs may differ and still be the same car misread."""

_best = BatchSightingRow.__table__.alias("best")


def batch_cards(store: Store, *, limit: int = 50) -> list[BatchCard]:
    """Batches, the newest first; those put away last."""
    accepted = func.count().filter(BatchVehicleRow.state == VehicleState.ACCEPTED.value)
    unsure = func.count().filter(BatchVehicleRow.state == VehicleState.OPEN.value)
    query: Select[Any] = (
        select(*BatchRow.__table__.columns, accepted, unsure)
        .outerjoin(BatchVehicleRow, BatchVehicleRow.batch_id == BatchRow.id)
        .group_by(BatchRow.id)
        .order_by(BatchRow.closed_at.is_not(None), BatchRow.started_at.desc())
        .limit(limit)
    )
    with store.read() as connection:
        return [BatchCard(*row) for row in connection.execute(query)]


def batch_counts(store: Store, batch_id: UUID) -> BatchCounts:
    """The numbers over the list."""
    with store.read() as connection:
        states = {
            VehicleState(state): number
            for state, number in connection.execute(
                select(BatchVehicleRow.state, func.count())
                .where(BatchVehicleRow.batch_id == batch_id)
                .group_by(BatchVehicleRow.state)
            )
        }
        seen = connection.execute(
            select(func.count())
            .select_from(BatchSightingRow)
            .join(BatchVehicleRow, BatchVehicleRow.id == BatchSightingRow.vehicle_id)
            .where(BatchSightingRow.batch_id == batch_id, BatchVehicleRow.state != VehicleState.REMOVED.value)
        ).scalar_one()
        loose = connection.execute(
            select(func.count()).select_from(BatchSightingRow).where(_is_loose(batch_id))
        ).scalar_one()
        refused = connection.execute(
            select(func.count())
            .select_from(BatchRefusalRow)
            .join(BatchSourceRow, BatchSourceRow.id == BatchRefusalRow.source_id)
            .where(BatchSourceRow.batch_id == batch_id, BatchSourceRow.returned_at.is_(None))
        ).scalar_one()
    accepted, unsure = states.get(VehicleState.ACCEPTED, 0), states.get(VehicleState.OPEN, 0)
    return BatchCounts(
        accepted=accepted,
        open=unsure,
        repeats=seen - accepted - unsure,
        loose=loose,
        refused=refused,
        removed=states.get(VehicleState.REMOVED, 0),
    )


def batch_vehicles(
    store: Store,
    batch_id: UUID,
    which: VehicleFilter = VehicleFilter.ALL,
    text: str = "",
    *,
    limit: int | None = None,
) -> list[BatchVehicle]:
    """Vehicles, exceptions first, then the last seen; `text` is a part of the VIN."""
    query = (
        _vehicles()
        .where(BatchVehicleRow.batch_id == batch_id, _chosen(which))
        .order_by(
            (BatchVehicleRow.state == VehicleState.OPEN.value).desc(),
            BatchVehicleRow.seen_at.desc(),
            BatchVehicleRow.id.desc(),
        )
    )
    if text.strip():
        query = query.where(BatchVehicleRow.vin.contains(text.strip().upper(), autoescape=True))
    if limit is not None:
        query = query.limit(limit)
    with store.read() as connection:
        return _with_deals(connection, connection.execute(query).all())


def vehicle_detail(store: Store, vehicle_id: UUID) -> VehicleDetail | None:
    """One vehicle with all its sightings, and the VINs of its batch it may be a misreading of."""
    with store.read() as connection:
        found = _with_deals(connection, connection.execute(_vehicles().where(BatchVehicleRow.id == vehicle_id)).all())
        if not found:
            return None
        sightings = connection.execute(
            _sightings().where(BatchSightingRow.vehicle_id == vehicle_id).order_by(BatchSightingRow.at)
        ).all()
        others = connection.scalars(
            select(BatchVehicleRow.vin).where(
                BatchVehicleRow.batch_id.in_(select(BatchVehicleRow.batch_id).where(BatchVehicleRow.id == vehicle_id)),
                BatchVehicleRow.id != vehicle_id,
                BatchVehicleRow.state == VehicleState.ACCEPTED.value,
            )
        )
        alike = alike_vins(found[0].vin, others)
    return VehicleDetail(found[0], tuple(_sighting(row) for row in sightings), alike)


def alike_vins(vin: str, others: Iterable[str]) -> tuple[str, ...]:
    """Those of `others` that differ from `vin` in one or two characters, the nearest first."""
    near = [(_differences(vin, other), other) for other in others if len(other) == len(vin) == VIN_LENGTH]
    return tuple(other for count, other in sorted(near) if 0 < count <= _ALIKE)[:_MOST_ALIKE]


def loose_sightings(store: Store, batch_id: UUID, *, limit: int = 500) -> list[Sighting]:
    """Pictures without a VIN and files that could not be read; the last first."""
    query = _sightings().where(_is_loose(batch_id)).order_by(BatchSightingRow.at.desc()).limit(limit)
    with store.read() as connection:
        return [_sighting(row) for row in connection.execute(query)]


def batch_sources(store: Store, batch_id: UUID) -> list[BatchSource]:
    """The folders and lists of a batch, the newest first."""
    refused = (
        select(func.count())
        .select_from(BatchRefusalRow)
        .where(BatchRefusalRow.source_id == BatchSourceRow.id, BatchSourceRow.returned_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(BatchSourceRow, refused.label("refused"))
        .where(BatchSourceRow.batch_id == batch_id)
        .order_by(BatchSourceRow.added_at.desc())
    )
    with store.read() as connection:
        rows = connection.execute(query).all()
    return [
        BatchSource(
            id=row.id,
            batch_id=row.batch_id,
            kind=SourceKind(row.kind),
            name=row.name,
            paths=batch_json.read_strings(row.paths),
            state=SourceState(row.state),
            added_at=row.added_at,
            refused=row.refused,
        )
        for row in rows
    ]


def contents_read(store: Store, batch_id: UUID) -> frozenset[str]:
    """The SHA-256 of every picture file this batch has read."""
    with store.read() as connection:
        return frozenset(
            connection.scalars(
                select(BatchSightingRow.content_sha256)
                .where(BatchSightingRow.batch_id == batch_id, BatchSightingRow.content_sha256.is_not(None))
                .distinct()
            )
        )


def refused_rows(store: Store, source_id: UUID) -> list[RefusedRow]:
    """The rows of a list that were not imported, in its order."""
    query = (
        select(BatchRefusalRow.row, BatchRefusalRow.cells, BatchRefusalRow.faults)
        .where(BatchRefusalRow.source_id == source_id)
        .order_by(BatchRefusalRow.row)
    )
    with store.read() as connection:
        return [
            RefusedRow(source_id, row, batch_json.read_strings(cells), batch_json.read_faults(faults))
            for row, cells, faults in connection.execute(query)
        ]


def _is_loose(batch_id: UUID) -> ColumnElement[bool]:
    return and_(
        BatchSightingRow.batch_id == batch_id,
        BatchSightingRow.vehicle_id.is_(None),
        BatchSightingRow.dismissed_at.is_(None),
    )


def _chosen(which: VehicleFilter) -> ColumnElement[bool]:
    state = BatchVehicleRow.state
    here = state != VehicleState.REMOVED.value
    if which is VehicleFilter.OPEN:
        return state == VehicleState.OPEN.value
    if which is VehicleFilter.ACCEPTED:
        return state == VehicleState.ACCEPTED.value
    if which is VehicleFilter.REMOVED:
        return state == VehicleState.REMOVED.value
    if which is VehicleFilter.REPEATED:
        return and_(here, _times_seen() > 1)
    if which is VehicleFilter.KNOWN:
        return and_(here, _is_known())
    return here


def _is_known() -> ColumnElement[bool]:
    """Whether stock, a deal or a draft has the vehicle's VIN."""
    # Aliased, because the list itself is joined with the stock.
    unit, deal, draft = aliased(InventoryRow), aliased(ApplicationRow), aliased(DraftRow)
    vin = BatchVehicleRow.vin
    return and_(
        vin != "",
        or_(
            exists(select(1).select_from(unit).where(unit.vin == vin)),
            exists(select(1).select_from(deal).where(deal.vin == vin)),
            exists(select(1).select_from(draft).where(draft.vin == vin, draft.discarded_at.is_(None))),
        ),
    )


def _times_seen() -> Any:
    return (
        select(func.count())
        .select_from(BatchSightingRow)
        .where(BatchSightingRow.vehicle_id == BatchVehicleRow.id)
        .scalar_subquery()
    )


def _vehicles() -> Select[Any]:
    unit = (
        select(InventoryRow.id)
        .where(InventoryRow.vin == BatchVehicleRow.vin, BatchVehicleRow.vin != "")
        .order_by(case((InventoryRow.state == UnitState.SOLD.value, 1), else_=0), InventoryRow.in_stock_since.desc())
        .limit(1)
        .correlate(BatchVehicleRow)
        .scalar_subquery()
    )
    return (
        select(
            *BatchVehicleRow.__table__.columns,
            _best.c.kind,
            _best.c.origin,
            _best.c.value,
            _best.c.confidence,
            _best.c.doubtful,
            _best.c.box,
            _best.c.image_sha256,
            _best.c.checks,
            _times_seen().label("times"),
            InventoryRow.id.label("unit_id"),
            InventoryRow.state.label("unit_state"),
            InventoryRow.brand,
            InventoryRow.series,
        )
        .join(_best, _best.c.id == BatchVehicleRow.best_sighting_id)
        .outerjoin(InventoryRow, InventoryRow.id == unit)
    )


def _with_deals(connection: Connection, rows: Sequence[Row[Any]]) -> list[BatchVehicle]:
    deals = deals_of_vins(connection, {row.vin for row in rows if row.vin})
    return [_vehicle(row, deals.get(row.vin)) for row in rows]


def deals_of_vins(connection: Connection, vins: Iterable[str]) -> dict[str, DealOfVehicle]:
    """For each VIN that has one, the deal that counts: the newest that did not come to nothing."""
    wanted, found = sorted(vins), dict[str, DealOfVehicle]()
    for start in range(0, len(wanted), _AT_ONCE):
        for vin, deal in _deals_with(connection, wanted[start : start + _AT_ONCE]):
            # The oldest come first, so a later one replaces it, unless that one is over and this one is not.
            if vin not in found or found[vin].is_over or not deal.is_over:
                found[vin] = deal
    return found


def _deals_with(connection: Connection, vins: Sequence[str]) -> list[tuple[str, DealOfVehicle]]:
    submitted = connection.execute(
        select(
            ApplicationRow.vin,
            ApplicationRow.id,
            ApplicationRow.applicant,
            OutboxRow.state,
            CentralApplicationRow.state,
        )
        .join(OutboxRow, OutboxRow.id == ApplicationRow.id)
        .outerjoin(CentralApplicationRow, CentralApplicationRow.id == ApplicationRow.id)
        .where(ApplicationRow.vin.in_(vins))
        .order_by(ApplicationRow.submitted_at)
    )
    drafted = connection.execute(
        select(DraftRow.vin, DraftRow.id, DraftRow.applicant)
        .where(DraftRow.vin.in_(vins), DraftRow.discarded_at.is_(None))
        .order_by(DraftRow.updated_at)
    )
    found = [(row[0], DealOfVehicle(row[1], row[2], OutboxState.DRAFT, None)) for row in drafted]
    found += [
        (row[0], DealOfVehicle(row[1], row[2], OutboxState(row[3]), ApplicationState(row[4]) if row[4] else None))
        for row in submitted
    ]
    return found


def _vehicle(row: Row[Any], deal: DealOfVehicle | None) -> BatchVehicle:
    unit = UnitOfVehicle(row.unit_id, UnitState(row.unit_state), row.brand, row.series) if row.unit_id else None
    return BatchVehicle(
        id=row.id,
        vin=row.vin,
        state=VehicleState(row.state),
        verified=row.verified,
        accepted_by=row.accepted_by,
        corrected_by=row.corrected_by,
        seen_at=row.seen_at,
        sightings=row.times,
        facts=batch_json.read_texts(row.facts),
        draft_id=row.draft_id,
        kind=SightingKind(row.kind),
        origin=row.origin,
        read_value=row.value,
        confidence=row.confidence,
        doubtful=batch_json.read_numbers(row.doubtful),
        box=batch_json.read_box(row.box),
        image_sha256=row.image_sha256,
        checks=batch_json.read_checks(row.checks),
        unit=unit,
        deal=deal,
    )


def _sightings() -> Select[*tuple[Any, ...]]:
    columns = (
        BatchSightingRow.id,
        BatchSightingRow.kind,
        BatchSightingRow.origin,
        BatchSightingRow.at,
        BatchSightingRow.by,
        BatchSightingRow.value,
        BatchSightingRow.confidence,
        BatchSightingRow.verified,
        BatchSightingRow.image_sha256,
        BatchSightingRow.shows,
        BatchSightingRow.problem,
    )
    return select(*columns)


def _sighting(row: Row[*tuple[Any, ...]]) -> Sighting:
    return Sighting(row[0], SightingKind(row[1]), *row[2:])


def _differences(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
