"""The self-verifying package of a contract: one JSON document that holds all that is needed to judge it, offline."""

import base64
from datetime import date
from typing import Final, Literal

from paddock.wire.contracts import ContractView
from paddock.wire.evidence import EvidenceRecord, TrustAnchors
from paddock.wire.messages import Answer, Moment, Sha256

PACKAGE_FORMAT: Final = "paddock-evidence-package-1"
PACKAGE_SUFFIX: Final = ".package.json"


class PackagedClause(Answer):
    """A version of a clause: its text with its places, the law it rests on, and the version it replaced."""

    id: str
    version: int
    replaces: int | None
    book: str
    """The book of clauses that brought this version."""
    effective_from: date
    title: str
    law: str
    paragraphs: list[str]


class AnchorReceipt(Answer):
    """A tree head that was written onto a chain."""

    tree_size: int
    root_hash: Sha256
    chain_id: int
    transaction_hash: str
    block_number: int
    block_hash: str


class EvidencePackage(Answer):
    """Everything about one contract that was signed by all."""

    format: Literal["paddock-evidence-package-1"] = PACKAGE_FORMAT
    made_at: Moment
    contract: ContractView
    pdf: str
    """The signed file in base 64; certificates, revocation lists and timestamps are inside."""
    clause_book_sha256: Sha256
    clauses: list[PackagedClause]
    """The line of every clause up to the contract's own book."""
    events: list[EvidenceRecord]
    """In the order of the log, all against one tree head."""
    anchors: list[AnchorReceipt]
    trust: TrustAnchors
    """The keys it was made with. Believe them only if they are those you know from elsewhere."""

    @property
    def pdf_bytes(self) -> bytes:
        """The signed file. Raises `ValueError` where it is no base 64."""
        return base64.b64decode(self.pdf, validate=True)
