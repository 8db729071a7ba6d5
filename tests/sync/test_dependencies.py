"""What goes before what, one bad row among good ones, and the dealer whose data this is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from paddock.app.services.moments import moment, new_id
from paddock.app.services.queue_actions import retry
from paddock.app.store import outbox, queries, settings
from paddock.app.store.models import ApplicationRow, OutboxRow
from paddock.app.store.outbox import NewRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.sync.client import CentreClient
from paddock.sync.engine import Pace, SyncEngine
from paddock.sync.link_faults import CANNOT_SEND
from paddock.wire.problems import ProblemCode
from tests.helpers.fault_server import Answer, FaultServer, fault_server, problem
from tests.helpers.workstations import JPEG, open_profile, submitted

OURS = "invented-token"
PACE = Pace(row=lambda _n: 0.0, link=lambda _n: 0.0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        yield running


def engine(store: Store, server: FaultServer, token: str = OURS) -> SyncEngine:
    return SyncEngine(store, server.url, token, pace=PACE)


def states(store: Store) -> dict[str, OutboxState]:
    with store.read() as connection:
        rows = connection.execute(select(OutboxRow.kind, OutboxRow.state))
        return {row.kind: OutboxState(row.state) for row in rows}


def test_what_needs_a_refused_step_is_sent_back_with_it_and_goes_again_with_it(
    store: Store, server: FaultServer
) -> None:
    application_id = submitted(store, JPEG + b"front")
    acceptance, signature = new_id(), new_id()
    with store.write(Topic.OUTBOX) as connection:
        for row_id, kind, needs in (
            (acceptance, OutboxKind.ACCEPTANCE, application_id),
            (signature, OutboxKind.SIGNATURE, acceptance),
        ):
            row = NewRow(row_id, kind, application_id, f"/v1/applications/{application_id}/{kind.value}", b"{}")
            outbox.queue(connection, row, (needs,), moment(None))
    where = f"/v1/applications/{application_id}"
    server.behave = lambda asked: problem(ProblemCode.CONSENT_MISSING) if asked.path == where else None
    engine(store, server).run_once()
    found = states(store)
    assert found == {
        "image": OutboxState.ACCEPTED,
        "application": OutboxState.REJECTED,
        "acceptance": OutboxState.REJECTED,
        "signature": OutboxState.REJECTED,
    }
    assert [asked.path for asked in server.puts("/v1/applications/")] == [f"/v1/applications/{application_id}"]
    retry(store, signature)
    assert set(states(store).values()) == {OutboxState.ACCEPTED, OutboxState.QUEUED}


def test_a_row_that_cannot_be_sent_at_all_never_holds_up_the_others(
    store: Store, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    poisoned, *others = [submitted(store) for _ in range(40)]
    put = CentreClient.put

    def broken(self: CentreClient, target: str, body: bytes, **named: Any) -> Any:
        if target.endswith(str(poisoned)):
            raise RuntimeError("a bug of ours")
        return put(self, target, body, **named)

    monkeypatch.setattr(CentreClient, "put", broken)
    report = engine(store, server).run_once()
    assert report.accepted == len(others)
    item = queries.queue_item(store, poisoned)
    assert item is not None
    assert (item.row.state, item.row.last_problem) == (OutboxState.QUEUED, CANNOT_SEND)


def test_the_work_of_one_dealer_is_never_sent_with_the_token_of_another(store: Store, server: FaultServer) -> None:
    def me(dealer: str, name: str) -> Answer:
        body = f'{{"workstation_id": "{new_id()}", "dealer_id": "{dealer}", "dealer_name": "{name}"'
        return Answer(body=f'{body}, "staff_name": "李娜", "sandbox": false}}'.encode())

    ours, theirs = str(new_id()), str(new_id())
    server.behave = lambda asked: me(ours, "东湖一店") if asked.path == "/v1/me" else None
    engine(store, server).run_once()
    application_id = submitted(store)
    server.behave = lambda asked: me(theirs, "西湖二店") if asked.path == "/v1/me" else None
    report = engine(store, server, "theirs").run_once()
    assert report.signed_out
    assert report.cause is not None
    assert "东湖一店" in report.cause.zh
    assert "西湖二店" in report.cause.zh
    assert server.puts() == []
    server.behave = lambda asked: me(ours, "东湖一店") if asked.path == "/v1/me" else None
    assert engine(store, server, "a newer token of ours").run_once().accepted == 1
    assert queries.queue_item(store, application_id) is not None
    with store.read() as connection:
        assert settings.is_introduced(connection, "a newer token of ours")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE outbox SET body = x'00'",
        "UPDATE outbox SET target = '/v1/elsewhere'",
        "DELETE FROM outbox",
        "UPDATE outbox SET state = 'accepted'",
        "UPDATE applications SET body = '{}'",
        "DELETE FROM applications",
        "UPDATE outbox SET state = 'lost'",
        "INSERT INTO outbox_needs SELECT id, 'nobody' FROM outbox",
    ],
)
def test_the_database_itself_refuses_to_change_or_lose_a_queued_request(store: Store, statement: str) -> None:
    submitted(store)
    with pytest.raises(IntegrityError), store.write(Topic.OUTBOX) as connection:
        connection.exec_driver_sql(statement)
    with store.write(Topic.OUTBOX) as connection:
        connection.execute(update(ApplicationRow).values(updated_at=moment(None)))
