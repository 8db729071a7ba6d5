"""What the sandbox's sources say of income, a business and a place."""

from typing import Any

from paddock.central.sources.sandbox.world import Person, Place

Answer = dict[str, Any]


def _share(query: Answer, low: int, high: int, about: str) -> int:
    """So many per cent of the declared income, drawn for the person."""
    percent = Person.of(query["resident_id_number"]).dice.between(low, high, about)
    return int(query["declared_income_fen"]) * percent // 100


def social_security(query: Answer) -> Answer:
    """Paid for years, on a base below the income as is usual."""
    dice = Person.of(query["resident_id_number"]).dice
    return {
        "social_months": dice.between(12, 120, "social"),
        "social_paid": True,
        "social_base_fen": _share(query, 55, 100, "base"),
        "employer_matches": True,
        "employer_code": f"91420100MA4K{dice.between(100000, 999999, 'employer')}",
    }


def statement_flow(query: Answer) -> Answer:
    """About what was declared comes in every month, and some of it stays."""
    return {
        "monthly_inflow_fen": _share(query, 88, 125, "inflow"),
        "average_balance_fen": _share(query, 60, 220, "balance"),
        "salary_months_6m": 6,
        "returned_payments_6m": 0,
        "in_and_out_share": Person.of(query["resident_id_number"]).dice.between(2, 25, "through") / 100,
        "gambling_payments_6m": 0,
        "statement_genuine": True,
    }


def business_registry(query: Answer) -> Answer:
    """A business in good standing whose owner is the person, with every permit."""
    dice = Person.of(query["resident_id_number"]).dice
    revenue = max(int(query["declared_income_fen"]) * 12 * dice.between(15, 40, "revenue") // 10, 100)
    return {
        "business_status": "active",
        "business_age_months": dice.between(24, 160, "founded"),
        "business_owner": "match",
        "serious_violation": False,
        "tax_rating": "b",
        "tax_arrears_fen": 0,
        "business_cases": 0,
        "representative_changes_12m": 0,
        "representative_dishonest": False,
        "invoiced_months_12m": dice.between(9, 12, "invoices"),
        "annual_revenue_fen": revenue,
        "debt_fen": revenue * dice.between(5, 45, "debt") // 100,
        "insured_employees": dice.between(1, 12, "employees"),
        "transport_licence_valid": True,
        "driver_qualified": True,
        "ride_hailing_permitted": True,
        "operating_permit_until": "2031-12-31",
        "freight_contract_until": "2031-12-31",
    }


def region(query: Answer) -> Answer:
    """A place that is served, in ordinary times."""
    place = Place.of(query["region_code"])
    return {
        "region_tier": place.tier,
        "region_served": True,
        "region_bad_rate": place.dice.between(10, 40, "bad") / 1000,
        "region_unemployment": place.dice.between(38, 62, "unemployment") / 1000,
        "average_income_fen": place.average_income_fen,
        "region_money_laundering_risk": False,
        "region_disaster": False,
        "region_price_fall_12m": place.dice.between(30, 120, "prices") / 1000,
        "emission_allowed": True,
        "plate_quota_needed": False,
        "dealer_distance_km": place.dice.between(3, 60, "distance"),
    }
