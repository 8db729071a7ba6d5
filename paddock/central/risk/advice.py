"""Flip advice: the least changes of terms that turn a decision into an approval, found by asking the engine again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from paddock.central.plans.matching import Matched
from paddock.central.risk.assessment import Assessment, Assessor
from paddock.central.risk.counteroffers import WHOLE_YUAN
from paddock.central.risk.explanations import is_anti_fraud
from paddock.central.risk.features import Evidence
from paddock.domain.money import Fen, format_yuan
from paddock.domain.sentences import Sentence
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ApplicationSubmission, CoSigner, CoSignerRole, CustomerAim
from paddock.wire.decisions import FlipAdvice, Lever, Offer, RuleOutcome

ADVICE_VERSION: Final = 2
"""Counts up when the search changes: a decision pins it, so that a replay says what was said then."""
MOST_ADVICE: Final = 4
_WITH_GUARANTOR: Final = 2
"""The version from which a guarantor is looked for; before, three pieces of advice were the most."""
LARGEST_DOWN_PAYMENT: Final = 0.95
LARGEST_DISCOUNT: Final = 0.20
"""No dealer gives more off a car to close a deal."""
_STEPS: Final = 10
_WORTH_TWO_CHANGES: Final = 0.8
"""Two changes at once must spare the customer a fifth of the extra down payment, or one is better advice."""

PlanTrial = Callable[[ApplicationSubmission, Assessment], Matched]
"""Every plan held against an application that the rules approve."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an advice may change."""

    price_fen: Fen
    down_payment_fen: Fen
    term_months: int
    guarantor: bool = False

    def put_into(self, application: ApplicationSubmission) -> ApplicationSubmission:
        """The application at these terms."""
        financing = application.financing.model_copy(
            update={
                "price_fen": self.price_fen,
                "down_payment_fen": self.down_payment_fen,
                "term_months": self.term_months,
            }
        )
        changed = application.model_copy(update={"financing": financing})
        if self.guarantor and not has_guarantor(application):
            # Who it is does not matter to the rules, only that there is somebody.
            somebody = CoSigner.model_construct(
                role=CoSignerRole.GUARANTOR,
                name="",
                resident_id_number="",
                address="",
                phone="",
                consented_at=application.consent.given_at,
            )
            changed = changed.model_copy(update={"co_signers": [*application.co_signers, somebody]})
        return changed


def has_guarantor(application: ApplicationSubmission) -> bool:
    """Whether somebody guarantees it already."""
    return any(one.role is CoSignerRole.GUARANTOR for one in application.co_signers)


@dataclass(frozen=True, slots=True)
class AdviceSearch:
    """Looks for terms that are approved.

    Args:
        assessor: asks rules and scorecard.
        try_plans: holds every plan against an application.
        application: as submitted.
        evidence: the sources' answers.
        now: the time of the decision.
        version: of the search; an earlier one says what was said then.
    """

    assessor: Assessor
    try_plans: PlanTrial
    application: ApplicationSubmission
    evidence: Evidence
    now: datetime
    version: int = ADVICE_VERSION

    def find(self, assessment: Assessment) -> list[FlipAdvice]:
        """Up to four changes, the one that costs the customer least first; empty where no terms would help.

        Nothing is advised where a rule against fraud speaks: nobody is told how to get past it.

        Args:
            assessment: of the application as it is.
        """
        if self._out_of_reach(assessment):
            return []
        found = list(self._one_change())
        most = MOST_ADVICE if self.version >= _WITH_GUARANTOR else MOST_ADVICE - 1
        if len(found) < most:
            found += self._two_changes(found)
        return [self._worded(terms, before) for terms, before in found[:most]]

    # What is changed

    def _one_change(self) -> Iterator[tuple[Terms, Terms]]:
        """Terms that differ in one thing, each with the terms just short of them."""
        asked = self._asked
        for term in self._other_terms():
            terms = replace(asked, term_months=term)
            if self._offer(terms):
                yield terms, asked
                break
        paid = self._more_down(asked, self._largest_down_payment)
        if paid is not None:
            yield paid
        cheaper = self._cheaper(asked)
        if cheaper is not None:
            yield cheaper
        guaranteed = replace(asked, guarantor=True)
        if self._may_add_guarantor and self._offer(guaranteed):
            yield guaranteed, asked

    def _two_changes(self, found: list[tuple[Terms, Terms]]) -> list[tuple[Terms, Terms]]:
        """A little more down over another term, where that spares the customer much of the down payment alone."""
        asked = self._asked
        if any(terms.term_months != asked.term_months for terms, _ in found):
            return []
        most = self._largest_down_payment
        for terms, _ in found:
            if terms.down_payment_fen > asked.down_payment_fen:
                extra = terms.down_payment_fen - asked.down_payment_fen
                most = asked.down_payment_fen + int(extra * _WORTH_TWO_CHANGES)
        best: list[tuple[Terms, Terms]] = []
        for term in self._other_terms():
            pair = self._more_down(replace(asked, term_months=term), most)
            if pair is not None:
                # The next must be better still, which is one question where it is not.
                best, most = [pair], pair[0].down_payment_fen - WHOLE_YUAN
        return best

    def _more_down(self, at: Terms, most: Fen) -> tuple[Terms, Terms] | None:
        """The least down payment in whole yuan, up to `most`, that is approved.

        A larger down payment never makes a rule harder (a property test holds the rule set to that), so one question
        tells whether there is any, and halving finds the least. A plan may want a least amount: then the walk finds it.
        """

        def paying(yuan: int) -> Terms:
            return replace(at, down_payment_fen=yuan * WHOLE_YUAN)

        low, high = at.down_payment_fen // WHOLE_YUAN, most // WHOLE_YUAN
        if high <= low or not self._rules_approve(paying(high)):
            return None
        # By the rules alone first: working plans out costs much more.
        edge = _halve(low, high, lambda yuan: self._rules_approve(paying(yuan)))
        if self._offer(paying(edge)):
            return paying(edge), paying(edge - 1)
        return self._walk(edge, high, paying)

    def _cheaper(self, at: Terms) -> tuple[Terms, Terms] | None:
        """The least discount in whole yuan that is approved, at the same down payment."""
        most = min(int(at.price_fen * LARGEST_DISCOUNT), at.price_fen - at.down_payment_fen - WHOLE_YUAN)

        def at_discount(yuan: int) -> Terms:
            return replace(at, price_fen=at.price_fen - yuan * WHOLE_YUAN)

        return self._walk(0, most // WHOLE_YUAN, at_discount)

    def _walk(self, low: int, high: int, at: Callable[[int], Terms]) -> tuple[Terms, Terms] | None:
        """The least change above `low` and up to `high` that is approved, with the one just short of it.

        In steps, because what helps may harm further on (a price can be suspiciously low); then by halving.
        """
        refused = low
        for step in range(1, _STEPS + 1):
            value = low + (high - low) * step // _STEPS
            if value > refused and self._offer(at(value)):
                found = _halve(refused, value, lambda between: self._offer(at(between)) is not None)
                return at(found), at(found - 1)
            refused = max(refused, value)
        return None

    def _other_terms(self) -> list[int]:
        """The terms of all plans for such a car but the one asked for, the nearest first."""
        financing, condition = self.application.financing, self.application.vehicle.condition
        longer = financing.aim is CustomerAim.LOWEST_MONTHLY
        terms = {term for plan in self.assessor.catalogue.plans if plan.serves(condition) for term in plan.terms} - {
            financing.term_months
        }
        return sorted(terms, key=lambda term: (abs(term - financing.term_months), -term if longer else term))

    # What is asked

    @property
    def _asked(self) -> Terms:
        financing = self.application.financing
        guarantor = has_guarantor(self.application)
        return Terms(financing.price_fen, financing.down_payment_fen, financing.term_months, guarantor)

    @property
    def _may_add_guarantor(self) -> bool:
        return self.version >= _WITH_GUARANTOR and not has_guarantor(self.application)

    @property
    def _largest_down_payment(self) -> Fen:
        return int(self.application.financing.price_fen * LARGEST_DOWN_PAYMENT)

    def _at(self, terms: Terms) -> Assessment:
        return self.assessor.assess(terms.put_into(self.application), self.evidence, self.now)

    def _rules_approve(self, terms: Terms) -> bool:
        return self._at(terms).verdict is DecisionOutcome.APPROVED

    def _offer(self, terms: Terms) -> Offer | None:
        """The first offer at `terms` in the customer's order; None if rules or plans say no."""
        changed = terms.put_into(self.application)
        assessment = self.assessor.assess(changed, self.evidence, self.now)
        if assessment.verdict is not DecisionOutcome.APPROVED:
            return None
        offers = self.try_plans(changed, assessment).offers
        return offers[0] if offers else None

    def _out_of_reach(self, assessment: Assessment) -> bool:
        """Whether a rule stands against it that no terms can move, or that nobody should be helped past."""
        against = [rule for rule, outcome in assessment.outcomes.items() if outcome is not RuleOutcome.CAP]
        rules = self.assessor.rules
        if any(is_anti_fraud(rules.card(rule)) for rule in against):
            return True
        moved = self._moved(assessment)
        return any(moved.isdisjoint(rules.inputs(rule)) for rule in against)

    def _moved(self, assessment: Assessment) -> set[str]:
        """The inputs that hang on the terms: those that differ somewhere else."""
        asked = self._asked
        elsewhere = [
            replace(asked, down_payment_fen=self._largest_down_payment),
            replace(asked, price_fen=max(int(asked.price_fen * (1 - LARGEST_DISCOUNT)), asked.down_payment_fen + 1)),
            *(replace(asked, term_months=term) for term in self._other_terms()[:1]),
        ]
        if self._may_add_guarantor:
            elsewhere.append(replace(asked, guarantor=True))
        return _differing(assessment, (self._at(terms) for terms in elsewhere))

    # What is said

    def _worded(self, terms: Terms, before: Terms) -> FlipAdvice:
        offer = self._offer(terms)
        if offer is None:
            raise RuntimeError("advice that is not approved")
        binding = next(iter(self._at(before).outcomes), None)
        levers = _levers(terms, self._asked)
        customer = _sentence(levers, terms, self._asked, offer)
        held = self.assessor.rules.card(binding).staff.sentence if binding else _NO_PLAN_FITS
        return FlipAdvice(
            levers=levers,
            price_fen=terms.price_fen,
            down_payment_fen=terms.down_payment_fen,
            amount_financed_fen=terms.price_fen - terms.down_payment_fen,
            term_months=terms.term_months,
            plan=offer.plan,
            plan_name=offer.plan_name,
            monthly_payment_fen=offer.monthly_payment_fen,
            binding_rule=binding,
            sentence=Sentence(f"{customer.zh} (受限于: {held.zh})", f"{customer.en} (held by: {held.en})"),
            customer=customer,
        )


def _halve(refused: int, approved: int, approves: Callable[[int], bool]) -> int:
    """The least value found approved between one that is refused and one that is approved."""
    while approved - refused > 1:
        middle = (refused + approved) // 2
        if approves(middle):
            approved = middle
        else:
            refused = middle
    return approved


def _differing(assessment: Assessment, others: Iterable[Assessment]) -> set[str]:
    known = assessment.features
    return {name for other in others for name, value in other.features.items() if value != known[name]}


def _levers(terms: Terms, asked: Terms) -> list[Lever]:
    differs = {
        Lever.DOWN_PAYMENT: terms.down_payment_fen != asked.down_payment_fen,
        Lever.TERM: terms.term_months != asked.term_months,
        Lever.PRICE: terms.price_fen != asked.price_fen,
        Lever.GUARANTOR: terms.guarantor != asked.guarantor,
    }
    return [lever for lever, changed in differs.items() if changed]


def _sentence(levers: list[Lever], terms: Terms, asked: Terms, offer: Offer) -> Sentence:
    """What to change and to what, and what a month costs then."""
    said = {
        Lever.DOWN_PAYMENT: _DOWN.format(
            down=format_yuan(terms.down_payment_fen),
            more=format_yuan(terms.down_payment_fen - asked.down_payment_fen),
        ),
        Lever.TERM: _TERM.format(term=terms.term_months),
        Lever.PRICE: _PRICE.format(
            price=format_yuan(terms.price_fen), off=format_yuan(asked.price_fen - terms.price_fen)
        ),
        Lever.GUARANTOR: _GUARANTOR,
    }
    changes = [said[lever] for lever in levers]
    return _RESULT.format(
        zh="、".join(change.zh for change in changes),
        en=", ".join(change.en for change in changes),
        month=format_yuan(offer.monthly_payment_fen),
    )


_DOWN: Final = Sentence("首付 {down} (增加 {more})", "{down} down ({more} more)")
_GUARANTOR: Final = Sentence("增加一名担保人", "a guarantor")
_TERM: Final = Sentence("期限 {term} 个月", "{term} months")
_PRICE: Final = Sentence("车价 {price} (优惠 {off})", "a price of {price} ({off} off)")
_RESULT: Final = Sentence("{zh}, 即可批准, 月供 {month} 起", "Approved at {en}, from {month} a month")
_NO_PLAN_FITS: Final = Sentence("没有适合的融资方案", "no finance plan fits")
