"""The PAdES signatures in a file, checked offline against pinned roots.

Certificates and revocation lists are taken from the file itself (the document security store, covered by the
signatures) and judged at the time of each signature's timestamp: an event certificate lives for a day, a
contract for years.
"""

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from asn1crypto import parser, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko_certvalidator import ValidationContext

from paddock.app.services.verification.report import SignerFinding
from paddock.domain.states import SignerRole

# Its findings come back as values; its log would print tracebacks over the one sentence a person gets.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

FIELD_NAMES = {
    "PaddockCustomer": SignerRole.CUSTOMER,
    "PaddockCoApplicant": SignerRole.CO_APPLICANT,
    "PaddockGuarantor": SignerRole.GUARANTOR,
    "PaddockDealer": SignerRole.DEALER,
    "PaddockLessor": SignerRole.LESSOR,
}
"""The names of the signature fields, as the centre makes them."""
ARCHIVE_FIELD = "PaddockArchive"
"""The document timestamp that closes the file."""


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """A signature, what it covers and whether it holds."""

    finding: SignerFinding
    hole: tuple[int, int]
    """Bytes of the hexadecimal signature itself, `<` and `>` included; no signature covers its own."""
    covered_to: int
    """It covers everything before this byte but its hole."""
    stray_padding: tuple[int, int] | None
    """Bytes behind the signature in its hole that are not the zeros they were."""
    covered_bytes_hold: bool
    """What it covers is what was signed."""
    additions_hold: bool
    """Only what a signature may add was added after it, as far as that was looked at."""
    has_timestamp: bool
    is_trusted: bool
    """Its certificate leads to a pinned root and was not revoked."""
    has_revocation_lists: bool

    @property
    def bytes_hold(self) -> bool:
        """Neither what it covers nor what came after it was tampered with."""
        return self.covered_bytes_hold and self.additions_hold


@dataclass(frozen=True, slots=True)
class FoundArchiveTimestamp:
    """The document timestamp behind the signatures (PAdES-B-LTA)."""

    hole: tuple[int, int]
    covered_to: int
    stray_padding: tuple[int, int] | None
    bytes_hold: bool
    """It covers everything before it, and all of it is as it was."""
    is_trusted: bool
    """Its authority leads to a pinned root."""
    at: datetime


@dataclass(frozen=True, slots=True)
class SignaturesInFile:
    """Every signature that could be read, in the order of the file."""

    found: tuple[FoundSignature, ...]
    archive: FoundArchiveTimestamp | None
    unsigned: tuple[str, ...]
    """Fields of the centre's that nobody has signed."""
    readable: bool
    """The file's structure and all its signatures could be read."""
    foreign_fields: tuple[str, ...]
    """Signatures in fields the centre does not make."""


def read_signatures(pdf: bytes, roots_pem: Sequence[str]) -> SignaturesInFile:
    """Read and judge the signatures of `pdf`. A damaged file is not an error: it is what this looks for."""
    roots = [_certificate(root) for root in roots_pem]
    judged: list[tuple[EmbeddedPdfSignature, FoundSignature]] = []
    archive: FoundArchiveTimestamp | None = None
    foreign: list[str] = []
    unsigned: list[str] = []
    readable = True
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        kept = _security_store(reader)
        for signature in reader.embedded_signatures:
            name = str(signature.field_name)
            role = FIELD_NAMES.get(name)
            if role is not None:
                judged.append((signature, _judge(pdf, signature, role, roots, kept)))
            elif name == ARCHIVE_FIELD and archive is None:
                archive = _judge_archive(pdf, signature, roots, kept)
            else:
                foreign.append(name)
        unsigned = [name for name, _value, _field in enumerate_sig_fields(reader, filled_status=False)]
    except Exception:  # noqa: BLE001 - a tampered file can make the parsers raise anything, and each is one answer
        readable = False
    judged.sort(key=lambda pair: pair[1].covered_to)
    # With a broken signature in the file the place of the change is known; only between sound ones is it sought.
    all_hold = all(found.covered_bytes_hold for _, found in judged)
    found = tuple(_with_additions(*pair) if all_hold else pair[1] for pair in judged)
    return SignaturesInFile(found, archive, tuple(unsigned), readable, tuple(foreign))


def _with_additions(signature: EmbeddedPdfSignature, found: FoundSignature) -> FoundSignature:
    if _additions_hold(signature):
        return found
    return replace(found, additions_hold=False, finding=replace(found.finding, intact=False))


def _judge(
    pdf: bytes,
    signature: EmbeddedPdfSignature,
    role: SignerRole,
    roots: Sequence[x509.Certificate],
    kept: "_SecurityStore",
) -> FoundSignature:
    start, before, after, length = (int(number) for number in signature.byte_range)
    hole = (start + before, after)
    moment = next(_timestamps(signature), None)
    status = _validate(signature, roots, kept, moment)
    timestamp_holds = (
        status.timestamp_validity is not None
        and status.timestamp_validity.intact
        and status.timestamp_validity.valid
        and status.timestamp_validity.trusted
    )
    covers_revision = status.coverage in {
        SignatureCoverageLevel.ENTIRE_FILE,
        SignatureCoverageLevel.ENTIRE_REVISION,
    }
    # The range begins at the first byte and its one gap is the signature itself: nothing hides in another.
    covers_all = start == 0 and pdf[before : before + 1] == b"<" and pdf[after - 1 : after] == b">"
    covered_bytes_hold = status.intact and status.valid and covers_revision and covers_all
    finding = SignerFinding(
        role=role,
        signer_name=str(signature.sig_object.get("/Name", "")),
        certificate_name=str(signature.signer_cert.subject.native.get("common_name", "")),
        timestamped_at=moment,
        intact=covered_bytes_hold and timestamp_holds and status.trusted,
    )
    return FoundSignature(
        finding=finding,
        hole=hole,
        covered_to=after + length,
        stray_padding=_stray_padding(pdf, hole),
        covered_bytes_hold=covered_bytes_hold,
        additions_hold=True,
        has_timestamp=timestamp_holds,
        is_trusted=status.trusted,
        has_revocation_lists=bool(kept.revocation_lists),
    )


def _judge_archive(
    pdf: bytes, signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], kept: "_SecurityStore"
) -> FoundArchiveTimestamp:
    start, before, after, length = (int(number) for number in signature.byte_range)
    at: datetime = signature.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    status = validate_pdf_timestamp(signature, _context(roots, kept, at), skip_diff=True)
    covers_all = status.coverage in {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}
    return FoundArchiveTimestamp(
        hole=(start + before, after),
        covered_to=after + length,
        stray_padding=_stray_padding(pdf, (start + before, after)),
        bytes_hold=status.intact and status.valid and covers_all and start == 0,
        is_trusted=status.trusted,
        at=at,
    )


def _validate(
    signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], kept: "_SecurityStore", moment: datetime | None
) -> PdfSignatureStatus:
    # What was added after the signature is looked at apart, and only if there is a sound signature to add to.
    return validate_pdf_signature(
        signature,
        signer_validation_context=_context(roots, kept, moment),
        ts_validation_context=_context(roots, kept, moment),
        skip_diff=True,
    )


def _context(roots: Sequence[x509.Certificate], kept: "_SecurityStore", moment: datetime | None) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(roots),
        other_certs=list(kept.certificates),
        crls=list(kept.revocation_lists),
        moment=moment,
        allow_fetching=False,
        revocation_mode="require" if kept.revocation_lists else "soft-fail",
    )


def _additions_hold(signature: EmbeddedPdfSignature) -> bool:
    try:
        signature.compute_integrity_info()  # type: ignore[no-untyped-call]
        return bool(signature.summarise_integrity_info()["docmdp_ok"])
    except Exception:  # noqa: BLE001 - a tampered increment can make the parser raise anything
        return False


def _timestamps(signature: EmbeddedPdfSignature) -> Iterator[datetime]:
    for token in extract_tst_data_iter(signature.signer_info, signed=False):
        moment: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
        yield moment


@dataclass(frozen=True, slots=True)
class _SecurityStore:
    """What the file keeps to be judged by (DSS): certificates, and revocation lists in DER."""

    certificates: tuple[x509.Certificate, ...] = ()
    revocation_lists: tuple[bytes, ...] = ()


def _security_store(reader: PdfFileReader) -> _SecurityStore:
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return _SecurityStore()
    return _SecurityStore(tuple(store.load_certs()), tuple(stream.get_object().data for stream in store.crls))


def _stray_padding(pdf: bytes, hole: tuple[int, int]) -> tuple[int, int] | None:
    """Where the zeros that fill the hole up are no zeros: bytes no signature covers, so they are looked at here."""
    digits = pdf[hole[0] + 1 : hole[1] - 1]
    contents = bytes.fromhex(digits.decode("ascii"))
    used = 2 * parser.peek(contents)
    stray = [used + index for index, digit in enumerate(digits[used:]) if digit != ord("0")]
    if not stray:
        return None
    return hole[0] + 1 + stray[0], hole[0] + 1 + stray[-1] + 1


def _certificate(text: str) -> x509.Certificate:
    _, _, der = pem.unarmor(text.encode())
    return x509.Certificate.load(der)
