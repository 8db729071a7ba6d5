"""One look at an application: inputs, score and what every rule says. The search for a counteroffer takes many."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.risk.feature_list import Features
from paddock.central.risk.features import Evidence, compute_features
from paddock.central.risk.live_rules import NOBODY, LiveRules
from paddock.central.risk.scoring_card import ScoringCard
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import RuleOutcome


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was found; `outcomes` holds the rules that did not simply pass."""

    features: Features
    score: int | None
    outcomes: dict[str, RuleOutcome]

    @property
    def verdict(self) -> DecisionOutcome:
        """What the rules come to: the worst of them decides, and doubt goes to a person."""
        said = set(self.outcomes.values())
        if RuleOutcome.DECLINE in said:
            return DecisionOutcome.DECLINED
        if said & {RuleOutcome.REFER, RuleOutcome.NOT_EVALUATED}:
            return DecisionOutcome.REFERRED
        return DecisionOutcome.COUNTEROFFER if said else DecisionOutcome.APPROVED

    def caps(self) -> list[str]:
        """The rules that would approve only up to a limit."""
        return [rule for rule, outcome in self.outcomes.items() if outcome is RuleOutcome.CAP]


@dataclass(frozen=True, slots=True)
class Assessor:
    """Looks at applications with one rule set, one card and one catalogue; `waived` rules are left out."""

    rules: LiveRules
    card: ScoringCard
    catalogue: PlanCatalogue
    waived: AbstractSet[str] = NOBODY

    def assess(self, application: ApplicationSubmission, evidence: Evidence, now: datetime) -> Assessment:
        """Reckon the inputs and the score, and ask every rule."""
        features = compute_features(application, evidence, now, self.catalogue)
        score = self.card.score(features)
        features["score"] = score
        return Assessment(features, score, self.rules.outcomes(features, self.waived))
