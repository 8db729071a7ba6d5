"""What this workstation kept to verify contracts with: evidence records and the tree heads they carried."""

from sqlalchemy import func, select

from paddock.app.store import witness
from paddock.app.store.models import EvidenceRow
from paddock.app.store.store import Store
from paddock.wire.evidence import EvidenceRecord, SignedTreeHead


def evidence_record(store: Store, contract_number: str | None, document_sha256: str) -> EvidenceRecord | None:
    """The record of the contract with that number, else of the file with that hash; None if neither is known."""
    number = func.json_extract(EvidenceRow.body, "$.leaf.contract_number")
    known = EvidenceRow.document_sha256 == document_sha256
    wanted = known if contract_number is None else (number == contract_number) | known
    newest_match_first = (number == contract_number).desc()
    with store.read() as connection:
        body = connection.scalar(select(EvidenceRow.body).where(wanted).order_by(newest_match_first).limit(1))
    return None if body is None else EvidenceRecord.model_validate_json(body)


def known_tree_heads(store: Store, limit: int = 100) -> list[SignedTreeHead]:
    """The largest tree heads seen so far, largest first: an older log must be contained in a newer one."""
    size = func.json_extract(EvidenceRow.body, "$.tree_head.tree_size")
    with store.read() as connection:
        bodies = list(connection.scalars(select(EvidenceRow.body).order_by(size.desc()).limit(limit)))
        witnessed = witness.witnessed_heads(connection, limit)
    return [*witnessed, *(EvidenceRecord.model_validate_json(body).tree_head for body in bodies)]
