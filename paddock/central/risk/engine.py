"""The decision on one application: pure and deterministic, from the application, the evidence and the time."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final, Self

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.plans.matching import Matched, OfferCaps, match_plans
from paddock.central.risk.advice import ADVICE_VERSION, AdviceSearch
from paddock.central.risk.assessment import Assessment, Assessor
from paddock.central.risk.counteroffers import Counteroffer, find_counteroffer
from paddock.central.risk.explanations import NO_COUNTEROFFER, NO_PLAN, reasons_for, stipulations_for
from paddock.central.risk.feature_list import Features
from paddock.central.risk.features import Evidence, compute_features
from paddock.central.risk.gate import load_rules
from paddock.central.risk.live_rules import NOBODY
from paddock.central.risk.rule_set import RuleSet
from paddock.central.risk.scorecard import Scorecard
from paddock.central.risk.scoring_card import ScoringCard
from paddock.central.sources.answers import SourceAnswer
from paddock.central.sources.client import CHINA_TIME
from paddock.central.sources.declarations import SOURCES, DataSource
from paddock.central.sources.payloads import ValuationAnswer
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ApplicationSubmission, VehicleCondition
from paddock.wire.decisions import (
    Decision,
    FlipAdvice,
    Lane,
    PinnedVersions,
    Reason,
    RuleOutcome,
    RuleSetArm,
    WaivedRule,
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What held when a decision was, or is, made, beside the rules themselves; a decision names all of it."""

    sources: Sequence[DataSource] = SOURCES
    rules_on: date | None = None
    """The day whose rules are used where it is not that of the decision: a backtest's."""
    waived: tuple[WaivedRule, ...] = ()
    release: int = 0
    arm: RuleSetArm = RuleSetArm.CHAMPION
    advice: int = ADVICE_VERSION
    """0: nothing is looked for or said beyond what was before there was advice, or where nobody reads it."""
    service_lane: str | None = None
    """The lane that serves the application; it changes nothing but what the decision says of it."""


ORDINARY: Final = Circumstances()


@dataclass(frozen=True, slots=True)
class _Settled:
    """The outcome after looking for a counteroffer and for plans."""

    outcome: DecisionOutcome
    matched: Matched
    counteroffer: Counteroffer | None = None
    added: tuple[Reason, ...] = ()


class DecisionEngine:
    """Decides applications with one rule set, one scorecard and one plan catalogue, which every decision names."""

    def __init__(self, rules: RuleSet, card: ScoringCard, catalogue: PlanCatalogue) -> None:
        self.rules = rules
        self.card = card
        self.catalogue = catalogue

    @classmethod
    def load(cls, directory: Path | None = None, card: ScoringCard | None = None) -> Self:
        """The engine with the rule set in `directory` and `card`, or with those in the package.

        Raises:
            EnvironmentFault: rules, card or catalogue do not pass their checks; nothing is used in part.
        """
        return cls(load_rules(directory), card or Scorecard.load(), PlanCatalogue.load())

    def assessor(
        self, now: datetime, circumstances: Circumstances = ORDINARY, spared: AbstractSet[str] = NOBODY
    ) -> Assessor:
        """Looks at applications with the rules in force at `now` and the sources connected but for the `spared`."""
        connected = frozenset(source.name for source in circumstances.sources) - spared
        live = self.rules.live(circumstances.rules_on or now.astimezone(CHINA_TIME).date(), connected)
        return Assessor(live, self.card, self.catalogue, frozenset(waived.rule for waived in circumstances.waived))

    def decide(
        self,
        application: ApplicationSubmission,
        answers: Mapping[str, SourceAnswer],
        now: datetime,
        circumstances: Circumstances = ORDINARY,
    ) -> Decision:
        """Decide.

        Args:
            application: as submitted; a fault in it that the counter should have caught is met by a rule.
            answers: by source name, in any order; one that is not there counts as not asked.
            now: an aware time; ages, the schedules' first day and the rules in force follow from it, in China's zone.
            circumstances: what was published and snoozed at that time.

        Returns:
            The decision with every rule that did not pass, the reasons in order, and offers where there are any.
        """
        evidence = Evidence.read(answers, circumstances.sources)
        assessor, assessment = self._assess(application, evidence, now, circumstances)
        rules = assessor.rules
        settled = self._settle(assessor, application, assessment, evidence, now)
        hits = rules.hits(assessment.outcomes, assessment.features, evidence.summaries)
        unsure = sum(outcome is RuleOutcome.NOT_EVALUATED for outcome in assessment.outcomes.values())
        return Decision(
            decision=settled.outcome,
            score=assessment.score,
            lane=lane_of(application),
            service_lane=circumstances.service_lane,
            decided_at=now,
            rule_hits=hits,
            rules_evaluated=rules.count - unsure,
            rules_dormant=len(rules.dormant),
            waived=list(circumstances.waived),
            score_points=self.card.points(assessment.features),
            reasons=[*reasons_for(hits, rules, evidence.summaries), *settled.added],
            stipulations=stipulations_for(settled.outcome, hits, rules, assessment.features),
            customer_stipulations=stipulations_for(settled.outcome, hits, rules, assessment.features, for_customer=True)
            if circumstances.advice
            else [],
            offers=settled.matched.offers,
            refused_plans=settled.matched.refused,
            counteroffer=settled.counteroffer.terms if settled.counteroffer else None,
            advice=self._advice(assessor, application, assessment, evidence, now, circumstances.advice)
            if circumstances.advice
            and settled.outcome is not DecisionOutcome.APPROVED
            # Declined by what no terms change, before the other sources were asked.
            and not evidence.declined_before
            else [],
            sources=evidence.summaries,
            sandbox=evidence.sandbox,
            pinned=PinnedVersions(
                rule_set_sha256=self.rules.sha256,
                scorecard=self.card.name,
                plan_catalogue_sha256=self.catalogue.sha256,
                release=circumstances.release,
                arm=circumstances.arm,
                advice=circumstances.advice,
            ),
        )

    def features(
        self, application: ApplicationSubmission, answers: Mapping[str, SourceAnswer], now: datetime
    ) -> Features:
        """The inputs that a decision at `now` sees, without the score."""
        return compute_features(application, Evidence.read(answers), now, self.catalogue)

    def _advice(
        self,
        assessor: Assessor,
        application: ApplicationSubmission,
        assessment: Assessment,
        evidence: Evidence,
        now: datetime,
        version: int,
    ) -> list[FlipAdvice]:
        def try_plans(changed: ApplicationSubmission, found: Assessment) -> Matched:
            return self._matched(assessor, changed, found, evidence, now)

        return AdviceSearch(assessor, try_plans, application, evidence, now, version).find(assessment)

    def _matched(
        self,
        assessor: Assessor,
        application: ApplicationSubmission,
        assessment: Assessment,
        evidence: Evidence,
        now: datetime,
    ) -> Matched:
        """Every plan held against an application that the rules approve."""
        return match_plans(
            application,
            score=assessment.score,
            lane=lane_of(application),
            caps=_caps(assessor, assessment, evidence),
            start=now.astimezone(CHINA_TIME).date(),
            catalogue=self.catalogue,
            features=assessment.features,
        )

    def _assess(
        self, application: ApplicationSubmission, evidence: Evidence, now: datetime, circumstances: Circumstances
    ) -> tuple[Assessor, Assessment]:
        """Look at it once; again where sources were left out after a decline that does not hold any more.

        Rules may be published between the cheap answers and the decision: what was not asked is then missing.
        """
        assessor = self.assessor(now, circumstances, evidence.spared | evidence.declined_before)
        assessment = assessor.assess(application, evidence, now)
        if evidence.declined_before and assessment.verdict is not DecisionOutcome.DECLINED:
            assessor = self.assessor(now, circumstances, evidence.spared)
            assessment = assessor.assess(application, evidence, now)
        return assessor, assessment

    def _settle(
        self,
        assessor: Assessor,
        application: ApplicationSubmission,
        assessment: Assessment,
        evidence: Evidence,
        now: datetime,
    ) -> _Settled:
        verdict = assessment.verdict
        nothing = Matched([], [])
        if verdict in {DecisionOutcome.DECLINED, DecisionOutcome.REFERRED}:
            return _Settled(verdict, nothing)
        counteroffer = None
        if verdict is DecisionOutcome.COUNTEROFFER:
            counteroffer = find_counteroffer(assessor, application, evidence, now)
            if counteroffer is None:
                return _Settled(DecisionOutcome.DECLINED, nothing, added=(NO_COUNTEROFFER,))
            application, assessment = counteroffer.application, counteroffer.assessment
        matched = self._matched(assessor, application, assessment, evidence, now)
        if not matched.offers:
            return _Settled(DecisionOutcome.REFERRED, matched, added=(NO_PLAN,))
        return _Settled(verdict, matched, counteroffer)


def _caps(assessor: Assessor, assessment: Assessment, evidence: Evidence) -> OfferCaps:
    """What the affordability rules leave for a month, and what the plans' own limits need to know."""
    features = assessment.features
    income, dti, pti = features["monthly_income_fen"], features["dti"], features["pti"]
    most = []
    if isinstance(income, int):
        payment_cap = _limit(assessor, "pti", ">", features)
        debt_cap = _limit(assessor, "dti", ">", features)
        least_left = _limit(assessor, "disposable_income_fen", "<", features)
        existing = features["existing_debt_ratio"]
        debt = round(existing * income) if isinstance(existing, float) else 0
        if payment_cap is not None:
            most.append(int(payment_cap * income))
        if debt_cap is not None and isinstance(dti, float) and isinstance(pti, float):
            most.append(int(debt_cap * income) - debt)
        if least_left is not None:
            most.append(income - debt - int(least_left))
    valuation = evidence.get(ValuationAnswer, "valuation")
    age, most_of_value = features["vehicle_age_months"], _limit(assessor, "ltv", ">", features)
    return OfferCaps(
        max_monthly_fen=min(most, default=None),
        max_financed_fen=None
        if valuation is None or most_of_value is None
        else int(most_of_value * valuation.value_fen),
        valuation_fen=None if valuation is None else valuation.value_fen,
        vehicle_age_months=age if isinstance(age, int) else None,
    )


def _limit(assessor: Assessor, name: str, operator: str, features: Features) -> Decimal | None:
    return assessor.rules.limit_on(name, operator, features, assessor.waived)


def lane_of(application: ApplicationSubmission) -> Lane:
    """The channel 通道: a used car needs registry and appraisal, a new one does not."""
    return Lane.RETAIL_USED if application.vehicle.condition is VehicleCondition.USED else Lane.RETAIL_FAST
