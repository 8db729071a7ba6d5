"""Sign a contract on the pad."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from paddock.app.store.store import Store
from paddock.domain.states import SignerRole
from paddock.wire.contracts import StrokePoint


@dataclass(frozen=True, slots=True)
class PadSignature:
    """What the pad recorded: strokes of points from 0 to 1, and the pad's width over its height."""

    strokes: Sequence[Sequence[StrokePoint]]
    pad_aspect: float


def sign_contract(
    store: Store,
    contract_id: UUID,
    role: SignerRole,
    signer_name: str,
    signature: PadSignature,
    document_sha256: str,
    now: datetime | None = None,
) -> UUID:
    """Put the signature into the outbox; returns its outbox id.

    Args:
        document_sha256: of the PDF that was on the screen (`contracts.contract_pdf(...).sha256`).

    Raises:
        BadInput: no such contract here, not this signer's turn, an empty pad, or the PDF is no longer the newest.
    """
    raise NotImplementedError
