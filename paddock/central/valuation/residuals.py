"""From a car as a dealer knows it to its value now and at the end of every month of a term."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from paddock.central.data_file import Cell
from paddock.central.valuation.cars import Car, read_car
from paddock.central.valuation.mileage import MileageCheck
from paddock.central.valuation.model import Appraiser, Residual, Value
from paddock.domain.schedules import add_months
from paddock.domain.sentences import Sentence
from paddock.wire.applications import VehicleCondition
from paddock.wire.vehicles import KnownVehicle, ResidualValue, ValueAt

_FEN: Final = 1_000_000
"""In 10,000 yuan."""
_KM: Final = 10_000
_YEAR_DAYS: Final = 365.25


@dataclass(frozen=True, slots=True)
class Valued:
    """A car's residual values, and its odometer held against its class."""

    residual: ResidualValue
    mileage: MileageCheck


def residual_of(
    vehicle: KnownVehicle, appraiser: Appraiser, today: date, term_months: int, annual_km: int | None
) -> Valued | Sentence:
    """Value a car on `today` and after 1 … `term_months` months, or say why it cannot be.

    Args:
        vehicle: as known.
        appraiser: the model.
        today: ages count to this day; prices stay those of the model's year.
        term_months: how far to look.
        annual_km: kilometres a year from now on; None: as until now, within its class's norms.
    """
    car = _car(vehicle, today)
    if isinstance(car, Sentence):
        return car
    yearly = None if annual_km is None else annual_km / _KM
    found = appraiser.appraise(appraiser.recognised(car), range(1, term_months + 1), yearly)
    model = appraiser.model
    return Valued(
        ResidualValue(
            model=model.identity,
            rate=model.intervals.rate,
            prices_of=model.as_of_year,
            knowledge=found.knowledge,
            annual_km=round(found.yearly_wan * _KM),
            now=_at(0, today, vehicle.odometer_km, found.now),
            months=[_later(then, today) for then in found.residuals],
        ),
        found.mileage,
    )


def _car(vehicle: KnownVehicle, today: date) -> Car | Sentence:
    registered = vehicle.first_registered_on or (today if vehicle.condition is VehicleCondition.NEW else None)
    if registered is None:
        return Sentence(
            "二手车缺少初次登记日期, 请补充后再估值",
            "The used car has no date of first registration: fill it in to value it",
        )
    price = None if vehicle.new_price_fen is None else vehicle.new_price_fen / _FEN
    row: dict[str, Cell] = {
        "title": vehicle.title,
        "reg_year": float(registered.year),
        "km_wan": vehicle.odometer_km / _KM,
        "new_price_wan": price,
    }
    car = read_car(row, today.year)
    return car if isinstance(car, Sentence) else replace(car, age=max((today - registered).days, 0) / _YEAR_DAYS)


def _later(then: Residual, today: date) -> ValueAt:
    return _at(then.months, add_months(today, then.months), round(then.km_wan * _KM), then.value)


def _at(months: int, on: date, odometer_km: int, value: Value) -> ValueAt:
    return ValueAt(
        months=months,
        on=on,
        odometer_km=odometer_km,
        value_fen=round(value.value * _FEN),
        low_fen=round(value.low * _FEN),
        high_fen=round(value.high * _FEN),
        extrapolated=value.extrapolated,
    )
