"""What is known of one car: decoded, valued now and month by month, and its past as the sources tell it."""

from datetime import date
from typing import TypeAlias

from paddock.domain.sentences import Sentence
from paddock.wire.applications import VehicleCondition
from paddock.wire.messages import Answer, Moment, NonNegativeFen

InputValue: TypeAlias = str | int | float | bool | None


class NamedCheck(Answer):
    """One check with its result and what it means."""

    check: str
    result: str
    sentence: Sentence


class DecodedVehicle(Answer):
    """What the VIN says by itself; None where it says nothing we know."""

    maker: Sentence | None
    country: Sentence | None
    model_year: int | None
    checks: list[NamedCheck]
    """`passed` or `failed` each."""


class KnownVehicle(Answer):
    """The car as the dealer knows it, and where that stands: `inventory`, `application` or `given`."""

    known_from: str
    title: str
    condition: VehicleCondition
    new_energy: bool
    first_registered_on: date | None
    odometer_km: int
    odometer_on: date
    """The day for which the odometer was written down."""
    price_fen: NonNegativeFen | None = None
    """What is asked for it now."""
    new_price_fen: NonNegativeFen | None = None


class ValueAt(Answer):
    """A value with its interval after so many months, at the odometer assumed then."""

    months: int
    on: date
    odometer_km: int
    value_fen: NonNegativeFen
    low_fen: NonNegativeFen
    high_fen: NonNegativeFen
    extrapolated: bool
    """Older or farther than any car the model was fitted on: the interval is wider by a convention."""


class ResidualValue(Answer):
    """The model's value now and at the end of each month of the term."""

    model: str
    """`name@version:SHA-256`."""
    rate: float
    """The share of cars that the interval is to hold."""
    prices_of: int
    """The year at whose prices everything is valued."""
    knowledge: str
    """What the model knew: `full`, `new_series`, `no_new_price`, `neither`."""
    annual_km: int
    now: ValueAt
    months: list[ValueAt]


class ValueOpinion(Answer):
    """What a valuation source said."""

    source: str
    value_fen: NonNegativeFen
    low_fen: NonNegativeFen
    high_fen: NonNegativeFen
    confidence: float
    received_at: Moment


class OdometerReading(Answer):
    """What the odometer showed on a day, by whom and where it was written down."""

    on: date
    odometer_km: int
    source: str
    at: str


class MileageFindings(Answer):
    """Whether the odometer can be believed."""

    checks: list[NamedCheck]
    """`mileage_plausibility` against cars of its age and class, `odometer_readings` against its own past."""
    km_a_year: int | None
    turned_back_km: int
    readings: list[OdometerReading]


class OwnerChangeView(Answer):
    """One change of owner."""

    on: date
    place: str


class TransferFindings(Answer):
    """Changes of owner: the registry's count, and the chain where it is known."""

    count: int | None
    count_12m: int | None
    changes: list[OwnerChangeView]


class ClaimView(Answer):
    """One insurance claim."""

    on: date
    paid_fen: NonNegativeFen
    cause: str


class ClaimFindings(Answer):
    """What insurers paid for."""

    claims: list[ClaimView]
    paid_fen: NonNegativeFen
    total_loss: bool
    theft_claim: bool


class VisitView(Answer):
    """One visit to a workshop."""

    on: date
    odometer_km: int
    work: str


class MaintenanceFindings(Answer):
    """What workshops did."""

    visits: list[VisitView]
    major_repairs: int
    airbag_replaced: bool
    flood_repair: bool
    fire_repair: bool
    battery_replaced: bool


class SourceState(Answer):
    """How asking a source about this car ended, and when; not asked at all: no moment."""

    source: str
    caption: Sentence
    status: str
    received_at: Moment | None
    sandbox: bool


class VehicleInput(Answer):
    """An input that this car gives to the rules, as people read it."""

    name: str
    caption: Sentence
    value: InputValue
    shown: Sentence


class VehicleHistory(Answer):
    """Everything about one car. What is None was not asked, not answered or cannot be told: `sources` says which."""

    vin: str
    at: Moment
    decoded: DecodedVehicle
    known: KnownVehicle | None
    residual: ResidualValue | None
    residual_missing: Sentence | None
    """Why there is no residual value, and what to do."""
    opinions: list[ValueOpinion]
    mileage: MileageFindings
    transfers: TransferFindings | None
    claims: ClaimFindings | None
    maintenance: MaintenanceFindings | None
    sources: list[SourceState]
    inputs: list[VehicleInput]
