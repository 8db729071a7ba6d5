"""Inputs reckoned from an answer together with the application: shares of an income, months since a day, gaps.

A payload that is not there leaves its inputs `None`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, TypeVar

from paddock.central.risk.inputs.feature import Features
from paddock.central.risk.ratios import ratio
from paddock.central.sources.payloads import (
    BusinessRegistryAnswer,
    InsuranceAnswer,
    MaintenanceAnswer,
    MileageAnswer,
    Payload,
    PortfolioAnswer,
    RegionAnswer,
    RepaymentRecordAnswer,
    SecondValuationAnswer,
    SocialSecurityAnswer,
    StatementFlowAnswer,
    TransferHistoryAnswer,
    ValuationAnswer,
)
from paddock.domain.schedules import months_between
from paddock.wire.applications import ApplicationSubmission

_CLAIMS_WITHIN_MONTHS: Final = 24
_TRANSFERS_WITHIN: Final = timedelta(days=90)
_P = TypeVar("_P", bound=Payload)


def derive(
    features: Features, application: ApplicationSubmission, payloads: Mapping[str, Payload], today: date
) -> None:
    """Fill in what needs reckoning; `payloads` by source."""
    _income(features, application, payloads)
    _business(features, application, payloads, today)
    _past_of_the_car(features, application, payloads, today)
    _values(features, payloads)
    _concentration(features, payloads)


def _get(payloads: Mapping[str, Payload], source: str, model: type[_P]) -> _P | None:
    found = payloads.get(source)
    return found if isinstance(found, model) else None


def _income(features: Features, application: ApplicationSubmission, payloads: Mapping[str, Payload]) -> None:
    income, amount = application.applicant.monthly_income_fen, features["amount_financed_fen"]
    if social := _get(payloads, "income_social_security", SocialSecurityAnswer):
        features["declared_to_social_base"] = ratio(income, social.social_base_fen)
    if flow := _get(payloads, "bank_statement_flow", StatementFlowAnswer):
        features["declared_to_inflow"] = ratio(income, flow.monthly_inflow_fen)
        pti = features["pti"]
        payment = round(pti * income) if isinstance(pti, float) else 0
        features["payment_to_balance"] = ratio(payment, flow.average_balance_fen)
    if region := _get(payloads, "regional_economy", RegionAnswer):
        features["income_to_region"] = ratio(income, region.average_income_fen)
    if record := _get(payloads, "repayment_record", RepaymentRecordAnswer):
        features["our_exposure_fen"] = record.our_balance_fen + (max(amount, 0) if isinstance(amount, int) else 0)


def _business(
    features: Features, application: ApplicationSubmission, payloads: Mapping[str, Payload], today: date
) -> None:
    business = _get(payloads, "business_registry", BusinessRegistryAnswer)
    if business is None:
        return
    amount = application.financing.price_fen - application.financing.down_payment_fen
    features["business_debt_to_revenue"] = ratio(business.debt_fen, business.annual_revenue_fen)
    features["amount_to_revenue"] = ratio(max(amount, 0), business.annual_revenue_fen)
    if business.operating_permit_until is not None:
        features["operating_permit_days"] = (business.operating_permit_until - today).days
    if business.freight_contract_until is not None:
        features["freight_contract_months"] = max(months_between(today, business.freight_contract_until), 0)


def _past_of_the_car(
    features: Features, application: ApplicationSubmission, payloads: Mapping[str, Payload], today: date
) -> None:
    odometer, first = application.vehicle.odometer_km, application.vehicle.first_registered_on
    if service := _get(payloads, "maintenance_history", MaintenanceAnswer):
        highest = max((visit.odometer_km for visit in service.visits), default=0)
        features["maintenance_ahead_km"] = max(highest - odometer, 0)
        last = max((visit.on for visit in service.visits), default=first)
        # Never serviced since it was registered: so many months; a car that was never registered needs none yet.
        features["months_since_service"] = 0 if last is None else max(months_between(last, today), 0)
    if mileage := _get(payloads, "mileage_records", MileageAnswer):
        highest = max((record.odometer_km for record in mileage.records), default=0)
        features["rollback_km"] = max(highest - odometer, 0)
        features["mileage_records"] = len(mileage.records)
    if history := _get(payloads, "transfer_history", TransferHistoryAnswer):
        days = [change.on for change in history.changes]
        features["transfers_90d"] = sum(today - day <= _TRANSFERS_WITHIN for day in days)
        held_since = max(days, default=first)
        features["holder_days"] = 0 if held_since is None else max((today - held_since).days, 0)
    if insurance := _get(payloads, "insurance_claims", InsuranceAnswer):
        recent = [claim for claim in insurance.claims if months_between(claim.on, today) < _CLAIMS_WITHIN_MONTHS]
        features["claims_24m"] = len(recent)


def _values(features: Features, payloads: Mapping[str, Payload]) -> None:
    first = _get(payloads, "valuation", ValuationAnswer)
    if first is None:
        return
    second = _get(payloads, "valuation_b", SecondValuationAnswer)
    if second is not None:
        features["valuation_gap"] = ratio(abs(first.value_fen - second.value_fen), first.value_fen)
    insurance = _get(payloads, "insurance_claims", InsuranceAnswer)
    if insurance is not None:
        largest = max((claim.paid_fen for claim in insurance.claims), default=0)
        features["largest_claim_ratio"] = ratio(largest, first.value_fen)


def _concentration(features: Features, payloads: Mapping[str, Payload]) -> None:
    """What we are owed with this deal, over the limit."""
    portfolio = _get(payloads, "portfolio", PortfolioAnswer)
    if portfolio is None:
        return
    amount = features["amount_financed_fen"]
    deal = max(amount, 0) if isinstance(amount, int) else 0
    for dimension, exposure in portfolio:
        if exposure is not None:
            features[f"{dimension}_exposure_share"] = ratio(exposure.owed_fen + deal, exposure.limit_fen)
