"""What a verification found."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole
from paddock.domain.text_differences import DifferenceKind

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


class Standing(StrEnum):
    """What the file is, seen from the contract that was logged."""

    AUTHORITATIVE = "authoritative"
    """Byte for byte the file that all have signed."""
    EARLIER_VERSION = "earlier_version"
    """The draft, or the file before the last signature, as logged."""
    COPY = "copy"
    """The same text in other bytes: saved again, printed, scanned with its text, or touched outside of it."""
    ALTERED = "altered"
    """Its text is another."""

    @property
    def name_for_people(self) -> Sentence:
        """What a report calls it."""
        return _STANDINGS[self]


_STANDINGS = {
    Standing.AUTHORITATIVE: Sentence("权威原件", "The authoritative original"),
    Standing.EARLIER_VERSION: Sentence("签署完成前的版本", "A version from before the last signature"),
    Standing.COPY: Sentence("副本: 文字一致, 字节不同", "A copy: the same text in other bytes"),
    Standing.ALTERED: Sentence("被改动: 文字与原件不同", "Altered: its text differs from the original"),
}


@dataclass(frozen=True, slots=True)
class TextChange:
    """Characters that differ from the archived original."""

    page: int
    """Counted from 1."""
    kind: DifferenceKind
    original: str
    """Invisible characters spelled out."""
    found: str
    before: str
    after: str

    @property
    def said(self) -> Sentence:
        """As one line."""
        name = self.kind.name_for_people
        here = f"…{self.before}[{self.original} → {self.found}]{self.after}…"
        return Sentence(f"第 {self.page} 页 {name.zh}: {here}", f"Page {self.page}, {name.en}: {here}")


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
    standing: Standing | None = None
    """None: nothing at hand tells what it should be."""
    version: int | None = None
    """Which version of the contract's file it is, where it is one of those logged."""
    text_changes: tuple[TextChange, ...] = ()
    """Against the archived original, where that is at hand."""
