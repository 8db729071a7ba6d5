"""What a car is, what it is worth, and what happened to it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from paddock.central.sources.payloads.base import Count, Day, Fen, Kilometres, Part, Payload, Ratio


class RegistryStatus(StrEnum):
    """The state of a car in the registry of motor vehicles."""

    NORMAL = "normal"
    MORTGAGED = "mortgaged"
    SEALED = "sealed"
    STOLEN = "stolen"
    SCRAPPED = "scrapped"


class VehicleRegistryAnswer(Payload):
    """The registry of motor vehicles 机动车登记."""

    found: bool
    status: Annotated[RegistryStatus, Field(strict=False)] | None
    registration_date_matches: bool | None
    commercial_use: bool | None
    """营运: taxi, ride hailing, rental or freight."""
    transfers: Count | None
    transfers_12m: Count | None
    inspection_valid: bool | None


class ValuationAnswer(Payload):
    """What the car is worth 估值: fair value and its range in fen."""

    value_fen: Fen
    low_fen: Fen
    high_fen: Fen
    confidence: Ratio


class SecondValuationAnswer(Payload):
    """A second opinion of what the car is worth, and how long such a car stays in stock."""

    value_fen: Fen
    low_fen: Fen
    high_fen: Fen
    confidence: Ratio
    market_days: Count


class PledgeAnswer(Payload):
    """The movable-property registry 中登网 (动产融资统一登记公示系统)."""

    active_registrations: Count
    registered_to_others: Count
    """Active registrations whose secured party is somebody else."""


class MaintenanceVisit(Part):
    """One visit to a workshop."""

    on: Day
    odometer_km: Kilometres
    work: str


class MaintenanceAnswer(Payload):
    """The workshops' records 维保记录, oldest visit first."""

    visits: list[MaintenanceVisit]
    major_repairs: Count
    """Engine, gearbox, frame."""
    airbag_replaced: bool
    flood_repair: bool
    fire_repair: bool
    battery_replaced: bool
    """The traction battery of a new-energy car."""


class InsuranceClaim(Part):
    """One claim."""

    on: Day
    paid_fen: Fen
    cause: str


class InsuranceAnswer(Payload):
    """Insurers' records 出险理赔, oldest claim first."""

    claims: list[InsuranceClaim]
    total_loss: bool
    """推定全损."""
    theft_claim: bool
    insured_as_commercial: bool
    compulsory_insurance_valid: bool
    """交强险."""


class MileageRecord(Part):
    """What an odometer showed on a day."""

    on: Day
    odometer_km: Kilometres
    at: str
    """Where it was read: inspection, workshop, auction, insurer."""


class MileageAnswer(Payload):
    """Odometer readings from inspections, workshops, auctions and insurers 里程记录, oldest first."""

    records: list[MileageRecord]


class OwnerChange(Part):
    """One change of owner."""

    on: Day
    place: str
    """The province's character on the plate, or empty."""


class TransferHistoryAnswer(Payload):
    """The used car's chain of owners 过户历史, oldest change first."""

    changes: list[OwnerChange]
    transfer_chain_complete: bool
    title_with_seller: bool
    seller_is_applicant: bool
    was_commercial: bool
    """营转非."""


class TrafficFinesAnswer(Payload):
    """Traffic fines 交通违章 of the car, and the applicant's driving licence."""

    unpaid_fines: Count
    unpaid_points: Count
    driving_licence_valid: bool
    drink_driving: bool


class TrajectoryAnswer(Payload):
    """GPS trajectory 车辆轨迹 of a commercial vehicle or operator over 30 days."""

    gps_days_30d: Annotated[int, Field(ge=0, le=30)]
    gps_km_30d: Count
    gps_night_share: Ratio
    gps_outside_share: Ratio
    gps_lost_hours: Count
    gps_route_steady: Ratio
    gps_pawn_lot: bool
    """Parked where pledged cars are kept 二押."""
