"""What happens to a contract, as leaves of the evidence log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from paddock.central.contracts.models import ContractRecord
from paddock.central.evidence.log import LogSigner, append_leaves
from paddock.wire.evidence import EvidenceLeaf


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, and the SHA-256 of what it is about."""

    event: str
    """As `EvidenceLeaf.event`."""
    sha256: str


def log_events(
    session: Session, signer: LogSigner, contract: ContractRecord, happened: Sequence[Happened], now: datetime
) -> None:
    """Append `happened` in order, in the caller's transaction: event and leaf are true together or not at all."""
    leaves = [
        EvidenceLeaf(
            event=str(one.event),
            contract_id=contract.id,
            contract_number=contract.number,
            document_sha256=one.sha256,
            recorded_at=now,
        )
        for one in happened
    ]
    append_leaves(session, leaves, signer, now)
