"""From an application and the sources' answers to the typed inputs of rules and scorecard.

Every ratio is reckoned here, from whole fen; the rule engine only compares. A source that did not answer leaves its
inputs `None`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.risk.feature_list import FEATURES, Features
from paddock.central.sources.answers import SourceAnswer, SourceStatus, read_payload
from paddock.central.sources.client import CHINA_TIME
from paddock.central.sources.declarations import SOURCES
from paddock.central.sources.payloads import (
    CourtAnswer,
    CreditReportAnswer,
    FraudListAnswer,
    IdentityAnswer,
    MultiLendingAnswer,
    Payload,
    PhoneAnswer,
    PledgeAnswer,
    ValuationAnswer,
    VehicleRegistryAnswer,
)
from paddock.domain import resident_id, vin
from paddock.domain.errors import BadInput
from paddock.domain.schedules import add_months, months_between
from paddock.domain.wmi import find_maker, find_origin
from paddock.wire.applications import Applicant, ApplicationSubmission, ConsentPurpose, Vehicle, VehicleCondition

BEYOND_MEASURE: Final = 999.0
"""A ratio to nothing: payments without an income, a price without a value."""
_FOR_EVER_DAYS: Final = 36_500
_P = TypeVar("_P", bound=Payload)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sources' answers read once: typed payloads by source, and how each source ended."""

    payloads: dict[str, Payload]
    summaries: dict[str, str]
    sandbox: bool

    @classmethod
    def read(cls, answers: Mapping[str, SourceAnswer]) -> "Evidence":
        """Read `answers`; one that breaks its schema counts as failed, one that is not there as not asked."""
        payloads: dict[str, Payload] = {}
        summaries: dict[str, str] = {}
        for source in SOURCES:
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
        return cls(payloads, summaries, any(answer.sandbox for answer in answers.values()))

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
    _identity(features, application.applicant, today, application.financing.term_months)
    _vehicle(features, application.vehicle, today, application.financing.term_months)
    _person_sources(features, evidence)
    _credit(features, evidence.get(CreditReportAnswer, "credit_report"))
    _vehicle_sources(features, evidence)
    _consent(features, application, now)
    _money(features, application, evidence, catalogue)
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
    features["occupation"] = applicant.occupation.value
    features["years_in_occupation"] = applicant.years_in_occupation
    features["monthly_income_fen"] = applicant.monthly_income_fen


def _vehicle(features: Features, vehicle: Vehicle, today: date, term: int) -> None:
    origin = find_origin(vehicle.vin)
    keeps_check_digit = vin.check_digit(vehicle.vin) == vehicle.vin[vin.CHECK_DIGIT_POSITION]
    features["vin_valid"] = keeps_check_digit or (origin is not None and not origin.check_digit_required)
    features["vin_maker_known"] = find_maker(vehicle.vin) is not None
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


def _person_sources(features: Features, evidence: Evidence) -> None:
    if identity := evidence.get(IdentityAnswer, "identity_two_factor"):
        features["identity_result"] = identity.result.value
    if phone := evidence.get(PhoneAnswer, "phone_three_factor"):
        features["phone_result"] = phone.result.value
        features["phone_tenure_months"] = phone.tenure_months
        features["phone_in_service"] = phone.in_service
    if fraud := evidence.get(FraudListAnswer, "fraud_list"):
        features["fraud_severity"] = fraud.severity.value
        features["names_on_phone_90d"] = fraud.names_on_phone_90d
        features["phones_on_person_90d"] = fraud.phones_on_person_90d
        features["applications_30d"] = fraud.applications_30d
    if court := evidence.get(CourtAnswer, "court_enforcement"):
        features["dishonest_debtor"] = court.dishonest_debtor
        features["consumption_restricted"] = court.consumption_restricted
        features["open_cases"] = court.open_cases
        features["open_case_amount_fen"] = court.open_amount_fen
        features["closed_cases_24m"] = court.closed_cases_24m
    if lending := evidence.get(MultiLendingAnswer, "multi_lending"):
        features["lenders_7d"] = lending.lenders_7d
        features["lenders_30d"] = lending.lenders_30d
        features["lenders_90d"] = lending.lenders_90d
        features["small_lenders_90d"] = lending.small_lenders_90d
        features["rejected_30d"] = lending.rejected_30d


def _credit(features: Features, report: CreditReportAnswer | None) -> None:
    if report is None:
        return
    features["has_credit_history"] = report.has_credit_history
    features["history_months"] = report.history_months
    features["worst_loan_class"] = report.worst_loan_class.value
    features["bad_debt_accounts"] = report.bad_debt_accounts
    features["current_overdue_fen"] = report.current_overdue_fen
    features["max_overdue_periods_24m"] = report.max_overdue_periods_24m
    features["overdue_count_24m"] = report.overdue_count_24m
    features["overdue_count_6m"] = report.overdue_count_6m
    features["inquiries_1m"] = report.inquiries_1m
    features["inquiries_3m"] = report.inquiries_3m
    features["open_loans"] = report.open_loans
    features["open_vehicle_loans"] = report.open_vehicle_loans
    features["revolving_utilisation"] = _ratio(report.revolving_used_fen, report.revolving_limit_fen)
    features["guaranteed_balance_fen"] = report.guaranteed_balance_fen


def _vehicle_sources(features: Features, evidence: Evidence) -> None:
    if registry := evidence.get(VehicleRegistryAnswer, "vehicle_registry"):
        features["registry_found"] = registry.found
        features["registry_status"] = None if registry.status is None else registry.status.value
        features["registration_date_matches"] = registry.registration_date_matches
        features["commercial_use"] = registry.commercial_use
        features["transfers"] = registry.transfers
        features["transfers_12m"] = registry.transfers_12m
        features["inspection_valid"] = registry.inspection_valid
    if valuation := evidence.get(ValuationAnswer, "valuation"):
        features["valuation_confidence"] = float(valuation.confidence)
    if pledge := evidence.get(PledgeAnswer, "pledge_registry"):
        features["active_pledges"] = pledge.active_registrations
        features["pledged_to_others"] = pledge.registered_to_others


def _consent(features: Features, application: ApplicationSubmission, now: datetime) -> None:
    features["consent_complete"] = set(ConsentPurpose) <= set(application.consent.purposes)
    features["consent_age_days"] = (now - application.consent.given_at).days


def _money(
    features: Features, application: ApplicationSubmission, evidence: Evidence, catalogue: PlanCatalogue
) -> None:
    financing, applicant = application.financing, application.applicant
    amount = financing.price_fen - financing.down_payment_fen
    income = applicant.monthly_income_fen
    payment = catalogue.reference_payment(application.vehicle.condition, amount, financing.term_months)
    features["amount_financed_fen"] = amount
    features["down_payment_ratio"] = financing.down_payment_fen / financing.price_fen
    features["term_months"] = financing.term_months
    features["pti"] = _ratio(payment, income)
    features["financed_to_annual_income"] = _ratio(max(amount, 0), income * 12)
    if report := evidence.get(CreditReportAnswer, "credit_report"):
        debt = max(applicant.monthly_debt_fen, report.monthly_repayment_fen)
        features["dti"] = _ratio(payment + debt, income)
        features["existing_debt_ratio"] = _ratio(debt, income)
        features["undeclared_debt_ratio"] = _ratio(debt - applicant.monthly_debt_fen, income)
    if valuation := evidence.get(ValuationAnswer, "valuation"):
        features["ltv"] = _ratio(max(amount, 0), valuation.value_fen)
        features["price_to_valuation"] = _ratio(financing.price_fen, valuation.value_fen)


def _ratio(part: int, whole: int) -> float:
    if whole <= 0:
        return BEYOND_MEASURE if part > 0 else 0.0
    return min(part / whole, BEYOND_MEASURE)
