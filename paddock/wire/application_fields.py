"""Between the fields as written and the submission as sent: both directions in one place."""

from datetime import date
from uuid import UUID

from paddock.domain.application_checks import LONG_TERM, faults_of
from paddock.domain.application_draft import ApplicationDraft, FieldPath, FieldTexts
from paddock.domain.checks import Fault
from paddock.domain.cross_checks import cross_check
from paddock.domain.document_set import DocumentValue, ReadDocument
from paddock.domain.documents import DocumentKind
from paddock.domain.draft_documents import Correction, corrected
from paddock.domain.money import format_yuan, parse_yuan
from paddock.wire.applications import (
    Applicant,
    ApplicationSubmission,
    Consent,
    ConsentPurpose,
    CustomerAim,
    DocumentImage,
    FieldReading,
    Financing,
    Occupation,
    ReadValue,
    Sex,
    Vehicle,
    VehicleCondition,
)
from paddock.wire.messages import Moment

CONSENT_TEXT_VERSION = "2026-01"


def faults_of_submission(submission: ApplicationSubmission, today: date) -> list[Fault]:
    """The faults the counter would have listed for this submission; the centre trusts no workstation."""
    texts = texts_of(submission)
    between = cross_check(_documents_of(submission), texts, today, submission.waived)
    return [*faults_of(texts, today), *(Fault(fault.field, fault.code, fault.message) for fault in between)]


def texts_of(submission: ApplicationSubmission) -> FieldTexts:
    """The submission's fields as written in a draft."""
    applicant, vehicle, financing = submission.applicant, submission.vehicle, submission.financing
    return {
        FieldPath.NAME: applicant.name,
        FieldPath.SEX: applicant.sex,
        FieldPath.ETHNICITY: applicant.ethnicity,
        FieldPath.BIRTH_DATE: applicant.birth_date.isoformat(),
        FieldPath.ADDRESS: applicant.address,
        FieldPath.RESIDENT_ID_NUMBER: applicant.resident_id_number,
        FieldPath.ISSUING_AUTHORITY: applicant.issuing_authority,
        FieldPath.ID_VALID_FROM: applicant.id_valid_from.isoformat(),
        FieldPath.ID_VALID_UNTIL: applicant.id_valid_until.isoformat() if applicant.id_valid_until else LONG_TERM,
        FieldPath.PHONE: applicant.phone,
        FieldPath.OCCUPATION: applicant.occupation,
        FieldPath.YEARS_IN_OCCUPATION: str(applicant.years_in_occupation),
        FieldPath.MONTHLY_INCOME: format_yuan(applicant.monthly_income_fen),
        FieldPath.MONTHLY_DEBT: format_yuan(applicant.monthly_debt_fen),
        FieldPath.VIN: vehicle.vin,
        FieldPath.CONDITION: vehicle.condition,
        FieldPath.BRAND_MODEL: vehicle.brand_model,
        FieldPath.NEW_ENERGY: "true" if vehicle.new_energy else "false",
        FieldPath.FIRST_REGISTERED_ON: vehicle.first_registered_on.isoformat() if vehicle.first_registered_on else "",
        FieldPath.ODOMETER: str(vehicle.odometer_km),
        FieldPath.PLATE: vehicle.plate or "",
        FieldPath.PRICE: format_yuan(financing.price_fen),
        FieldPath.DOWN_PAYMENT: format_yuan(financing.down_payment_fen),
        FieldPath.TERM: str(financing.term_months),
        FieldPath.AIM: financing.aim,
        FieldPath.UNITS: str(financing.units),
        FieldPath.CONSENT: ",".join(submission.consent.purposes),
    }


def submission_of(draft: ApplicationDraft, *, submitted_at: Moment, submitted_by: str) -> ApplicationSubmission:
    """The submission a faultless draft becomes.

    Raises:
        ValueError: the draft has faults (`faults_of` was not asked, or not heeded).
    """
    text = draft.text
    return ApplicationSubmission(
        id=UUID(str(draft.id)),
        created_at=submitted_at,
        created_by=submitted_by,
        applicant=_applicant(draft),
        vehicle=_vehicle(draft),
        financing=Financing(
            price_fen=parse_yuan(text(FieldPath.PRICE)),
            down_payment_fen=parse_yuan(text(FieldPath.DOWN_PAYMENT)),
            term_months=int(text(FieldPath.TERM)),
            aim=CustomerAim(text(FieldPath.AIM) or CustomerAim.LOWEST_MONTHLY),
            units=int(text(FieldPath.UNITS) or 1),
        ),
        consent=Consent(
            purposes=[ConsentPurpose(purpose) for purpose in text(FieldPath.CONSENT).split(",")],
            text_version=CONSENT_TEXT_VERSION,
            given_at=draft.consent_given_at or submitted_at,
        ),
        images=[
            DocumentImage(
                sha256=image.sha256,
                kind=DocumentKind(image.kind),
                media_type="image/png" if image.media_type == "image/png" else "image/jpeg",
                size_bytes=image.size_bytes,
                values=[
                    ReadValue(name=one.name, value=one.value, confidence=one.confidence, box=list(one.box))
                    for one in image.values
                ],
            )
            for image in draft.images
        ],
        readings=_readings(draft),
        waived=dict(draft.waived),
    )


def _documents_of(submission: ApplicationSubmission) -> list[ReadDocument]:
    documents = [
        ReadDocument(
            image.kind,
            image.sha256,
            {one.name: DocumentValue(one.name, one.value, one.confidence, tuple(one.box)) for one in image.values},
        )
        for image in submission.images
        if image.values
    ]
    known = {path.value for path in FieldPath}
    corrections = [
        Correction(reading.image_sha256, FieldPath(reading.field), reading.read_value, reading.final_value)
        for reading in submission.readings
        if reading.image_sha256 and reading.corrected_by and reading.field in known
    ]
    return corrected(documents, corrections)


def _applicant(draft: ApplicationDraft) -> Applicant:
    text = draft.text
    until = text(FieldPath.ID_VALID_UNTIL).strip()
    return Applicant(
        name=text(FieldPath.NAME),
        sex=Sex(text(FieldPath.SEX).strip()),
        ethnicity=text(FieldPath.ETHNICITY),
        birth_date=date.fromisoformat(text(FieldPath.BIRTH_DATE).strip()),
        address=text(FieldPath.ADDRESS),
        resident_id_number=text(FieldPath.RESIDENT_ID_NUMBER).strip().upper(),
        issuing_authority=text(FieldPath.ISSUING_AUTHORITY),
        id_valid_from=date.fromisoformat(text(FieldPath.ID_VALID_FROM).strip()),
        id_valid_until=None if until == LONG_TERM else date.fromisoformat(until),
        phone=text(FieldPath.PHONE).strip(),
        occupation=Occupation(text(FieldPath.OCCUPATION)),
        years_in_occupation=int(text(FieldPath.YEARS_IN_OCCUPATION)),
        monthly_income_fen=parse_yuan(text(FieldPath.MONTHLY_INCOME)),
        monthly_debt_fen=parse_yuan(text(FieldPath.MONTHLY_DEBT)),
    )


def _vehicle(draft: ApplicationDraft) -> Vehicle:
    text = draft.text
    registered = text(FieldPath.FIRST_REGISTERED_ON).strip()
    return Vehicle(
        vin=text(FieldPath.VIN).strip().upper(),
        condition=VehicleCondition(text(FieldPath.CONDITION)),
        brand_model=text(FieldPath.BRAND_MODEL),
        new_energy=text(FieldPath.NEW_ENERGY) == "true",
        first_registered_on=date.fromisoformat(registered) if registered else None,
        odometer_km=int(text(FieldPath.ODOMETER)),
        plate=text(FieldPath.PLATE).strip() or None,
        inventory_unit_id=draft.inventory_unit_id,
    )


def _readings(draft: ApplicationDraft) -> list[FieldReading]:
    return [
        FieldReading(
            field=path,
            read_value=entry.reading.value,
            confidence=entry.reading.confidence,
            image_sha256=entry.reading.image_sha256,
            final_value=entry.text,
            corrected_by=entry.corrected_by,
        )
        for path, entry in draft.entries.items()
        if entry.reading
    ]
