"""Putting a contract's self-verifying package together."""

import base64
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.contracts.clause_library import book_of_version, known_books
from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.models import ContractRecord
from paddock.central.contracts.repository import file_of, view_of
from paddock.central.evidence.log import events_of
from paddock.central.evidence.models import AnchorRow
from paddock.central.problems import Refusal
from paddock.wire.contracts import ContractState
from paddock.wire.evidence import TrustAnchors
from paddock.wire.evidence_package import AnchorReceipt, EvidencePackage, PackagedClause
from paddock.wire.problems import ProblemCode


def trust_of(desk: ContractDesk) -> TrustAnchors:
    """What the desk's signatures are judged by."""
    return TrustAnchors(
        log_public_key=base64.b64encode(desk.log.public_key).decode(),
        certificate_roots_pem=desk.authority.roots_pem(),
        test_authority=desk.authority.is_test,
    )


def package_of(session: Session, contract: ContractRecord, trust: TrustAnchors, now: datetime) -> EvidencePackage:
    """The package of a contract that all have signed. Raises `Refusal(not_found)` before that."""
    if contract.contract_state is not ContractState.SIGNED:
        raise Refusal(ProblemCode.NOT_FOUND, detail="the contract is not signed by all yet")
    events = events_of(session, contract.id)
    return EvidencePackage(
        made_at=now,
        contract=view_of(session, contract),
        pdf=base64.b64encode(file_of(session, contract).pdf).decode(),
        clause_book_sha256=book_of_version(session, contract.clause_version).sha256,
        clauses=_lines(session, contract.clause_version),
        events=events,
        anchors=_anchors(session, events[0].leaf_index),
        trust=trust,
    )


def _lines(session: Session, version: str) -> list[PackagedClause]:
    """Every version of every clause up to the book `version`, each once."""
    seen: set[tuple[str, int]] = set()
    lines = []
    for known in known_books(session):
        for clause in known.book.clauses:
            if (clause.id, clause.version) in seen:
                continue
            seen.add((clause.id, clause.version))
            lines.append(
                PackagedClause(
                    id=clause.id,
                    version=clause.version,
                    replaces=clause.replaces,
                    book=known.book.version,
                    effective_from=known.book.effective_from,
                    title=clause.title,
                    law=clause.law,
                    paragraphs=[paragraph.text for paragraph in clause.paragraphs],
                )
            )
        if known.book.version == version:
            break
    return lines


def _anchors(session: Session, first_leaf: int) -> list[AnchorReceipt]:
    query = select(AnchorRow).where(AnchorRow.tree_size > first_leaf, AnchorRow.block_number.is_not(None))
    return [
        AnchorReceipt(
            tree_size=row.tree_size,
            root_hash=row.root_hash,
            chain_id=row.chain_id,
            transaction_hash=row.transaction_hash,
            block_number=row.block_number or 0,
            block_hash=row.block_hash or "",
        )
        for row in session.scalars(query.order_by(AnchorRow.tree_size).limit(20))
    ]
