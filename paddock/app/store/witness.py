"""What this workstation keeps as a witness of the evidence log: heads it has seen, packages, and an alarm."""

from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from paddock.app.store import settings
from paddock.app.store.models import (
    CentralContractRow,
    ContractPdfRow,
    EvidencePackageRow,
    EvidenceRow,
    WitnessedHeadRow,
)
from paddock.domain.sentences import Sentence
from paddock.wire.evidence import SignedTreeHead
from paddock.wire.evidence_package import EvidencePackage

_ALARM = "evidence_log_alarm"
_SEPARATOR = "\n"


def newest_head(connection: Connection) -> SignedTreeHead | None:
    """The largest head seen."""
    query = select(WitnessedHeadRow.body).order_by(WitnessedHeadRow.tree_size.desc()).limit(1)
    body = connection.scalar(query)
    return None if body is None else SignedTreeHead.model_validate_json(body)


def witnessed_heads(connection: Connection, limit: int) -> list[SignedTreeHead]:
    """The largest heads seen, the largest first."""
    query = select(WitnessedHeadRow.body).order_by(WitnessedHeadRow.tree_size.desc()).limit(limit)
    return [SignedTreeHead.model_validate_json(body) for body in connection.scalars(query)]


def keep_head(connection: Connection, head: SignedTreeHead) -> None:
    """Keep a head that continues those before it; one of the same size stays as it was first seen."""
    values = {"tree_size": head.tree_size, "body": head.model_dump_json()}
    connection.execute(insert(WitnessedHeadRow).values(**values).on_conflict_do_nothing())


def alarm(connection: Connection) -> Sentence | None:
    """What was found wrong with the log; it stays until somebody has looked into it."""
    text = settings.get(connection, _ALARM)
    if not text:
        return None
    zh, _, en = text.partition(_SEPARATOR)
    return Sentence(zh, en)


def raise_alarm(connection: Connection, what: Sentence) -> None:
    """Keep the alarm: the first one counts."""
    if alarm(connection) is None:
        settings.put(connection, _ALARM, f"{what.zh}{_SEPARATOR}{what.en}")


def due_packages(connection: Connection, limit: int) -> list[UUID]:
    """Contracts with evidence whose package is not here."""
    query = (
        select(EvidenceRow.contract_id)
        .join(CentralContractRow, CentralContractRow.id == EvidenceRow.contract_id)
        .outerjoin(EvidencePackageRow, EvidencePackageRow.contract_id == EvidenceRow.contract_id)
        .where(EvidencePackageRow.contract_id.is_(None))
        .limit(limit)
    )
    return list(connection.scalars(query))


def keep_package(connection: Connection, package: EvidencePackage) -> None:
    """Keep a package without its PDF, which is kept already."""
    body = package.model_copy(update={"pdf": ""}).model_dump_json()
    values = {"contract_id": package.contract.id, "body": body}
    connection.execute(insert(EvidencePackageRow).values(**values).on_conflict_do_nothing())


def package(connection: Connection, contract_id: UUID) -> tuple[EvidencePackage, bytes] | None:
    """A contract's package without its PDF, and the PDF."""
    row = connection.execute(
        select(EvidencePackageRow.body, ContractPdfRow.data)
        .join(ContractPdfRow, ContractPdfRow.contract_id == EvidencePackageRow.contract_id)
        .where(EvidencePackageRow.contract_id == contract_id)
    ).one_or_none()
    return None if row is None else (EvidencePackage.model_validate_json(row.body), row.data)
