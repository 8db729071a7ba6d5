"""A full disk, a bug, a worker that cannot decide: a problem document, nothing personal in a log, nothing lost."""

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from paddock.central.app import create_app
from paddock.central.centre import Centre
from paddock.central.migrations.run import upgrade
from paddock.central.risk.publishing.decider import Decided, ToDecide
from paddock.central.seeding import seed_sample
from paddock.central.serving import serving_beside
from paddock.central.settings import Settings
from paddock.central.sources.client import SourceClient
from paddock.central.workflow.steps import DecisionSteps
from paddock.domain.states import ApplicationState
from paddock.wire.problems import Problem, ProblemCode, Remedy
from tests.helpers.central_server import CentralClient

IMAGE = b"\xff\xd8\xff" + bytes(300_000)


class Bench:
    def __init__(self, centre: Centre, client: CentralClient) -> None:
        self.centre = centre
        self.client = client

    def put_image(self) -> Problem | None:
        answer = self.client.put(f"/v1/images/{hashlib.sha256(IMAGE).hexdigest()}", IMAGE)
        return None if answer.status_code == 200 else Problem.model_validate_json(answer.content)


@pytest.fixture
def bench(data_dir: Path) -> Iterator[Bench]:
    centre = Centre.opened(Settings(data_dir=data_dir))
    upgrade(centre.database)
    token = seed_sample(centre)[0].token
    assert token is not None
    app = create_app(centre)

    @app.get("/v1/bug")
    def bug() -> None:
        raise KeyError("王小川 420106198503121371")

    with serving_beside(app, "centre") as url, CentralClient(url, token) as client:
        yield Bench(centre, client)
    centre.database.close()


def test_a_full_disk_is_said_and_over_when_it_is_over(bench: Bench) -> None:
    engine = bench.centre.database.engine
    pages = [1]

    @event.listens_for(engine, "checkout")
    def limit(connection: Connection, *_: object) -> None:
        # SQLite's own "disk full": no page more than there are.
        connection.execute(f"PRAGMA max_page_count={pages[0]}")

    problem = bench.put_image()
    assert problem is not None
    assert (problem.code, problem.remedy, problem.status) == (ProblemCode.UNAVAILABLE, Remedy.RETRY, 503)
    pages[0] = 1_000_000
    assert bench.put_image() is None


def test_a_bug_is_a_problem_document_and_its_text_is_not_logged(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = bench.client.get("/v1/bug")
    problem = Problem.model_validate_json(answer.content)
    assert (answer.status_code, problem.code, problem.remedy) == (500, ProblemCode.INTERNAL, Remedy.RETRY)
    assert "KeyError" in caplog.text
    assert "bug:" in caplog.text
    assert "王小川" not in caplog.text + answer.text


class BrokenMaker:
    """A rule set that cannot be evaluated."""

    def declines_for_good(self, case: ToDecide, answers: object, now: datetime) -> bool:
        raise ZeroDivisionError(case, answers, now)

    def decide(self, case: ToDecide, answers: object, now: datetime) -> Decided:
        raise ZeroDivisionError(case, answers, now)

    def keep(self, session: Session, application_id: UUID, decided: Decided, now: datetime) -> None:
        raise AssertionError((session, application_id, decided, now))

    def kept(self, decided: Decided) -> None:
        raise AssertionError(decided)


def test_an_application_that_cannot_be_decided_goes_to_a_person(bench: Bench) -> None:
    application_id = bench.client.submit()
    with SourceClient("http://127.0.0.1:9") as sources:
        steps = DecisionSteps(bench.centre, sources, BrokenMaker())
        steps.begin_gathering(application_id)
        steps.begin_evaluating(application_id, 0, 9)
        assert steps.decide(application_id) == "referred"
        assert steps.decide(application_id) == "referred"
    view = bench.client.application(application_id)
    assert (view.state, view.version, view.decision) == (ApplicationState.REFERRED, 4, None)
    assert "人工" in view.timeline[-1].reason.zh
