"""Indicative quotes 试算 without the centre: pure arithmetic on the plans kept here, before anybody has decided.

What the workstation cannot know, such as the score or the valuation, is named and never taken for granted: a quote
that hangs on it says so.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from paddock.app.services.plan_catalogue import KnownPlans
from paddock.domain.annual_rate import MAX_ANNUAL_RATE
from paddock.domain.application_checks import TERM_LIMITS
from paddock.domain.application_draft import FieldPath, FieldTexts
from paddock.domain.eligibility import Value
from paddock.domain.errors import BadInput
from paddock.domain.money import Fen, parse_yuan
from paddock.domain.plan_fit import Asked, fit
from paddock.domain.quotes import Quote, work_out
from paddock.domain.schedules import months_between
from paddock.domain.sentences import Sentence
from paddock.domain.vehicle_kind import vehicle_kind
from paddock.domain.vin import VIN_LENGTH
from paddock.wire.applications import CustomerAim
from paddock.wire.offer_order import order_of


@dataclass(frozen=True, slots=True)
class IndicativeQuote:
    """One plan as it might be offered; `hangs_on` is what only the centre can tell."""

    quote: Quote
    annual_rate: Decimal
    hangs_on: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """What the counter knows of a deal that can be quoted."""

    asked: Asked
    aim: CustomerAim


def deal_of(texts: FieldTexts, today: date, *, from_stock: bool = False) -> Deal | None:
    """The deal that the fields describe; None while price, down payment, term or the car's condition are missing.

    Args:
        texts: the fields of the draft as written.
        today: the local date: the schedules begin here.
        from_stock: whether the car is one of the dealer's stock.
    """
    price, down = _amount(texts.get(FieldPath.PRICE, "")), _amount(texts.get(FieldPath.DOWN_PAYMENT, ""))
    term, condition = _number(texts.get(FieldPath.TERM, "")), texts.get(FieldPath.CONDITION, "")
    shortest, longest = TERM_LIMITS
    if not price or down is None or down >= price or condition not in {"new", "used"}:
        return None
    if term is None or not shortest <= term <= longest:
        return None
    aim = texts.get(FieldPath.AIM) or CustomerAim.LOWEST_MONTHLY
    asked = Asked(
        price_fen=price,
        down_payment_fen=down,
        term_months=term,
        prefers_longer=aim == CustomerAim.LOWEST_MONTHLY,
        new_energy=texts.get(FieldPath.NEW_ENERGY) == "true",
        start=today,
        vehicle_age_months=_vehicle_age(texts, today),
        valuation_fen=None,
        facts=_facts(texts, today, from_stock=from_stock),
    )
    return Deal(asked, CustomerAim(aim))


def quote_all(known: KnownPlans, deal: Deal) -> list[IndicativeQuote]:
    """Every plan that nothing known here speaks against, in the order of the customer's aim."""
    quotes = []
    for plan in known.plans:
        found = fit(plan, deal.asked, fail_closed=False)
        if found.term_months is None:
            continue
        quote = work_out(plan, found.term_months, deal.asked.amount(plan), deal.asked.start, known.calendar)
        rate = quote.annual_rate()
        if rate <= MAX_ANNUAL_RATE:
            quotes.append(IndicativeQuote(quote, rate, found.hangs_on))
    return sorted(quotes, key=lambda made: order_of(made.quote, deal.aim))


def _facts(texts: FieldTexts, today: date, *, from_stock: bool) -> dict[str, Value]:
    """The inputs of the eligibility tables that a draft tells; empty fields are not known."""
    vin, model = texts.get(FieldPath.VIN, ""), texts.get(FieldPath.BRAND_MODEL, "")
    born = _date(texts.get(FieldPath.BIRTH_DATE, ""))
    facts: dict[str, Value] = {
        "condition": texts.get(FieldPath.CONDITION),
        "occupation": texts.get(FieldPath.OCCUPATION) or None,
        "odometer_km": _number(texts.get(FieldPath.ODOMETER, "")),
        "units": _number(texts.get(FieldPath.UNITS, "")) or 1,
        "from_stock": from_stock,
        "home_province": texts.get(FieldPath.RESIDENT_ID_NUMBER, "")[:2] or None,
        "applicant_age": None if born is None else months_between(born, today) // 12,
        "vehicle_age_months": _vehicle_age(texts, today),
        "application_kind": "retail",
    }
    if model or len(vin) == VIN_LENGTH:
        facts["vehicle_class"] = vehicle_kind(vin, model).value
    return facts


def _vehicle_age(texts: FieldTexts, today: date) -> int | None:
    if texts.get(FieldPath.CONDITION) == "new":
        return 0
    first = _date(texts.get(FieldPath.FIRST_REGISTERED_ON, ""))
    return None if first is None else months_between(first, today)


def _amount(text: str) -> Fen | None:
    try:
        return parse_yuan(text) if text.strip() else None
    except BadInput:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
