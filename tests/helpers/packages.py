"""A package as the centre makes it, without its database."""

import base64
from datetime import date

from paddock.central.contracts.terms import ContractTerms
from paddock.domain.merkle import Hash, inclusion_path, leaf_hash, node_hash, split_point
from paddock.domain.states import SignerRole
from paddock.wire.contracts import ContractState, ContractView
from paddock.wire.evidence import EvidenceEvent, EvidenceLeaf, EvidenceRecord, signature_event
from paddock.wire.evidence_package import EvidencePackage, PackagedClause
from paddock.wire.messages import canonical_json, sha256_hex
from tests.helpers.contracts import SignedDeal


def package_of(deal: SignedDeal, contract: ContractTerms) -> EvidencePackage:
    """Draft, customer's signature and the whole in a log of their own."""
    now = deal.evidence.leaf.recorded_at
    about = [
        (EvidenceEvent.CONTRACT_DRAFTED.value, deal.draft),
        (signature_event(SignerRole.CUSTOMER), deal.half_signed),
        (EvidenceEvent.CONTRACT_SIGNED.value, deal.pdf),
    ]
    leaves = [
        EvidenceLeaf(
            event=event,
            contract_id=contract.contract_id,
            contract_number=contract.number,
            document_sha256=sha256_hex(file),
            recorded_at=now,
        )
        for event, file in about
    ]
    hashes = [leaf_hash(canonical_json(leaf)) for leaf in leaves]

    def subtree(start: int, end: int) -> Hash:
        if end - start == 1:
            return hashes[start]
        middle = start + split_point(end - start)
        return node_hash(subtree(start, middle), subtree(middle, end))

    head = deal.log.sign(len(leaves), subtree(0, len(leaves)), now)
    events = [
        EvidenceRecord(
            leaf=leaf,
            leaf_index=index,
            inclusion_path=[node.hex() for node in inclusion_path(index, len(leaves), subtree)],
            tree_head=head,
        )
        for index, leaf in enumerate(leaves)
    ]
    view = ContractView(
        id=contract.contract_id,
        application_id=contract.application.id,
        number=contract.number,
        state=ContractState.SIGNED,
        version=4,
        document_sha256=sha256_hex(deal.pdf),
        pages=6,
        created_at=now,
        signatures=[],
    )
    clause = PackagedClause(
        id="rent",
        version=2,
        replaces=1,
        book="2026-11.2",
        effective_from=date(2026, 11, 20),
        title="租金",
        law="民法典第七百四十六条",
        paragraphs=["租金"],
    )
    return EvidencePackage(
        made_at=now,
        contract=view,
        pdf=base64.b64encode(deal.pdf).decode(),
        clause_book_sha256="0" * 64,
        clauses=[clause],
        events=events,
        anchors=[],
        trust=deal.trust,
    )
