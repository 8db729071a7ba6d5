"""What the centre decided, why, and what it offers."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from paddock.domain.plans import PlanKind
from paddock.domain.sentences import Sentence
from paddock.domain.states import DecisionOutcome
from paddock.wire.messages import Answer, Moment, NonNegativeFen


class Lane(StrEnum):
    """The channel an application goes through 通道."""

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


class Offer(Answer):
    """A finance plan worked out for this application 报价."""

    id: str
    plan: str
    plan_name: Sentence
    kind: PlanKind
    method: str
    """A `paddock.domain.plans.RepaymentMethod` value."""
    term_months: int
    price_fen: NonNegativeFen
    down_payment_fen: NonNegativeFen
    amount_financed_fen: NonNegativeFen
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


class WaivedRule(Answer):
    """A rule that was snoozed for this customer, car or dealer, by whom, why and until when."""

    rule: str
    until: Moment
    reason: str
    by: str


class Decision(Answer):
    """The decision on one application."""

    decision: DecisionOutcome
    score: int | None
    lane: Lane
    decided_at: Moment
    rule_hits: list[RuleHit]
    rules_evaluated: int
    rules_dormant: int = 0
    """Rules not in force on the day, or whose data source is not connected in this deployment."""
    waived: list[WaivedRule] = Field(default_factory=list)
    score_points: list[ScorePoint]
    reasons: list[Reason]
    stipulations: list[Sentence]
    offers: list[Offer]
    refused_plans: list[PlanRefusal]
    counteroffer: CounterofferTerms | None = None
    sources: dict[str, str]
    """Data source name → `answered`, `failed: …` or `not_asked: …`."""
    sandbox: bool
    """Whether any source was a sandbox provider."""
    pinned: PinnedVersions
