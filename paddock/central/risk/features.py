"""From an application and the sources' answers to the typed inputs of rules and scorecard.

Every ratio is reckoned here, from whole fen; the rule engine only compares. A source that did not answer leaves its
inputs `None`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final, TypeVar

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.risk.derived import derive
from paddock.central.risk.feature_list import FEATURES, FeatureKind, Features
from paddock.central.risk.ratios import ratio
from paddock.central.sources.answers import DECLINED_BEFORE, NOT_CALLED_FOR, SourceAnswer, SourceStatus, read_payload
from paddock.central.sources.client import CHINA_TIME
from paddock.central.sources.declarations import SOURCES, DataSource
from paddock.central.sources.payloads import (
    CourtAnswer,
    CreditReportAnswer,
    FraudListAnswer,
    IdentityAnswer,
    Payload,
    PhoneAnswer,
    PledgeAnswer,
    ValuationAnswer,
    VehicleRegistryAnswer,
)
from paddock.domain import resident_id, vin
from paddock.domain.application_draft import FieldPath
from paddock.domain.errors import BadInput
from paddock.domain.schedules import add_months, months_between
from paddock.domain.wmi import find_maker, find_origin
from paddock.wire.application_fields import CONSENT_TEXT_VERSION
from paddock.wire.applications import (
    Applicant,
    ApplicationSubmission,
    ConsentPurpose,
    CoSignerRole,
    FieldReading,
    Vehicle,
    VehicleCondition,
)

VIRTUAL_OPERATORS: Final = frozenset({"162", "165", "167", "170", "171"})
"""Number ranges of virtual operators 虚拟运营商 (工信部 码号资源)."""
PROVINCES: Final = {
    plate: f"{area}{place}"
    for area, plates in enumerate(
        ("", "京津冀晋蒙", "辽吉黑", "沪苏浙皖闽赣鲁", "豫鄂湘粤桂琼", "渝川贵云藏", "陕甘青宁新")
    )
    for place, plate in enumerate(plates, start=0 if area == 5 else 1)
}
"""The first character of a plate → the province's code (GB/T 2260)."""
_FOR_EVER_DAYS: Final = 36_500
_VALID_YEARS: Final = ((16, 5), (26, 10), (46, 20))
_LONG_TERM_AGE: Final = 46
_OFFICE_DAYS: Final = 2
_SERIAL_DIGITS: Final = 6
_NEW_ENERGY_LENGTH: Final = 8
_NEW_ENERGY_PLATES_EVERYWHERE: Final = date(2018, 7, 1)
_IDENTIFYING: Final = frozenset({FieldPath.VIN, FieldPath.RESIDENT_ID_NUMBER})
_SURE: Final = 0.99
_P = TypeVar("_P", bound=Payload)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sources' answers read once: typed payloads by source, and how each source ended."""

    payloads: dict[str, Payload]
    summaries: dict[str, str]
    sandbox: bool
    spared: frozenset[str] = frozenset()
    """The sources that policy did not call for; what they give is not missed."""
    declined_before: frozenset[str] = frozenset()
    """The sources not asked because a cheaper one had declined."""

    @classmethod
    def read(cls, answers: Mapping[str, SourceAnswer], sources: Iterable[DataSource] = SOURCES) -> "Evidence":
        """Read `answers`; one that breaks its schema counts as failed, one that is not there as not asked.

        `sources` are those connected when the decision is, or was, made.
        """
        payloads: dict[str, Payload] = {}
        summaries: dict[str, str] = {}
        for source in sources:
            answer = answers.get(source.name)
            if answer is None:
                summaries[source.name] = f"{SourceStatus.NOT_ASKED}: no answer kept"
                continue
            summaries[source.name] = answer.summary
            if answer.status is not SourceStatus.ANSWERED:
                continue
            read = read_payload(source, answer.payload)
            if isinstance(read, str):
                summaries[source.name] = f"{SourceStatus.FAILED}: {read}"
            else:
                payloads[source.name] = read
        return cls(
            payloads,
            summaries,
            any(answer.sandbox for answer in answers.values()),
            frozenset(name for name, answer in answers.items() if answer.cause == NOT_CALLED_FOR),
            frozenset(name for name, answer in answers.items() if answer.cause == DECLINED_BEFORE),
        )

    def get(self, model: type[_P], name: str) -> _P | None:
        """The payload of one source, if it answered."""
        found = self.payloads.get(name)
        return found if isinstance(found, model) else None


def compute_features(
    application: ApplicationSubmission, evidence: Evidence, now: datetime, catalogue: PlanCatalogue
) -> Features:
    """Every input of `FEATURES` but the score, by name; the day is reckoned in China."""
    today = now.astimezone(CHINA_TIME).date()
    features = _NOTHING_KNOWN.copy()
    features["application_kind"] = application.kind
    features["guarantor"] = any(one.role is CoSignerRole.GUARANTOR for one in application.co_signers)
    _identity(features, application.applicant, today, application.financing.term_months)
    _vehicle(features, application.vehicle, today, application.financing.term_months)
    _plate(features, application)
    _as_answered(features, evidence)
    _named_otherwise(features, evidence)
    _readings(features, application.readings)
    _consent(features, application, now)
    _money(features, application, evidence, catalogue)
    derive(features, application, evidence.payloads, today)
    return features


_NOTHING_KNOWN: Final[Features] = dict.fromkeys(FEATURES)


def _identity(features: Features, applicant: Applicant, today: date, term: int) -> None:
    number = applicant.resident_id_number
    features["applicant_age"] = months_between(applicant.birth_date, today) // 12
    features["age_at_end"] = months_between(applicant.birth_date, add_months(today, term)) // 12
    try:
        facts = resident_id.facts(number)
    except BadInput:
        features["id_number_valid"] = features["id_fields_consistent"] = features["id_region_known"] = False
    else:
        features["id_number_valid"] = resident_id.check_character(number) == number[-1]
        features["id_fields_consistent"] = (facts.birth_date, facts.sex) == (applicant.birth_date, applicant.sex)
        features["id_region_known"] = resident_id.region_known(facts.region_code)
    until = applicant.id_valid_until
    features["id_days_left"] = _FOR_EVER_DAYS if until is None else (until - today).days
    features["id_days_since_issue"] = (today - applicant.id_valid_from).days
    features["id_validity_lawful"] = validity_is_lawful(applicant.birth_date, applicant.id_valid_from, until)
    features["phone_virtual_operator"] = applicant.phone[:3] in VIRTUAL_OPERATORS
    features["occupation"] = applicant.occupation.value
    features["years_in_occupation"] = applicant.years_in_occupation
    features["age_when_work_began"] = months_between(applicant.birth_date, today) // 12 - applicant.years_in_occupation
    features["monthly_income_fen"] = applicant.monthly_income_fen


def _vehicle(features: Features, vehicle: Vehicle, today: date, term: int) -> None:
    origin = find_origin(vehicle.vin)
    keeps_check_digit = vin.check_digit(vehicle.vin) == vehicle.vin[vin.CHECK_DIGIT_POSITION]
    features["vin_valid"] = keeps_check_digit or (origin is not None and not origin.check_digit_required)
    features["vin_maker_known"] = find_maker(vehicle.vin) is not None
    features["vin_serial_plausible"] = len(set(vehicle.vin[-_SERIAL_DIGITS:])) > 1
    features["condition"] = vehicle.condition.value
    features["new_energy"] = vehicle.new_energy
    features["odometer_km"] = vehicle.odometer_km
    first = vehicle.first_registered_on
    if vehicle.condition is VehicleCondition.NEW:
        features["vehicle_age_months"], features["vehicle_age_at_end_months"] = 0, term
    elif first is not None:
        age = months_between(first, today)
        features["vehicle_age_months"], features["vehicle_age_at_end_months"] = age, age + term
        features["km_a_year"] = vehicle.odometer_km * 12 // max(age, 6)
        year = vin.model_year(vehicle.vin, today)
        features["model_year_gap"] = None if year is None else abs(first.year - year)


def _named_otherwise(features: Features, evidence: Evidence) -> None:
    """What a source calls by another name than we do."""
    if identity := evidence.get(IdentityAnswer, "identity_two_factor"):
        features["identity_result"] = identity.result.value
    if phone := evidence.get(PhoneAnswer, "phone_three_factor"):
        features["phone_result"] = phone.result.value
        features["phone_tenure_months"] = phone.tenure_months
        features["phone_in_service"] = phone.in_service
    if fraud := evidence.get(FraudListAnswer, "fraud_list"):
        features["fraud_severity"] = fraud.severity.value
    if report := evidence.get(CreditReportAnswer, "credit_report"):
        features["revolving_utilisation"] = ratio(report.revolving_used_fen, report.revolving_limit_fen)
    if court := evidence.get(CourtAnswer, "court_enforcement"):
        features["open_case_amount_fen"] = court.open_amount_fen
    if registry := evidence.get(VehicleRegistryAnswer, "vehicle_registry"):
        features["registry_found"] = registry.found
        features["registry_status"] = None if registry.status is None else registry.status.value
    if valuation := evidence.get(ValuationAnswer, "valuation"):
        features["valuation_confidence"] = float(valuation.confidence)
    if pledge := evidence.get(PledgeAnswer, "pledge_registry"):
        features["active_pledges"] = pledge.active_registrations
        features["pledged_to_others"] = pledge.registered_to_others


def _as_answered(features: Features, evidence: Evidence) -> None:
    """What a source calls by our own name, for every source there is."""
    for source, payload in evidence.payloads.items():
        for name, kind in _same_names(source, type(payload)):
            value = getattr(payload, name)
            if type(value) in _PLAIN:
                features[name] = float(value) if kind is FeatureKind.RATIO and type(value) is int else value
            else:
                features[name] = getattr(value, "value", value)  # a choice by its word


_PLAIN: Final = frozenset({int, float, str, bool, type(None)})


@cache
def _same_names(source: str, model: type[Payload]) -> tuple[tuple[str, FeatureKind], ...]:
    return tuple((f.name, f.kind) for f in FEATURES.values() if f.source == source and f.name in model.model_fields)


def _readings(features: Features, readings: list[FieldReading]) -> None:
    changed = [reading for reading in readings if reading.read_value != reading.final_value]
    features["fields_corrected"] = len(changed)
    features["sure_reading_overruled"] = any(
        reading.field in _IDENTIFYING and reading.confidence >= _SURE for reading in changed
    )


def _plate(features: Features, application: ApplicationSubmission) -> None:
    """New-energy plates have eight characters (GA 36-2018), all others seven; the first names the province."""
    vehicle = application.vehicle
    plate = (vehicle.plate or "").replace("·", "").replace(" ", "")
    if not plate:
        features["plate_suits_energy"] = features["plate_province"] = "none"
        return
    first = vehicle.first_registered_on
    # Before the new-energy plates came to the whole country, such cars got ordinary ones.
    old = vehicle.new_energy and first is not None and first < _NEW_ENERGY_PLATES_EVERYWHERE
    suits = old or (len(plate) == _NEW_ENERGY_LENGTH) == vehicle.new_energy
    features["plate_suits_energy"] = "match" if suits else "mismatch"
    at_home = PROVINCES.get(plate[0]) == application.applicant.resident_id_number[:2]
    features["plate_province"] = "match" if at_home else "mismatch"


def validity_is_lawful(born: date, issued: date, until: date | None) -> bool:
    """Whether an ID card's validity fits the age at issue: 5 years under 16, 10 to 25, 20 to 45, then without end.

    Resident Identity Card Law of the PRC (《居民身份证法》), article 5. A day or two of difference is let pass.
    """
    age = months_between(born, issued) // 12
    if until is None:
        return age >= _LONG_TERM_AGE
    years = next((years for below, years in _VALID_YEARS if age < below), None)
    return years is not None and abs((until - add_months(issued, 12 * years)).days) <= _OFFICE_DAYS


def _consent(features: Features, application: ApplicationSubmission, now: datetime) -> None:
    features["consent_complete"] = set(ConsentPurpose) <= set(application.consent.purposes)
    features["consent_current"] = application.consent.text_version == CONSENT_TEXT_VERSION
    features["consent_age_days"] = (now - application.consent.given_at).days


def _money(
    features: Features, application: ApplicationSubmission, evidence: Evidence, catalogue: PlanCatalogue
) -> None:
    financing, applicant = application.financing, application.applicant
    amount = financing.price_fen - financing.down_payment_fen
    income = applicant.monthly_income_fen
    payment = catalogue.reference_payment(application.vehicle.condition, amount, financing.term_months)
    features["price_fen"] = financing.price_fen
    features["price_to_annual_income"] = ratio(financing.price_fen, income * 12)
    features["declared_debt_ratio"] = ratio(applicant.monthly_debt_fen, income)
    features["amount_financed_fen"] = amount
    features["down_payment_ratio"] = financing.down_payment_fen / financing.price_fen
    features["term_months"] = financing.term_months
    features["pti"] = ratio(payment, income)
    features["financed_to_annual_income"] = ratio(max(amount, 0), income * 12)
    if report := evidence.get(CreditReportAnswer, "credit_report"):
        debt = max(applicant.monthly_debt_fen, report.monthly_repayment_fen)
        features["dti"] = ratio(payment + debt, income)
        features["existing_debt_ratio"] = ratio(debt, income)
        features["undeclared_debt_ratio"] = ratio(debt - applicant.monthly_debt_fen, income)
        features["disposable_income_fen"] = income - debt - payment
        features["guarantee_to_annual_income"] = ratio(report.guaranteed_balance_fen, income * 12)
    if valuation := evidence.get(ValuationAnswer, "valuation"):
        features["ltv"] = ratio(max(amount, 0), valuation.value_fen)
        features["price_to_valuation"] = ratio(financing.price_fen, valuation.value_fen)
