"""What a person searches for by a few letters: the names and numbers of deals and of stock, without their bodies.

Read whole and matched in memory: names are searched by the initials of their pinyin, which no index of SQLite knows.
"""

from sqlalchemy import func, select

from paddock.app.store.models import (
    ApplicationRow,
    CentralApplicationRow,
    CentralContractRow,
    DraftRow,
    InventoryRow,
    OutboxRow,
)
from paddock.app.store.store import Store
from paddock.app.store.views import DealRecord, OutboxState, StockRecord
from paddock.domain.application_draft import FieldPath
from paddock.domain.states import ApplicationState
from paddock.wire.inventory import UnitState

_VIN = f'$.entries."{FieldPath.VIN.value}"[0]'
"""Where `draft_json` keeps the VIN as typed."""
MOST_RECORDS = 20_000


def deal_records(store: Store, *, limit: int = MOST_RECORDS) -> list[DealRecord]:
    """Drafts and deals made here, with the VIN and the contract's number; the last changed first."""
    drafts = (
        select(
            DraftRow.id,
            DraftRow.applicant,
            DraftRow.vehicle,
            func.json_extract(DraftRow.body, _VIN),
            DraftRow.updated_at,
        )
        .where(DraftRow.discarded_at.is_(None))
        .order_by(DraftRow.updated_at.desc())
        .limit(limit)
    )
    submitted = (
        select(
            ApplicationRow.id,
            ApplicationRow.applicant,
            ApplicationRow.vehicle,
            func.json_extract(ApplicationRow.body, _VIN),
            ApplicationRow.updated_at,
            OutboxRow.state,
            CentralApplicationRow.state,
            CentralContractRow.id,
            func.json_extract(CentralContractRow.body, "$.number"),
        )
        .join(OutboxRow, OutboxRow.id == ApplicationRow.id)
        .outerjoin(CentralApplicationRow, CentralApplicationRow.id == ApplicationRow.id)
        .outerjoin(CentralContractRow, CentralContractRow.application_id == ApplicationRow.id)
        .order_by(ApplicationRow.updated_at.desc())
        .limit(limit)
    )
    with store.read() as connection:
        found = [
            DealRecord(id_, applicant, vehicle, vin or "", at, OutboxState.DRAFT)
            for id_, applicant, vehicle, vin, at in connection.execute(drafts)
        ]
        for id_, applicant, vehicle, vin, at, local, central, contract_id, number in connection.execute(submitted):
            state = ApplicationState(central) if central else None
            found.append(
                DealRecord(id_, applicant, vehicle, vin or "", at, OutboxState(local), state, contract_id, number or "")
            )
    return sorted(found, key=lambda record: record.updated_at, reverse=True)[:limit]


def stock_records(store: Store, *, limit: int = MOST_RECORDS) -> list[StockRecord]:
    """The dealer's cars, longest in stock first."""
    text = (func.json_extract(InventoryRow.body, f"$.{name}") for name in ("vin", "brand", "series", "model", "city"))
    query = (
        select(InventoryRow.id, InventoryRow.state, *text)
        .order_by(InventoryRow.in_stock_since, InventoryRow.id)
        .limit(limit)
    )
    with store.read() as connection:
        return [
            StockRecord(id_, vin, brand, series, model, city, UnitState(state))
            for id_, state, vin, brand, series, model, city in connection.execute(query)
        ]
