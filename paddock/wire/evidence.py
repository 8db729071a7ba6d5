"""An evidence record 存证: a leaf in an append-only Merkle log (RFC 9162), provable without the centre."""

from enum import StrEnum

from paddock.domain.states import SignerRole
from paddock.wire.messages import UUID, Answer, Moment, Sha256


class EvidenceEvent(StrEnum):
    """What happened to a contract; beside these, `signature_ROLE` and `timestamp_ROLE` for each signer."""

    OFFER_ACCEPTED = "offer_accepted"
    """The hash is of the offer's canonical JSON."""
    CONSENT_GIVEN = "consent_given"
    """Of the consent's canonical JSON."""
    CONTRACT_DRAFTED = "contract_drafted"
    """Of the draft's file."""
    ARCHIVE_TIMESTAMP = "archive_timestamp"
    """Of the document timestamp's token."""
    CONTRACT_SIGNED = "contract_signed"
    """Of the whole file, signed by all: what verification goes by."""
    CONTRACT_ARCHIVED = "contract_archived"
    """Of the archived, encrypted object."""
    DISBURSED = "disbursed"
    """Of the payment order."""


def signature_event(role: SignerRole) -> str:
    """The event of a signature; its hash is of the file that the signature made."""
    return f"signature_{role.value}"


def timestamp_event(role: SignerRole) -> str:
    """The event of a signature's timestamp; its hash is of the timestamp token (DER)."""
    return f"timestamp_{role.value}"


class EvidenceLeaf(Answer):
    """What is put into the log; its bytes are `canonical_json(leaf)`, its hash SHA-256(0x00 || bytes)."""

    event: str
    """An `EvidenceEvent`, `signature_ROLE` or `timestamp_ROLE`."""
    contract_id: UUID
    contract_number: str
    document_sha256: Sha256
    """Of what the event is about; for a file, of the whole file: a PAdES signature alone accepts changed bytes in its
    own padding."""
    recorded_at: Moment


class SignedTreeHead(Answer):
    """The log's root at a size, signed by the log's Ed25519 key over `tree_head_bytes`."""

    log_id: Sha256
    """SHA-256 of the log's public key (raw 32 bytes)."""
    tree_size: int
    root_hash: Sha256
    signed_at: Moment
    signature: str
    """Base64 of 64 bytes."""


class EvidenceRecord(Answer):
    """Leaf, inclusion proof and signed tree head."""

    leaf: EvidenceLeaf
    leaf_index: int
    inclusion_path: list[Sha256]
    """Sibling hashes from the leaf up, as RFC 9162 section 2.1.3."""
    tree_head: SignedTreeHead


class ConsistencyProof(Answer):
    """That the log of size `second` is the one of size `first` with leaves only appended."""

    first: int
    second: int
    path: list[Sha256]
    """Hashes as RFC 9162 section 2.1.4."""


class TrustAnchors(Answer):
    """What a workstation pins at enrolment and verifies contracts with (`GET /v1/trust`)."""

    log_public_key: str
    """Base64 of the raw Ed25519 public key."""
    certificate_roots_pem: list[str]
    """Roots for signers and timestamps."""
    test_authority: bool
    """Whether the roots are test authorities: shown on every verification."""


def tree_head_bytes(tree_size: int, root_hash: str, signed_at: Moment) -> bytes:
    """The bytes a tree head's signature is over: size, root and UTC time in milliseconds, one line each."""
    milliseconds = int(signed_at.timestamp() * 1000)
    return f"paddock-tree-head-v1\n{tree_size}\n{root_hash}\n{milliseconds}\n".encode()
