"""The centre's side of the ledger: every write of a dealer that has its answer, for the workstation to compare."""

from pydantic import Field

from paddock.wire.messages import UUID, Answer, Sha256
from paddock.wire.receipts import ReceiptKind


class LedgerLine(Answer):
    """One write the centre has answered for good."""

    kind: ReceiptKind
    client_id: str
    """The id the workstation made; of an image the SHA-256 of its bytes."""
    body_sha256: Sha256
    accepted: bool
    """Otherwise it was refused for good."""


class LedgerPage(Answer):
    """The answer to `GET /v1/ledger?after=KEY&limit=N`, in the order of the keys."""

    lines: list[LedgerLine] = Field(max_length=5000)
    after: UUID | None
    """The last key, to be given back as `after`; None on an empty page."""
    more: bool
