"""Signed receipts: what the centre answered to a write, under its signature, for the workstation to keep.

A receipt is a JWS in compact form (RFC 7515) with an Ed25519 signature (RFC 8037) over canonical JSON, in the header
`Paddock-Receipt` of the answer. It is made in the transaction that accepts or refuses the write, and given again,
byte for byte, with every repetition. The keys are a JWK set (RFC 7517) at `WELL_KNOWN`; a key's id is its RFC 7638
thumbprint. A newer key is endorsed by the one before it, so that whoever pinned one key can trust its successors.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Literal, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import BaseModel, ValidationError

from paddock.wire.messages import UUID, Answer, Moment, Sha256, canonical_json
from paddock.wire.problems import ProblemCode

RECEIPT_HEADER = "Paddock-Receipt"
WELL_KNOWN = "/.well-known/paddock-receipt-keys"
_RECEIPT = "paddock-receipt+jws"
_ENDORSEMENT = "paddock-endorsement+jws"
"""The header's `typ` (RFC 8725, section 3.11): what was signed as one can never be shown as the other."""

Signed = TypeVar("Signed", bound=BaseModel)


class ReceiptFault(Exception):
    """The receipt is not one of the centre's, or was changed."""


class ReceiptKind(StrEnum):
    """What was written; also the first word of the operation under which the centre keeps its answer."""

    APPLICATION = "application"
    ACCEPTANCE = "acceptance"
    STIPULATION = "stipulation"
    SIGNATURE = "signature"
    IMAGE = "image"
    DRAW = "draw"
    PAYMENT = "payment"
    AUDIT = "audit"


class Receipt(Answer):
    """What the centre answered to one write."""

    dealer_id: UUID
    kind: ReceiptKind
    client_id: str
    """The id the workstation made, which is the idempotency key; of an image the SHA-256 of its bytes."""
    body_sha256: Sha256
    """Of the bytes as received."""
    status: int
    """The HTTP status: 200, or that of the refusal."""
    code: ProblemCode | None = None
    """Why it was refused; None: it was accepted."""
    answer_sha256: Sha256
    """Of the answer's body."""
    answered_at: Moment
    """The centre's time."""

    @property
    def accepted(self) -> bool:
        """Whether the centre has it; otherwise it refused it for good."""
        return self.code is None


class ReceiptKey(Answer):
    """A public key as a JWK (RFC 8037)."""

    kty: Literal["OKP"] = "OKP"
    crv: Literal["Ed25519"] = "Ed25519"
    alg: Literal["EdDSA"] = "EdDSA"
    use: Literal["sig"] = "sig"
    kid: str
    x: str
    """The raw 32 bytes, URL-safe Base64 without padding."""
    endorsement: str | None = None
    """A JWS by an older key over this key's `Endorsement`; None for the first key."""

    @classmethod
    def of(cls, public: Ed25519PublicKey, endorsement: str | None = None) -> "ReceiptKey":
        """The JWK of a public key."""
        x = _encode(public.public_bytes(Encoding.Raw, PublicFormat.Raw))
        return cls(kid=_thumbprint(x), x=x, endorsement=endorsement)

    def verify(self, signature: bytes, signed: bytes) -> bool:
        """Whether this key signed it."""
        try:
            Ed25519PublicKey.from_public_bytes(_decode(self.x)).verify(signature, signed)
        except (InvalidSignature, ValueError):
            return False
        return True

    @property
    def is_itself(self) -> bool:
        """Whether the id is the key's thumbprint: a key is named by what it is, never by what it says."""
        return self.kid == _thumbprint(self.x)


class Endorsement(Answer):
    """What an older key signs to hand over to a newer one."""

    kid: str


class ReceiptKeySet(Answer):
    """The answer to `GET /.well-known/paddock-receipt-keys`: every key there ever was, the one in use last."""

    keys: list[ReceiptKey]

    def trusted(self, pinned: Iterable[ReceiptKey]) -> list[ReceiptKey]:
        """The pinned keys, and those of this set which a trusted key endorses, in any number of steps."""
        trusted = {key.kid: key for key in pinned if key.is_itself}
        unknown = [key for key in self.keys if key.is_itself and key.kid not in trusted]
        while endorsed := [key for key in unknown if _is_endorsed(key, trusted.values())]:
            trusted |= {key.kid: key for key in endorsed}
            unknown = [key for key in unknown if key.kid not in trusted]
        return list(trusted.values())


def sign_receipt(receipt: Receipt, key: Ed25519PrivateKey) -> str:
    """The receipt as it travels and is kept: about 700 characters of ASCII."""
    return _sign(receipt, _RECEIPT, key)


def endorse(newer: Ed25519PublicKey, older: Ed25519PrivateKey) -> str:
    """The older key's word for the newer one."""
    return _sign(Endorsement(kid=ReceiptKey.of(newer).kid), _ENDORSEMENT, older)


def read_receipt(signed: str, keys: Iterable[ReceiptKey]) -> Receipt:
    """The receipt, if one of `keys` signed it.

    Raises:
        ReceiptFault: it is not whole, not a receipt, or signed by none of them.
    """
    return _read(signed, _RECEIPT, Receipt, keys)


def _is_endorsed(key: ReceiptKey, by: Iterable[ReceiptKey]) -> bool:
    if key.endorsement is None:
        return False
    try:
        return _read(key.endorsement, _ENDORSEMENT, Endorsement, by).kid == key.kid
    except ReceiptFault:
        return False


def _sign(message: BaseModel, kind: str, key: Ed25519PrivateKey) -> str:
    head = _head(kind, ReceiptKey.of(key.public_key()).kid)
    signing_input = f"{_encode(head)}.{_encode(canonical_json(message))}"
    return f"{signing_input}.{_encode(key.sign(signing_input.encode()))}"


def _read(signed: str, kind: str, message: type[Signed], keys: Iterable[ReceiptKey]) -> Signed:
    signing_input, _, signature = signed.rpartition(".")
    head, _, payload = signing_input.partition(".")
    try:
        raw_head, raw_signature, raw_payload = _decode(head), _decode(signature), _decode(payload)
    except ValueError as error:
        raise ReceiptFault("not a receipt") from error
    # The head is compared whole with the only one there can be, so there is no algorithm to choose from.
    key = next((key for key in keys if key.is_itself and raw_head == _head(kind, key.kid)), None)
    if key is None:
        raise ReceiptFault("signed by no key that is trusted here")
    if not key.verify(raw_signature, signing_input.encode()):
        raise ReceiptFault("the signature does not fit")
    try:
        return message.model_validate_json(raw_payload)
    except ValidationError as error:
        raise ReceiptFault("signed, but not understood") from error


def _head(kind: str, kid: str) -> bytes:
    return json.dumps({"alg": "EdDSA", "kid": kid, "typ": kind}, separators=(",", ":")).encode()


def _thumbprint(x: str) -> str:
    """RFC 7638: SHA-256 over the required members in the order of their names."""
    return _encode(hashlib.sha256(f'{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}'.encode()).digest())


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    """Raises `ValueError` for anything but the one spelling of some bytes."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not Base64") from error
    if _encode(raw) != text:
        raise ValueError("not the only spelling of its bytes")
    return raw
