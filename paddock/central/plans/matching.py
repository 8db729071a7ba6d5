"""Which finance plans fit an application, worked out as offers; which do not, and why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from paddock.central.plans.catalogue import PlanCatalogue, nearest_term
from paddock.domain.annual_rate import annual_rate
from paddock.domain.money import Fen, format_yuan
from paddock.domain.plans import FinancePlan, RepaymentMethod
from paddock.domain.schedules import Instalment as ScheduleLine
from paddock.domain.schedules import balloon_fen, build_schedule
from paddock.domain.sentences import Sentence
from paddock.wire.applications import ApplicationSubmission, CustomerAim
from paddock.wire.decisions import Instalment, Lane, Offer, PlanRefusal

MAX_ANNUAL_RATE: Final = Decimal("0.24")
"""No offer costs more a year: the line courts draw for financial institutions (最高法 〔2017〕22 号 第 2 条)."""
_NEAR_MONTHS: Final = 12
"""How far from the term asked for a plan's own term may be."""


@dataclass(frozen=True, slots=True)
class OfferCaps:
    """What the decision allows an offer at most; `None` is no cap."""

    max_monthly_fen: Fen | None = None
    """For every instalment but a balloon."""
    valuation_fen: Fen | None = None
    vehicle_age_months: int | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """The outcome for the whole catalogue: each plan is in one of the two lists."""

    offers: list[Offer]
    refused: list[PlanRefusal]


@dataclass(frozen=True, slots=True)
class _Deal:
    """What the plans are held against."""

    application: ApplicationSubmission
    score: int | None
    caps: OfferCaps
    start: date

    @property
    def amount(self) -> Fen:
        return self.application.financing.price_fen - self.application.financing.down_payment_fen

    @property
    def prefers_longer(self) -> bool:
        return self.application.financing.aim is CustomerAim.LOWEST_MONTHLY


def match_plans(
    application: ApplicationSubmission,
    *,
    score: int | None,
    lane: Lane,  # noqa: ARG001 -- part of the question; no plan of this catalogue differs by lane yet
    caps: OfferCaps,
    start: date,
    catalogue: PlanCatalogue,
) -> Matched:
    """Hold every plan against the application.

    Args:
        application: price, down payment, term, aim, car and occupation.
        score: the scorecard's, `None` when it could not be reckoned (plans with a minimum are refused).
        lane: the channel.
        caps: what the decision allows.
        start: the day of payout; the first instalment is due a month later.
        catalogue: the plans.

    Returns:
        Offers in the order of the customer's aim, one at the best term of each plan that fits, and the refusals in
        the catalogue's order, each with all its reasons.
    """
    deal = _Deal(application, score, caps, start)
    offers: list[Offer] = []
    refused: list[PlanRefusal] = []
    for plan in catalogue.plans:
        found = _offer_or_reasons(plan, deal)
        if isinstance(found, Offer):
            offers.append(found)
        else:
            refused.append(PlanRefusal(plan=plan.id, plan_name=plan.name, reason=_joined(found)))
    return Matched(sorted(offers, key=_RANKS[application.financing.aim]), refused)


def _offer_or_reasons(plan: FinancePlan, deal: _Deal) -> Offer | list[Sentence]:
    reasons = [reason for check in _CHECKS for reason in check(plan, deal)]
    terms = _usable_terms(plan, deal)
    near = any(abs(term - deal.application.financing.term_months) <= _NEAR_MONTHS for term in plan.terms)
    if not near or not (terms or reasons):
        reasons.append(_TERM.format(terms="/".join(str(term) for term in plan.terms)))
    if reasons:
        return reasons
    wanted = deal.application.financing.term_months
    offer = _work_out(plan, nearest_term(terms, wanted, prefer_longer=deal.prefers_longer), deal)
    return list(_too_dear(offer, deal)) or offer


def _usable_terms(plan: FinancePlan, deal: _Deal) -> tuple[int, ...]:
    wanted, age = deal.application.financing.term_months, deal.caps.vehicle_age_months
    oldest = plan.eligibility.max_vehicle_age_months
    longest = oldest - age if oldest is not None and age is not None else max(plan.terms)
    return tuple(term for term in plan.terms if abs(term - wanted) <= _NEAR_MONTHS and term <= longest)


def _condition(plan: FinancePlan, deal: _Deal) -> Iterator[Sentence]:
    vehicle, limits = deal.application.vehicle, plan.eligibility
    if limits.conditions and vehicle.condition not in limits.conditions:
        yield (
            Sentence("仅限新车", "New cars only")
            if "new" in limits.conditions
            else Sentence("仅限二手车", "Used cars only")
        )
    if limits.new_energy_only and not vehicle.new_energy:
        yield Sentence("仅限新能源车", "New-energy cars only")
    if limits.max_odometer_km is not None and vehicle.odometer_km > limits.max_odometer_km:
        yield Sentence(
            "里程 {km} 公里, 超过上限 {limit} 公里", "{km} km on the clock, more than the limit of {limit} km"
        ).format(km=vehicle.odometer_km, limit=limits.max_odometer_km)


def _age(plan: FinancePlan, deal: _Deal) -> Iterator[Sentence]:
    oldest, age = plan.eligibility.max_vehicle_age_months, deal.caps.vehicle_age_months
    if oldest is not None and age is not None and age + min(plan.terms) > oldest:
        yield Sentence(
            "车龄 {age} 个月, 加上最短期限超过上限 {limit} 个月",
            "The car is {age} months old: with the shortest term it passes the limit of {limit} months",
        ).format(age=age, limit=oldest)


def _person(plan: FinancePlan, deal: _Deal) -> Iterator[Sentence]:
    limits = plan.eligibility
    if limits.occupations and deal.application.applicant.occupation not in limits.occupations:
        yield Sentence("职业不在方案范围内", "Not for this occupation")
    if limits.min_score is not None and (deal.score is None or deal.score < limits.min_score):
        yield Sentence("评分 {score}, 方案要求 {limit} 以上", "Score {score}; the plan asks for {limit}").format(
            score="—" if deal.score is None else deal.score, limit=limits.min_score
        )


def _amounts(plan: FinancePlan, deal: _Deal) -> Iterator[Sentence]:
    financing = deal.application.financing
    least = plan.min_down_payment * financing.price_fen
    if financing.down_payment_fen < least:
        yield Sentence("首付比例不足 {limit:.0%}", "Less than {limit:.0%} down").format(limit=plan.min_down_payment)
    if deal.amount > plan.max_financed_fen:
        yield Sentence("融资额超过方案上限 {limit}", "More is financed than the plan's {limit}").format(
            limit=format_yuan(plan.max_financed_fen)
        )
    most, value = plan.eligibility.max_ltv, deal.caps.valuation_fen
    if most is not None and (value is None or deal.amount > most * value):
        yield Sentence("融资额超过估值的 {limit:.0%}", "More is financed than {limit:.0%} of the valuation").format(
            limit=most
        )


_CHECKS: Final[tuple[Callable[[FinancePlan, _Deal], Iterator[Sentence]], ...]] = (_condition, _age, _person, _amounts)
_TERM: Final = Sentence(
    "方案期限为 {terms} 个月, 与申请期限或车龄不符",
    "The plan runs {terms} months, which does not suit the term or the car",
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


def _work_out(plan: FinancePlan, term: int, deal: _Deal) -> Offer:
    amount, financing = deal.amount, deal.application.financing
    lines = build_schedule(plan.method, amount, plan.nominal_rate, term, deal.start, plan.shape)
    payments = [line.payment_fen for line in lines]
    fee = int((plan.fee_ratio * amount).to_integral_value())
    total = sum(payments) + fee
    return Offer(
        id=f"{plan.id}-v{plan.version}-{term}",
        plan=plan.id,
        plan_name=plan.name,
        kind=plan.kind,
        method=plan.method,
        term_months=term,
        price_fen=financing.price_fen,
        down_payment_fen=financing.down_payment_fen,
        amount_financed_fen=amount,
        fee_fen=fee,
        nominal_rate=plan.nominal_rate,
        annual_rate=annual_rate(amount - fee, payments, guess=float(plan.nominal_rate) / 12),
        monthly_payment_fen=payments[0],
        balloon_fen=balloon_fen(amount, plan.shape) if plan.method is RepaymentMethod.BALLOON else 0,
        total_payable_fen=total,
        total_cost_fen=total - amount,
        schedule=[_line(line) for line in lines],
    )


def _too_dear(offer: Offer, deal: _Deal) -> Iterator[Sentence]:
    most = deal.caps.max_monthly_fen
    highest = highest_instalment(offer)
    if most is not None and highest > most:
        yield Sentence(
            "月供最高 {paid}, 超过收入可承受的 {limit}", "Up to {paid} a month, more than the {limit} affordable"
        ).format(paid=format_yuan(highest), limit=format_yuan(max(most, 0)))
    if offer.annual_rate > MAX_ANNUAL_RATE:
        yield Sentence("真实年化利率超过 24%", "The true annual rate is over 24%")


def highest_instalment(offer: Offer) -> Fen:
    """The dearest month of an offer, the last left aside: it holds the balloon and what rounding left over."""
    return max([line.payment_fen for line in offer.schedule[:-1]])  # a list: faster than a generator, and asked often


def _joined(reasons: list[Sentence]) -> Sentence:
    return Sentence("；".join(reason.zh for reason in reasons), "; ".join(reason.en for reason in reasons))


# The dearest month and not the first ranks by monthly payment: months of interest only would win every time.
_RANKS: Final[dict[CustomerAim, Callable[[Offer], tuple[int | str, ...]]]] = {
    CustomerAim.LOWEST_MONTHLY: lambda offer: (highest_instalment(offer), offer.total_cost_fen, offer.id),
    CustomerAim.LOWEST_TOTAL: lambda offer: (offer.total_cost_fen, highest_instalment(offer), offer.id),
    CustomerAim.SHORTEST: lambda offer: (offer.term_months, offer.total_cost_fen, offer.id),
}
