"""What the sandbox's sources say of a person."""

from typing import Any

from paddock.central.sources.sandbox.dice import Dice
from paddock.central.sources.sandbox.world import Person

Answer = dict[str, Any]


def _person(query: Answer) -> Person:
    return Person.of(query["resident_id_number"])


def identity(_query: Answer) -> Answer:
    """Name and number belong together."""
    return {"result": "match"}


def phone(query: Answer) -> Answer:
    """The phone is the person's own, for one to thirteen years."""
    tenure = Dice("phone", query["phone"]).between(14, 160, "tenure")
    return {"result": "match", "tenure_months": tenure, "in_service": True}


def face(query: Answer) -> Answer:
    """The same face, alive."""
    return {"face_similarity": _person(query).dice.between(86, 99, "face") / 100, "face_live": True}


def bank_card(_query: Answer) -> Answer:
    """The person's own first-class account."""
    return {"bank_card_result": "match", "bank_card_first_class": True}


def fraud_list(query: Answer) -> Answer:
    """On no list."""
    seen = _person(query).dice.between(0, 1, "applications")
    return {"severity": "none", "names_on_phone_90d": 1, "phones_on_person_90d": 1, "applications_30d": seen}


def credit_report(query: Answer) -> Answer:
    """A clean report with a history of some years."""
    person = _person(query)
    dice, late = person.dice, person.missed_payments
    limit = dice.between(2, 12, "limit") * 1_000_000
    return {
        "has_credit_history": True,
        "history_months": dice.between(30, 140, "history"),
        "worst_loan_class": "normal",
        "bad_debt_accounts": 0,
        "current_overdue_fen": 0,
        "max_overdue_periods_24m": late,
        "overdue_count_24m": late,
        "overdue_count_6m": 0,
        "inquiries_1m": person.recent_lenders + 1,
        "inquiries_3m": person.recent_lenders + 3,
        "open_loans": person.open_loans,
        "open_vehicle_loans": 0,
        "monthly_repayment_fen": dice.between(0, 6, "repayment") * 20_000,
        "revolving_limit_fen": limit,
        "revolving_used_fen": limit * dice.between(5, 45, "used") // 100,
        "guaranteed_balance_fen": 0,
    }


def bureau_a(query: Answer) -> Answer:
    """A score above every limit, and no list."""
    person = _person(query)
    return {
        "bureau_a_score": person.bureau_score("a"),
        "bureau_a_m3_12m": 0,
        "bureau_a_online_loans_open": person.dice.between(0, person.open_loans, "online loans"),
        "sanctions_listed": False,
        "politically_exposed": False,
    }


def bureau_b(query: Answer) -> Answer:
    """A score near the other bureau's, and one person on the device."""
    return {
        "bureau_b_score": _person(query).bureau_score("b"),
        "night_applications_90d": 0,
        "persons_on_device": 1,
        "gang_risk": "none",
    }


def court(_query: Answer) -> Answer:
    """No case."""
    return {
        "dishonest_debtor": False,
        "consumption_restricted": False,
        "open_cases": 0,
        "open_amount_fen": 0,
        "closed_cases_24m": 0,
    }


def multi_lending(query: Answer) -> Answer:
    """A lender or two, none of them small."""
    lenders = _person(query).recent_lenders
    return {
        "lenders_7d": 0,
        "lenders_30d": lenders,
        "lenders_90d": lenders + 1,
        "small_lenders_90d": 0,
        "rejected_30d": 0,
    }


def repayment_record(_query: Answer) -> Answer:
    """New to us."""
    return {
        "our_overdue_fen": 0,
        "our_max_overdue_days_24m": 0,
        "our_written_off": False,
        "our_open_contracts": 0,
        "our_balance_fen": 0,
    }
