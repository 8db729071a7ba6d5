"""The counteroffer: the smallest change that turns "only up to a limit" into an approval, found by asking again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from paddock.central.risk.assessment import Assessment, Assessor
from paddock.central.risk.features import Evidence
from paddock.domain.money import Fen, format_yuan
from paddock.domain.sentences import Sentence
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import CounterofferTerms

WHOLE_YUAN: Final = 100
"""Down payments are searched in whole yuan: nobody pays fen at the counter."""


@dataclass(frozen=True, slots=True)
class Counteroffer:
    """The terms, the application at those terms, and its assessment, which approves."""

    terms: CounterofferTerms
    application: ApplicationSubmission
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class _Search:
    assessor: Assessor
    application: ApplicationSubmission
    evidence: Evidence
    now: datetime

    def at(self, down_payment: Fen, term: int) -> tuple[ApplicationSubmission, Assessment]:
        """The application with another down payment and term, looked at afresh."""
        changed = with_terms(self.application, down_payment, term)
        return changed, self.assessor.assess(changed, self.evidence, self.now)

    def approves(self, down_payment: Fen, term: int) -> bool:
        return self.at(down_payment, term)[1].verdict is DecisionOutcome.APPROVED

    def terms(self) -> Iterator[int]:
        """The term asked for, then the shorter ones of the reference plan, longest first."""
        wanted = self.application.financing.term_months
        yield wanted
        plan = self.assessor.catalogue.reference_plan(self.application.vehicle.condition)
        yield from (term for term in reversed(plan.terms) if term < wanted)

    def smallest_down_payment(self, term: int) -> Fen | None:
        """The least in whole yuan, not below what was offered, that is approved at `term`; None if none is.

        A larger down payment never makes a rule harder (a property test holds the rule set to that), so halving
        the interval finds the edge.
        """
        financing = self.application.financing
        if self.approves(financing.down_payment_fen, term):
            return financing.down_payment_fen
        low = financing.down_payment_fen // WHOLE_YUAN
        high = (financing.price_fen - 1) // WHOLE_YUAN
        if high <= low or not self.approves(high * WHOLE_YUAN, term):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            if self.approves(middle * WHOLE_YUAN, term):
                high = middle
            else:
                low = middle
        return high * WHOLE_YUAN


def find_counteroffer(
    assessor: Assessor, application: ApplicationSubmission, evidence: Evidence, now: datetime
) -> Counteroffer | None:
    """The counteroffer at the longest term, not over the one asked for, at which some down payment is approved."""
    search = _Search(assessor, application, evidence, now)
    for term in search.terms():
        down_payment = search.smallest_down_payment(term)
        if down_payment is None:
            continue
        changed, assessment = search.at(down_payment, term)
        binding = _binding_rule(search, down_payment, term)
        card = assessor.rules.card(binding)
        terms = CounterofferTerms(
            down_payment_fen=down_payment,
            amount_financed_fen=application.financing.price_fen - down_payment,
            term_months=term,
            binding_rule=binding,
            sentence=_SENTENCE.format(
                down=format_yuan(down_payment),
                amount=format_yuan(application.financing.price_fen - down_payment),
                term=term,
                zh=card.staff.zh,
                en=card.staff.en,
            ),
        )
        return Counteroffer(terms, changed, assessment)
    return None


def _binding_rule(search: _Search, down_payment: Fen, term: int) -> str:
    """The rule that holds at a yuan less; where only the term changed, the one that held it."""
    financing = search.application.financing
    less = max(down_payment - WHOLE_YUAN, financing.down_payment_fen)
    wanted = term if down_payment > financing.down_payment_fen else financing.term_months
    outcomes = search.at(less, wanted)[1].outcomes
    return next(iter(outcomes))


def with_terms(application: ApplicationSubmission, down_payment: Fen, term: int) -> ApplicationSubmission:
    """The application with another down payment and term."""
    financing = application.financing.model_copy(update={"down_payment_fen": down_payment, "term_months": term})
    return application.model_copy(update={"financing": financing})


_SENTENCE: Final = Sentence(
    "首付 {down} 起、融资 {amount}、期限 {term} 个月即可批准 (受限于: {zh})",
    "Approved with at least {down} down, {amount} financed over {term} months (held by: {en})",
)
