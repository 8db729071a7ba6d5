"""What a dealer's own records say of a car: its stock, its applications, and the answers kept for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord, SourceAnswerRecord
from paddock.central.centre import chinese_date
from paddock.central.inventory.models import InventoryRecord
from paddock.central.sources.answers import SourceAnswer
from paddock.wire.applications import ApplicationSubmission, VehicleCondition
from paddock.wire.vehicles import KnownVehicle


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """The car as it stands in the records, the newest application over it and what was answered for that one."""

    vehicle: KnownVehicle | None = None
    application: ApplicationSubmission | None = None
    answers: Mapping[str, SourceAnswer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordQueries:
    """The rows that may be seen: one dealer's, or all for the lender's own command line."""

    units: Select[InventoryRecord]
    applications: Select[ApplicationRecord]

    @classmethod
    def of_all(cls) -> "RecordQueries":
        """Every dealer's rows."""
        return cls(select(InventoryRecord), select(ApplicationRecord))


def own_records(session: Session, queries: RecordQueries, vin: str) -> OwnRecords:
    """What the records that `queries` may see say of `vin`."""
    units = queries.units.where(InventoryRecord.vin == vin).order_by(InventoryRecord.in_stock_since.desc())
    applications = queries.applications.where(ApplicationRecord.vin == vin).order_by(
        ApplicationRecord.received_at.desc()
    )
    unit = session.scalars(units.limit(1)).one_or_none()
    application = session.scalars(applications.limit(1)).one_or_none()
    if application is None:
        return OwnRecords(None if unit is None else _of_stock(unit))
    kept = select(SourceAnswerRecord).where(SourceAnswerRecord.application_id == application.id)
    answers = {record.source: SourceAnswer.model_validate_json(record.body) for record in session.scalars(kept)}
    vehicle = of_application(application.submission)
    if unit is not None:
        vehicle = vehicle.model_copy(update={"title": _title(unit)})
    return OwnRecords(vehicle, application.submission, answers)


def of_application(application: ApplicationSubmission) -> KnownVehicle:
    """The car of an application."""
    vehicle = application.vehicle
    return KnownVehicle(
        known_from="application",
        title=vehicle.brand_model,
        condition=vehicle.condition,
        new_energy=vehicle.new_energy,
        first_registered_on=vehicle.first_registered_on,
        odometer_km=vehicle.odometer_km,
        odometer_on=chinese_date(application.created_at),
        price_fen=application.financing.price_fen,
        new_price_fen=application.financing.price_fen if vehicle.condition is VehicleCondition.NEW else None,
    )


def _of_stock(unit: InventoryRecord) -> KnownVehicle:
    condition = VehicleCondition(unit.condition)
    return KnownVehicle(
        known_from="inventory",
        title=_title(unit),
        condition=condition,
        new_energy=unit.new_energy,
        first_registered_on=unit.first_registered_on,
        odometer_km=unit.odometer_km,
        odometer_on=unit.in_stock_since,
        price_fen=unit.price_fen,
        new_price_fen=unit.price_fen if condition is VehicleCondition.NEW else None,
    )


def _title(unit: InventoryRecord) -> str:
    """As an advertisement has it: brand, series, 款 and trim."""
    return f"{unit.brand} {unit.model}"
