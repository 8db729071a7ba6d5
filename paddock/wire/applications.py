"""A credit application 进件 on its way to the centre, and what the centre says about it."""

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from paddock.domain.application_checks import MOST_UNITS
from paddock.domain.documents import DocumentKind
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.wire.decisions import Decision
from paddock.wire.lanes import ServiceClock, SubmissionBatch
from paddock.wire.messages import UUID, Answer, Moment, NonNegativeFen, Request, Sha256
from paddock.wire.reviews import Stipulation

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class Sex(StrEnum):
    """As printed on the resident ID card."""

    MALE = "男"
    FEMALE = "女"


class Occupation(StrEnum):
    """How the applicant earns a living."""

    EMPLOYED = "employed"
    PUBLIC_SECTOR = "public_sector"
    SELF_EMPLOYED = "self_employed"
    FARMER = "farmer"
    RETIRED = "retired"
    OTHER = "other"


class VehicleCondition(StrEnum):
    """New or used."""

    NEW = "new"
    USED = "used"


class VehicleUse(StrEnum):
    """What a vehicle is for 使用性质 (GA 802)."""

    PRIVATE = "private"
    OPERATING = "operating"
    """Carries goods or passengers for pay."""


class CustomerAim(StrEnum):
    """What the customer wants the offers ranked by."""

    LOWEST_MONTHLY = "lowest_monthly"
    LOWEST_TOTAL = "lowest_total"
    SHORTEST = "shortest"


class ConsentPurpose(StrEnum):
    """What the customer agreed to; no data source is asked without its purpose."""

    CREDIT_REPORT = "credit_report"
    IDENTITY_CHECK = "identity_check"
    PERSONAL_INFORMATION = "personal_information"


class Applicant(Request):
    """The person who applies 申请人, as on the resident ID card, with what they say of their income."""

    name: Name
    sex: Sex
    ethnicity: Name
    birth_date: date
    address: Line
    resident_id_number: Annotated[str, StringConstraints(pattern=r"^[0-9]{17}[0-9X]$")]
    issuing_authority: Line
    id_valid_from: date
    id_valid_until: date | None
    """None: 长期, valid without end."""
    phone: Annotated[str, StringConstraints(pattern=r"^1[3-9][0-9]{9}$")]
    occupation: Occupation
    years_in_occupation: Annotated[int, Field(ge=0, le=60)]
    monthly_income_fen: NonNegativeFen
    monthly_debt_fen: NonNegativeFen


class Vehicle(Request):
    """The car to be financed."""

    vin: Annotated[str, StringConstraints(pattern=r"^[A-HJ-NPR-Z0-9]{17}$")]
    condition: VehicleCondition
    brand_model: Name
    new_energy: bool
    first_registered_on: date | None
    """None for a new car."""
    odometer_km: Annotated[int, Field(ge=0, le=3_000_000)]
    plate: Annotated[str, StringConstraints(max_length=12)] | None = None
    inventory_unit_id: UUID | None = None
    use: VehicleUse | None = None
    """None: as its class suggests."""


class Financing(Request):
    """What is asked for; the amount financed is price less down payment."""

    price_fen: Annotated[int, Field(gt=0, le=10**11)]
    down_payment_fen: NonNegativeFen
    term_months: Annotated[int, Field(ge=6, le=84)]
    aim: CustomerAim = CustomerAim.LOWEST_MONTHLY
    units: Annotated[int, Field(ge=1, le=MOST_UNITS)] = 1
    """How many such vehicles are bought at once; the figures are those of one."""


class Consent(Request):
    """The customer's consent 授权, as given at the counter."""

    purposes: list[ConsentPurpose]
    text_version: Name
    given_at: Moment


class CoSignerRole(StrEnum):
    """Who signs beside the applicant; the values are those of `paddock.domain.states.SignerRole`."""

    CO_APPLICANT = "co_applicant"
    GUARANTOR = "guarantor"


class CoSigner(Request):
    """A co-applicant 共同申请人 or guarantor 担保人, as on the resident ID card."""

    role: CoSignerRole
    name: Name
    resident_id_number: Annotated[str, StringConstraints(pattern=r"^[0-9]{17}[0-9X]$")]
    address: Line
    phone: Annotated[str, StringConstraints(pattern=r"^1[3-9][0-9]{9}$")]
    consented_at: Moment
    """When they agreed that their data are used for this contract."""


class ReadValue(Request):
    """One value that was read in a document, and where it stands, in pixels of its picture."""

    name: Name
    value: Line
    confidence: Annotated[float, Field(ge=0, le=1)]
    box: Annotated[list[tuple[float, float]], Field(max_length=8, default_factory=list)]


class DocumentImage(Request):
    """A document photograph; its bytes are sent apart, under their own hash."""

    sha256: Sha256
    kind: DocumentKind
    media_type: Literal["image/jpeg", "image/png"]
    size_bytes: Annotated[int, Field(gt=0)]
    values: Annotated[list[ReadValue], Field(max_length=40, default_factory=list)]
    """What was read in it; the centre compares the documents with each other again."""


class FieldReading(Request):
    """What was read for a field, from which picture, and what a person made of it."""

    field: Name
    read_value: str
    confidence: Annotated[float, Field(ge=0, le=1)]
    image_sha256: Sha256 | None
    final_value: str
    corrected_by: str | None = None


class ApplicationSubmission(Request):
    """The frozen body of `PUT /v1/applications/{id}`; `id` is a client-made UUIDv7 and the idempotency key."""

    id: UUID
    kind: Literal["retail"] = "retail"
    created_at: Moment
    created_by: Name
    applicant: Applicant
    vehicle: Vehicle
    financing: Financing
    consent: Consent
    batch: SubmissionBatch | None = None
    """What it was sent together with; None for a customer at the counter."""
    co_signers: list[CoSigner] = Field(default_factory=list, max_length=2)
    """At most one of each role."""
    images: Annotated[list[DocumentImage], Field(max_length=40, default_factory=list)]
    readings: Annotated[list[FieldReading], Field(max_length=200, default_factory=list)]
    waived: Annotated[dict[Name, Name], Field(max_length=100)] = Field(default_factory=dict)
    """Contradictions between documents that a person at the counter stands for: the fault's key → who."""

    @field_validator("co_signers")
    @classmethod
    def _one_of_each(cls, found: list[CoSigner]) -> list[CoSigner]:
        if len({each.role for each in found}) != len(found):
            raise ValueError("one co-applicant and one guarantor at most")
        return found


class StateChange(Answer):
    """One step of an application, with its time and its reason."""

    state: ApplicationState
    at: Moment
    reason: Sentence


class StageTime(Answer):
    """How long an application was in one state."""

    state: ApplicationState
    seconds: float


class ApplicationView(Answer):
    """An application as the centre has it; the workstation keeps the newest by `version`."""

    id: UUID
    version: int
    """Counts up by one with every change."""
    state: ApplicationState
    timeline: list[StateChange]
    decision: Decision | None = None
    accepted_offer_id: str | None = None
    contract_id: UUID | None = None
    service: ServiceClock | None = None
    """None for one that was received before there were lanes."""
    stipulations: list[Stipulation] = Field(default_factory=list)
    """What a reviewer has asked the counter for, answered or not."""

    @property
    def time_by_stage(self) -> list[StageTime]:
        """How long it was in each state it has left, in order."""
        return [
            StageTime(state=step.state, seconds=(following.at - step.at).total_seconds())
            for step, following in pairwise(self.timeline)
        ]


class ApplicationReceipt(Answer):
    """The stored answer to a submission: the same again for the same key and body, for ever."""

    id: UUID
    state: Literal["received"] = "received"
    received_at: Moment
    body_sha256: Sha256


class ImageReceipt(Answer):
    """The answer to `PUT /v1/images/{sha256}`."""

    sha256: Sha256
    size_bytes: int


class OfferAcceptance(Request):
    """The body of `PUT /v1/applications/{id}/acceptance`: the customer takes this offer."""

    id: UUID
    """UUIDv7 made at the workstation; the idempotency key."""
    application_id: UUID
    offer_id: Name
    accepted_at: Moment
    accepted_by: Name


class AcceptanceReceipt(Answer):
    """The stored answer to an acceptance: the contract that was drawn up."""

    application_id: UUID
    offer_id: str
    contract_id: UUID


class KnownApplication(Answer):
    """One line of the audit list `GET /v1/applications/known`: what the centre holds of this dealer."""

    id: UUID
    state: ApplicationState
    version: int
    received_at: Moment
    body_sha256: Sha256


class KnownApplicationPage(Answer):
    """The answer to `GET /v1/applications/known?after=ID&limit=N`, in the order of the ids."""

    applications: list[KnownApplication]
    after: UUID | None
    """The last id, to be given back as `after`; None on an empty page."""
    more: bool
