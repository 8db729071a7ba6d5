"""Which finance plans fit an application, worked out as offers; which do not, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.domain.annual_rate import MAX_ANNUAL_RATE
from paddock.domain.eligibility import Facts, Value
from paddock.domain.money import Fen, format_yuan
from paddock.domain.plan_fit import Asked, fit
from paddock.domain.plan_refusals import joined
from paddock.domain.plans import FinancePlan
from paddock.domain.quotes import Quote, work_out
from paddock.domain.schedules import Instalment as ScheduleLine
from paddock.domain.sentences import Sentence
from paddock.domain.vehicle_kind import vehicle_kind
from paddock.wire.applications import ApplicationSubmission, CustomerAim, VehicleCondition
from paddock.wire.decisions import Instalment, Lane, Offer, OfferExtra, PlanRefusal
from paddock.wire.offer_order import offer_id, order_of

_NOTHING: Final[Facts] = {}


@dataclass(frozen=True, slots=True)
class OfferCaps:
    """What the decision allows an offer at most; `None` is no cap."""

    max_monthly_fen: Fen | None = None
    """For every instalment but a balloon."""
    valuation_fen: Fen | None = None
    vehicle_age_months: int | None = None
    max_financed_fen: Fen | None = None
    """With everything a plan finances beside the car."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The outcome for the whole catalogue: each plan is in one of the two lists."""

    offers: list[Offer]
    refused: list[PlanRefusal]


def match_plans(
    application: ApplicationSubmission,
    *,
    score: int | None,
    lane: Lane,  # noqa: ARG001 -- part of the question; no plan of this catalogue differs by lane yet
    caps: OfferCaps,
    start: date,
    catalogue: PlanCatalogue,
    features: Facts = _NOTHING,
) -> Matched:
    """Hold every plan against the application; what a plan asks and nobody knows refuses it.

    Args:
        application: price, down payment, term, aim, car and occupation.
        score: the scorecard's, `None` when it could not be reckoned (plans with a minimum are refused).
        lane: the channel.
        caps: what the decision allows.
        start: the day of payout; the first instalment is due a month later.
        catalogue: the plans.
        features: what the rules saw, for plans that ask for it.

    Returns:
        Offers in the order of the customer's aim, one at the best term of each plan that fits, and the refusals in
        the catalogue's order, each with all its reasons.
    """
    asked = _asked(application, score, caps, start, features)
    offers: list[tuple[Quote, Offer]] = []
    refused: list[PlanRefusal] = []
    for plan in catalogue.plans:
        found = fit(plan, asked, fail_closed=True)
        reasons: Sequence[Sentence] = found.against
        if found.term_months is not None:
            quote = work_out(plan, found.term_months, asked.amount(plan), start, catalogue.calendar)
            offer = _offer(quote, asked)
            reasons = list(_too_dear(offer, quote, caps))
            if not reasons:
                offers.append((quote, offer))
        if reasons:
            refused.append(_refusal(plan.id, plan.name, tuple(reasons)))
    aim = application.financing.aim
    offers.sort(key=lambda made: order_of(made[0], aim))
    return Matched([offer for _, offer in offers], refused)


def _asked(
    application: ApplicationSubmission, score: int | None, caps: OfferCaps, start: date, features: Facts
) -> Asked:
    applicant, vehicle, financing = application.applicant, application.vehicle, application.financing
    facts: dict[str, Value] = {
        **features,
        "condition": vehicle.condition.value,
        "odometer_km": vehicle.odometer_km,
        "occupation": applicant.occupation.value,
        "score": score,
        "vehicle_class": vehicle_kind(vehicle.vin, vehicle.brand_model).value,
        "units": financing.units,
        "from_stock": vehicle.inventory_unit_id is not None,
        "home_province": applicant.resident_id_number[:2],
    }
    return Asked(
        price_fen=financing.price_fen,
        down_payment_fen=financing.down_payment_fen,
        term_months=financing.term_months,
        prefers_longer=financing.aim is CustomerAim.LOWEST_MONTHLY,
        new_energy=vehicle.new_energy,
        start=start,
        vehicle_age_months=0 if vehicle.condition is VehicleCondition.NEW else caps.vehicle_age_months,
        valuation_fen=caps.valuation_fen,
        facts=facts,
    )


_put: Final = object.__setattr__
_NAMES: Final = set(Instalment.model_fields)


def _line(of: ScheduleLine) -> Instalment:
    """The message of one line, made as `model_construct` makes it, but without its loop over the fields.

    There are hundreds of lines in one decision, and they come out of our own arithmetic as whole numbers and a date:
    validating them took a third of the time of all offers.
    """
    number, due_date, payment, principal, interest, balance = of
    made = Instalment.__new__(Instalment)
    values = {
        "number": number,
        "due_date": due_date,
        "payment_fen": payment,
        "principal_fen": principal,
        "interest_fen": interest,
        "balance_fen": balance,
    }
    _put(made, "__dict__", values)
    _put(made, "__pydantic_fields_set__", _NAMES)
    _put(made, "__pydantic_extra__", None)
    _put(made, "__pydantic_private__", None)
    return made


@lru_cache(maxsize=4096)
def _refusal(plan_id: str, name: Sentence, reasons: tuple[Sentence, ...]) -> PlanRefusal:
    """Made once for the same reasons: most plans are refused for the same few, in every decision and every search."""
    return PlanRefusal(plan=plan_id, plan_name=name, reason=joined(reasons))


def _offer(quote: Quote, asked: Asked) -> Offer:
    """The message, unvalidated like its lines: every figure is our own, and a test holds it against the validator."""
    plan, total = quote.plan, quote.total_fen
    return Offer.model_construct(
        id=offer_id(quote),
        plan=plan.id,
        plan_name=plan.name,
        note=plan.note,
        kind=plan.kind,
        method=plan.method,
        term_months=quote.term_months,
        price_fen=asked.price_fen,
        down_payment_fen=asked.down_payment_fen,
        extras=_extras(plan, asked),
        amount_financed_fen=quote.amount_fen,
        fee_fen=quote.fee_fen,
        nominal_rate=plan.nominal_rate,
        annual_rate=quote.annual_rate(),
        monthly_payment_fen=quote.monthly_fen,
        balloon_fen=quote.balloon_fen,
        total_payable_fen=total,
        total_cost_fen=total - quote.amount_fen,
        schedule=[_line(line) for line in quote.lines],
    )


def _extras(plan: FinancePlan, asked: Asked) -> list[OfferExtra]:
    return [
        OfferExtra(kind=extra.kind, name=extra.kind.name_for_people, amount_fen=amount)
        for extra, amount in zip(plan.extras, asked.extras_of(plan), strict=True)
    ]


def _too_dear(offer: Offer, quote: Quote, caps: OfferCaps) -> Iterator[Sentence]:
    most, highest = caps.max_monthly_fen, quote.highest_fen
    if most is not None and highest > most:
        yield Sentence(
            "月供最高 {paid}, 超过收入可承受的 {limit}", "Up to {paid} a month, more than the {limit} affordable"
        ).format(paid=format_yuan(highest), limit=format_yuan(max(most, 0)))
    if caps.max_financed_fen is not None and quote.amount_fen > caps.max_financed_fen:
        yield Sentence(
            "连同附加项融资 {amount}, 超过可批准的 {limit}",
            "{amount} is financed with everything beside the car, more than the {limit} that can be approved",
        ).format(amount=format_yuan(quote.amount_fen), limit=format_yuan(caps.max_financed_fen))
    if offer.annual_rate > MAX_ANNUAL_RATE:
        yield Sentence("真实年化利率超过 24%", "The true annual rate is over 24%")
