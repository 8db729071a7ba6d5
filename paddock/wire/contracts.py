"""A finance contract 合同, its signatures and its evidence."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from paddock.domain.states import USUAL_PAD_SIGNERS, SignerRole
from paddock.wire.applications import Name
from paddock.wire.evidence import EvidenceRecord
from paddock.wire.messages import UUID, Answer, Moment, Request, Sha256, canonical_json, sha256_hex


class ContractState(StrEnum):
    """Where a contract stands."""

    DRAFTED = "drafted"
    PARTLY_SIGNED = "partly_signed"
    SIGNED = "signed"


class StrokePoint(Request):
    """A point of the pen: x and y from 0 to 1 over the pad, milliseconds since the first point, pressure 0 to 1."""

    x: Annotated[float, Field(ge=0, le=1)]
    y: Annotated[float, Field(ge=0, le=1)]
    ms: Annotated[int, Field(ge=0)]
    pressure: Annotated[float, Field(ge=0, le=1)] = 1.0


Stroke = Annotated[list[StrokePoint], Field(min_length=1, max_length=5000)]


class IdentityMethod(StrEnum):
    """How a signer was identified before signing."""

    ID_CARD = "id_card"
    """The resident ID card was looked at, and its last four characters are those in the contract."""
    ID_AND_CODE = "id_and_code"
    """The last four of the ID and a code sent to the phone in the contract."""


class IdentityProof(Request):
    """What the counter saw before the signer wrote."""

    method: Literal[IdentityMethod.ID_CARD] = IdentityMethod.ID_CARD
    last_four: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}[0-9X]$")]
    checked_by: Name


class OfflineSeal(Request):
    """A signature that was taken without a network, sealed behind the one before it."""

    sealed_at: Moment
    follows: UUID | None
    """The id of the signature before it at the same workstation that the centre has not seen; None: the first."""
    seal: Sha256
    """`offline_seal` of the submission."""


class SignatureSubmission(Request):
    """The body of `PUT /v1/contracts/{contract_id}/signatures/{role}`."""

    id: UUID
    """UUIDv7 made at the workstation; the idempotency key."""
    contract_id: UUID
    role: SignerRole
    signer_name: Name
    signed_at: Moment
    document_sha256: Sha256
    """The SHA-256 of the PDF the signer saw; the centre refuses if it is not the newest version."""
    pad_aspect: Annotated[float, Field(gt=0, le=20)]
    """Width of the pad over its height."""
    strokes: Annotated[list[Stroke], Field(min_length=1, max_length=200)]
    identity: IdentityProof | None = None
    offline: OfflineSeal | None = None


def offline_seal(submission: SignatureSubmission, sealed_at: Moment, follows: UUID | None) -> str:
    """SHA-256 over what was signed, by whom, how, when it was sealed and what it follows.

    Neither the order nor a stroke can be changed afterwards.
    """
    bare = canonical_json(submission.model_copy(update={"offline": None}))
    mark = f"paddock-offline-signature-1\n{sealed_at.isoformat()}\n{follows or '-'}\n".encode()
    return sha256_hex(mark + bare)


class SignatureLine(Answer):
    """A signature that is in the contract."""

    role: SignerRole
    signer_name: str
    signed_at: Moment
    timestamped_at: Moment
    sealed_at: Moment | None = None
    """When it was sealed without a network; None: it was signed with the centre at hand."""
    identity: str | None = None
    """An `IdentityMethod` value."""


class SigningLinkOffer(Answer):
    """The answer to `POST /v1/contracts/{id}/links/{role}`: what is given to the signer, once."""

    url: str
    role: SignerRole
    expires_at: Moment


class ContractSigner(Answer):
    """Somebody who signs, in the contract's order."""

    role: SignerRole
    name: str
    """As it stands in the contract; for the dealer and the lessor the company's."""


class ContractView(Answer):
    """A contract as the centre has it; the PDF is at `/v1/contracts/{id}/pdf`."""

    id: UUID
    application_id: UUID
    number: str
    """The contract number printed on it."""
    state: ContractState
    version: int
    """Counts up with every signature; the draft is 1."""
    document_sha256: Sha256
    pages: int
    created_at: Moment
    signatures: list[SignatureLine]
    signers: list[ContractSigner] = Field(default_factory=list)
    """Who signs, in order; empty from a centre that knew only lessee and dealer."""
    clause_version: str = ""
    drafted: EvidenceRecord | None = None
    """That the log holds the draft: what is signed without a network is signed against it."""
    evidence: EvidenceRecord | None = None

    @property
    def order(self) -> tuple[SignerRole, ...]:
        """Who signs, in order."""
        return tuple(signer.role for signer in self.signers) or USUAL_PAD_SIGNERS

    @property
    def next_on_pad(self) -> SignerRole | None:
        """Whose signature on a pad is the next; None when all of them have signed."""
        return self.next_on_pad_after(())

    def next_on_pad_after(self, unsent: Iterable[SignerRole]) -> SignerRole | None:
        """The same when `unsent` have signed as well and the centre does not know yet."""
        done = {line.role for line in self.signatures} | set(unsent)
        return next((role for role in self.order if role.signs_on_pad and role not in done), None)


class SignatureReceipt(Answer):
    """The stored answer to a signature."""

    contract_id: UUID
    role: SignerRole
    state: ContractState
    version: int
    document_sha256: Sha256
