"""What our own records answer: they are read from our tables, and kept like any other answer."""

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import Field

from paddock.central.sources.payloads.base import Count, Fen, Part, Payload, Ratio

Multiple: TypeAlias = Annotated[float, Field(ge=0, le=999)]


class DealerStanding(StrEnum):
    """How the lender stands with a dealer."""

    NORMAL = "normal"
    WATCH = "watch"
    SUSPENDED = "suspended"


class DealerRecordAnswer(Payload):
    """The dealer as we know it 经销商记录, and what stands out among its applications and everybody's for this car."""

    dealer_status: Annotated[DealerStanding, Field(strict=False)] | None
    """None: nobody has entered the dealer's account."""
    dealer_months: Count | None
    dealer_applications_90d: Count
    dealer_decline_share: Ratio
    dealer_fraud_hits_90d: Count
    """People whom a rule against fraud declined."""
    dealer_price_bias: Multiple
    """How far its used cars' prices lie above their valuations on average; never below nought."""
    dealer_licence_valid: bool | None
    dealer_deposit_cover: Multiple | None
    dealer_floor_plan_overdue: bool
    dealer_surge: Multiple
    dealer_complaints_90d: Count
    dealer_same_address: Count
    """People at the applicant's address in 90 days, the applicant counted."""
    applicant_is_dealer_staff: bool
    applicant_is_lender_staff: bool
    vin_applicants_90d: Count
    income_changed: Multiple
    """Between this declared income and the last one within a year, over the last one."""


class LoanBookAnswer(Payload):
    """How this dealer's loans are repaid 经销商贷后表现, from the loan book that the lender loads."""

    dealer_first_default_rate: Ratio
    dealer_overdue_rate: Ratio
    """By 30 days or more."""
    dealer_documents_late: Ratio
    dealer_mortgages_late: Ratio


class Exposure(Part):
    """What we are owed in one respect without the deal in question, and the most we want to be."""

    owed_fen: Fen
    limit_fen: Fen


class PortfolioAnswer(Payload):
    """What we are owed 集中度 by this customer, dealer, region, … against the limits."""

    customer: Exposure
    group: Exposure
    """The customer and whoever shares their phone or address."""
    dealer: Exposure
    region: Exposure
    brand: Exposure
    new_energy: Exposure
    long_term: Exposure
    used: Exposure
    commercial: Exposure
    employer: Exposure | None
    """None: social security was asked and did not say who the employer is."""
    thin_file: Exposure
