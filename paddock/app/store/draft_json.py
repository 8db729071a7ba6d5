"""A draft as JSON, as it is kept in the database."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from paddock.domain.application_draft import ApplicationDraft, DraftImage, FieldEntry, FieldPath, Reading
from paddock.domain.document_set import DocumentValue


def write_draft(draft: ApplicationDraft) -> str:
    """The draft as JSON text."""
    return json.dumps(
        {
            "id": str(draft.id),
            "created_at": draft.created_at.isoformat(),
            "created_by": draft.created_by,
            "entries": {path.value: _entry_out(entry) for path, entry in draft.entries.items()},
            "images": [_image_out(image) for image in draft.images],
            "waived": dict(draft.waived),
            "consent_given_at": draft.consent_given_at.isoformat() if draft.consent_given_at else None,
            "inventory_unit_id": str(draft.inventory_unit_id) if draft.inventory_unit_id else None,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_draft(text: str) -> ApplicationDraft:
    """The draft that `write_draft` wrote; fields this program does not know are passed over."""
    found: dict[str, Any] = json.loads(text)
    known = {path.value for path in FieldPath}
    consent, unit = found["consent_given_at"], found["inventory_unit_id"]
    return ApplicationDraft(
        id=UUID(found["id"]),
        created_at=datetime.fromisoformat(found["created_at"]),
        created_by=found["created_by"],
        entries={FieldPath(path): _entry_in(entry) for path, entry in found["entries"].items() if path in known},
        images=tuple(_image_in(image) for image in found["images"]),
        consent_given_at=datetime.fromisoformat(consent) if consent else None,
        inventory_unit_id=UUID(unit) if unit else None,
        waived=dict(found.get("waived", {})),
    )


def applicant_of(draft: ApplicationDraft) -> str:
    """The applicant's name as far as it is known; for lists."""
    return draft.text(FieldPath.NAME).strip()


def vehicle_of(draft: ApplicationDraft) -> str:
    """Brand and model, or the VIN when that is all there is; for lists."""
    return draft.text(FieldPath.BRAND_MODEL).strip() or draft.text(FieldPath.VIN).strip()


def vin_of(draft: ApplicationDraft) -> str:
    """The VIN as it stands; to find a car's deals."""
    return draft.text(FieldPath.VIN).strip().upper()


def _image_out(image: DraftImage) -> list[Any]:
    values = [[value.name, value.value, value.confidence, value.box] for value in image.values]
    return [image.sha256, image.kind, image.media_type, image.size_bytes, values]


def _image_in(image: list[Any]) -> DraftImage:
    # A draft written before documents were kept with what they say has four parts.
    sha256, kind, media_type, size_bytes, *more = image
    values = tuple(
        DocumentValue(name, value, confidence, tuple((float(x), float(y)) for x, y in box))
        for name, value, confidence, box in (more[0] if more else ())
    )
    return DraftImage(sha256, kind, media_type, size_bytes, values)


def _entry_out(entry: FieldEntry) -> list[Any]:
    reading = entry.reading
    read = reading and [reading.value, reading.confidence, reading.image_sha256, reading.box, reading.doubtful]
    return [entry.text, read, entry.corrected_by]


def _entry_in(entry: list[Any]) -> FieldEntry:
    text, read, corrected_by = entry
    if read is None:
        return FieldEntry(text, None, corrected_by)
    # A draft written before positions were kept has four parts.
    value, confidence, image_sha256, box, *more = read
    points = tuple((float(x), float(y)) for x, y in box)
    doubtful = tuple(int(position) for position in more[0]) if more else ()
    return FieldEntry(text, Reading(value, confidence, image_sha256, points, doubtful), corrected_by)
