import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from paddock.central.sources.answers import SourceAnswer, SourceStatus
from paddock.central.sources.client import SourceClient, gather
from paddock.central.sources.contract import CONTRACT_FILE, contract_text
from paddock.central.sources.declarations import SOURCES, SOURCES_BY_NAME
from paddock.central.sources.sandbox import create_sandbox_app, sandbox_answer, sandbox_answers
from paddock.central.sources.sandbox.scenarios import PERSON_SCENARIOS, VEHICLE_SCENARIOS, Scenario
from paddock.wire.applications import ApplicationSubmission, ConsentPurpose
from tests.helpers.applications import NOW, submission, vin_with_check_digit

REPORT = SOURCES_BY_NAME["credit_report"]
VALUATION = SOURCES_BY_NAME["valuation"]


@contextmanager
def served() -> Iterator[str]:
    """The sandbox provider behind a real socket."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_sandbox_app(), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def client(provider: str) -> Iterator[SourceClient]:
    with SourceClient(provider, time_limit_seconds=5, pause=lambda _: None) as it:
        yield it


def charges(provider: str) -> dict[str, int]:
    found: dict[str, int] = httpx.get(f"{provider}/sandbox/charges").json()
    return found


def answering(handler: Callable[[httpx.Request], httpx.Response], pauses: list[float] | None = None) -> SourceClient:
    """A client whose provider is `handler`."""
    kept = [] if pauses is None else pauses
    return SourceClient("http://provider.invalid", transport=httpx.MockTransport(handler), pause=kept.append)


def test_every_source_answers_over_http_what_the_in_process_sandbox_says(client: SourceClient) -> None:
    application = submission()
    over_http = gather(client, application, "gather-1")
    in_process = sandbox_answers(application, NOW)
    assert list(over_http) == [source.name for source in SOURCES]
    for name, answer in over_http.items():
        assert answer.status is SourceStatus.ANSWERED, answer.summary
        assert answer.sandbox
        assert answer.sha256
        assert answer.payload == in_process[name].payload


def test_the_same_key_is_charged_once_and_another_question_under_it_is_refused(
    client: SourceClient, provider: str
) -> None:
    before = charges(provider)["credit_report"]
    first = client.ask(REPORT, submission(), "once")
    again = client.ask(REPORT, submission(), "once")
    assert (first.payload, first.sha256) == (again.payload, again.sha256)
    assert charges(provider)["credit_report"] == before + 1
    other = client.ask(REPORT, submission(name="李雷"), "once")
    assert other.summary == "failed: http 422"
    assert charges(provider)["credit_report"] == before + 1


def test_a_source_that_fails_once_is_asked_again_under_the_same_key(client: SourceClient, provider: str) -> None:
    before = charges(provider)["credit_report"]
    httpx.post(f"{provider}/sandbox/faults", json={"source": "credit_report", "kind": "error", "times": 1})
    assert client.ask(REPORT, submission(), "fails-once").status is SourceStatus.ANSWERED
    assert charges(provider)["credit_report"] == before + 1


def test_a_late_answer_is_a_failure_with_its_cause(provider: str) -> None:
    order = {"source": "valuation", "kind": "slow", "times": 3, "delay_seconds": 0.6}
    httpx.post(f"{provider}/sandbox/faults", json=order)
    with SourceClient(provider, time_limit_seconds=0.15, pause=lambda _: None) as hasty:
        assert hasty.ask(VALUATION, submission(), "late").summary == "failed: no answer within 0.15 s"
    httpx.post(f"{provider}/sandbox/faults", json=order | {"times": 0})


@pytest.mark.parametrize(("digit", "cause"), [("1", "http 500"), ("3", "wrong schema: ")])
def test_magic_endings_break_one_source_and_no_other(client: SourceClient, digit: str, cause: str) -> None:
    answers = gather(client, submission(phone=f"1387123953{digit}"), f"magic-{digit}")
    assert answers["credit_report"].summary.startswith(f"failed: {cause}")
    assert {a.status for name, a in answers.items() if name != "credit_report"} == {SourceStatus.ANSWERED}


def test_without_consent_a_source_is_not_asked() -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(500)

    application = without(submission(), ConsentPurpose.CREDIT_REPORT)
    with answering(handler) as client:
        answers = gather(client, application, "consent")
    assert answers["credit_report"].summary == "not_asked: no consent"
    assert answers["multi_lending"].summary == "not_asked: no consent"
    assert not [path for path in asked if "credit_report" in path or "multi_lending" in path]
    assert [path for path in asked if "identity" in path]


def without(application: ApplicationSubmission, purpose: ConsentPurpose) -> ApplicationSubmission:
    purposes = [kept for kept in application.consent.purposes if kept is not purpose]
    consent = application.consent.model_copy(update={"purposes": purposes})
    return application.model_copy(update={"consent": consent})


def test_a_new_car_is_not_looked_for_in_the_registry(client: SourceClient) -> None:
    application = submission(condition="new", first_registered_on="", plate="")
    assert client.ask(SOURCES_BY_NAME["vehicle_registry"], application, "new").summary == "not_asked: new car"


@pytest.mark.parametrize(
    ("response", "cause", "tries"),
    [
        (httpx.Response(200, content=b"<html>"), "wrong schema: not JSON", 1),
        (httpx.Response(200, json=[]), "wrong schema: body", 1),
        (httpx.Response(200, json={"value_fen": "980"}), "wrong schema: confidence, high_fen, low_fen, value_fen", 1),
        (httpx.Response(302, headers={"location": "/"}), "http 302", 1),
        (httpx.Response(404), "http 404", 1),
        (httpx.Response(503), "http 503", 3),
    ],
)
def test_every_bad_answer_is_a_failure_with_its_cause_and_never_raises(
    response: httpx.Response, cause: str, tries: int
) -> None:
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["Idempotency-Key"])
        return response

    pauses: list[float] = []
    with answering(handler, pauses) as client:
        answer = client.ask(VALUATION, submission(), "bad")
    assert (answer.status, answer.cause, answer.payload) == (SourceStatus.FAILED, cause, None)
    assert seen == ["bad"] * tries
    assert len(pauses) == tries - 1


def test_a_provider_that_is_not_there_is_a_failure() -> None:
    with SourceClient("http://127.0.0.1:1", pause=lambda _: None) as client:
        assert client.ask(VALUATION, submission(), "nobody").summary == "failed: unreachable (ConnectError)"


def test_an_answer_survives_being_kept_as_json(client: SourceClient) -> None:
    answer = client.ask(VALUATION, submission(), "kept")
    assert SourceAnswer.model_validate_json(answer.model_dump_json()) == answer


def test_questions_do_not_show_personal_data_when_printed() -> None:
    application = submission()
    for source in SOURCES:
        shown = repr(source.query(application, NOW.date()))
        for secret in (application.applicant.name, application.applicant.phone, application.vehicle.vin):
            assert secret not in shown


@pytest.mark.parametrize("scenario", PERSON_SCENARIOS, ids=lambda s: f"phone-{s.ending}")
def test_every_person_scenario_keeps_the_contract_and_changes_the_answer(scenario: Scenario) -> None:
    check_scenario(scenario, submission(phone=f"1387123{scenario.ending}"))


@pytest.mark.parametrize("scenario", VEHICLE_SCENARIOS, ids=lambda s: f"vin-{s.ending}")
def test_every_vehicle_scenario_keeps_the_contract_and_changes_the_answer(scenario: Scenario) -> None:
    vin = vin_with_check_digit("LSVAU2A3", f"N218{scenario.ending}")
    check_scenario(scenario, submission(vin=vin))


def check_scenario(scenario: Scenario, application: ApplicationSubmission) -> None:
    source = SOURCES_BY_NAME[scenario.source]
    query = source.query(application, NOW.date()).model_dump(mode="json")
    answer = sandbox_answer(source.name, query)
    source.answer_model.model_validate(answer)
    ending = "phone" if "phone" in query else "vin"
    ordinary = sandbox_answer(source.name, query | {ending: query[ending][:-4] + "1234"})
    assert answer != ordinary


@pytest.mark.parametrize(
    ("age_months", "odometer_km", "low", "high"),
    [(48, 60_000, 0.96, 1.05), (48, 250_000, 0.80, 0.93), (0, 0, 0.96, 1.08)],
)
def test_valuations_are_near_the_price_and_punish_hard_use(
    age_months: int, odometer_km: int, low: float, high: float
) -> None:
    query = VALUATION.query(submission(), NOW.date()).model_dump(mode="json")
    for serial in range(50):
        asked = query | {"vin": f"LSVAU2A30N2{serial:06d}", "age_months": age_months, "odometer_km": odometer_km}
        answer = sandbox_answer("valuation", asked)
        assert low <= answer["value_fen"] / query["asking_price_fen"] <= high
        assert answer["low_fen"] < answer["value_fen"] < answer["high_fen"]


def test_the_published_contract_is_the_one_the_code_speaks() -> None:
    assert CONTRACT_FILE.read_text("utf-8") == contract_text()
    assert set(json.loads(contract_text())["paths"]) == {source.path for source in SOURCES}


def test_the_guide_for_testers_names_every_source_and_every_ending() -> None:
    guide = Path(__file__).parents[3].joinpath("docs", "sandbox.md").read_text("utf-8")
    for source in SOURCES:
        assert f"| {source.number} | `{source.name}` |" in guide
    for scenario in (*PERSON_SCENARIOS, *VEHICLE_SCENARIOS):
        assert f"| `{scenario.ending}` | `{scenario.source}` | {scenario.meaning} |" in guide
