"""The published mix: steady, faultless, and decided without a person for four in five."""

from collections import Counter
from pathlib import Path

from paddock.central.risk.engine import Circumstances, DecisionEngine
from paddock.central.risk.feature_list import FEATURES
from paddock.central.risk.publishing.sample_mix import MIX_SIZE, sample_mix
from paddock.central.sources.declarations import SOURCES
from paddock.domain.states import DecisionOutcome
from paddock.wire.application_fields import faults_of_submission
from paddock.wire.decisions import RuleOutcome

NO_ADVICE = Circumstances(advice=0)
HOWTO = Path(__file__).parents[4] / "docs" / "rules-howto.md"


def test_four_in_five_of_the_mix_are_decided_without_a_person_and_every_source_has_its_say() -> None:
    engine = DecisionEngine.load()
    decisions = [engine.decide(case.submission, case.answers, case.at, NO_ADVICE) for case in sample_mix()]
    outcomes = Counter(decision.decision for decision in decisions)
    assert sum(outcomes.values()) == MIX_SIZE
    assert set(outcomes) == set(DecisionOutcome), "a mix in which nothing is declined or looked at shows nothing"
    alone = MIX_SIZE - outcomes[DecisionOutcome.REFERRED]
    assert alone >= 0.8 * MIX_SIZE
    assert f"{alone} / {MIX_SIZE}" in HOWTO.read_text("utf-8"), "the page gives the figure"
    answered = {name for decision in decisions for name, how in decision.sources.items() if how == "answered"}
    assert answered == {source.name for source in SOURCES} - {"gps_trajectory"}
    hit = {
        FEATURES[name].source
        for decision in decisions
        for hit in decision.rule_hits
        for name, value in hit.values.items()
        if hit.outcome is not RuleOutcome.NOT_EVALUATED and value is not None
    }
    assert len(hit & {source.name for source in SOURCES}) >= 20


def test_the_mix_is_the_same_whoever_asks_and_without_faults() -> None:
    whole = list(sample_mix(30))
    assert list(sample_mix(30, after=20)) == whole[20:]
    for case in whole:
        assert faults_of_submission(case.submission, case.at.date()) == []
