"""PAdES signatures (ETSI EN 319 142-1) on the contract: one incremental update for each signer, in order.

The first signature certifies the document (DocMDP: from then on only signatures may be added). Each carries an
RFC 3161 timestamp; certificates and revocation lists go into the same update, which makes it level B-LT. The lessor
signs last, and a document timestamp over the whole file makes it B-LTA. Without a revocation list it stays B-T, and
says so.
"""

import hashlib
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, Signer
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    SigDSSPlacementPreference,
    TimestampDSSContentSettings,
)
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko_certvalidator import ValidationContext

from paddock.central.contracts.appearance import SignatureText, appearance_pdf, stamp_style
from paddock.central.contracts.rendering import SignatureArea
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole
from paddock.wire.contracts import Stroke

FIELD_NAMES = {
    SignerRole.CUSTOMER: "PaddockCustomer",
    SignerRole.CO_APPLICANT: "PaddockCoApplicant",
    SignerRole.GUARANTOR: "PaddockGuarantor",
    SignerRole.DEALER: "PaddockDealer",
    SignerRole.LESSOR: "PaddockLessor",
}
ARCHIVE_FIELD = "PaddockArchive"
"""Holds the document timestamp that closes the file."""
_REASONS = {
    SignerRole.CUSTOMER: "承租人签署汽车融资租赁合同",
    SignerRole.CO_APPLICANT: "共同承租人签署汽车融资租赁合同",
    SignerRole.GUARANTOR: "保证人签署汽车融资租赁合同及担保函",
    SignerRole.DEALER: "经销商签署汽车融资租赁合同",
    SignerRole.LESSOR: "出租人签署汽车融资租赁合同",
}
_TIMESTAMP_TIMEOUT_SECONDS = 10

# It warns at every signature that nothing is fetched while signing, which is just what is wanted here.
logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)


class SignatureLevel(StrEnum):
    """How much of what a later verification needs is inside the file."""

    B_T = "PAdES-B-T"
    B_LT = "PAdES-B-LT"
    B_LTA = "PAdES-B-LTA"


@dataclass(frozen=True, slots=True)
class PenSignature:
    """What came from the pad; without strokes it is a company's seal, which shows the name alone."""

    signer_name: str
    strokes: Sequence[Stroke] = ()
    pad_aspect: float = 1.0


@dataclass(frozen=True, slots=True)
class Certification:
    """Who signs with what, and what proves it later."""

    signer: Signer
    certificate_caption: str
    """Said in the signature's appearance: which kind of certificate, from whom."""
    roots_pem: Sequence[str]
    revocation_lists: Sequence[bytes]
    """DER."""
    timestamper: TimeStamper


@dataclass(frozen=True, slots=True)
class SignedContract:
    """The file after a signature."""

    pdf: bytes
    timestamped_at: datetime
    level: SignatureLevel
    timestamp_sha256: str
    """Of the signature's timestamp token (DER)."""
    archive_sha256: str | None
    """Of the token of the document timestamp that closes the file; None: it is not closed yet."""


class CarefulTimeStamper(RequestsHTTPTimeStamper):
    """pyHanko's client, with every way an authority can fail turned into one error."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A timestamp token, or `TimestampRequestError`."""
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (OSError, ValueError, TypeError, KeyError) as error:
            # No connection; or a reply that is none: HTML, half a reply, a refusal without a token.
            raise TimestampRequestError("no usable timestamp") from error


def http_timestamper(url: str) -> TimeStamper:
    """A client of the RFC 3161 authority at `url`."""
    return CarefulTimeStamper(url, timeout=_TIMESTAMP_TIMEOUT_SECONDS)  # type: ignore[no-untyped-call]


def sign_contract(
    pdf: bytes,
    areas: Sequence[SignatureArea],
    role: SignerRole,
    pen: PenSignature,
    certification: Certification,
    now: datetime,
) -> SignedContract:
    """Add the signature of `role` to `pdf` as an incremental update; the lessor's closes the file for the archive.

    Raises:
        EnvironmentFault: the timestamp authority gave no usable timestamp; nothing was signed.
    """
    area = next(area for area in areas if area.role is role)
    text = SignatureText(pen.signer_name, now, certification.certificate_caption)
    style = stamp_style(appearance_pdf(area, pen.strokes, pen.pad_aspect, text))
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if role is areas[0].role:
        # All places to sign exist before the first signature, so that later ones only fill them.
        for other in areas:
            append_signature_field(writer, _field(other))
    is_long_term = bool(certification.revocation_lists)
    signer = PdfSigner(
        _metadata(role, pen.signer_name, certification, now, is_first=role is areas[0].role),
        signer=certification.signer,
        timestamper=certification.timestamper,
        stamp_style=style,
    )
    try:
        signed = signer.sign_pdf(writer, existing_fields_only=True).getvalue()
        is_archived = is_long_term and role is SignerRole.LESSOR
        if is_archived:
            signed = _archived(signed, certification, now)
    except (TimestampRequestError, SigningError) as error:
        raise EnvironmentFault(
            Sentence(
                "时间戳服务没有给出可用的时间戳, 合同未签署: 请检查 PADDOCK_CENTRAL_TSA_URL 后重试",
                "The timestamp authority gave no usable timestamp, nothing was signed: "
                "check PADDOCK_CENTRAL_TSA_URL and try again",
            )
        ) from error
    plain = SignatureLevel.B_LT if is_long_term else SignatureLevel.B_T
    level = SignatureLevel.B_LTA if is_archived else plain
    at, token_sha256 = _timestamp_of(signed, role)
    return SignedContract(signed, at, level, token_sha256, _archive_token(signed) if is_archived else None)


def timestamp_of(pdf: bytes, role: SignerRole) -> datetime:
    """The time in the timestamp of the signature of `role`.

    Raises:
        LookupError: there is no such signature, or it has no timestamp.
    """
    return _timestamp_of(pdf, role)[0]


def _timestamp_of(pdf: bytes, role: SignerRole) -> tuple[datetime, str]:
    """Its time, and the SHA-256 of its token."""
    for signature in PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures:
        if signature.field_name == FIELD_NAMES[role]:
            for token in extract_tst_data_iter(signature.signer_info, signed=False):
                moment: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
                return moment, hashlib.sha256(token.dump()).hexdigest()
    raise LookupError(f"no timestamped signature of the {role}")


def _archive_token(pdf: bytes) -> str:
    (stamp,) = PdfFileReader(io.BytesIO(pdf)).embedded_timestamp_signatures
    return hashlib.sha256(stamp.signed_data.dump()).hexdigest()


def _metadata(
    role: SignerRole, name: str, certification: Certification, now: datetime, *, is_first: bool
) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=FIELD_NAMES[role],
        md_algorithm="sha256",
        name=name,
        reason=_REASONS[role],
        subfilter=SigSeedSubFilter.PADES,
        certify=is_first,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        embed_validation_info=bool(certification.revocation_lists),
        validation_context=_validation(certification, now),
        dss_settings=DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE),
    )


def _archived(pdf: bytes, certification: Certification, now: datetime) -> bytes:
    """The file with a document timestamp over all of it (PAdES-B-LTA, ETSI EN 319 142-1 section 5.5)."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    stamper = PdfTimeStamper(certification.timestamper, field_name=ARCHIVE_FIELD)
    closed = stamper.timestamp_pdf(
        writer,
        "sha256",
        _validation(certification, now),
        dss_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True),
    )
    return bytes(closed.getvalue())


def _validation(certification: Certification, now: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=[_certificate(root) for root in certification.roots_pem],
        crls=list(certification.revocation_lists),
        moment=now,
        revocation_mode="require" if certification.revocation_lists else "soft-fail",
    )


def _certificate(pem_text: str) -> x509.Certificate:
    _, _, der = pem.unarmor(pem_text.encode())
    return x509.Certificate.load(der)


def _field(area: SignatureArea) -> SigFieldSpec:
    left, bottom = round(area.left), round(area.bottom)
    right, top = left + round(area.width), bottom + round(area.height)
    return SigFieldSpec(
        FIELD_NAMES[area.role],
        on_page=area.page,
        # A point wider all round, so that the signature covers the dashed border of the empty area.
        box=(left - 1, bottom - 1, right + 1, top + 1),
        readable_field_name=area.role.name_for_people.zh,
    )
