"""Whatever the centre or the network does, the row stays, says why in two languages, and goes out in the end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from paddock.app.services.queue_actions import edit_and_resend, retry
from paddock.app.services.sign_in import sign_in
from paddock.app.services.submission import submit_application
from paddock.app.store import queries
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxState, QueueItem, WaitingFor, WhoseTurn
from paddock.domain.checks import Fault
from paddock.domain.sentences import Sentence
from paddock.sync import link_faults
from paddock.sync.engine import Pace, SyncEngine
from paddock.sync.events import SyncReport
from paddock.wire.problems import ProblemCode
from tests.helpers.fault_server import (
    CUT,
    FAILED_HTML,
    HTML,
    NOTHING,
    REDIRECT,
    Answer,
    Asked,
    FaultServer,
    fault_server,
    problem,
)
from tests.helpers.workstations import JPEG, STAFF, open_profile, submitted

TOKEN = "invented-token"
PACE = Pace(poll_listening=0.2, poll_deaf=0.05, row=lambda _n: 0.05, link=lambda _n: 0.05)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        yield running


def synchronise(store: Store, server: FaultServer, token: str = TOKEN) -> SyncReport:
    return SyncEngine(store, server.url, token, pace=PACE).run_once()


def item(store: Store, outbox_id: UUID) -> QueueItem:
    found = queries.queue_item(store, outbox_id)
    assert found is not None
    return found


PASSING = {
    "500 without a problem": (Answer(500, "application/json", b"{}"), link_faults.SERVER_FAILED.format(status=500)),
    "502 as HTML": (FAILED_HTML, link_faults.SERVER_FAILED.format(status=502)),
    "a network login page": (HTML, link_faults.NOT_UNDERSTOOD),
    "a redirect": (REDIRECT, link_faults.NOT_THE_CENTRE),
    "an empty answer": (NOTHING, link_faults.NOT_UNDERSTOOD),
    "a cut connection": (CUT, link_faults.CUT_OFF),
    "a receipt cut in half": (Answer(cut=True, cut_after=10), link_faults.CUT_OFF),
    "somebody else's receipt": (
        Answer(body=b'{"id":"019ab000-0000-7000-8000-00000000ffff"}'),
        link_faults.NOT_UNDERSTOOD,
    ),
    "404 from a proxy": (Answer(404, "text/html", b"<html>"), link_faults.NOT_THE_CENTRE),
    "422 that is no problem": (Answer(422, "application/json", b'{"detail":"?"}'), link_faults.NOT_UNDERSTOOD),
}


@pytest.mark.parametrize("name", PASSING)
def test_a_passing_fault_keeps_the_row_and_the_next_pass_delivers_it_once(
    store: Store, server: FaultServer, name: str
) -> None:
    answer, why = PASSING[name]
    application_id = submitted(store)
    server.behave = lambda asked: answer if asked.method == "PUT" else None

    report = synchronise(store, server)

    row = item(store, application_id).row
    assert (row.state, row.attempts, report.accepted) == (OutboxState.QUEUED, 1, 0)
    assert row.next_attempt_at is not None
    assert row.last_problem in {why, link_faults.NOT_THE_CENTRE}
    assert row.whose_turn is WhoseTurn.SYSTEM
    body = item(store, application_id).body

    server.behave = lambda _asked: None
    assert synchronise(store, server).accepted == 1
    delivered = item(store, application_id)
    assert delivered.row.state is OutboxState.ACCEPTED
    assert delivered.receipt is not None
    # Every attempt was the same request: the key is what makes it safe.
    assert {(asked.key, asked.body) for asked in server.puts()} == {(str(application_id), body)}


def test_nobody_there_says_so_and_waits_for_the_network(store: Store) -> None:
    application_id = submitted(store)
    with fault_server() as gone:
        address = gone.url
    engine = SyncEngine(store, address, TOKEN, pace=Pace(link=lambda _n: 60.0, row=lambda _n: 60.0))
    report = engine.run_once()
    assert report.cause == link_faults.NO_NETWORK
    assert not report.online
    summary = queries.queue_summary(store, datetime.now(UTC))
    assert summary.waiting_for is WaitingFor.NETWORK
    assert summary.until is not None
    assert summary.until > datetime.now(UTC) + timedelta(seconds=30)
    assert item(store, application_id).row.last_problem == link_faults.NO_NETWORK


def test_an_expired_login_pauses_everything_drops_nothing_and_goes_on_after_sign_in(
    store: Store, server: FaultServer
) -> None:
    first, second = submitted(store), submitted(store)
    server.behave = lambda _asked: problem(ProblemCode.NOT_AUTHENTICATED)
    tokens = ["old"]
    engine = SyncEngine(store, server.url, lambda: tokens[-1], pace=PACE)

    report = engine.run_once()
    assert report.signed_out
    assert len(server.puts()) == 1, "after the first 401 nothing else is tried"
    summary = queries.queue_summary(store, datetime.now(UTC))
    assert (summary.waiting, summary.waiting_for) == (2, WaitingFor.SIGN_IN)
    assert {item(store, one).row.whose_turn for one in (first, second)} == {WhoseTurn.ME}

    engine.run_once()
    assert len(server.puts()) == 1, "a token that was refused is not shown again"

    # A second wrong token is refused and shown like the first.
    sign_in(store, "also-old")
    tokens.append("also-old")
    engine._on_commit(Topic.SETTINGS)
    assert engine.run_once().signed_out
    assert queries.sync_status(store).signed_out

    server.behave = lambda _asked: None
    sign_in(store, "new-token")
    tokens.append("new-token")
    assert engine.run_once().accepted == 2


def test_a_poisoned_row_never_blocks_the_others(store: Store, server: FaultServer) -> None:
    poisoned, *others = [submitted(store) for _ in range(6)]
    server.behave = lambda asked: FAILED_HTML if str(poisoned) in asked.path else None
    assert synchronise(store, server).accepted == 5
    assert item(store, poisoned).row.state is OutboxState.QUEUED
    assert {item(store, other).row.state for other in others} == {OutboxState.ACCEPTED}


def test_a_refused_application_lists_every_fault_and_its_copy_goes_out_under_a_new_id(
    store: Store, server: FaultServer
) -> None:
    refused = submitted(store)
    faults = [
        Fault("applicant.phone", "phone_malformed", Sentence("手机号有误", "The phone is wrong")),
        Fault("vehicle.vin", "vin_check_digit", Sentence("校验位不符", "The check digit is wrong")),
    ]
    server.behave = lambda asked: (
        problem(ProblemCode.INVALID_APPLICATION, faults=faults) if str(refused) in asked.path else None
    )
    report = synchronise(store, server)
    found = item(store, refused)
    assert (report.rejected, found.row.state) == (1, OutboxState.REJECTED)
    assert found.row.whose_turn is WhoseTurn.ME
    assert found.problem is not None
    assert [fault.code for fault in found.problem.faults] == ["phone_malformed", "vin_check_digit"]
    assert found.row.last_problem is not None
    assert "校验位不符" in found.row.last_problem.zh

    copy = edit_and_resend(store, refused, STAFF)
    assert copy.id != refused
    submit_application(store, copy, STAFF)
    assert synchronise(store, server).accepted == 1
    summary = queries.queue_summary(store, datetime.now(UTC))
    assert (summary.created, summary.accepted, summary.rejected, summary.waiting) == (2, 1, 1, 0)


def test_the_same_key_with_another_body_is_a_conflict_shown_with_both_hashes(store: Store, server: FaultServer) -> None:
    application_id = submitted(store)
    hashes = {"stored": "a" * 64, "received": "b" * 64}
    server.behave = lambda asked: (
        problem(ProblemCode.IDEMPOTENCY_KEY_REUSED, hashes=hashes) if asked.method == "PUT" else None
    )
    assert synchronise(store, server).conflict == 1
    found = item(store, application_id)
    assert found.row.state is OutboxState.CONFLICT
    assert found.problem is not None
    assert found.problem.hashes == hashes
    detail = queries.deal(store, application_id)
    assert detail is not None
    assert detail.timeline[-1].reason == found.row.last_problem


def test_a_request_in_progress_is_tried_again(store: Store, server: FaultServer) -> None:
    application_id = submitted(store)
    server.behave = lambda asked: problem(ProblemCode.REQUEST_IN_PROGRESS) if asked.method == "PUT" else None
    synchronise(store, server)
    assert item(store, application_id).row.state is OutboxState.QUEUED
    server.behave = lambda _asked: None
    assert synchronise(store, server).accepted == 1


def test_pictures_go_first_once_and_again_when_the_centre_has_lost_them(store: Store, server: FaultServer) -> None:
    one, two = submitted(store, JPEG + b"shared", JPEG + b"own"), submitted(store, JPEG + b"shared")
    lost = [True]

    def forgetful(asked: Asked) -> Answer | None:
        if str(one) in asked.path and lost:
            lost.clear()
            return problem(ProblemCode.IMAGES_MISSING)
        return None

    server.behave = forgetful
    synchronise(store, server)
    assert item(store, two).row.state is OutboxState.ACCEPTED
    synchronise(store, server)
    assert item(store, one).row.state is OutboxState.ACCEPTED
    paths = [asked.path for asked in server.puts()]
    assert paths[:2] == sorted(paths[:2], key=lambda path: not path.startswith("/v1/images/"))
    assert len(server.puts("/v1/images/")) == 4, "two, then both pictures of the one application again"


def test_a_refused_picture_takes_its_application_with_it_and_retry_sends_both(
    store: Store, server: FaultServer
) -> None:
    application_id = submitted(store, JPEG + b"too large")
    server.behave = lambda asked: problem(ProblemCode.TOO_LARGE) if "/images/" in asked.path else None
    synchronise(store, server)
    found = item(store, application_id)
    assert found.row.state is OutboxState.REJECTED
    assert server.puts("/v1/applications") == []

    server.behave = lambda _asked: None
    retry(store, application_id)
    assert synchronise(store, server).accepted == 2
    assert item(store, application_id).row.state is OutboxState.ACCEPTED


def test_a_row_that_was_being_sent_when_the_program_died_is_sent_again(store: Store, server: FaultServer) -> None:
    application_id = submitted(store)
    with store.write(Topic.SYNC) as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'sending'")
    assert synchronise(store, server).accepted == 1
    assert item(store, application_id).row.state is OutboxState.ACCEPTED


def test_too_many_requests_waits_as_long_as_the_centre_asks(store: Store, server: FaultServer) -> None:
    submitted(store)
    busy = problem(ProblemCode.RATE_LIMITED)
    server.behave = lambda _asked: Answer(busy.status, busy.media_type, busy.body, {"Retry-After": "120"})
    synchronise(store, server)
    summary = queries.queue_summary(store, datetime.now(UTC))
    assert summary.waiting_for is WaitingFor.PAUSED, "the centre answered: it is not the network"
    until = summary.until
    assert until is not None
    assert until > datetime.now(UTC) + timedelta(seconds=100)


def test_other_trust_anchors_than_those_pinned_are_said_and_not_taken(store: Store, server: FaultServer) -> None:
    synchronise(store, server)
    pinned = queries.trust_anchors(store)
    other = Answer(body=b'{"log_public_key":"BBBB","certificate_roots_pem":[],"test_authority":false}')
    server.behave = lambda asked: other if asked.path == "/v1/trust" else None
    assert synchronise(store, server).cause == link_faults.ANCHORS_CHANGED
    assert queries.sync_status(store).cause == link_faults.ANCHORS_CHANGED
    assert queries.trust_anchors(store) == pinned
