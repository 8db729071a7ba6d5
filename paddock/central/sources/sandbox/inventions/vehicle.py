"""What the sandbox's sources say of a car."""

from datetime import date
from typing import Any, Final

from paddock.central.sources.sandbox.dice import Dice
from paddock.central.sources.sandbox.world import Car
from paddock.domain.schedules import add_months

Answer = dict[str, Any]

USUAL_KM_A_MONTH: Final = 1_250
"""15,000 km a year, the yardstick of Chinese used-car trade."""
_INSPECTIONS_EVERY_MONTHS: Final = 24


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _car(query: Answer) -> Car:
    return Car.of(query["vin"], _day(query["first_registered_on"]), date.fromisoformat(query["until"]))


def vehicle_registry(query: Answer) -> Answer:
    """Registered, unencumbered, with as many owners as its history has."""
    first = _day(query["first_registered_on"])
    # The registry is asked without a day: whether a car changed hands twice does not depend on today's date.
    changes = Car.of(query["vin"], first, add_months(first, 36)).owner_changes if first else []
    return {
        "found": True,
        "status": "normal",
        "registration_date_matches": True,
        "commercial_use": False,
        "transfers": len(changes),
        "transfers_12m": 0,
        "inspection_valid": True,
    }


def valuation(query: Answer, value_ratio: float | None = None) -> Answer:
    """The asking price with a few per cent of noise by VIN, less for hard use, more for light use.

    A car driven more than the usual distance loses up to 15%, one driven less gains up to 3%.
    """
    used = query["condition"] == "used"
    if value_ratio is None:
        noise = Dice(query["vin"]).between(-30, 40, "noise") if used else Dice(query["vin"]).between(-5, 20, "noise")
        value_ratio = 1 + noise / 1000 + (_use_adjustment(query["age_months"], query["odometer_km"]) if used else 0.0)
    value = int(query["asking_price_fen"] * value_ratio) // 10_000 * 10_000 or query["asking_price_fen"]
    spread = value * (8 if used else 3) // 100
    confidence = 0.9 if not used else 0.85 if query["odometer_km"] < 200_000 else 0.6
    return {"value_fen": value, "low_fen": value - spread, "high_fen": value + spread, "confidence": confidence}


def second_valuation(query: Answer, value_ratio: float | None = None) -> Answer:
    """Within a few per cent of the first, and a common car that sells soon."""
    first = valuation(query, value_ratio)
    percent = 100 + Dice(query["vin"]).between(-4, 4, "second opinion")
    values = {name: first[name] * percent // 100 for name in ("value_fen", "low_fen", "high_fen")}
    days = Dice(query["brand_model"]).between(20, 70, "market days")
    return values | {"confidence": first["confidence"], "market_days": days}


def _use_adjustment(age_months: int, odometer_km: int) -> float:
    usual = max(age_months, 6) * USUAL_KM_A_MONTH
    excess = odometer_km / usual - 1
    return max(-0.15, -0.1 * (excess - 0.3)) if excess > 0.3 else min(0.03, -0.03 * excess) if excess < 0 else 0.0


def pledge(_query: Answer) -> Answer:
    """Not pledged."""
    return {"active_registrations": 0, "registered_to_others": 0}


def maintenance(query: Answer) -> Answer:
    """Serviced as the handbook asks, never badly repaired."""
    car = _car(query)
    return {
        "visits": [{"on": day.isoformat(), "odometer_km": car.odometer_on(day), "work": "保养"} for day in car.visits],
        "major_repairs": 0,
        "airbag_replaced": False,
        "flood_repair": False,
        "fire_repair": False,
        "battery_replaced": False,
    }


def insurance(query: Answer) -> Answer:
    """At most one scratch."""
    car = _car(query)
    scratched = car.visits and car.dice.between(0, 2, "claim") == 0
    scratch = {"on": car.visits[-1].isoformat(), "paid_fen": 120_000, "cause": "剐蹭"} if scratched else None
    return {
        "claims": [scratch] if scratch else [],
        "total_loss": False,
        "theft_claim": False,
        "insured_as_commercial": False,
        "compulsory_insurance_valid": True,
    }


def mileage(query: Answer) -> Answer:
    """The workshops' readings and those of the inspections, on one line."""
    car = _car(query)
    inspected = [add_months(car.first_registered_on, _INSPECTIONS_EVERY_MONTHS * (n + 1)) for n in range(20)]
    days = [(day, "维修厂") for day in car.visits] + [(day, "年检") for day in inspected if day <= car.until]
    return {
        "records": [
            {"on": day.isoformat(), "odometer_km": car.odometer_on(day), "at": where} for day, where in sorted(days)
        ]
    }


def transfer_history(query: Answer) -> Answer:
    """A complete chain that ends with the seller."""
    first = _day(query["first_registered_on"])
    plate = (query["plate"] or "")[:1]
    changes = Car.of(query["vin"], first, add_months(first, 36)).owner_changes if first else []
    return {
        "changes": [{"on": day.isoformat(), "place": plate} for day in changes],
        "transfer_chain_complete": True,
        "title_with_seller": True,
        "seller_is_applicant": False,
        "was_commercial": False,
    }


def traffic_fines(query: Answer) -> Answer:
    """A fine or two, and a valid driving licence."""
    fines = Dice(query["vin"]).between(0, 2, "fines")
    return {"unpaid_fines": fines, "unpaid_points": 0, "driving_licence_valid": True, "drink_driving": False}


def trajectory(query: Answer) -> Answer:
    """On the road most days, on steady routes."""
    dice = Dice(query["vin"])
    return {
        "gps_days_30d": dice.between(22, 29, "days"),
        "gps_km_30d": dice.between(4_500, 9_000, "km"),
        "gps_night_share": dice.between(10, 35, "night") / 100,
        "gps_outside_share": dice.between(5, 35, "outside") / 100,
        "gps_lost_hours": dice.between(0, 20, "lost"),
        "gps_route_steady": dice.between(55, 90, "steady") / 100,
        "gps_pawn_lot": False,
    }
