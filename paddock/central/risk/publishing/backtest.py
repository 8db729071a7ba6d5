"""A backtest: past applications decided again by a draft and by what is in force, on the evidence kept with them.

It runs in small steps, each of which adds to the report and remembers where it stands, so that a page can show its
progress, stop it, and go on later; the sums do not depend on the size of the steps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from paddock.central.risk.engine import Circumstances, DecisionEngine
from paddock.central.risk.features import PROVINCES
from paddock.central.risk.publishing.decider import sources_of
from paddock.central.risk.publishing.loss import loss_assumptions
from paddock.central.sources.answers import SourceAnswer
from paddock.domain.sentences import Sentence
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Decision

MOST_CHANGED: Final = 200
"""How many changed applications are listed one by one."""
_YES: Final = frozenset({DecisionOutcome.APPROVED, DecisionOutcome.COUNTEROFFER})
_PLACES: Final = {code: plate for plate, code in PROVINCES.items()}


class BacktestSource(StrEnum):
    """What is decided again."""

    APPLICATIONS = "applications"
    SAMPLE = "sample"
    """The sample mix of the program, where there is no past yet."""


@dataclass(frozen=True, slots=True)
class PastCase:
    """One application with the evidence it was decided on, and the decision of then if there was one."""

    id: str
    dealer: str
    submission: ApplicationSubmission
    answers: dict[str, SourceAnswer]
    at: datetime
    decision: Decision | None = None


class Segment(BaseModel):
    """The sums of one dealer, region or class of vehicles, before and after."""

    model_config = ConfigDict(extra="forbid")

    applications: int = 0
    approved_before: int = 0
    approved_after: int = 0
    referred_before: int = 0
    referred_after: int = 0
    financed_before_fen: int = 0
    financed_after_fen: int = 0
    expected_loss_before_fen: int = 0
    expected_loss_after_fen: int = 0

    def add(self, before: Decision, after: Decision, case: PastCase) -> None:
        """Count one application."""
        self.applications += 1
        self.approved_before += before.decision in _YES
        self.approved_after += after.decision in _YES
        self.referred_before += before.decision is DecisionOutcome.REFERRED
        self.referred_after += after.decision is DecisionOutcome.REFERRED
        amount, loss = _amount_and_loss(before, case)
        self.financed_before_fen += amount
        self.expected_loss_before_fen += loss
        amount, loss = _amount_and_loss(after, case)
        self.financed_after_fen += amount
        self.expected_loss_after_fen += loss


class ChangedCase(BaseModel):
    """An application that the draft decides otherwise, and the rules that make the difference."""

    model_config = ConfigDict(extra="forbid")

    id: str
    before: DecisionOutcome
    after: DecisionOutcome
    rules_added: list[str]
    rules_gone: list[str]


class RuleCount(BaseModel):
    """How often a rule did not simply pass."""

    model_config = ConfigDict(extra="forbid")

    before: int = 0
    after: int = 0


class BacktestReport(BaseModel):
    """The report so far; whole once `finished`."""

    model_config = ConfigDict(extra="forbid")

    base_sha256: str
    """What is in force."""
    candidate_sha256: str
    source: BacktestSource
    rules_on: date
    total: int
    done: int = 0
    cursor: str | None = None
    swaps: dict[DecisionOutcome, dict[DecisionOutcome, int]] = Field(default_factory=dict)
    """Outcome before → outcome after → how many: the swap set is what lies off the diagonal."""
    whole: Segment = Field(default_factory=Segment)
    by_dealer: dict[str, Segment] = Field(default_factory=dict)
    by_region: dict[str, Segment] = Field(default_factory=dict)
    by_vehicle: dict[str, Segment] = Field(default_factory=dict)
    rules: dict[str, RuleCount] = Field(default_factory=dict)
    changed: list[ChangedCase] = Field(default_factory=list)
    changed_count: int = 0
    assumptions: Sentence = Field(default_factory=lambda: loss_assumptions().note)

    @property
    def finished(self) -> bool:
        """Whether every application was decided again."""
        return self.done >= self.total

    def add(self, case: PastCase, before: Decision, after: Decision) -> None:
        """Count one application."""
        self.done += 1
        row = self.swaps.setdefault(before.decision, {})
        row[after.decision] = row.get(after.decision, 0) + 1
        self.whole.add(before, after, case)
        self.by_dealer.setdefault(case.dealer, Segment()).add(before, after, case)
        self.by_region.setdefault(_region(case.submission), Segment()).add(before, after, case)
        self.by_vehicle.setdefault(_vehicle(case.submission), Segment()).add(before, after, case)
        old, new = {hit.id for hit in before.rule_hits}, {hit.id for hit in after.rule_hits}
        for rule in old | new:
            count = self.rules.setdefault(rule, RuleCount())
            count.before += rule in old
            count.after += rule in new
        if before.decision is not after.decision:
            self.changed_count += 1
            if len(self.changed) < MOST_CHANGED:
                self.changed.append(
                    ChangedCase(
                        id=case.id,
                        before=before.decision,
                        after=after.decision,
                        rules_added=sorted(new - old),
                        rules_gone=sorted(old - new),
                    )
                )


def go_on(
    report: BacktestReport, cases: Iterable[PastCase], base: DecisionEngine, candidate: DecisionEngine
) -> BacktestReport:
    """Decide `cases` again, by both, and add them to the report; ages are those of then, the rules today's."""
    for case in cases:
        circumstances = Circumstances(rules_on=report.rules_on, advice=0)
        if case.decision is not None:
            sources, waived = sources_of(case.decision), tuple(case.decision.waived)
            circumstances = Circumstances(sources, report.rules_on, waived, advice=0)
        before = base.decide(case.submission, case.answers, case.at, circumstances)
        after = candidate.decide(case.submission, case.answers, case.at, circumstances)
        report.add(case, before, after)
        report.cursor = case.id
    return report


def _amount_and_loss(decision: Decision, case: PastCase) -> tuple[int, int]:
    if decision.decision not in _YES:
        return 0, 0
    financing = case.submission.financing
    asked = financing.price_fen - financing.down_payment_fen
    amount = asked if decision.counteroffer is None else decision.counteroffer.amount_financed_fen
    loss = loss_assumptions().expected_loss(amount, decision.score, case.submission.vehicle.condition.value)
    return amount, loss


def _region(submission: ApplicationSubmission) -> str:
    code = submission.applicant.resident_id_number[:2]
    return _PLACES.get(code, code)


def _vehicle(submission: ApplicationSubmission) -> str:
    vehicle = submission.vehicle
    return f"{vehicle.condition.value}_{'new_energy' if vehicle.new_energy else 'fuel'}"
