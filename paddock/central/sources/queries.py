"""The questions: what is sent to a source, made from an application and nothing more than the source needs."""

from datetime import date
from typing import Annotated

from pydantic import Field

from paddock.central.sources.payloads.base import Count, Fen, Kilometres, Query
from paddock.domain.documents import DocumentKind
from paddock.domain.schedules import months_between
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.messages import Sha256


class PersonQuery(Query):
    """A question about a person."""

    name: str = Field(repr=False)
    resident_id_number: str = Field(repr=False)
    phone: str = Field(repr=False)


class FaceQuery(PersonQuery):
    """Whether a face belongs to a person; the pictures go to the provider apart, under their hashes."""

    portrait_sha256: Sha256 | None
    """Of the front of the ID card, if it was photographed."""


class IncomeQuery(PersonQuery):
    """Whether an income is what the person says it is."""

    declared_income_fen: Fen = Field(repr=False)


class VehicleQuery(Query):
    """A question about a registered car."""

    vin: str = Field(repr=False)
    plate: str | None = Field(repr=False)
    first_registered_on: date | None


class HistoryQuery(VehicleQuery):
    """What happened to a car up to a day."""

    until: date


class DriverQuery(PersonQuery):
    """A question about a car and who will drive it."""

    vin: str = Field(repr=False)
    plate: str | None = Field(repr=False)


class ValuationQuery(Query):
    """A question about what a car is worth."""

    vin: str = Field(repr=False)
    brand_model: str
    condition: str
    new_energy: bool
    age_months: Count
    odometer_km: Kilometres
    asking_price_fen: Fen


class RegionQuery(Query):
    """A question about a place, and whether this car may be registered there."""

    region_code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    """The first six digits of the ID card's number (GB/T 2260)."""
    vin: str = Field(repr=False)
    condition: str
    new_energy: bool
    first_registered_on: date | None


def about_person(application: ApplicationSubmission, _today: date) -> PersonQuery:
    """Who applies."""
    who = application.applicant
    return PersonQuery(name=who.name, resident_id_number=who.resident_id_number, phone=who.phone)


def about_face(application: ApplicationSubmission, _today: date) -> FaceQuery:
    """Who applies, with their portrait."""
    who = application.applicant
    portraits = [image.sha256 for image in application.images if image.kind is DocumentKind.RESIDENT_ID_FRONT]
    return FaceQuery(
        name=who.name,
        resident_id_number=who.resident_id_number,
        phone=who.phone,
        portrait_sha256=portraits[-1] if portraits else None,
    )


def about_income(application: ApplicationSubmission, _today: date) -> IncomeQuery:
    """Who applies, and what they say they earn."""
    who = application.applicant
    return IncomeQuery(
        name=who.name,
        resident_id_number=who.resident_id_number,
        phone=who.phone,
        declared_income_fen=who.monthly_income_fen,
    )


def about_vehicle(application: ApplicationSubmission, _today: date) -> VehicleQuery:
    """The car."""
    car = application.vehicle
    return VehicleQuery(vin=car.vin, plate=car.plate, first_registered_on=car.first_registered_on)


def about_history(application: ApplicationSubmission, today: date) -> HistoryQuery:
    """The car's past."""
    car = application.vehicle
    return HistoryQuery(vin=car.vin, plate=car.plate, first_registered_on=car.first_registered_on, until=today)


def about_driver(application: ApplicationSubmission, _today: date) -> DriverQuery:
    """The car and the applicant."""
    who, car = application.applicant, application.vehicle
    return DriverQuery(
        name=who.name, resident_id_number=who.resident_id_number, phone=who.phone, vin=car.vin, plate=car.plate
    )


def about_value(application: ApplicationSubmission, today: date) -> ValuationQuery:
    """The car, and what is asked for it."""
    car = application.vehicle
    return ValuationQuery(
        vin=car.vin,
        brand_model=car.brand_model,
        condition=car.condition,
        new_energy=car.new_energy,
        age_months=months_between(car.first_registered_on, today) if car.first_registered_on else 0,
        odometer_km=car.odometer_km,
        asking_price_fen=application.financing.price_fen,
    )


def about_region(application: ApplicationSubmission, _today: date) -> RegionQuery:
    """Where the applicant comes from, and the car."""
    car = application.vehicle
    return RegionQuery(
        region_code=application.applicant.resident_id_number[:6],
        vin=car.vin,
        condition=car.condition,
        new_energy=car.new_energy,
        first_registered_on=car.first_registered_on,
    )
