"""Whatever is killed, every received application is decided, once."""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
import requests

from paddock.central.app import create_app
from paddock.central.assembly import create_provider_app
from paddock.central.centre import Centre
from paddock.central.migrations.run import upgrade
from paddock.central.seeding import seed_sample
from paddock.central.serving import serving_beside
from paddock.central.settings import Settings
from paddock.central.sources.declarations import OWN_SOURCES
from paddock.domain.states import ApplicationState
from paddock.wire.applications import KnownApplicationPage
from tests.helpers.applications import submission_body, vin_with_check_digit
from tests.helpers.central_server import CentralClient, central_server, new_id
from tests.helpers.central_workers import centre_with_workers
from tests.helpers.postgresql import new_database

pytestmark = pytest.mark.timeout(300)

STEPS_OF_A_DECISION = [ApplicationState.RECEIVED, ApplicationState.GATHERING, ApplicationState.EVALUATING]


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[str]:
    """A sandbox provider that outlives the centres that ask it."""
    with serving_beside(create_provider_app(Settings(data_dir=tmp_path)), "provider") as url:
        yield url


def make_slow(provider: str, source: str, seconds: float, times: int) -> None:
    order = {"source": source, "kind": "slow", "delay_seconds": seconds, "times": times}
    requests.post(provider + "/sandbox/faults", json=order, timeout=5).raise_for_status()


def charges(provider: str) -> dict[str, int]:
    answer = requests.get(provider + "/sandbox/charges", timeout=5)
    return {str(name): int(count) for name, count in answer.json().items() if count}


def wait_for(client: CentralClient, application_id: UUID, state: ApplicationState) -> None:
    deadline = time.monotonic() + 60
    while client.application(application_id).state is not state:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def decided_once(client: CentralClient, application_id: UUID) -> None:
    """Decided, with every step once in the timeline and once in the feed."""
    view = client.decided(application_id)
    states = [step.state for step in view.timeline]
    assert states[:-1] == STEPS_OF_A_DECISION
    assert view.decision is not None
    told = [
        change.application.version
        for change in client.changes()
        if change.application is not None and change.application.id == application_id
    ]
    assert told == [1, 2, 3, 4]


def test_a_centre_killed_in_mid_decision_finishes_it_after_its_start(data_dir: Path, provider: str) -> None:
    # Long enough to be seen gathering on a slow machine; the answer after the restart is quick.
    make_slow(provider, "credit_report", 5, times=1)
    with central_server(data_dir, sandbox_url=provider) as server:
        with server.client() as client:
            application_id = client.submit()
            wait_for(client, application_id, ApplicationState.GATHERING)
            time.sleep(0.3)
        server.kill()
        server.start()
        with server.client() as client:
            decided_once(client, application_id)
    # Asked again with the same key: paid for once.
    assert set(charges(provider).values()) == {1}


def test_an_application_without_a_workflow_is_swept_up(data_dir: Path) -> None:
    centre = Centre.opened(Settings(data_dir=data_dir))
    upgrade(centre.database)
    token = seed_sample(centre)[0].token
    assert token is not None
    # This process keeps the application and "dies" before it starts the workflow.
    with serving_beside(create_app(centre), "centre") as url, CentralClient(url, token) as client:
        application_id = client.submit()
    centre.database.close()
    with central_server(data_dir, sweep_seconds="0.5") as server, server.client() as client:
        decided_once(client, application_id)


def test_no_acknowledged_application_is_lost_or_doubled_over_kills(data_dir: Path) -> None:
    acknowledged: set[UUID] = set()
    unsure: set[UUID] = set()
    dice = random.Random(20261123)  # noqa: S311 no secret
    with central_server(data_dir, sweep_seconds="0.5") as server:
        for _ in range(2):
            stop = threading.Event()

            def send(stop: threading.Event = stop) -> None:
                with server.client() as client:
                    while not stop.is_set():
                        application_id = new_id()
                        unsure.add(application_id)
                        try:
                            answer = client.put(
                                f"/v1/applications/{application_id}", submission_body(application_id), application_id
                            )
                        except requests.ConnectionError:
                            return
                        assert answer.status_code == 200
                        acknowledged.add(application_id)

            thread = threading.Thread(target=send)
            thread.start()
            enough, deadline = len(acknowledged) + 6, time.monotonic() + 30
            while len(acknowledged) < enough and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(dice.random() * 0.3)
            server.kill()
            stop.set()
            thread.join(10)
            server.start()
        with server.client() as client:
            answer = client.get("/v1/applications/known", params={"limit": 1000})
            page = KnownApplicationPage.model_validate_json(answer.content)
            assert not page.more
            kept = [line.id for line in page.applications]
            assert len(acknowledged) > 10
            assert acknowledged <= set(kept) <= unsure
            assert len(kept) == len(set(kept))
            for application_id in kept:
                client.decided(application_id)
            told = Counter(
                (change.application.id, change.application.version)
                for change in client.changes()
                if change.application is not None
            )
    assert set(told.values()) == {1}
    assert len(told) == 4 * len(kept)


def asked_of(database_url: str) -> dict[str, tuple[int, int]]:
    """How often the ledger says each provider was asked and has answered; the place is one question for all."""
    elsewhere = sorted(source.name for source in OWN_SOURCES if source.name != "regional_economy")
    with psycopg.connect(database_url) as connection:
        query = """SELECT source, count(*), count(*) FILTER (WHERE outcome = 'answered') FROM source_queries
                   WHERE source = ANY(%s) AND NOT cached GROUP BY source"""
        rows = connection.execute(query, (elsewhere,)).fetchall()
    return {str(source): (int(asked), int(answered)) for source, asked, answered in rows}


def pending_of(database_url: str, slot: str) -> int:
    with psycopg.connect(database_url) as connection:
        query = "SELECT count(*) FROM dbos.workflow_status WHERE status = 'PENDING' AND executor_id = %s"
        row = connection.execute(query, (slot,)).fetchone()
        return int(row[0]) if row else 0


def test_a_worker_killed_in_mid_decision_has_its_work_finished_by_the_other(
    data_dir: Path, provider: str, postgresql_server: str
) -> None:
    database_url = new_database(postgresql_server)
    make_slow(provider, "credit_report", 3, times=12)
    with centre_with_workers(data_dir, database_url, provider) as centre, centre.server.client() as client:
        first, second = centre.worker(), centre.worker()
        assert {first.slot, second.slot} == {"slot-1", "slot-2"}
        # Ten people with ten cars: an answer to the same question would serve again.
        sent = [
            client.submit(
                phone=f"1387123{serial}", vin=vin_with_check_digit("LSVAU2A3", f"N218{serial}"), plate=f"鄂A1{serial}"
            )
            for serial in range(4001, 4011)
        ]
        deadline = time.monotonic() + 60
        while not (pending_of(database_url, first.slot) and pending_of(database_url, second.slot)):
            assert time.monotonic() < deadline, "both workers should have work"
            time.sleep(0.05)
        orphaned = pending_of(database_url, first.slot)
        first.kill()
        for application_id in sent:
            decided_once(client, application_id)
        assert orphaned > 0
        # Exactly once for each answer; a question that ended in vain on a busy machine may not have come through.
        charged = charges(provider)
        for source, (asked, answered) in asked_of(database_url).items():
            assert answered <= charged[source] <= asked == len(sent)
        # The freed slot goes to the next worker that comes.
        assert centre.worker().slot == first.slot
        assert pending_of(database_url, first.slot) == 0


def test_the_last_worker_standing_finishes_everything(data_dir: Path, provider: str, postgresql_server: str) -> None:
    """Also when the dead one's slot is never claimed again as anybody's own."""
    database_url = new_database(postgresql_server)
    make_slow(provider, "court_enforcement", 4, times=1)
    with centre_with_workers(data_dir, database_url, provider) as centre, centre.server.client() as client:
        doomed = centre.worker()
        application_id = client.submit()
        deadline = time.monotonic() + 60
        while pending_of(database_url, doomed.slot) == 0:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        survivor = centre.worker()
        doomed.kill()
        decided_once(client, application_id)
        assert survivor.slot != doomed.slot


def test_nothing_personal_is_in_any_log(data_dir: Path) -> None:
    with central_server(data_dir) as server, server.client() as client:
        client.decided(client.submit())
        client.put(f"/v1/applications/{new_id()}", submission_body(), new_id())
        log = server.log()
    for secret in ("王小川", "420106", "13871234567", server.token):
        assert secret not in log
    for path in Path(data_dir).rglob("*.db*"):
        assert server.token.encode() not in path.read_bytes(), os.fspath(path)
