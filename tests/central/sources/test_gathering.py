"""Gathering: who is asked, in which order, what is kept, and what a fault comes to."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from paddock.central.applications.models import ApplicationRecord, SourceAnswerRecord
from paddock.central.consents.ledger import consents_of
from paddock.central.consents.models import SourceQuery
from paddock.central.gathering.kept import kept_answers
from paddock.central.gathering.plan import plan_for
from paddock.central.gathering.table import AskingTable
from paddock.central.risk.feature_list import FEATURES
from paddock.central.risk.features import Evidence
from paddock.central.risk.screening import declined_for_good
from paddock.central.sources.answers import DECLINED_BEFORE, SourceStatus, not_asked
from paddock.central.sources.client import AS_OF_HEADER
from paddock.central.sources.declarations import SOURCES, SOURCES_BY_NAME
from paddock.central.sources.sandbox import sandbox_answers
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ConsentPurpose
from paddock.wire.decisions import RuleOutcome
from paddock.wire.messages import sha256_hex
from tests.central.sources.rig import BREAK, ENGINE, Rig, consented, rig
from tests.helpers.applications import NOW, submission, vin_with_check_digit
from tests.helpers.central_server import new_id

TABLE = AskingTable.installed()
NEW_CAR = {"condition": "new", "first_registered_on": "", "plate": "", "odometer": "12"}
OVERPRICED = vin_with_check_digit("LSVAU2A3", "N2189005")
OLD = (datetime.now(UTC) - timedelta(days=4000)).isoformat()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path) as it:
        yield it


# Who is asked


def test_every_row_of_the_table_names_a_source_and_every_source_has_a_row() -> None:
    assert {row.source for row in TABLE.document.rows} == {source.name for source in SOURCES}


def test_cheap_sources_are_asked_before_dear_ones() -> None:
    first, second = plan_for(submission(occupation="self_employed"), NOW.date()).waves
    assert max(source.cost_fen for source in first) < min(source.cost_fen for source in second if not source.own)


@pytest.mark.parametrize(
    ("changes", "called", "spared"),
    [
        ({}, {"vehicle_registry", "income_social_security", "bank_statement_flow"}, {"business_registry"}),
        (NEW_CAR, {"valuation"}, {"vehicle_registry", "mileage_records", "insurance_claims", "valuation_b"}),
        ({"occupation": "self_employed"}, {"business_registry", "bureau_b"}, {"income_social_security"}),
        ({"price": "60000", "down_payment": "20000"}, {"bureau_a"}, {"bureau_b", "bank_statement_flow"}),
        (
            {"occupation": "other", "price": "60000", "down_payment": "20000"},
            {"bureau_b", "bank_statement_flow"},
            set(),
        ),
    ],
)
def test_the_application_says_who_is_called_for(changes: dict[str, str], called: set[str], spared: set[str]) -> None:
    plan = plan_for(submission(**changes), NOW.date())  # type: ignore[arg-type]  # texts by field
    asked = {source.name for wave in plan.waves for source in wave}
    assert called <= asked
    assert spared | {"gps_trajectory"} <= set(plan.not_asked)
    assert asked | set(plan.not_asked) == {source.name for source in SOURCES}


def test_an_ordinary_application_is_approved_on_what_was_asked_once(bench: Rig) -> None:
    application = consented(submission(new_id()))
    decision = bench.decided(bench.received(application))
    assert decision.decision is DecisionOutcome.APPROVED
    own = {source.name for source in SOURCES if source.own}
    assert bench.provider.asked == {name for name, how in decision.sources.items() if how == "answered"} - own
    assert {decision.sources[name] for name in own} == {"answered", "not_asked: not called for"}
    assert set(bench.provider.charged().values()) == {1}
    with bench.centre.database.reading() as session:
        for name in bench.provider.asked:
            record = session.get_one(SourceAnswerRecord, (application.id, name))
            answer = json.loads(record.body)
            assert sha256_hex(record.received or b"") == answer["sha256"]
            assert (answer["version"], bool(answer["as_of"])) == (SOURCES_BY_NAME[name].version, True)
            query = session.get_one(SourceQuery, (application.id, name))
            assert (query.outcome, query.cost_fen) == ("answered", SOURCES_BY_NAME[name].cost_fen)


def test_a_cheap_hard_decline_spares_the_dear_sources(bench: Rig) -> None:
    decision = bench.decided(bench.received(consented(submission(new_id(), phone="13871239030"))))
    assert decision.decision is DecisionOutcome.DECLINED
    first, second = plan_for(submission(), NOW.date()).waves
    assert bench.provider.asked == {source.name for source in first if not source.own}
    assert {decision.sources[source.name] for source in second} == {"not_asked: declined before"}
    # What was not asked is neither missed nor said to the customer.
    missed = [hit for hit in decision.rule_hits if hit.outcome is RuleOutcome.NOT_EVALUATED]
    assert {name for hit in missed for name in hit.values} <= {"score"}
    assert decision.advice == []


def test_an_application_that_declines_itself_costs_nothing(bench: Rig) -> None:
    application = consented(submission(new_id()))
    wrong = application.applicant.model_copy(update={"resident_id_number": "420106198503121371"})
    decision = bench.decided(bench.received(application.model_copy(update={"applicant": wrong})))
    assert decision.decision is DecisionOutcome.DECLINED
    assert bench.provider.asked == set()


@pytest.mark.parametrize(("changes", "rule"), [({"phone": "13871239030"}, "CT-01"), ({"vin": OVERPRICED}, None)])
def test_only_what_no_terms_can_change_declines_for_good(changes: dict[str, str], rule: str | None) -> None:
    application = submission(**changes)  # type: ignore[arg-type]  # texts by field
    evidence = Evidence.read(sandbox_answers(application, NOW))
    assessor = ENGINE.assessor(NOW, spared=evidence.spared)
    assert assessor.assess(application, evidence, NOW).verdict is DecisionOutcome.DECLINED
    assert declined_for_good(assessor, application, evidence, NOW) == rule


def test_a_decline_that_holds_no_more_when_rules_change_leaves_what_was_not_asked_missing() -> None:
    application = submission()
    first, second = plan_for(application, NOW.date()).waves
    answers = sandbox_answers(application, NOW)
    spared = {source.name: not_asked(source, DECLINED_BEFORE, NOW) for source in second}
    decision = ENGINE.decide(application, answers | spared, NOW)
    assert decision.decision is DecisionOutcome.REFERRED
    assert {hit.outcome for hit in decision.rule_hits} == {RuleOutcome.NOT_EVALUATED}
    assert not {source.name for source in first} & set(spared)


# Faults

FAULTS: dict[str, tuple[BREAK, str]] = {
    "error": (lambda: httpx.Response(500), "http 500"),
    "wrong schema": (lambda: httpx.Response(200, json={"x": 1}, headers={AS_OF_HEADER: OLD}), "wrong schema: "),
    "not JSON": (lambda: httpx.Response(200, content=b"<html>"), "wrong schema: not JSON"),
    "down": (lambda: _raise(httpx.ConnectError("refused")), "unreachable (ConnectError)"),
}


def _raise(error: Exception) -> httpx.Response:
    raise error


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("source", ["identity_two_factor", "credit_report", "maintenance_history"])
def test_each_fault_is_named_and_the_decision_goes_to_a_person(bench: Rig, source: str, fault: str) -> None:
    broken, cause = FAULTS[fault]
    bench.provider.broken[source] = broken
    decision = bench.decided(bench.received(consented(submission(new_id()))))
    assert decision.decision is DecisionOutcome.REFERRED
    assert decision.sources[source].startswith(f"failed: {cause}")
    assert decision.offers == []
    assert f"S{SOURCES_BY_NAME[source].number:02d}" in [reason.code for reason in decision.reasons]


@pytest.mark.parametrize("source", ["court_enforcement", "credit_report", "valuation"])
@pytest.mark.parametrize("fault", ["stale", "partial"])
def test_what_is_too_old_or_not_whole_is_no_answer_and_goes_to_a_person(bench: Rig, source: str, fault: str) -> None:
    getattr(bench.provider, fault).add(source)
    application_id = bench.received(consented(submission(new_id())))
    decision = bench.decided(application_id)
    assert decision.decision is DecisionOutcome.REFERRED
    assert (decision.offers, decision.advice) == ([], [])
    assert decision.sources[source].startswith(f"failed: {fault}: ")
    # Every rule that needs it is in doubt, and none has taken what was missing for a pass.
    doubt = {hit.id for hit in decision.rule_hits if hit.outcome is RuleOutcome.NOT_EVALUATED}
    needing = {
        h.id for h in decision.rule_hits for name in h.values if name in FEATURES and FEATURES[name].source == source
    }
    assert doubt
    assert needing <= doubt
    assert f"S{SOURCES_BY_NAME[source].number:02d}" in [reason.code for reason in decision.reasons]
    with bench.centre.database.reading() as session:
        kept = session.get_one(SourceAnswerRecord, (application_id, source))
        query = session.get_one(SourceQuery, (application_id, source))
    # What came is kept as it came, serves nobody else, and is told as having failed.
    assert kept.received is not None
    assert (kept.query_sha256, query.outcome) == (None, "failed")
    # In a lane with patience it waits instead, and is whole once the source is.
    getattr(bench.provider, fault).clear()
    assert bench.steps.gather(application_id, 1)[2] is None
    with bench.centre.database.reading() as session:
        assert kept_answers(session, application_id)[source].status is SourceStatus.ANSWERED


def test_a_hanging_source_is_waited_for_as_long_as_the_lane_has_patience(bench: Rig) -> None:
    patience = TABLE.patience("retail_used").patience_seconds
    bench.provider.late = {"credit_report": 60.0}
    decision = bench.decided(bench.received(consented(submission(new_id()))))
    assert decision.decision is DecisionOutcome.REFERRED
    assert decision.sources["credit_report"].startswith("failed: no answer within ")
    assert patience <= 2.5


def test_a_lane_with_patience_asks_again_those_that_failed(bench: Rig) -> None:
    application_id = bench.received(consented(submission(new_id())))
    with bench.centre.database.writing() as session:
        session.get_one(ApplicationRecord, application_id).lane = "commercial_vip"
    bench.provider.broken["credit_report"] = FAULTS["error"][0]
    bench.steps.begin_gathering(application_id)
    answered, asked, again = bench.steps.gather(application_id, 0)
    assert (asked - answered, again) == (1, TABLE.patience("commercial_vip").pause_seconds)
    del bench.provider.broken["credit_report"]
    answered, asked, again = bench.steps.gather(application_id, 1)
    assert (asked - answered, again) == (0, None)
    assert bench.provider.charged()["credit_report"] == 1
    assert set(bench.provider.charged().values()) == {1}


# Nothing twice


@pytest.mark.parametrize("moment", ["court_enforcement", "credit_report", "mileage_records"])
def test_a_gathering_that_dies_in_the_middle_pays_each_source_once(bench: Rig, moment: str) -> None:
    application_id = bench.received(consented(submission(new_id())))
    bench.steps.begin_gathering(application_id)
    real = bench.centre.database.writing
    armed = [True]

    def die(source: str) -> None:
        if source == moment and armed[0]:
            # From now on nothing reaches the disk: as if the process were gone while the question is under way.
            armed[0] = False
            bench.centre.database.writing = lambda: _raise(RuntimeError("killed"))  # type: ignore[assignment, method-assign, return-value]

    bench.provider.on_question = die
    with pytest.raises(RuntimeError, match="killed"):
        bench.steps.gather(application_id, 0)
    bench.centre.database.writing = real  # type: ignore[method-assign]
    answered, asked, _ = bench.steps.gather(application_id, 0)
    assert answered == asked
    assert set(bench.provider.charged().values()) == {1}


def test_gathering_again_asks_nobody(bench: Rig) -> None:
    application_id = bench.received(consented(submission(new_id())))
    bench.steps.begin_gathering(application_id)
    first = bench.steps.gather(application_id, 0)
    questions = {source: list(keys) for source, keys in bench.provider.keys.items()}
    assert bench.steps.gather(application_id, 0) == first
    assert bench.provider.keys == questions


def test_an_answer_serves_the_same_question_within_its_life_and_costs_nothing(tmp_path: Path) -> None:
    now = [datetime.now(UTC)]
    with rig(tmp_path, lambda: now[0]) as bench:
        first = bench.decided(bench.received(consented(submission(new_id()))))
        again_id = bench.received(consented(submission(new_id())))
        again = bench.decided(again_id)
        assert again.decision is first.decision
        charged = bench.provider.charged()
        # Our own record, the pledge registry and a face are looked at anew every time.
        assert {name for name, count in charged.items() if count == 2} == {
            source.name for source in SOURCES if not source.cache_life and source.name in charged
        }
        with bench.centre.database.reading() as session:
            report = kept_answers(session, again_id)["credit_report"]
            query = session.get_one(SourceQuery, (again_id, "credit_report"))
        assert (report.cached, query.cached, query.cost_fen) == (True, True, 0)
        now[0] += SOURCES_BY_NAME["credit_report"].cache_life + timedelta(minutes=5)
        bench.decided(bench.received(consented(submission(new_id()), now[0])))
        assert bench.provider.charged()["credit_report"] == 2
        # Another person is another question.
        bench.decided(bench.received(consented(submission(new_id(), name="李雷"), now[0])))
        assert bench.provider.charged()["credit_report"] == 3


# Consent


def test_without_consent_a_source_is_not_asked(bench: Rig) -> None:
    application = consented(submission(new_id()))
    purposes = [purpose for purpose in ConsentPurpose if purpose is not ConsentPurpose.CREDIT_REPORT]
    consent = application.consent.model_copy(update={"purposes": purposes})
    application_id = bench.received(application.model_copy(update={"consent": consent}))
    decision = bench.decided(application_id)
    assert decision.decision is not DecisionOutcome.APPROVED
    assert not bench.provider.asked & {"credit_report", "bureau_a", "bureau_b", "multi_lending"}
    assert decision.offers == []


def test_a_consent_taken_back_stops_the_later_questions_of_a_running_workflow(bench: Rig) -> None:
    application_id = bench.received(consented(submission(new_id())))

    def take_back(source: str) -> None:
        if source != "court_enforcement":
            return
        with bench.centre.database.writing() as session:
            for row in consents_of(session, application_id):
                if row.purpose == ConsentPurpose.CREDIT_REPORT:
                    row.revoked_at = bench.centre.clock()

    bench.provider.on_question = take_back
    decision = bench.decided(application_id)
    assert decision.decision is DecisionOutcome.REFERRED
    for name in ("credit_report", "bureau_a", "bureau_b", "multi_lending"):
        assert decision.sources[name] == "not_asked: consent revoked"
        assert name not in bench.provider.asked
    assert "bank_statement_flow" in bench.provider.asked


def test_a_consent_that_is_too_old_is_none(bench: Rig) -> None:
    application = consented(submission(new_id()), datetime.now(UTC) - timedelta(days=31))
    decision = bench.decided(bench.received(application))
    assert decision.sources["identity_two_factor"] == "not_asked: consent expired"
    assert {SOURCES_BY_NAME[name].purpose for name in bench.provider.asked} <= {None}
    assert decision.decision is not DecisionOutcome.APPROVED


def test_what_was_asked_about_whom_is_noted_before_it_is_asked(bench: Rig) -> None:
    application_id = bench.received(consented(submission(new_id())))
    noted: dict[str, bool] = {}

    def look(source: str) -> None:
        with bench.centre.database.reading() as session:
            noted[source] = session.get(SourceQuery, (application_id, source)) is not None

    bench.provider.on_question = look
    bench.decided(application_id)
    assert len(noted) > 20
    assert all(noted.values())


def test_the_order_in_which_sources_answer_changes_nothing(tmp_path: Path) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    said = []
    for turn, order in enumerate((SOURCES, tuple(reversed(SOURCES)))):
        with rig(tmp_path / str(turn), lambda: now) as bench:
            bench.provider.late = {source.name: 0.004 * place for place, source in enumerate(order)}
            decision = bench.decided(bench.received(consented(submission(phone="13871239041"), now)))
        said.append(decision.model_dump_json())
    assert said[0] == said[1]
    assert '"referred"' in said[0]
