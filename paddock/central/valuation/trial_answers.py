"""In trials: what the sandbox invents about a car over which there is no application."""

from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError

from paddock.central.centre import chinese_date
from paddock.central.sources.answers import SourceAnswer, not_asked
from paddock.central.sources.declarations import OWN_SOURCES
from paddock.central.sources.sandbox.in_process import answer_in_process
from paddock.central.valuation.history import TOLD_OF_THE_CAR
from paddock.domain.schedules import months_between
from paddock.wire.applications import VehicleCondition
from paddock.wire.vehicles import KnownVehicle

_OF_NEW_CARS: Final = frozenset({"valuation", "pledge_registry"})


def trial_answers(vin: str, vehicle: KnownVehicle | None, now: datetime) -> dict[str, SourceAnswer]:
    """The sandbox's answers about a car, each marked as invented; steady for a VIN."""
    facts = _facts(vin, vehicle, now)
    answers = {}
    for source in OWN_SOURCES:
        if source.name not in TOLD_OF_THE_CAR or (facts["condition"] == "new" and source.name not in _OF_NEW_CARS):
            continue
        try:
            query = source.query_model.model_validate({name: facts[name] for name in source.query_model.model_fields})
        except ValidationError:
            answers[source.name] = not_asked(source, "model and price of the car are not known", now)
        else:
            answers[source.name] = answer_in_process(source, query, now)
    return answers


def _facts(vin: str, vehicle: KnownVehicle | None, now: datetime) -> dict[str, Any]:
    """Everything that sources of cars are asked with; None where it is not known."""
    today = chinese_date(now)
    first = None if vehicle is None else vehicle.first_registered_on
    return {
        "vin": vin,
        "plate": None,
        "first_registered_on": first,
        "until": today,
        "brand_model": None if vehicle is None else vehicle.title,
        "condition": (VehicleCondition.USED if vehicle is None else vehicle.condition).value,
        "new_energy": vehicle is not None and vehicle.new_energy,
        "age_months": 0 if first is None else months_between(first, today),
        "odometer_km": None if vehicle is None else vehicle.odometer_km,
        "asking_price_fen": None if vehicle is None else vehicle.price_fen,
    }
