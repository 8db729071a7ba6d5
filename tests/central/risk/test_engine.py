import random
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.central.risk.counteroffers import WHOLE_YUAN, with_terms
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.feature_list import FEATURES
from paddock.central.sources.answers import SourceAnswer, SourceStatus, failed
from paddock.central.sources.declarations import SOURCES, SOURCES_BY_NAME
from paddock.central.sources.sandbox import sandbox_answers
from paddock.central.sources.sandbox.scenarios import PERSON_SCENARIOS, VEHICLE_SCENARIOS
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Decision, Lane, RuleOutcome
from tests.helpers.applications import NOW, submission, vin_with_check_digit

ENGINE = DecisionEngine.load()
NEW_CAR = {"condition": "new", "first_registered_on": "", "plate": "", "odometer": "12"}
WORST_FIRST = [
    DecisionOutcome.DECLINED,
    DecisionOutcome.REFERRED,
    DecisionOutcome.COUNTEROFFER,
    DecisionOutcome.APPROVED,
]
ORDINARY_PHONE = "13871234567"


def an_application(**changes: str) -> ApplicationSubmission:
    return submission(**changes)  # type: ignore[arg-type]


def decide(application: ApplicationSubmission, answers: dict[str, SourceAnswer] | None = None) -> Decision:
    return ENGINE.decide(application, sandbox_answers(application, NOW) if answers is None else answers, NOW)


def with_payload(answers: dict[str, SourceAnswer], source: str, **changes: Any) -> dict[str, SourceAnswer]:
    """The answers, with some fields of one payload changed."""
    kept = answers[source]
    payload = {**(kept.payload or {}), **changes}
    return answers | {source: kept.model_copy(update={"payload": payload})}


def hits(decision: Decision) -> dict[str, RuleOutcome]:
    return {hit.id: hit.outcome for hit in decision.rule_hits}


@st.composite
def applications(draw: st.DrawFn) -> ApplicationSubmission:
    """Applications of all kinds, half with a scenario of the sandbox, which mostly turns them down by itself."""
    car = draw(st.sampled_from([{}, NEW_CAR, {"first_registered_on": "2019-02-01", "odometer": "150000"}]))
    endings = ["4567"] * 40 + [scenario.ending for scenario in PERSON_SCENARIOS]
    vin_ends = ["3294"] * 40 + [scenario.ending for scenario in VEHICLE_SCENARIOS]
    price = draw(st.integers(60_000, 130_000) | st.integers(20_000, 900_000))
    return an_application(
        **car,
        phone="1387123" + draw(st.sampled_from(endings)),
        vin=vin_with_check_digit("LSVAU2A3", "N218" + draw(st.sampled_from(vin_ends))),
        price=str(price),
        down_payment=str(draw(st.integers(0, price - 1))),
        term=str(draw(st.sampled_from([12, 18, 24, 36, 48, 60, 72]))),
        monthly_income=str(draw(st.sampled_from([1_500, 4_000, 8_000, 15_000, max(4_000, price // 12)]))),
        monthly_debt=str(draw(st.sampled_from([0, 800, 3_000]))),
        occupation=draw(st.sampled_from(["employed", "public_sector", "self_employed", "other"])),
    )


def test_an_ordinary_deal_is_approved_with_offers_and_nothing_against_it() -> None:
    decision = decide(an_application())
    assert decision.decision is DecisionOutcome.APPROVED
    assert decision.lane is Lane.RETAIL_USED
    assert (decision.rule_hits, decision.reasons) == ([], [])
    assert decision.rules_evaluated + decision.rules_dormant == len(ENGINE.rules.register.rules)
    assert len(decision.offers) >= 6
    assert decision.score == ENGINE.card.base_points + sum(point.points for point in decision.score_points)
    assert decision.sandbox
    spared = {name for name, how in decision.sources.items() if how != "answered"}
    assert spared == {"business_registry", "gps_trajectory"}
    assert decision.rules_evaluated >= 210
    assert decision.pinned.rule_set_sha256 == ENGINE.rules.sha256
    assert Decision.model_validate_json(decision.model_dump_json()) == decision


def test_a_new_car_goes_the_fast_lane_and_needs_no_registry() -> None:
    decision = decide(an_application(**NEW_CAR))
    assert (decision.decision, decision.lane) == (DecisionOutcome.APPROVED, Lane.RETAIL_FAST)
    assert decision.sources["vehicle_registry"] == "not_asked: not called for"


PERSON_OUTCOMES = {
    "9001": ("ID-05", DecisionOutcome.DECLINED),
    "9002": ("ID-06", DecisionOutcome.REFERRED),
    "9003": ("ID-07", DecisionOutcome.REFERRED),
    "9004": ("ID-09", DecisionOutcome.REFERRED),
    "9005": ("ID-08", DecisionOutcome.REFERRED),
    "9010": ("CR-04", DecisionOutcome.DECLINED),
    "9011": ("CR-01", DecisionOutcome.DECLINED),
    "9012": (None, DecisionOutcome.APPROVED),
    "9013": ("CR-10", DecisionOutcome.REFERRED),
    "9014": ("CR-03", DecisionOutcome.REFERRED),
    "9015": ("AF-03", DecisionOutcome.DECLINED),
    "9016": ("CR-05", DecisionOutcome.DECLINED),
    "9020": ("FR-01", DecisionOutcome.DECLINED),
    "9021": ("FR-02", DecisionOutcome.REFERRED),
    "9022": ("FR-03", DecisionOutcome.DECLINED),
    "9030": ("CT-01", DecisionOutcome.DECLINED),
    "9031": ("CT-03", DecisionOutcome.DECLINED),
    "9040": ("ML-01", DecisionOutcome.DECLINED),
    "9041": ("ML-02", DecisionOutcome.REFERRED),
    "9050": ("ID-15", DecisionOutcome.DECLINED),
    "9051": ("ID-16", DecisionOutcome.DECLINED),
    "9052": ("ID-17", DecisionOutcome.REFERRED),
    "9053": ("ID-18", DecisionOutcome.REFERRED),
    "9060": ("CR-19", DecisionOutcome.DECLINED),
    "9061": ("CP-07", DecisionOutcome.DECLINED),
    "9062": ("CR-22", DecisionOutcome.DECLINED),
    "9063": ("CP-08", DecisionOutcome.REFERRED),
    "9064": ("CR-20", DecisionOutcome.DECLINED),
    "9065": ("FR-13", DecisionOutcome.DECLINED),
    "9066": ("FR-12", DecisionOutcome.DECLINED),
    "9070": ("CR-23", DecisionOutcome.DECLINED),
    "9071": ("CR-25", DecisionOutcome.DECLINED),
    "9080": ("EL-17", DecisionOutcome.REFERRED),
    "9081": ("EL-19", DecisionOutcome.REFERRED),
    "9082": ("FR-18", DecisionOutcome.DECLINED),
    "9083": ("FR-20", DecisionOutcome.DECLINED),
    "9084": ("AF-12", DecisionOutcome.DECLINED),
    "9085": ("AF-15", DecisionOutcome.REFERRED),
    "9090": ("EN-14", DecisionOutcome.REFERRED),
    "9091": ("EN-15", DecisionOutcome.REFERRED),
}
VEHICLE_OUTCOMES = {
    "9001": ("VH-03", DecisionOutcome.DECLINED),
    "9002": ("VH-05", DecisionOutcome.DECLINED),
    "9003": ("VH-07", DecisionOutcome.REFERRED),
    "9004": ("VH-09", DecisionOutcome.DECLINED),
    "9005": ("FR-07", DecisionOutcome.DECLINED),
    "9006": ("LV-06", DecisionOutcome.REFERRED),
    "9007": ("VH-16", DecisionOutcome.DECLINED),
    "9008": ("VH-08", DecisionOutcome.REFERRED),
    "9009": ("VH-10", DecisionOutcome.REFERRED),
    "9010": ("VH-06", DecisionOutcome.REFERRED),
    "9011": ("VH-04", DecisionOutcome.DECLINED),
    "9020": ("VH-28", DecisionOutcome.DECLINED),
    "9021": ("VH-32", DecisionOutcome.DECLINED),
    "9022": ("VH-30", DecisionOutcome.REFERRED),
    "9023": ("VH-31", DecisionOutcome.REFERRED),
    "9030": ("VH-34", DecisionOutcome.DECLINED),
    "9031": ("VH-37", DecisionOutcome.DECLINED),
    "9032": ("VH-38", DecisionOutcome.REFERRED),
    "9040": ("VH-29", DecisionOutcome.DECLINED),
    "9050": ("VH-40", DecisionOutcome.REFERRED),
    "9051": ("VH-41", DecisionOutcome.REFERRED),
    "9052": ("VH-44", DecisionOutcome.DECLINED),
    "9060": ("VH-42", DecisionOutcome.REFERRED),
    "9061": ("EL-20", DecisionOutcome.REFERRED),
    # Only a commercial operator's trajectory is asked for.
    "9070": (None, DecisionOutcome.APPROVED),
    "9080": ("LV-12", DecisionOutcome.REFERRED),
    "9090": ("RG-01", DecisionOutcome.DECLINED),
    "9091": ("RG-02", DecisionOutcome.REFERRED),
    "9092": ("RG-09", DecisionOutcome.REFERRED),
}


@pytest.mark.parametrize("ending", [scenario.ending for scenario in PERSON_SCENARIOS])
def test_each_person_scenario_leads_where_its_rule_says(ending: str) -> None:
    rule, outcome = PERSON_OUTCOMES[ending]
    # Only the self-employed are looked up in the business registry.
    occupation = "self_employed" if ending[2] == "9" else "employed"
    decision = decide(an_application(phone=f"1387123{ending}", occupation=occupation))
    assert decision.decision is outcome
    assert rule is None or rule in hits(decision)


@pytest.mark.parametrize("ending", [scenario.ending for scenario in VEHICLE_SCENARIOS])
def test_each_vehicle_scenario_leads_where_its_rule_says(ending: str) -> None:
    rule, outcome = VEHICLE_OUTCOMES[ending]
    decision = decide(an_application(vin=vin_with_check_digit("LSVAU2A3", f"N218{ending}")))
    assert decision.decision is outcome
    assert rule is None or rule in hits(decision)


@pytest.mark.parametrize("source", [source.name for source in SOURCES if source.name != "gps_trajectory"])
@pytest.mark.parametrize("kind", ["failed", "absent", "wrong schema"])
def test_a_source_without_a_usable_answer_leads_to_a_person_and_is_named(source: str, kind: str) -> None:
    application = an_application(occupation="self_employed" if source == "business_registry" else "employed")
    answers = sandbox_answers(application, NOW)
    if kind == "failed":
        answers[source] = failed(SOURCES_BY_NAME[source], "http 500", NOW)
    elif kind == "absent":
        del answers[source]
    else:
        field = next(iter(answers[source].payload or {}))
        answers = with_payload(answers, source, **{field: ["nonsense"]})
    decision = decide(application, answers)
    assert decision.decision is DecisionOutcome.REFERRED
    assert set(hits(decision).values()) == {RuleOutcome.NOT_EVALUATED}
    assert decision.offers == []
    assert decision.sources[source].startswith("not_asked" if kind == "absent" else "failed")
    assert f"S{SOURCES_BY_NAME[source].number:02d}" in [reason.code for reason in decision.reasons]


def test_a_number_sent_as_text_is_no_number() -> None:
    application = an_application()
    answers = with_payload(sandbox_answers(application, NOW), "credit_report", current_overdue_fen="0")
    decision = decide(application, answers)
    assert decision.decision is DecisionOutcome.REFERRED
    assert decision.sources["credit_report"] == "failed: wrong schema: current_overdue_fen"


@given(applications(), st.sets(st.sampled_from([source.name for source in SOURCES]), min_size=1))
@settings(max_examples=60, deadline=None)
def test_missing_answers_never_lead_to_money(application: ApplicationSubmission, missing: set[str]) -> None:
    answers = sandbox_answers(application, NOW)
    asked = {name for name in missing if answers[name].status is not SourceStatus.NOT_ASKED}
    full = decide(application, answers)
    less = decide(application, {name: answer for name, answer in answers.items() if name not in asked})
    if asked:
        assert less.decision in {DecisionOutcome.REFERRED, DecisionOutcome.DECLINED}
        assert less.offers == []
        assert less.rules_evaluated < full.rules_evaluated
        # A rule that still declines is one that declined before: silence cannot count against anybody either.
        declines = {rule for rule, outcome in hits(less).items() if outcome is RuleOutcome.DECLINE}
        assert declines <= {rule for rule, outcome in hits(full).items() if outcome is RuleOutcome.DECLINE}


@given(applications(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_larger_down_payment_never_worsens_a_decision(
    application: ApplicationSubmission, data: st.DataObject
) -> None:
    financing = application.financing
    more = data.draw(st.integers(financing.down_payment_fen, financing.price_fen - 1))
    answers = sandbox_answers(application, NOW)
    first = decide(application, answers)
    second = decide(with_terms(application, more, financing.term_months), answers)
    assert WORST_FIRST.index(second.decision) >= WORST_FIRST.index(first.decision)
    if first.score is not None and second.score is not None:
        assert second.score >= first.score


@given(applications(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_answers_does_not_matter(application: ApplicationSubmission, order: random.Random) -> None:
    answers = sandbox_answers(application, NOW)
    shuffled = list(answers.items())
    order.shuffle(shuffled)
    assert decide(application, dict(shuffled)) == decide(application, answers)


@given(applications())
@settings(max_examples=60, deadline=None)
def test_a_counteroffer_replayed_is_approved_and_a_yuan_less_is_not(application: ApplicationSubmission) -> None:
    answers = sandbox_answers(application, NOW)
    decision = decide(application, answers)
    terms = decision.counteroffer
    assert (terms is not None) == (decision.decision is DecisionOutcome.COUNTEROFFER)
    if terms is None:
        return
    replay = decide(with_terms(application, terms.down_payment_fen, terms.term_months), answers)
    assert replay.decision is DecisionOutcome.APPROVED
    assert replay.offers == decision.offers
    assert terms.amount_financed_fen == application.financing.price_fen - terms.down_payment_fen
    assert terms.down_payment_fen >= application.financing.down_payment_fen
    assert hits(decision)  # something holds it
    if terms.down_payment_fen > application.financing.down_payment_fen:
        less = max(terms.down_payment_fen - WHOLE_YUAN, application.financing.down_payment_fen)
        held = decide(with_terms(application, less, terms.term_months), answers)
        assert held.decision is DecisionOutcome.COUNTEROFFER
        assert terms.binding_rule in hits(held)
    else:
        assert terms.term_months < application.financing.term_months
        assert terms.binding_rule in hits(decision)


def test_a_counteroffer_names_the_smallest_down_payment_and_what_holds_it() -> None:
    decision = decide(an_application(price="100000", down_payment="10000"))
    assert decision.counteroffer is not None
    assert decision.counteroffer.down_payment_fen == 3_000_000
    assert decision.counteroffer.binding_rule == "LV-01"
    assert "¥30,000.00" in decision.counteroffer.sentence.zh
    assert all(offer.down_payment_fen == 3_000_000 for offer in decision.offers)


def test_too_long_a_term_is_answered_with_a_shorter_one() -> None:
    decision = decide(an_application(term="60"))
    assert decision.counteroffer is not None
    assert (decision.counteroffer.term_months, decision.counteroffer.binding_rule) == (48, "EL-06")
    assert decision.counteroffer.down_payment_fen == 3_430_000


def test_every_offer_is_affordable_by_the_same_rule_that_would_cap_it() -> None:
    application = an_application(monthly_income="4600", monthly_debt="0", down_payment="40000")
    decision = decide(application)
    most = max(line.payment_fen for offer in decision.offers for line in offer.schedule[:-1] if not offer.balloon_fen)
    debt = (decision.score_points and sandbox_answers(application, NOW)["credit_report"].payload) or {}
    assert most + debt["monthly_repayment_fen"] <= 0.55 * 460_000


def test_reasons_are_ordered_by_gravity_and_each_said_once() -> None:
    decision = decide(
        an_application(phone="13871239010", down_payment="10000", occupation="self_employed", years_in_occupation="0")
    )
    assert decision.decision is DecisionOutcome.DECLINED
    outcomes = [hit.outcome for hit in decision.rule_hits]
    order = [RuleOutcome.DECLINE, RuleOutcome.REFER, RuleOutcome.NOT_EVALUATED, RuleOutcome.CAP]
    assert outcomes == sorted(outcomes, key=order.index)
    codes = [reason.code for reason in decision.reasons]
    assert len(codes) == len(set(codes))
    assert codes[0] == "R404"
    assert decision.stipulations == []
    assert decision.offers == []


def test_what_the_customer_reads_names_no_list_and_no_source() -> None:
    decision = decide(an_application(phone="13871239020"))
    reason = next(reason for reason in decision.reasons if reason.code == "R301")
    assert "欺诈" in reason.staff.zh
    assert "欺诈" not in reason.customer.zh
    assert "fraud" not in reason.customer.en.lower()


def test_a_hit_shows_the_values_it_saw() -> None:
    hit = next(h for h in decide(an_application(phone="13871239010")).rule_hits if h.id == "CR-04")
    assert hit.values == {"current_overdue_fen": 1_260_000}
    assert "¥12,600.00" in hit.sentence.zh


def test_a_referral_says_what_to_bring() -> None:
    decision = decide(an_application(occupation="self_employed", years_in_occupation="0"))
    assert decision.decision is DecisionOutcome.REFERRED
    assert any("营业执照" in sentence.zh for sentence in decision.stipulations)


def test_stale_or_future_consent_goes_to_a_person() -> None:
    application = an_application()
    answers = sandbox_answers(application, NOW)
    for days, rule in ((31, "CP-03"), (-2, "CP-02")):
        decision = ENGINE.decide(application, answers, NOW + timedelta(days=days))
        assert hits(decision) == {rule: RuleOutcome.REFER}


def test_every_feature_is_used_by_a_rule_or_the_card() -> None:
    used = {name for row in ENGINE.rules.rows for name in row.cells}
    used |= {point.attribute for point in ENGINE.card.points(dict.fromkeys(FEATURES))}
    assert used == set(FEATURES)
