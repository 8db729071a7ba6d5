"""What a person earns, what a business makes, and where both are."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from paddock.central.sources.payloads.base import Count, Day, Fen, Match, Payload, Ratio


class SocialSecurityAnswer(Payload):
    """Income by social security and income tax 社保个税."""

    social_months: Count
    """Months paid without a gap."""
    social_paid: bool
    social_base_fen: Fen
    """The monthly contribution base 缴费基数."""
    employer_matches: bool | None
    employer_code: Annotated[str, Field(max_length=40)] | None = None
    """The employer's unified social credit code (GB 32100). Since 2.1.0: answers kept before have none."""


class StatementFlowAnswer(Payload):
    """The flow through a bank account 银行流水 over six months."""

    monthly_inflow_fen: Fen
    """Mean of what came in a month, transfers between own accounts left out."""
    average_balance_fen: Fen
    """Mean of the balance at the end of the day 日均余额."""
    salary_months_6m: Annotated[int, Field(ge=0, le=6)]
    returned_payments_6m: Count
    in_and_out_share: Ratio
    gambling_payments_6m: Count
    statement_genuine: bool


class BusinessStatus(StrEnum):
    """How a business stands in the register 市场监督管理."""

    ACTIVE = "active"
    ABNORMAL = "abnormal"
    REVOKED = "revoked"
    CANCELLED = "cancelled"


class TaxRating(StrEnum):
    """纳税信用等级 (国家税务总局 2014 年第 40 号)."""

    A = "a"
    B = "b"
    M = "m"
    C = "c"
    D = "d"


class BusinessRegistryAnswer(Payload):
    """Tax and business registry 工商税务, of the person's business, with the permits of commercial transport."""

    business_status: Annotated[BusinessStatus, Field(strict=False)]
    business_age_months: Count
    business_owner: Match
    """Whether the person is its owner or representative."""
    serious_violation: bool
    tax_rating: Annotated[TaxRating, Field(strict=False)] | None
    tax_arrears_fen: Fen
    business_cases: Count
    representative_changes_12m: Count
    representative_dishonest: bool
    invoiced_months_12m: Annotated[int, Field(ge=0, le=12)]
    annual_revenue_fen: Fen
    debt_fen: Fen
    insured_employees: Count
    transport_licence_valid: bool | None
    """道路运输证; null where the business carries nothing."""
    driver_qualified: bool | None
    ride_hailing_permitted: bool | None
    operating_permit_until: Day | None
    freight_contract_until: Day | None


class CityTier(StrEnum):
    """城市等级, of the lender's own table."""

    T1 = "t1"
    T2 = "t2"
    T3 = "t3"
    T4 = "t4"


class RegionAnswer(Payload):
    """Regional economy 区域经济, of where the applicant lives and the car will be registered."""

    region_tier: Annotated[CityTier, Field(strict=False)]
    region_served: bool
    region_bad_rate: Ratio
    region_unemployment: Ratio
    average_income_fen: Fen
    """Mean monthly income of the place."""
    region_money_laundering_risk: bool
    region_disaster: bool
    region_price_fall_12m: Ratio
    """How far used-car prices fell there in twelve months."""
    emission_allowed: bool
    """Whether a car of this age and kind may be registered there."""
    plate_quota_needed: bool
    """Whether a plate quota is needed that the applicant has not got."""
    dealer_distance_km: Count
    """From the applicant's address to the lender's shop that serves it."""
