"""Runs a worker of the centre in forked children, so that a test can kill -9 it at any step of a decision.

Started as `python -m tests.helpers.workflow_rig`. One line of JSON in, `{"data_dir", "database_url", "sandbox_url",
"application", "point"}`; a child is forked, takes up whatever is undecided, and prints `decided` once all is; with a
point it kills itself with SIGKILL where the decision on `application` comes to it. The rig prints `end` once the child
is gone.

A point is `STEP before`, `STEP after` (its work is committed and its mark is not made), `STEP before commit N` or
`STEP after commit N`.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from paddock.central.applications.models import UNDECIDED, ApplicationRecord
from paddock.central.assembly import providers_of
from paddock.central.centre import Centre
from paddock.central.database import Database
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.publishing.decider import PublishedDecider
from paddock.central.risk.publishing.library import PolicyLibrary
from paddock.central.settings import Settings
from paddock.central.sources.client import Fetched, Question, SourceClient
from paddock.central.workflow.steps import DecisionSteps
from paddock.central.workflow.worker import DecisionWorker

PATIENCE_SECONDS = 120
_here = threading.local()


class PatientClient(SourceClient):
    """Waits for a source as long as it takes: what is tested is not how busy this machine is."""

    def start(self, question: Question) -> "Future[Fetched]":
        """Ask without any hurry."""
        patient = replace(question.source, time_limit_seconds=PATIENCE_SECONDS, hedge_after_seconds=None)
        return super().start(replace(question, source=patient, limit_seconds=None))


def main() -> None:
    """Serve lines until standard input ends."""
    engine = DecisionEngine.load()  # once, for all children
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _child(order, engine)
        os.waitpid(pid, 0)
        _say("end")


def _child(order: dict[str, Any], engine: DecisionEngine) -> None:
    settings = Settings(
        data_dir=Path(order["data_dir"]),
        database_url=order["database_url"],
        sandbox_url=order["sandbox_url"],
        sweep_seconds=0.1,
    )
    centre = Centre.opened(settings)
    if order["point"]:
        _die_at(order["point"], UUID(order["application"]))
    client = PatientClient(providers_of(settings))
    maker = PublishedDecider(centre.database, PolicyLibrary(centre.database, engine))
    DecisionWorker(centre, DecisionSteps(centre, client, maker), lambda: os._exit(3)).start()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if order["point"]:
            time.sleep(0.05)  # its end comes from within
            continue
        with centre.database.reading() as session:
            waiting = session.scalar(select(func.count()).where(ApplicationRecord.state.in_(UNDECIDED)))
        if not waiting:
            _say("decided")
            os._exit(0)
        time.sleep(0.05)
    os._exit(4)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_at(point: str, doomed: UUID) -> None:
    name, _, where = point.partition(" ")
    step = getattr(DecisionSteps, name)

    def step_and_die(self: DecisionSteps, application_id: UUID, *rest: Any) -> Any:
        if application_id != doomed:
            return step(self, application_id, *rest)
        if where == "before":
            _die()
        _here.commits = 0
        result = step(self, application_id, *rest)
        del _here.commits
        if where == "after":
            _die()
        return result

    setattr(DecisionSteps, name, step_and_die)
    if "commit" in where:
        _around_commits(int(where.rpartition(" ")[2]), before=where.startswith("before"))


def _around_commits(number: int, *, before: bool) -> None:
    write: Callable[[Database], Any] = Database.writing

    @contextmanager
    def write_and_die(self: Database) -> Iterator[Session]:
        counted = hasattr(_here, "commits")
        if counted:
            _here.commits += 1
        with write(self) as session:
            yield session
            if counted and before and number == _here.commits:
                _die()
        if counted and not before and number == _here.commits:
            _die()

    Database.writing = write_and_die  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
