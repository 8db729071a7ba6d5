"""A workstation of another protocol: one that is too old is told to update, and keeps what it has not sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from paddock.app.store import queries
from paddock.app.store.views import OutboxState
from paddock.central.app import create_app
from paddock.central.centre import Centre
from paddock.central.protocol import ProtocolGate
from paddock.central.serving import serving_beside
from paddock.central.settings import Settings
from paddock.central.tables import METADATA
from paddock.sync.engine import SyncEngine
from paddock.wire.problems import PROBLEMS, Problem, ProblemCode, Remedy
from paddock.wire.protocol import PROTOCOL, PROTOCOL_HEADER
from tests.helpers.central_server import CentralClient
from tests.helpers.fault_server import Answer, Asked, fault_server, problem
from tests.helpers.workstations import open_profile, submitted


@pytest.fixture
def centre(data_dir: Path) -> Iterator[Centre]:
    centre = Centre.opened(Settings(data_dir=data_dir))
    METADATA.create_all(centre.database.engine)
    yield centre
    centre.database.close()


def test_only_workstations_below_the_oldest_protocol_are_turned_away(centre: Centre) -> None:
    app = create_app(centre)
    app.add_middleware(ProtocolGate, oldest=3)
    with serving_beside(app, "centre") as url, CentralClient(url, "") as client:
        for said in ({}, {PROTOCOL_HEADER: "2"}, {PROTOCOL_HEADER: "nonsense"}):
            answer = client.get("/v1/me", headers=said)
            assert answer.status_code == 426
            problem = Problem.model_validate_json(answer.content)
            assert (problem.code, problem.remedy) == (ProblemCode.UPDATE_REQUIRED, Remedy.UPDATE)
            assert answer.headers["Upgrade"] == "Paddock/3"
        for number in ("3", "4"):
            answer = client.get("/v1/me", headers={PROTOCOL_HEADER: number})
            assert (answer.status_code, answer.headers[PROTOCOL_HEADER]) == (401, f"3-{PROTOCOL}")
        assert client.get("/v1/health").status_code == 200
        assert client.get("/v1/desk/cases").status_code == 404, "not served here, and not turned away"


def test_a_workstation_of_before_the_header_goes_on_working(centre: Centre) -> None:
    with serving_beside(create_app(centre), "centre") as url, CentralClient(url, "") as client:
        assert client.get("/v1/me").status_code == 401


def test_a_workstation_that_is_told_to_update_keeps_its_work(tmp_path: Path) -> None:
    def too_old(_asked: Asked) -> Answer:
        return problem(ProblemCode.UPDATE_REQUIRED)

    with fault_server() as server, open_profile(tmp_path / "profile") as store:
        submitted(store)
        submitted(store)
        server.behave = too_old
        engine = SyncEngine(store, server.url, "token")
        report = engine.run_once()
        assert report.cause == PROBLEMS[ProblemCode.UPDATE_REQUIRED].sentence
        assert len(server.puts()) == 1, "the others would be told the same"
        assert {row.state for row in queries.queue_rows(store)} == {OutboxState.QUEUED}
        # The update is installed: everything is sent.
        server.behave = lambda _asked: None
        assert engine.run_once().accepted == 2
