"""A published mix of invented applications: what a new lender backtests on, and what "decided without a person" means.

The shares are ours and stand here: of a hundred applications, about eighty are ordinary, nine have something in one
source about the person, six in one about the car, two in our own records, and three meet a source that does not answer.
Every finding of the sandbox and every source may be met, identity, credit, fraud and courts more often. GPS
trajectories are asked for commercial operation only, which is no retail business.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from paddock.central.risk.publishing.backtest import PastCase
from paddock.central.sources.declarations import OWN_SOURCES
from paddock.central.sources.sandbox import sandbox_answers
from paddock.central.sources.sandbox.faults import FAULT_DIGITS
from paddock.central.sources.sandbox.scenarios import PERSON_SCENARIOS, VEHICLE_SCENARIOS
from paddock.domain import resident_id, vin
from paddock.domain.schedules import months_between
from paddock.wire.application_fields import CONSENT_TEXT_VERSION
from paddock.wire.applications import (
    Applicant,
    ApplicationSubmission,
    Consent,
    ConsentPurpose,
    Financing,
    Occupation,
    Sex,
    Vehicle,
    VehicleCondition,
)

MIX_SIZE: Final = 400
MIX_AT: Final = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
_SEED: Final = 20261223
_ORDINARY, _PERSON, _CAR, _BOOK = 80, 89, 95, 97
"""Of a hundred: up to here ordinary, then the person, the car, our own records; the rest meet a silent source."""
_RETAIL: Final = tuple(source for source in OWN_SOURCES if source.name != "gps_trajectory")
_OF_CARS: Final = tuple(scenario for scenario in VEHICLE_SCENARIOS if scenario.source != "gps_trajectory")
_OFTEN: Final = tuple(
    scenario
    for scenario in PERSON_SCENARIOS
    if scenario.source
    in {
        "identity_two_factor",
        "phone_three_factor",
        "credit_report",
        "fraud_list",
        "court_enforcement",
        "multi_lending",
    }
)
_ASKED_OF: Final = {
    "business_registry": Occupation.SELF_EMPLOYED,
    "income_social_security": Occupation.EMPLOYED,
}
"""The sources that one occupation only calls for; what they find is found in somebody of that occupation."""
_ASKED_OF_NEW_CARS: Final = frozenset({"valuation", "pledge_registry", "traffic_fines", "regional_economy"})
_FINDINGS: Final[tuple[dict[str, object], ...]] = (
    {"vin_applicants_90d": 1},
    {"dealer_same_address": 5},
    {"income_changed": 0.5},
    {"applicant_is_dealer_staff": True},
    {"dealer_status": "watch"},
)
"""What our own records may say of a deal."""
_PLACES: Final = (("420106", "鄂A"), ("330106", "浙A"), ("510107", "川A"), ("440304", "粤B"), ("410105", "豫A"))
_MODEL_YEARS: Final = dict(zip(range(2020, 2027), "LMNPRST", strict=True))
"""ISO 3779's letter of the model year."""
_OCCUPATIONS: Final = (
    *(Occupation.EMPLOYED,) * 6,
    Occupation.PUBLIC_SECTOR,
    *(Occupation.SELF_EMPLOYED,) * 2,
    Occupation.FARMER,
)


@dataclass(frozen=True, slots=True)
class _Lot:
    """What is peculiar about one case: endings that steer the sandbox, and what has to hold for them to be met."""

    phone_ending: str
    vin_ending: str
    occupation: Occupation | None = None
    used: bool = False
    in_our_records: Mapping[str, object] = field(default_factory=dict)


def sample_mix(size: int = MIX_SIZE, *, after: int = 0) -> Iterator[PastCase]:
    """The cases numbered `after` and up to `size`; case n is the same whatever is asked for beside it."""
    for number in range(after, size):
        dice = random.Random(_SEED + number)  # noqa: S311 - invented people, no secret
        lot = _lot(dice)
        submission = _application(number, dice, lot)
        answers = sandbox_answers(submission, MIX_AT)
        if lot.in_our_records:
            record = answers["dealer_record"]
            payload = {**(record.payload or {}), **lot.in_our_records}
            answers["dealer_record"] = record.model_copy(update={"payload": payload})
        yield PastCase(str(number + 1), "样本门店", submission, answers, MIX_AT)


def _lot(dice: random.Random) -> _Lot:
    share = dice.randrange(100)
    ordinary = f"{dice.randrange(1000, 8999)}", f"{dice.randrange(1000, 8999)}"
    if share < _ORDINARY:
        return _Lot(*ordinary)
    if share < _PERSON:
        found = dice.choice(PERSON_SCENARIOS if dice.random() < 0.5 else _OFTEN)
        return _Lot(found.ending, ordinary[1], _ASKED_OF.get(found.source))
    if share < _CAR:
        found = dice.choice(_OF_CARS)
        return _Lot(ordinary[0], found.ending, used=found.source not in _ASKED_OF_NEW_CARS)
    if share < _BOOK:
        return _Lot(*ordinary, in_our_records=dice.choice(_FINDINGS))
    silent = dice.choice(_RETAIL)
    ending = f"9{dice.choice(list(FAULT_DIGITS))}{silent.number:02d}"
    if "vin" in silent.query_model.model_fields:
        return _Lot(ordinary[0], ending, used=silent.name not in _ASKED_OF_NEW_CARS)
    return _Lot(ending, ordinary[1], _ASKED_OF.get(silent.name))


def _application(number: int, dice: random.Random, lot: _Lot) -> ApplicationSubmission:
    area, plate = dice.choice(_PLACES)
    condition = VehicleCondition.USED if dice.random() < 0.55 or lot.used else VehicleCondition.NEW
    price = dice.randrange(70, 300) * 100_000
    least = 32 if condition is VehicleCondition.USED else 22
    down = (
        price * dice.randrange(least, 55) // 100 if dice.random() < 0.85 else price * dice.randrange(10, least) // 100
    )
    term = dice.choice((24, 36, 36, 36, 48) if condition is VehicleCondition.USED else (24, 36, 36, 48, 60))
    return ApplicationSubmission(
        id=UUID(int=number + 1),
        created_at=MIX_AT,
        created_by="样本",
        applicant=_applicant(dice, area, lot, (price - down) // term),
        vehicle=_vehicle(dice, condition, plate, lot.vin_ending),
        financing=Financing(price_fen=price, down_payment_fen=down, term_months=term),
        images=[],
        readings=[],
        consent=Consent(
            purposes=list(ConsentPurpose), text_version=CONSENT_TEXT_VERSION, given_at=MIX_AT - timedelta(hours=1)
        ),
    )


def _applicant(dice: random.Random, area: str, lot: _Lot, instalment: int) -> Applicant:
    born = date(dice.randrange(1970, 2001), dice.randrange(1, 13), dice.randrange(1, 28))
    sex = dice.choice(list(Sex))
    body = f"{area}{born:%Y%m%d}{dice.randrange(10, 99)}{1 if sex is Sex.MALE else 2}"
    issued = date(2020, 3, 1)
    age = months_between(born, issued) // 12
    years = 10 if age <= 25 else 20
    return Applicant(
        name=dice.choice("王李张刘陈杨赵黄周吴") + dice.choice(("伟", "芳", "建国", "晓燕", "子轩", "丽华")),
        sex=sex,
        ethnicity="汉",
        birth_date=born,
        address="样本省样本市样本路 1 号",
        resident_id_number=body + resident_id.check_character(body),
        issuing_authority="样本市公安局",
        id_valid_from=issued,
        id_valid_until=None if age >= 46 else issued.replace(year=issued.year + years),
        phone=f"138{dice.randrange(1000, 9999)}{lot.phone_ending}",
        occupation=lot.occupation or dice.choice(_OCCUPATIONS),
        years_in_occupation=dice.randrange(2, 8),
        monthly_income_fen=max(600_000, instalment * dice.randrange(24, 60) // 10) // 10_000 * 10_000,
        monthly_debt_fen=dice.randrange(0, 6) * 20_000,
    )


def _vehicle(dice: random.Random, condition: VehicleCondition, plate: str, ending: str) -> Vehicle:
    new_energy = dice.random() < (0.35 if condition is VehicleCondition.NEW else 0.1)
    used = condition is VehicleCondition.USED
    months = dice.randrange(14, 66)
    day = MIX_AT.date() - timedelta(days=30 * months)
    start, end = "LSVAU2A3", f"{_MODEL_YEARS[day.year if used else MIX_AT.year]}218{ending}"
    return Vehicle(
        vin=start + vin.check_digit(f"{start}0{end}") + end,
        condition=condition,
        brand_model="大众 朗逸 1.5L",
        new_energy=new_energy,
        first_registered_on=day if used else None,
        odometer_km=months * dice.randrange(600, 1700) if used else dice.randrange(5, 60),
        plate=f"{plate}{'D' if new_energy else ''}{dice.randrange(10000, 99999)}" if used else None,
    )
