"""Which value of a document goes to which field of an application, and what a correction there says of the document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from paddock.domain.application_draft import ApplicationDraft, FieldPath
from paddock.domain.document_set import DocumentValue, ReadDocument

FIELDS_OF_KIND: Final[dict[str, dict[str, FieldPath]]] = {
    "vin": {"vin": FieldPath.VIN},
    "resident_id_front": {
        "name": FieldPath.NAME,
        "sex": FieldPath.SEX,
        "ethnicity": FieldPath.ETHNICITY,
        "birth_date": FieldPath.BIRTH_DATE,
        "address": FieldPath.ADDRESS,
        "number": FieldPath.RESIDENT_ID_NUMBER,
    },
    "resident_id_back": {
        "issuing_authority": FieldPath.ISSUING_AUTHORITY,
        "valid_from": FieldPath.ID_VALID_FROM,
        "valid_until": FieldPath.ID_VALID_UNTIL,
    },
    "vehicle_licence": {
        "plate": FieldPath.PLATE,
        "vin": FieldPath.VIN,
        "registered_on": FieldPath.FIRST_REGISTERED_ON,
    },
    "registration_certificate": {"plate": FieldPath.PLATE, "registered_on": FieldPath.FIRST_REGISTERED_ON},
    "registration_certificate_second_page": {"vin": FieldPath.VIN},
    "conformity_certificate": {"vin": FieldPath.VIN},
    "new_car_invoice": {"vin": FieldPath.VIN, "total_yuan": FieldPath.PRICE},
    "used_car_invoice": {"vin": FieldPath.VIN, "plate": FieldPath.PLATE, "total_yuan": FieldPath.PRICE},
    "licence_plate": {"plate": FieldPath.PLATE},
    "odometer": {"odometer_km": FieldPath.ODOMETER},
}
"""Which field of the application a value of a document goes to, by the document's kind."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A person compared a field with the picture it was read from, and wrote something else."""

    image_sha256: str
    field: FieldPath
    read: str
    written: str


def documents_of(draft: ApplicationDraft) -> list[ReadDocument]:
    """The documents of a draft as read, each value as a person corrected it."""
    documents = [
        ReadDocument(image.kind, image.sha256, {value.name: value for value in image.values})
        for image in draft.images
        if image.values
    ]
    corrections = [
        Correction(entry.reading.image_sha256, path, entry.reading.value, entry.text)
        for path, entry in draft.entries.items()
        if entry.reading and entry.reading.image_sha256 and entry.corrected_by
    ]
    return corrected(documents, corrections)


def corrected(documents: Sequence[ReadDocument], corrections: Iterable[Correction]) -> list[ReadDocument]:
    """Return `documents` with what was corrected in the field that was read from them."""
    by_place = {(one.image_sha256, one.field, one.read): one.written.strip() for one in corrections}
    return [replace(document, values=_corrected_values(document, by_place)) for document in documents]


def _corrected_values(
    document: ReadDocument, by_place: dict[tuple[str, FieldPath, str], str]
) -> dict[str, DocumentValue]:
    fields = FIELDS_OF_KIND.get(document.kind, {})
    values: dict[str, DocumentValue] = {}
    for name, value in document.values.items():
        written = by_place.get((document.image_sha256, fields[name], value.value)) if name in fields else None
        values[name] = replace(value, value=written, confidence=1.0) if written else value
    return values
