"""What the centre decided, why, and what it offers."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from pydantic import Field

from paddock.domain.plans import PlanKind
from paddock.domain.sentences import Sentence
from paddock.domain.states import DecisionOutcome
from paddock.wire.messages import Answer, Moment, NonNegativeFen
from paddock.wire.reviews import Review


class Lane(StrEnum):
    """What the first workstations know of lanes 通道: new or used. Which lane served it is `Decision.service_lane`."""

    RETAIL_FAST = "retail_fast"
    RETAIL_USED = "retail_used"


class RuleOutcome(StrEnum):
    """What a rule said. `not_evaluated` (something it needs is missing) goes to a person, never to approval."""

    PASSED = "passed"
    DECLINE = "decline"
    REFER = "refer"
    CAP = "cap"
    """Approve only up to a limit: leads to a counteroffer."""
    NOT_EVALUATED = "not_evaluated"


class RuleHit(Answer):
    """A rule that did not simply pass, with the values it saw."""

    id: str
    outcome: RuleOutcome
    reason_code: str
    sentence: Sentence
    values: dict[str, str | int | float | bool | None]


class Reason(Answer):
    """An ordered reason of the decision: the sentence for staff and the one for the customer."""

    code: str
    staff: Sentence
    customer: Sentence


class ScorePoint(Answer):
    """One line of the scorecard: the attribute's value, its bin and the points it gave."""

    attribute: str
    caption: Sentence
    bin: str
    points: int


class Instalment(Answer):
    """One line of a repayment schedule 还款计划."""

    number: int
    due_date: date
    payment_fen: int
    principal_fen: int
    interest_fen: int
    balance_fen: int


class OfferExtra(Answer):
    """One thing that is financed beside the car."""

    kind: str
    """A `paddock.domain.financed_extras.ExtraKind` value."""
    name: Sentence
    amount_fen: NonNegativeFen


class Offer(Answer):
    """A finance plan worked out for this application 报价."""

    id: str
    plan: str
    plan_name: Sentence
    note: Sentence | None = None
    """What the customer should know beside the figures."""
    kind: PlanKind
    method: str
    """A `paddock.domain.plans.RepaymentMethod` value."""
    term_months: int
    price_fen: NonNegativeFen
    down_payment_fen: NonNegativeFen
    extras: list[OfferExtra] = Field(default_factory=list)
    amount_financed_fen: NonNegativeFen
    """Price and extras less the down payment."""
    fee_fen: NonNegativeFen
    """Fees paid at the start, on top of the down payment."""
    nominal_rate: Decimal
    """Contract rate per year: 0.0718 is 7.18%."""
    annual_rate: Decimal
    """True annual rate from the cash flows (IRR per month, effective per year), six decimals."""
    monthly_payment_fen: NonNegativeFen
    """The regular instalment; for a plan with changing instalments, the first."""
    balloon_fen: NonNegativeFen
    total_payable_fen: NonNegativeFen
    """All instalments and fees together."""
    total_cost_fen: NonNegativeFen
    """Interest and fees: total payable less the amount financed."""
    schedule: list[Instalment]


class PlanRefusal(Answer):
    """A plan that does not fit, and why."""

    plan: str
    plan_name: Sentence
    reason: Sentence


class CounterofferTerms(Answer):
    """The change that turns a counteroffer into an approval."""

    down_payment_fen: int
    amount_financed_fen: int
    term_months: int
    binding_rule: str
    sentence: Sentence


class Lever(StrEnum):
    """What an advice changes."""

    DOWN_PAYMENT = "down_payment"
    TERM = "term"
    PRICE = "price"
    GUARANTOR = "guarantor"
    """Somebody who guarantees it; everything else stays as it was asked for."""


class FlipAdvice(Answer):
    """Terms at which the same application would have been approved at once, found by asking the engine again.

    Every plan was tried at these terms; `plan` is the first of those that fit, in the order of the customer's aim.
    """

    levers: list[Lever]
    """What differs from the terms asked for; everything else stays."""
    price_fen: NonNegativeFen
    down_payment_fen: NonNegativeFen
    amount_financed_fen: NonNegativeFen
    term_months: int
    plan: str
    plan_name: Sentence
    monthly_payment_fen: NonNegativeFen
    binding_rule: str | None
    """The rule that forbids a yuan less; None where no plan would fit."""
    sentence: Sentence
    """For staff, with what holds it."""
    customer: Sentence


class RuleSetArm(StrEnum):
    """Which of the rule sets in force at the same time decided."""

    CHAMPION = "champion"
    CHALLENGER = "challenger"


class PinnedVersions(Answer):
    """What the decision was computed with: content hashes and versions."""

    rule_set_sha256: str
    scorecard: str
    plan_catalogue_sha256: str
    release: int = 0
    """The number of the published line-up; 0: the rules installed with the program."""
    arm: RuleSetArm = RuleSetArm.CHAMPION
    advice: int = 0
    """The version of the search for advice; 0: none was made then."""


class WaivedRule(Answer):
    """A rule that was snoozed for this customer, car or dealer, by whom, why and until when."""

    rule: str
    until: Moment
    reason: str
    by: str


class CustomerAlternative(Answer):
    """Other terms at which it would be approved, in the customer's words."""

    price_fen: NonNegativeFen
    down_payment_fen: NonNegativeFen
    amount_financed_fen: NonNegativeFen
    term_months: int
    plan_name: Sentence
    monthly_payment_fen: NonNegativeFen
    sentence: Sentence


class CustomerDecision(Answer):
    """What the customer is told of a decision: no score, no rule, no source, nothing of how fraud is looked for."""

    decision: DecisionOutcome
    decided_at: Moment
    headline: Sentence
    reasons: list[Sentence]
    stipulations: list[Sentence]
    offers: list[Offer]
    alternatives: list[CustomerAlternative]
    sandbox: bool


class Decision(Answer):
    """The decision on one application."""

    decision: DecisionOutcome
    score: int | None
    lane: Lane
    service_lane: str | None = None
    """The lane of `paddock.wire.lanes.ServiceClock` that served it."""
    decided_at: Moment
    rule_hits: list[RuleHit]
    rules_evaluated: int
    rules_dormant: int = 0
    """Rules not in force on the day, or whose data source is not connected in this deployment."""
    waived: list[WaivedRule] = Field(default_factory=list)
    score_points: list[ScorePoint]
    reasons: list[Reason]
    stipulations: list[Sentence]
    customer_stipulations: list[Sentence] = Field(default_factory=list)
    """Those of them that the customer may read: none tells how fraud is looked for."""
    offers: list[Offer]
    refused_plans: list[PlanRefusal]
    counteroffer: CounterofferTerms | None = None
    advice: list[FlipAdvice] = Field(default_factory=list)
    """Up to three different changes, each of which alone would have led to an approval."""
    sources: dict[str, str]
    """Data source name → `answered`, `failed: …` or `not_asked: …`."""
    sandbox: bool
    """Whether any source was a sandbox provider."""
    pinned: PinnedVersions
    review: Review | None = None
    """What a person decided after the machine had referred it."""

    def for_customer(self) -> CustomerDecision:
        """What the customer is told: for the customer's window, a letter or a page of theirs."""
        return CustomerDecision(
            decision=self.decision,
            decided_at=self.decided_at,
            headline=_HEADLINES[self.decision].format(count=len(self.offers)),
            reasons=list(dict.fromkeys(reason.customer for reason in self.reasons)),
            stipulations=self.customer_stipulations,
            offers=self.offers,
            alternatives=[
                CustomerAlternative(
                    price_fen=one.price_fen,
                    down_payment_fen=one.down_payment_fen,
                    amount_financed_fen=one.amount_financed_fen,
                    term_months=one.term_months,
                    plan_name=one.plan_name,
                    monthly_payment_fen=one.monthly_payment_fen,
                    sentence=one.customer,
                )
                for one in self.advice
            ],
            sandbox=self.sandbox,
        )


_HEADLINES: Final = {
    DecisionOutcome.APPROVED: Sentence("申请已通过, 有 {count} 个方案可选", "Approved: {count} plans to choose from"),
    DecisionOutcome.COUNTEROFFER: Sentence("按以下条件可以办理", "Approved at the terms below"),
    DecisionOutcome.REFERRED: Sentence(
        "申请正在人工审核, 我们会尽快联系您", "A person is looking at your application: we will be in touch"
    ),
    DecisionOutcome.DECLINED: Sentence("本次申请未能通过", "We cannot approve this application"),
}
