"""Reading the dealers' feeds into the pool: each change once, from where it was left off, or all of it again."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import chinese_date
from paddock.central.changes.models import ChangeRecord, Feed
from paddock.central.changes.repository import changes_after
from paddock.central.database import Database
from paddock.central.identity.models import Dealer
from paddock.central.inventory.models import InventoryRecord
from paddock.central.pool.models import PoolEvent, PoolPosition
from paddock.domain.stock_turnover import monday_of
from paddock.wire.changes import Change, ChangeKind
from paddock.wire.inventory import InventoryUnit, UnitState

_PAGE: Final = 500
OTHER: Final = "其他"
"""The brand and series of a car whose model nobody has in stock."""


class PoolEventKind(StrEnum):
    """What is counted."""

    ARRIVED = "arrived"
    SOLD = "sold"
    DEMAND = "demand"


def catch_up(database: Database) -> int:
    """Read what the feeds have gained; returns how many changes. Several processes may do it at once."""
    read_to = func.coalesce(PoolPosition.sequence, 0)
    behind = (
        select(Feed.dealer_id)
        .outerjoin(PoolPosition, PoolPosition.dealer_id == Feed.dealer_id)
        .where(Feed.last_sequence > read_to)
        .order_by(Feed.dealer_id)
    )
    with database.reading() as session:
        dealers = list(session.scalars(behind))
    return sum(_read_feed(database, dealer_id) for dealer_id in dealers)


def rebuild(database: Database) -> int:
    """Throw the pool away and make it again from the feeds; returns how many changes were read."""
    with database.writing() as session:
        session.execute(delete(PoolEvent))
        session.execute(delete(PoolPosition))
    return catch_up(database)


def _read_feed(database: Database, dealer_id: UUID) -> int:
    read = 0
    while True:
        with database.writing() as session:
            # The feed's row is the lock that everybody who writes for this dealer takes first.
            session.get(Feed, dealer_id, with_for_update=True)
            position = session.get(PoolPosition, dealer_id, populate_existing=True)
            if position is None:
                position = PoolPosition(dealer_id=dealer_id, sequence=0)
                session.add(position)
            records = changes_after(session, dealer_id, position.sequence, _PAGE)
            _count(session, dealer_id, records)
            position.sequence = records[-1].sequence if records else position.sequence
        read += len(records)
        if len(records) < _PAGE:
            return read


def _count(session: Session, dealer_id: UUID, records: Iterable[ChangeRecord]) -> None:
    dealer = session.get_one(Dealer, dealer_id)
    for record in records:
        if record.kind == ChangeKind.INVENTORY:
            change = Change.model_validate_json(record.body)
            if change.unit is not None:
                _count_unit(session, dealer, change, change.unit)
        elif record.kind == ChangeKind.APPLICATION:
            _count_demand(session, dealer, record.subject_id)


def _count_unit(session: Session, dealer: Dealer, change: Change, unit: InventoryUnit) -> None:
    arrived = PoolEvent(
        kind=PoolEventKind.ARRIVED.value,
        subject_id=unit.id,
        dealer_id=dealer.id,
        brand=unit.brand,
        series=unit.series,
        city=dealer.city,
        new_energy=unit.new_energy,
        on=unit.in_stock_since,
        week=monday_of(unit.in_stock_since),
    )
    _add_once(session, arrived)
    if unit.state is UnitState.SOLD:
        sold_on = chinese_date(change.at)
        _add_once(session, _copy(arrived, PoolEventKind.SOLD, sold_on))


def _copy(event: PoolEvent, kind: PoolEventKind, on: date) -> PoolEvent:
    return PoolEvent(
        kind=kind.value,
        subject_id=event.subject_id,
        dealer_id=event.dealer_id,
        brand=event.brand,
        series=event.series,
        city=event.city,
        new_energy=event.new_energy,
        on=on,
        week=monday_of(on),
    )


def _count_demand(session: Session, dealer: Dealer, application_id: UUID) -> None:
    if session.get(PoolEvent, (PoolEventKind.DEMAND.value, application_id)) is not None:
        return
    application = session.get(ApplicationRecord, application_id)
    if application is None:
        return
    vehicle = application.submission.vehicle
    unit = session.get(InventoryRecord, vehicle.inventory_unit_id) if vehicle.inventory_unit_id else None
    brand, series = (unit.brand, unit.series) if unit else model_of(session, vehicle.brand_model)
    on = chinese_date(application.received_at)
    _add_once(
        session,
        PoolEvent(
            kind=PoolEventKind.DEMAND.value,
            subject_id=application_id,
            dealer_id=dealer.id,
            brand=brand,
            series=series,
            city=dealer.city,
            new_energy=vehicle.new_energy,
            on=on,
            week=monday_of(on),
        ),
    )


def model_of(session: Session, text: str) -> tuple[str, str]:
    """The brand and series that a typed model names, among those anybody has had in stock; the longest name wins."""
    known = session.execute(select(PoolEvent.brand, PoolEvent.series).distinct()).all()
    found = [(brand, series) for brand, series in known if series in text and brand != OTHER]
    return max(found, key=lambda names: (len(names[1]), names[0] in text, names), default=(OTHER, OTHER))


def _add_once(session: Session, event: PoolEvent) -> None:
    if session.get(PoolEvent, (event.kind, event.subject_id)) is None:
        session.add(event)
        session.flush()
