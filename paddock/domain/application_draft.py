"""What has been captured or typed so far for one application: text as it stands, however unfinished."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from paddock.domain.document_set import DocumentValue


class FieldPath(StrEnum):
    """Every field of a retail application; the value is its dotted path in faults and messages."""

    NAME = "applicant.name"
    SEX = "applicant.sex"
    ETHNICITY = "applicant.ethnicity"
    BIRTH_DATE = "applicant.birth_date"
    ADDRESS = "applicant.address"
    RESIDENT_ID_NUMBER = "applicant.resident_id_number"
    ISSUING_AUTHORITY = "applicant.issuing_authority"
    ID_VALID_FROM = "applicant.id_valid_from"
    ID_VALID_UNTIL = "applicant.id_valid_until"
    PHONE = "applicant.phone"
    OCCUPATION = "applicant.occupation"
    YEARS_IN_OCCUPATION = "applicant.years_in_occupation"
    MONTHLY_INCOME = "applicant.monthly_income_fen"
    MONTHLY_DEBT = "applicant.monthly_debt_fen"
    VIN = "vehicle.vin"
    CONDITION = "vehicle.condition"
    BRAND_MODEL = "vehicle.brand_model"
    NEW_ENERGY = "vehicle.new_energy"
    FIRST_REGISTERED_ON = "vehicle.first_registered_on"
    ODOMETER = "vehicle.odometer_km"
    PLATE = "vehicle.plate"
    PRICE = "financing.price_fen"
    DOWN_PAYMENT = "financing.down_payment_fen"
    TERM = "financing.term_months"
    AIM = "financing.aim"
    UNITS = "financing.units"
    CONSENT = "consent.purposes"


FieldTexts: TypeAlias = dict[FieldPath, str]
"""A text per field, in the form of `TEXT_FORMS`; a missing key is an empty field."""

TEXT_FORMS = {
    "dates": "ISO, 2026-11-23; 长期 for an ID card valid without end",
    "money": "yuan as a person types it: 128000, 128,000.50, 12.8万",
    "sex": "男 or 女",
    "choices": "the enumeration's value: used, self_employed, lowest_monthly, true",
    "consent": "the purposes joined by a comma",
}
"""How each kind of field is written in a draft."""

Box: TypeAlias = tuple[tuple[float, float], ...]
"""Corner points in pixels of the picture the value was read from."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine read for a field, and from where."""

    value: str
    confidence: float
    image_sha256: str | None
    box: Box = ()
    doubtful: tuple[int, ...] = ()
    """Positions in `value`, from 0, that a person should compare with the picture."""


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A field as it stands: its text, the reading it came from, and who corrected the reading."""

    text: str
    reading: Reading | None = None
    corrected_by: str | None = None

    @property
    def in_conflict(self) -> bool:
        """Whether another value was there before this one was read, and nobody has said yet which holds."""
        return bool(
            self.reading and self.text and self.corrected_by is None and self.text.strip() != self.reading.value.strip()
        )


@dataclass(frozen=True, slots=True)
class DraftImage:
    """A kept picture; `kind` is a `paddock.domain.documents.DocumentKind` value, `values` what was read in it."""

    sha256: str
    kind: str
    media_type: str
    size_bytes: int
    values: tuple[DocumentValue, ...] = ()


@dataclass(frozen=True, slots=True)
class ApplicationDraft:
    """An application before it is submitted; `id` (UUIDv7) stays its identity at the centre."""

    id: UUID
    created_at: datetime
    created_by: str
    entries: dict[FieldPath, FieldEntry] = field(default_factory=dict)
    images: tuple[DraftImage, ...] = ()
    consent_given_at: datetime | None = None
    inventory_unit_id: UUID | None = None
    waived: Mapping[str, str] = field(default_factory=dict)
    """Faults of documents that a person stands for: the fault's key (`DocumentFault.key`) → who."""

    def text(self, path: FieldPath) -> str:
        """The text of one field; empty when nothing was entered."""
        entry = self.entries.get(path)
        return entry.text if entry else ""

    @property
    def texts(self) -> FieldTexts:
        """The texts of all fields."""
        return {path: entry.text for path, entry in self.entries.items()}
