"""Asking sources over HTTP: every way in which an answer can be no answer is named, and none raises."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from paddock.central.serving import serving_beside
from paddock.central.sources.answers import SourceAnswer, SourceStatus
from paddock.central.sources.breaker import BreakerState
from paddock.central.sources.client import AS_OF_HEADER, CIRCUIT_OPEN, Providers, Question, SourceClient
from paddock.central.sources.declarations import OWN_SOURCES, SOURCES, SOURCES_BY_NAME
from paddock.central.sources.sandbox import create_sandbox_app, sandbox_answers
from paddock.central.sources.sandbox.latency import latency_seconds
from tests.central.sources.provider import FRESH, answering, ask, charges, no_pause, order, question, served
from tests.helpers.applications import NOW, submission

VALUATION = SOURCES_BY_NAME["valuation"]
VALUE = {"value_fen": 9_800_000, "low_fen": 9_000_000, "high_fen": 10_600_000, "confidence": 0.9}
COMMERCIAL_ONLY = {"gps_trajectory", "business_registry"}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def client(provider: str) -> Iterator[SourceClient]:
    with SourceClient(provider, pause=no_pause) as it:
        yield it


def test_every_source_answers_over_http_what_the_in_process_sandbox_says(client: SourceClient) -> None:
    application = submission()
    in_process = sandbox_answers(application, NOW)
    for source in OWN_SOURCES:
        fetched = client.ask(question(source.name, application, f"every:{source.name}"))
        answer = fetched.answer
        assert answer.status is SourceStatus.ANSWERED, answer.summary
        assert (answer.sandbox, answer.version) == (True, source.version)
        assert answer.sha256
        assert answer.as_of
        assert fetched.received
        if source.name not in COMMERCIAL_ONLY:
            assert answer.payload == in_process[source.name].payload


def test_the_same_key_is_charged_once_and_another_question_under_it_is_refused(
    client: SourceClient, provider: str
) -> None:
    before = charges(provider)["credit_report"]
    first = ask(client, "credit_report", submission(), "once")
    again = ask(client, "credit_report", submission(), "once")
    assert (first.payload, first.sha256) == (again.payload, again.sha256)
    assert charges(provider)["credit_report"] == before + 1
    other = ask(client, "credit_report", submission(name="李雷"), "once")
    assert other.summary == "failed: http 422"
    assert charges(provider)["credit_report"] == before + 1


def test_a_source_that_fails_once_is_asked_again_under_the_same_key(client: SourceClient, provider: str) -> None:
    before = charges(provider)["credit_report"]
    order(provider, "credit_report", "error")
    assert ask(client, "credit_report", submission(), "fails-once").status is SourceStatus.ANSWERED
    assert charges(provider)["credit_report"] == before + 1


@pytest.mark.parametrize(
    ("kind", "cause"),
    [
        ("error", "http 500"),
        ("wrong_schema", "wrong schema: confidence, high_fen, low_fen, value_fen"),
        ("partial", "partial: value_fen"),
        ("stale", "stale: as of "),
    ],
)
def test_each_fault_is_named(client: SourceClient, provider: str, kind: str, cause: str) -> None:
    order(provider, "valuation", kind, times=3)
    said = ask(client, "valuation", submission(), f"fault-{kind}")
    order(provider, "valuation", kind, times=0)
    assert said.summary.startswith(f"failed: {cause}")
    assert said.payload is None


@pytest.mark.parametrize("kind", ["slow", "hang"])
def test_a_late_answer_is_a_failure_with_its_cause(provider: str, kind: str) -> None:
    order(provider, "pledge_registry", kind, times=1, delay_seconds=0.6)
    with SourceClient(provider) as client:
        said = client.ask(question("pledge_registry", submission(), f"late-{kind}", limit=0.15)).answer
    assert said.summary == "failed: no answer within 0.15 s"


def test_the_ceiling_of_the_deployment_is_above_every_limit(provider: str) -> None:
    order(provider, "pledge_registry", "slow", times=1, delay_seconds=0.6)
    with SourceClient(provider, ceiling_seconds=0.1) as client:
        assert ask(client, "pledge_registry", submission(), "ceiling").summary == "failed: no answer within 0.1 s"


@pytest.mark.parametrize(("digit", "cause"), [("1", "http 500"), ("3", "wrong schema: "), ("4", "partial: ")])
def test_magic_endings_break_one_source_and_no_other(client: SourceClient, digit: str, cause: str) -> None:
    application = submission(phone=f"1387123{'9' + digit + '03'}")
    assert ask(client, "credit_report", application, f"magic-{digit}").summary.startswith(f"failed: {cause}")
    assert ask(client, "bureau_a", application, f"magic-{digit}-other").status is SourceStatus.ANSWERED


def test_a_header_breaks_one_question(provider: str) -> None:
    body = question("valuation", submission(), "k").query.model_dump(mode="json")
    address = provider + VALUATION.path
    broken = httpx.post(address, json=body, headers={"Idempotency-Key": "h", "X-Sandbox-Fault": "error"})
    assert broken.status_code == 500
    assert httpx.post(address, json=body, headers={"Idempotency-Key": "h"}).status_code == 200


@pytest.mark.parametrize(
    ("response", "cause", "tries"),
    [
        (httpx.Response(200, content=b"<html>"), "wrong schema: not JSON", 1),
        (httpx.Response(200, json=[]), "wrong schema: body", 1),
        (httpx.Response(200, json={"value_fen": "980"}), "wrong schema: confidence, high_fen, low_fen, value_fen", 1),
        (httpx.Response(200, json=VALUE), f"wrong schema: {AS_OF_HEADER}", 1),
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
        answer = ask(client, "valuation", submission(), "bad")
    assert (answer.status, answer.cause, answer.payload) == (SourceStatus.FAILED, cause, None)
    assert seen == ["bad"] * tries
    assert len(pauses) == tries - 1


def test_a_provider_that_is_not_there_is_a_failure() -> None:
    with SourceClient("http://127.0.0.1:1", pause=no_pause) as client:
        assert ask(client, "valuation", submission(), "nobody").summary == "failed: unreachable (ConnectError)"


def test_a_source_has_its_own_address_and_token(provider: str) -> None:
    seen: list[str | None] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(f"{request.url.host} {request.headers.get('Authorization')}")
        return httpx.Response(200, json=VALUE, headers=FRESH)

    providers = Providers(provider, {"valuation": "http://values.invalid"}, {"valuation": "secret"})
    with SourceClient(providers, transport=httpx.MockTransport(handler)) as client:
        ask(client, "valuation", submission(), "own")
        ask(client, "pledge_registry", submission(), "other")
    assert seen == ["values.invalid Bearer secret", "127.0.0.1 None"]
    assert "secret" not in repr(providers)


def test_a_late_source_is_hedged_under_the_same_key_and_only_where_it_may_be() -> None:
    seen: list[tuple[str, str]] = []

    async def slow_at_first(request: httpx.Request) -> httpx.Response:
        key = request.headers["Idempotency-Key"]
        seen.append((request.url.path, key))
        if len([one for one in seen if one[1] == key]) == 1:
            await asyncio.sleep(60)
        return httpx.Response(200, json=VALUE, headers=FRESH)

    with SourceClient("http://provider.invalid", transport=httpx.MockTransport(slow_at_first)) as client:
        assert VALUATION.hedge_after_seconds is not None
        said = client.ask(question("valuation", submission(), "hedged")).answer
        assert said.status is SourceStatus.ANSWERED
        assert [key for _, key in seen] == ["hedged", "hedged"]
        assert SOURCES_BY_NAME["credit_report"].hedge_after_seconds is None
        report = client.ask(question("credit_report", submission(), "not-hedged", limit=1.2)).answer
    assert report.cause == "no answer within 1.2 s"
    assert [key for _, key in seen if key == "not-hedged"] == ["not-hedged"]


def test_what_is_forbidden_meanwhile_is_not_asked_again() -> None:
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        return httpx.Response(503)

    with answering(handler) as client:
        asked = question("valuation", submission(), "revoked")
        said = client.ask(Question(asked.source, asked.query, asked.key, forbidden=lambda: "consent revoked")).answer
    assert said.summary == "not_asked: consent revoked"
    assert len(seen) == 1


def test_a_source_that_is_away_is_left_alone_and_probed_once() -> None:
    now, back, seen = [0.0], [False], [0]

    def handler(_request: httpx.Request) -> httpx.Response:
        seen[0] += 1
        return httpx.Response(200, json=VALUE, headers=FRESH) if back[0] else httpx.Response(500)

    transport = httpx.MockTransport(handler)
    with SourceClient("http://p.invalid", transport=transport, ticks=lambda: now[0], pause=no_pause) as client:

        def said(key: str) -> str:
            return ask(client, "valuation", submission(), key).summary

        for turn in range(VALUATION.breaker.failures):
            assert said(f"away-{turn}") == "failed: http 500"
        assert client.breaker_state(VALUATION) is BreakerState.OPEN
        tried = seen[0]
        assert said("open") == f"failed: {CIRCUIT_OPEN}"
        assert seen[0] == tried
        now[0] += VALUATION.breaker.open_seconds
        assert client.breaker_state(VALUATION) is BreakerState.HALF_OPEN
        assert said("probe in vain") == "failed: http 500"
        assert said("open again") == f"failed: {CIRCUIT_OPEN}"
        now[0] += VALUATION.breaker.open_seconds
        back[0] = True
        assert said("probe") == "answered"
        assert client.breaker_state(VALUATION) is BreakerState.CLOSED
        # Others were never held to it.
        assert client.breaker_state(SOURCES_BY_NAME["pledge_registry"]) is BreakerState.CLOSED


def test_a_source_that_was_given_no_time_is_not_held_to_be_away() -> None:
    async def late(_request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError

    with SourceClient("http://p.invalid", transport=httpx.MockTransport(late)) as client:
        for turn in range(VALUATION.breaker.failures + 1):
            hurried = client.ask(question("valuation", submission(), f"hurry-{turn}", limit=0.01)).answer
            assert hurried.cause == "no answer within 0.01 s"
        assert client.breaker_state(VALUATION) is BreakerState.CLOSED


def test_how_old_data_may_be_is_the_sources_to_say() -> None:
    for days, answered in ((-1, True), (1, False)):
        as_of = datetime.now(UTC) - VALUATION.max_age - timedelta(days=days)

        def handler(_request: httpx.Request, as_of: datetime = as_of) -> httpx.Response:
            return httpx.Response(200, json=VALUE, headers={AS_OF_HEADER: as_of.isoformat()})

        with answering(handler) as client:
            said = ask(client, "valuation", submission(), "age")
        assert (said.status is SourceStatus.ANSWERED) is answered
        assert answered or said.summary == f"failed: stale: as of {as_of:%Y-%m-%d}"


def test_an_answer_survives_being_kept_as_json(client: SourceClient) -> None:
    answer = ask(client, "maintenance_history", submission(), "kept")
    assert SourceAnswer.model_validate_json(answer.model_dump_json()) == answer


def test_questions_do_not_show_personal_data_when_printed() -> None:
    application = submission()
    for source in SOURCES:
        shown = repr(source.query(application, NOW.date()))
        for secret in (application.applicant.name, application.applicant.phone, application.vehicle.vin):
            assert secret not in shown


def test_the_sandbox_takes_as_long_as_real_sources_when_told() -> None:
    for source in OWN_SOURCES:
        assert 0.03 <= latency_seconds(source.name, "key") <= 0.8


def test_a_source_that_is_slow_by_nature_is_waited_for() -> None:
    with serving_beside(create_sandbox_app(latency=1.0), "slow") as url, SourceClient(url) as client:
        assert ask(client, "repayment_record", submission(), "slow").status is SourceStatus.ANSWERED
