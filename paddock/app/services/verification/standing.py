"""What a file is, seen from the contract that was logged: the original, an earlier version, a copy, or another text."""

from collections.abc import Sequence
from dataclasses import dataclass

from paddock.app.services.verification.report import Standing, TextChange
from paddock.domain.states import SignerRole
from paddock.wire.evidence import EvidenceEvent, EvidenceRecord, signature_event
from paddock.wire.messages import sha256_hex

_MAKES_A_VERSION = frozenset({EvidenceEvent.CONTRACT_DRAFTED.value, *(signature_event(role) for role in SignerRole)})


@dataclass(frozen=True, slots=True)
class Known:
    """What is at hand about the contract beside its evidence record."""

    original: bytes | None = None
    """The archived file, believed only if its hash is the logged one."""
    events: Sequence[EvidenceRecord] = ()
    """The contract's leaves in the order of the log."""


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Judged:
    """A file's standing, its version where it is a logged one, and the characters that differ."""

    standing: Standing | None
    version: int | None = None
    text_changes: tuple[TextChange, ...] = ()


def judge_standing(pdf: bytes, sha256: str, evidence: EvidenceRecord | None, known: Known) -> Judged:
    """What `pdf` is. Nothing is said of a file with no evidence, or of a changed one with no original at hand."""
    version = _version_of(sha256, known.events)
    if evidence is None:
        return Judged(None, version)
    if sha256 == evidence.leaf.document_sha256:
        return Judged(Standing.AUTHORITATIVE, version)
    if version is not None:
        return Judged(Standing.EARLIER_VERSION, version)
    if known.original is None or sha256_hex(known.original) != evidence.leaf.document_sha256:
        return Judged(None)
    # Here, because it brings what reads pages, and most files are what they should be.
    from paddock.app.services.verification.texts import text_changes  # noqa: PLC0415

    found = text_changes(known.original, pdf)
    if found is None:
        return Judged(None)
    return Judged(Standing.ALTERED if found else Standing.COPY, None, tuple(found))


def _version_of(sha256: str, events: Sequence[EvidenceRecord]) -> int | None:
    versions = [event.leaf.document_sha256 for event in events if event.leaf.event in _MAKES_A_VERSION]
    return versions.index(sha256) + 1 if sha256 in versions else None
