"""Flip advice holds when it is replayed, changes as little as possible, and helps nobody past a check for fraud."""

import json

import pytest
from hypothesis import given, settings

from paddock.central.risk.advice import MOST_ADVICE, Terms
from paddock.central.risk.counteroffers import WHOLE_YUAN
from paddock.central.risk.engine import Circumstances, DecisionEngine
from paddock.central.risk.scorecard import Scorecard
from paddock.central.sources.answers import SourceAnswer
from paddock.central.sources.sandbox import sandbox_answers
from paddock.central.sources.sandbox.scenarios import PERSON_SCENARIOS, VEHICLE_SCENARIOS
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Decision, FlipAdvice, Lever
from tests.central.risk.test_engine import ENGINE, an_application, applications, decide, hits
from tests.helpers.applications import NOW, vin_with_check_digit

LITTLE_DOWN = {"price": "104000", "down_payment": "30000"}
FRAUD_WORDS = ("欺诈", "名单", "团伙", "回访", "fraud", "list")


def terms_of(advice: FlipAdvice) -> Terms:
    guarantor = Lever.GUARANTOR in advice.levers
    return Terms(advice.price_fen, advice.down_payment_fen, advice.term_months, guarantor)


def replayed(application: ApplicationSubmission, terms: Terms, answers: dict[str, SourceAnswer]) -> Decision:
    return ENGINE.decide(terms.put_into(application), answers, NOW, Circumstances(advice=0))


def a_yuan_short(advice: FlipAdvice) -> Terms | None:
    """The terms that stop a yuan earlier; None where only the term differs."""
    if Lever.PRICE in advice.levers:
        return Terms(advice.price_fen + WHOLE_YUAN, advice.down_payment_fen, advice.term_months)
    if Lever.DOWN_PAYMENT in advice.levers:
        return Terms(advice.price_fen, advice.down_payment_fen - WHOLE_YUAN, advice.term_months)
    return None


@given(applications())
@settings(max_examples=50, deadline=None)
def test_advice_replayed_is_approved_and_a_yuan_less_is_not(application: ApplicationSubmission) -> None:
    answers = sandbox_answers(application, NOW)
    decision = decide(application, answers)
    financing = application.financing
    assert len(decision.advice) <= MOST_ADVICE
    assert decision.advice == [] or decision.decision is not DecisionOutcome.APPROVED
    for advice in decision.advice:
        replay = replayed(application, terms_of(advice), answers)
        assert replay.decision is DecisionOutcome.APPROVED
        first = replay.offers[0]
        assert (first.plan, first.monthly_payment_fen) == (advice.plan, advice.monthly_payment_fen)
        asked = {
            Lever.PRICE: (financing.price_fen, advice.price_fen),
            Lever.DOWN_PAYMENT: (financing.down_payment_fen, advice.down_payment_fen),
            Lever.TERM: (financing.term_months, advice.term_months),
        }
        assert advice.levers
        changed = {lever for lever, (before, after) in asked.items() if before != after}
        assert changed == set(advice.levers) - {Lever.GUARANTOR}
        short = a_yuan_short(advice)
        if short is not None and short.down_payment_fen >= financing.down_payment_fen:
            held = replayed(application, short, answers)
            assert held.decision is not DecisionOutcome.APPROVED
            assert advice.binding_rule is None or advice.binding_rule in hits(held)


def test_a_little_too_little_down_can_be_paid_or_taken_off_the_price() -> None:
    decision = decide(an_application(**LITTLE_DOWN))
    assert decision.decision is DecisionOutcome.COUNTEROFFER
    paid, cheaper = decision.advice
    assert (paid.levers, paid.down_payment_fen, paid.binding_rule) == ([Lever.DOWN_PAYMENT], 3_120_000, "LV-01")
    assert (cheaper.levers, cheaper.price_fen) == ([Lever.PRICE], 10_000_000)
    assert "首付 ¥31,200.00 (增加 ¥1,200.00)" in paid.sentence.zh
    assert "首付比例不足" in paid.sentence.zh
    assert "首付比例不足" not in paid.customer.zh


def test_too_long_a_term_needs_only_a_shorter_one() -> None:
    (advice,) = decide(an_application(term="60")).advice
    assert (advice.levers, advice.term_months, advice.binding_rule) == ([Lever.TERM], 48, "EL-06")


def test_a_payment_too_high_for_the_income_is_spread_over_a_longer_term() -> None:
    """The counteroffer only ever shortens the term; the advice also lengthens it."""
    decision = decide(an_application(monthly_income="4000", monthly_debt="0", term="12"))
    alone, longer = decision.advice
    assert alone.levers == [Lever.DOWN_PAYMENT]
    assert longer.levers == [Lever.DOWN_PAYMENT, Lever.TERM]
    assert longer.term_months > 12
    assert longer.down_payment_fen < alone.down_payment_fen


def test_the_advice_for_one_lever_is_the_counteroffers_own() -> None:
    decision = decide(an_application(**LITTLE_DOWN))
    assert decision.counteroffer is not None
    assert decision.advice[0].down_payment_fen == decision.counteroffer.down_payment_fen
    assert decision.advice[0].term_months == decision.counteroffer.term_months


def test_a_decline_for_a_score_just_under_the_line_is_turned_by_more_down() -> None:
    application = an_application(price="100000", down_payment="19000", monthly_income="7000")
    answers = sandbox_answers(application, NOW)
    document = json.loads(ENGINE.card.text)
    document["base_points"] -= (decide(application).score or 0) - 495
    strict = DecisionEngine(ENGINE.rules, Scorecard.from_text(json.dumps(document)), ENGINE.catalogue)
    decision = strict.decide(application, answers, NOW)
    assert (decision.decision, decision.score) == (DecisionOutcome.DECLINED, 495)
    paid = next(advice for advice in decision.advice if advice.levers == [Lever.DOWN_PAYMENT])
    assert paid.binding_rule == "SC-01"
    assert strict.decide(terms_of(paid).put_into(application), answers, NOW).decision is DecisionOutcome.APPROVED


def test_a_referral_for_the_terms_alone_is_turned_too() -> None:
    application = an_application(occupation="other", price="320000", down_payment="128000", monthly_income="9000")
    decision = decide(application)
    assert decision.decision is DecisionOutcome.REFERRED
    assert [advice.levers for advice in decision.advice] == [[Lever.DOWN_PAYMENT], [Lever.DOWN_PAYMENT, Lever.TERM]]


NEW_CAR = {"condition": "new", "first_registered_on": "", "plate": "", "odometer": "12"}


def test_a_guarantor_is_advised_where_one_would_be_enough_and_only_there() -> None:
    application = an_application(occupation="farmer", price="98000", down_payment="24000", **NEW_CAR)
    decision = decide(application)
    assert list(hits(decision)) == ["LV-16"]
    advice = next(advice for advice in decision.advice if Lever.GUARANTOR in advice.levers)
    assert (advice.levers, advice.binding_rule) == ([Lever.GUARANTOR], "LV-16")
    assert (advice.down_payment_fen, advice.term_months) == (2_400_000, 36)
    assert "增加一名担保人" in advice.customer.zh
    answers = sandbox_answers(application, NOW)
    again = replayed(application, terms_of(advice), answers)
    assert again.decision is DecisionOutcome.APPROVED
    assert any("担保人" in stipulation.zh for stipulation in again.stipulations)
    # Whoever has one already is not told to bring another, and an older search knew of none.
    assert decide(terms_of(advice).put_into(application)).advice == []
    before = ENGINE.decide(application, answers, NOW, Circumstances(advice=1))
    assert [one for one in decision.advice if Lever.GUARANTOR not in one.levers] == before.advice
    assert all(Lever.GUARANTOR not in advice.levers for advice in decide(an_application(**LITTLE_DOWN)).advice)


@pytest.mark.parametrize("phone", ["13871239020", "13871239021", "13871239022"])
def test_nobody_is_told_how_to_get_past_a_check_for_fraud(phone: str) -> None:
    assert decide(an_application(phone=phone, **LITTLE_DOWN)).advice == []


def test_a_rule_that_no_terms_can_move_ends_the_search() -> None:
    assert decide(an_application(phone="13871239010", **LITTLE_DOWN)).advice == []


def test_a_decision_made_before_there_was_advice_is_replayed_without() -> None:
    application = an_application(**LITTLE_DOWN)
    answers = sandbox_answers(application, NOW)
    old = ENGINE.decide(application, answers, NOW, Circumstances(advice=0))
    assert (old.advice, old.customer_stipulations, old.pinned.advice) == ([], [], 0)
    assert old.stipulations
    document = json.loads(old.model_dump_json())
    for name in ("advice", "customer_stipulations"):
        del document[name]
    assert Decision.model_validate(document).for_customer().alternatives == []


@pytest.mark.parametrize(
    "changes",
    [{"phone": f"1387123{scenario.ending}"} for scenario in PERSON_SCENARIOS]
    + [{"vin": vin_with_check_digit("LSVAU2A3", f"N218{scenario.ending}")} for scenario in VEHICLE_SCENARIOS]
    + [LITTLE_DOWN, {"term": "60"}],
)
def test_the_customers_version_tells_nothing_of_scores_rules_and_fraud(changes: dict[str, str]) -> None:
    decision = decide(an_application(**changes))
    told = decision.for_customer()
    text = told.model_copy(update={"offers": []}).model_dump_json()
    for word in FRAUD_WORDS:
        assert word not in text.lower()
    for hit in decision.rule_hits:
        assert f'"{hit.id}"' not in text
        assert hit.sentence.zh not in text
        card = ENGINE.rules.cards[hit.id][1]
        if card.group == "fraud":
            assert card.staff.zh not in text
            assert card.stipulation is None or card.stipulation.zh not in text
    assert "score" not in text
    assert told.offers == decision.offers
    assert [one.down_payment_fen for one in told.alternatives] == [one.down_payment_fen for one in decision.advice]


def test_a_referral_for_fraud_asks_the_customer_for_nothing_that_tells_why() -> None:
    decision = decide(an_application(phone="13871239021"))
    assert any("回访" in sentence.zh for sentence in decision.stipulations)
    assert not any("回访" in sentence.zh for sentence in decision.for_customer().stipulations)


def test_two_changes_at_once_spare_much_of_what_one_costs() -> None:
    alone, both = decide(an_application(monthly_income="4600", monthly_debt="0", down_payment="20000")).advice
    assert (len(alone.levers), len(both.levers)) == (1, 2)
    assert both.down_payment_fen - 2_000_000 <= 0.8 * (alone.down_payment_fen - 2_000_000)
