"""Which term of a plan fits what a customer asks for, or why none does."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from paddock.domain.eligibility import Facts, Row, Value
from paddock.domain.money import Fen
from paddock.domain.plan_refusals import (
    AGE_AT_END,
    age_sentence,
    failed_sentence,
    open_sentence,
    period_sentence,
    term_sentence,
    unknown_sentence,
)
from paddock.domain.plans import FinancePlan
from paddock.domain.sentences import Sentence

_NEAR_MONTHS: Final = 12
"""How far from the term asked for a plan's own term may be."""
_ANY_TERM: Final = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the plans are held against."""

    price_fen: Fen
    down_payment_fen: Fen
    term_months: int
    prefers_longer: bool
    """Of two terms as near, the longer: the customer wants to pay little a month."""
    new_energy: bool
    start: date
    vehicle_age_months: int | None
    valuation_fen: Fen | None
    facts: Facts
    """The inputs of the eligibility tables by name, as far as they are known."""
    _known: Facts = field(init=False)

    def __post_init__(self) -> None:
        figures = self._figures(self.price_fen - self.down_payment_fen)
        object.__setattr__(self, "_known", {**self.facts, **figures})

    def extras_of(self, plan: FinancePlan) -> list[Fen]:
        """What each of the plan's extras comes to."""
        return [extra.amount(self.price_fen, self.start, new_energy=self.new_energy) for extra in plan.extras]

    def amount(self, plan: FinancePlan) -> Fen:
        """What would be financed: the price and what the plan finances beside it, less the down payment."""
        return self.price_fen + sum(self.extras_of(plan)) - self.down_payment_fen

    def facts_for(self, plan: FinancePlan) -> Facts:
        """The facts with the figures that follow from the amount the plan would finance."""
        return {**self._known, **self._figures(self.amount(plan))} if plan.extras else self._known

    def _figures(self, amount: Fen) -> dict[str, Value]:
        worth = self.valuation_fen
        return {
            "price_fen": self.price_fen,
            "term_months": self.term_months,
            "new_energy": self.new_energy,
            "amount_financed_fen": amount,
            "down_payment_ratio": Decimal(self.down_payment_fen) / self.price_fen,
            "ltv": Decimal(amount) / worth if worth else None,
        }


@dataclass(frozen=True, slots=True)
class Fit:
    """The outcome for one plan: a term, or the reasons against it, and what it still hangs on."""

    term_months: int | None
    against: tuple[Sentence, ...] = ()
    hangs_on: tuple[Sentence, ...] = ()


def fit(plan: FinancePlan, asked: Asked, *, fail_closed: bool) -> Fit:
    """Hold one plan against what is asked for.

    Args:
        plan: with at least one row.
        asked: the deal.
        fail_closed: whether what is not known is a reason against the plan, as it must be where it is decided;
            otherwise the plan is said to hang on it.
    """
    facts = asked.facts_for(plan)
    near = [term for term in plan.terms if abs(term - asked.term_months) <= _NEAR_MONTHS]
    offered = _is_offered(plan, asked.start)
    best: Fit | None = None
    for row in plan.when:
        found = _fit_row(plan, row, asked, facts, near, fail_closed=fail_closed)
        if offered and found.term_months is not None and not found.hangs_on:
            return found
        if best is None or (len(found.against), len(found.hangs_on)) < (len(best.against), len(best.hangs_on)):
            best = found
    if best is None:
        raise ValueError(f"plan {plan.id} is for nobody")
    return best if offered else Fit(None, (period_sentence(plan), *best.against), best.hangs_on)


def nearest_term(terms: tuple[int, ...], wanted: int, *, prefer_longer: bool = False) -> int:
    """The term closest to `wanted` months; of two as close, the shorter unless `prefer_longer`."""
    return min(terms, key=lambda term: (abs(term - wanted), -term if prefer_longer else term))


def _fit_row(plan: FinancePlan, row: Row, asked: Asked, facts: Facts, near: list[int], *, fail_closed: bool) -> Fit:
    against: list[Sentence] = []
    hangs_on: list[Sentence] = []
    longest = _ANY_TERM
    for criterion in row:
        value = facts.get(criterion.input)
        if criterion.input == AGE_AT_END:
            value = asked.vehicle_age_months
            limit = int(criterion.high or 0)
            if value is not None:
                longest = limit - value
                if min(plan.terms) > longest:
                    against.append(age_sentence(value, limit))
                continue
        elif criterion.holds(value):
            continue
        if value is not None:
            against.append(failed_sentence(criterion, value))
        elif fail_closed:
            against.append(unknown_sentence(criterion))
        else:
            hangs_on.append(open_sentence(criterion))
    terms = tuple(term for term in near if term <= longest)
    if not near or not (terms or against):
        against.append(term_sentence(plan))
    if against:
        return Fit(None, tuple(against), tuple(hangs_on))
    return Fit(nearest_term(terms, asked.term_months, prefer_longer=asked.prefers_longer), (), tuple(hangs_on))


def _is_offered(plan: FinancePlan, on: date) -> bool:
    first, last = plan.offered_from, plan.offered_until
    return (first is None or first <= on) and (last is None or on <= last)
