"""What the centre decides, written down as it was told: a page of changes and its cursor are one transaction.

Applying a page twice, or an older page after a newer one, changes nothing: only a higher version replaces a record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, or_, select
from sqlalchemy.dialects.sqlite import insert

from paddock.app.store import dashboard_facts, outbox, settings
from paddock.app.store.models import (
    CentralApplicationRow,
    CentralContractRow,
    ContractPdfRow,
    EvidenceRow,
)
from paddock.app.store.stock_rows import apply_units
from paddock.wire.applications import ApplicationView
from paddock.wire.changes import Change
from paddock.wire.contracts import ContractView
from paddock.wire.inventory import InventoryUnit
from paddock.wire.messages import Moment


@dataclass(frozen=True, slots=True)
class DuePdf:
    """A contract whose newest PDF is not here."""

    contract_id: UUID
    version: int
    sha256: str


def apply_changes(connection: Connection, changes: Iterable[Change], cursor: str) -> set[UUID]:
    """Write a page and its cursor; returns the deals it touched."""
    touched: set[UUID] = set()
    units: list[InventoryUnit] = []
    for change in changes:
        if change.application is not None and _apply_application(connection, change.application, change.at):
            touched.add(change.application.id)
        if change.contract is not None and _apply_contract(connection, change.contract):
            touched.add(change.contract.application_id)
            outbox.touch(connection, [change.contract.application_id], change.at)
        if change.unit is not None:
            units.append(change.unit)
    apply_units(connection, units)
    settings.put(connection, settings.CURSOR, cursor)
    return touched


def due_pdfs(connection: Connection, limit: int) -> list[DuePdf]:
    """Contracts whose newest PDF has still to be downloaded."""
    rows = connection.execute(
        select(CentralContractRow.id, CentralContractRow.version, CentralContractRow.document_sha256)
        .outerjoin(ContractPdfRow, ContractPdfRow.contract_id == CentralContractRow.id)
        .where(or_(ContractPdfRow.sha256.is_(None), ContractPdfRow.sha256 != CentralContractRow.document_sha256))
        .limit(limit)
    )
    return [DuePdf(*row) for row in rows]


def keep_pdf(connection: Connection, due: DuePdf, data: bytes) -> None:
    """Keep a downloaded PDF whose hash was checked."""
    values = {"contract_id": due.contract_id, "version": due.version, "sha256": due.sha256, "data": data}
    statement = insert(ContractPdfRow).values(**values)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[ContractPdfRow.contract_id],
            set_={name: statement.excluded[name] for name in ("version", "sha256", "data")},
            where=ContractPdfRow.version <= statement.excluded.version,
        )
    )


def _apply_application(connection: Connection, view: ApplicationView, at: Moment) -> bool:
    values = {
        "id": view.id,
        "version": view.version,
        "state": view.state.value,
        "contract_id": view.contract_id,
        "updated_at": at,
        "body": view.model_dump_json(),
    }
    statement = insert(CentralApplicationRow).values(**values)
    newer = connection.execute(
        statement.on_conflict_do_update(
            index_elements=[CentralApplicationRow.id],
            set_={name: statement.excluded[name] for name in values if name != "id"},
            where=CentralApplicationRow.version < statement.excluded.version,
        )
    ).rowcount
    if newer:
        dashboard_facts.keep(connection, view, at)
        outbox.touch(connection, [view.id], at)
    return bool(newer)


def _apply_contract(connection: Connection, view: ContractView) -> bool:
    values = {
        "id": view.id,
        "application_id": view.application_id,
        "version": view.version,
        "document_sha256": view.document_sha256,
        "body": view.model_dump_json(),
    }
    statement = insert(CentralContractRow).values(**values)
    newer = connection.execute(
        statement.on_conflict_do_update(
            index_elements=[CentralContractRow.id],
            set_={name: statement.excluded[name] for name in values if name != "id"},
            # Evidence may arrive with the version that was already told: then it is news all the same.
            where=CentralContractRow.version <= statement.excluded.version,
        )
    ).rowcount
    if newer and view.evidence is not None:
        record = insert(EvidenceRow).values(
            contract_id=view.id, document_sha256=view.document_sha256, body=view.evidence.model_dump_json()
        )
        connection.execute(
            record.on_conflict_do_update(
                index_elements=[EvidenceRow.contract_id],
                set_={"document_sha256": record.excluded.document_sha256, "body": record.excluded.body},
            )
        )
    return bool(newer)


def deal_of_contract(connection: Connection, contract_id: UUID) -> UUID | None:
    """The application a contract belongs to."""
    return connection.execute(
        select(CentralContractRow.application_id).where(CentralContractRow.id == contract_id)
    ).scalar()
