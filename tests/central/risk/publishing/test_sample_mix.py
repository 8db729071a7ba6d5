"""The published mix: steady, faultless, and decided without a person for four in five."""

from collections import Counter

from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.publishing.sample_mix import MIX_SIZE, sample_mix
from paddock.domain.states import DecisionOutcome
from paddock.wire.application_fields import faults_of_submission


def test_four_in_five_of_the_mix_are_decided_without_a_person() -> None:
    engine = DecisionEngine.load()
    cases = list(sample_mix())
    outcomes = Counter(engine.decide(case.submission, case.answers, case.at).decision for case in cases)
    assert sum(outcomes.values()) == MIX_SIZE
    assert set(outcomes) == set(DecisionOutcome), "a mix in which nothing is declined or looked at shows nothing"
    assert outcomes[DecisionOutcome.REFERRED] <= 0.2 * MIX_SIZE


def test_the_mix_is_the_same_whoever_asks_and_without_faults() -> None:
    whole = list(sample_mix(30))
    assert list(sample_mix(30, after=20)) == whole[20:]
    for case in whole:
        assert faults_of_submission(case.submission, case.at.date()) == []
