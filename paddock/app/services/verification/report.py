"""What a verification found."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole

ROLE_NAMES = {
    SignerRole.CUSTOMER: Sentence("承租人", "lessee"),
    SignerRole.CO_APPLICANT: Sentence("共同承租人", "co-lessee"),
    SignerRole.GUARANTOR: Sentence("保证人", "guarantor"),
    SignerRole.DEALER: Sentence("经销商", "dealer"),
    SignerRole.LESSOR: Sentence("出租人", "lessor"),
}
"""What signers are called inside a sentence."""


class Verdict(StrEnum):
    """The one word; anything but `valid` means: do not rely on this file."""

    VALID = "valid"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    """Nothing shows a change, but something that would prove there is none is missing or does not hold."""


@dataclass(frozen=True, slots=True)
class SignerFinding:
    """One signature in the file."""

    role: SignerRole
    signer_name: str
    """Who wrote on the pad, as the signature states it."""
    certificate_name: str
    """To whom the certificate was issued."""
    timestamped_at: datetime | None
    intact: bool
    """The bytes it covers are those that were signed, and its certificate and timestamp hold."""


@dataclass(frozen=True, slots=True)
class Change:
    """Where the file differs from what was signed: bytes `start` up to, not including, `end`."""

    start: int
    end: int
    what: Sentence
    page: int | None = None
    """Counted from 1, if the bytes belong to a page."""


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """Verdict, every check, the signers, and what changed where."""

    verdict: Verdict
    summary: Sentence
    checks: tuple[Check, ...]
    signers: tuple[SignerFinding, ...]
    changes: tuple[Change, ...]
    contract_number: str | None
    """From the file, or from the evidence if the file no longer says."""
    document_sha256: str
    test_authority: bool
    """Certificates are from a test authority: without legal force."""
