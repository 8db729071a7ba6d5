"""From the first question to the decision, over HTTP, on SQLite, with sources as slow as real ones.

The sandbox runs in a process of its own and takes 50 to 800 ms for each source, steady by question. The raw baseline is
the slowest one asked, asked once more by itself with a bare HTTP client in the same round. Every application is another
person with another car: nothing is served from store. Rules are compiled before, as they are in a worker that has
decided once.
"""

import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import UUID

import httpx

from benchmarks.figures import Figure
from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import Centre, chinese_date
from paddock.central.gathering.kept import kept_answers
from paddock.central.migrations.run import upgrade
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.publishing.decider import PublishedDecider
from paddock.central.risk.publishing.library import PolicyLibrary
from paddock.central.seeding import seed_sample
from paddock.central.settings import Settings
from paddock.central.sources.answers import SourceStatus
from paddock.central.sources.client import Providers, SourceClient, idempotency_key_for
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.central.sources.sandbox.latency import USUAL_MILLISECONDS, latency_seconds
from paddock.central.workflow.steps import DecisionSteps
from tests.helpers.applications import submission, vin_with_check_digit
from tests.helpers.central_server import child_environment, new_id
from tests.helpers.received import received

GOAL_RATIO = 1.3
GOAL_SECONDS = 3.0
ROUNDS = 30
NOBODY = "http://127.0.0.1:9"
DOWN = ("bureau_a", "maintenance_history")
HANGING = "credit_report"


def run() -> list[Figure]:
    """The two bars; the second with the breakers made to forget, so that every application meets the faults."""
    with tempfile.TemporaryDirectory() as folder, _sandbox() as url, _centre(Path(folder)) as centre:
        ratios, asked = _healthy(centre, url)
        broken = _broken(centre, url)
    return [
        Figure(f"evidence to decision / slowest of {asked} sources asked", median(ratios), GOAL_RATIO),
        Figure(
            "two sources down, one hanging: 99th percentile",
            broken[math.ceil(0.99 * len(broken)) - 1],
            GOAL_SECONDS,
            "s",
        ),
    ]


def _healthy(centre: Centre, url: str) -> tuple[list[float], int]:
    ratios, asked = [], 0
    with SourceClient(url) as client, httpx.Client() as bare:
        steps = _steps(centre, client)
        _decided(steps, _received(centre, 999))
        for number in range(ROUNDS):
            application_id = _received(centre, number)
            seconds = _decided(steps, application_id)
            with centre.database.reading() as session:
                submission_ = session.get_one(ApplicationRecord, application_id).submission
                answers = kept_answers(session, application_id)
            answered = [name for name, answer in answers.items() if answer.status is SourceStatus.ANSWERED]
            keys = {name: idempotency_key_for(str(application_id), SOURCES_BY_NAME[name]) for name in answered}
            over_http = [name for name in answered if name in USUAL_MILLISECONDS]  # our own records are not
            slowest = max(over_http, key=lambda name: latency_seconds(name, keys[name]))
            source = SOURCES_BY_NAME[slowest]
            body = source.query(submission_, chinese_date(centre.clock())).model_dump(mode="json")
            begun = perf_counter()
            bare.post(url + source.path, json=body, headers={"Idempotency-Key": keys[slowest]}).raise_for_status()
            ratios.append(seconds / (perf_counter() - begun))
            asked = len(answered)
    return ratios, asked


def _broken(centre: Centre, url: str) -> list[float]:
    order = {"source": HANGING, "kind": "hang", "times": 1_000_000}
    httpx.post(f"{url}/sandbox/faults", json=order).raise_for_status()
    times = []
    for number in range(ROUNDS):
        # A client of its own for each: with one for all, the breakers would spare all but the first five the wait.
        with SourceClient(Providers(url, dict.fromkeys(DOWN, NOBODY))) as client:
            times.append(_decided(_steps(centre, client), _received(centre, 100 + number)))
    return sorted(times)


_ENGINE = DecisionEngine.load()


def _steps(centre: Centre, client: SourceClient) -> DecisionSteps:
    return DecisionSteps(centre, client, PublishedDecider(centre.database, PolicyLibrary(centre.database, _ENGINE)))


def _decided(steps: DecisionSteps, application_id: UUID) -> float:
    """Seconds from the first question to the recorded decision."""
    steps.begin_gathering(application_id)
    begun = perf_counter()
    answered, asked, _ = steps.gather(application_id, 0)
    steps.begin_evaluating(application_id, answered, asked)
    steps.decide(application_id)
    return perf_counter() - begun


def _received(centre: Centre, number: int) -> UUID:
    ending = f"{4000 + number}"
    car = vin_with_check_digit("LSVAU2A3", f"N218{ending}")
    application = submission(new_id(), phone=f"1387123{ending}", vin=car, plate=f"鄂A1{ending}")
    consent = application.consent.model_copy(update={"given_at": centre.clock()})
    return received(centre, application.model_copy(update={"consent": consent}))


@contextmanager
def _centre(folder: Path) -> Iterator[Centre]:
    centre = Centre.opened(Settings(data_dir=folder))
    upgrade(centre.database)
    seed_sample(centre)
    try:
        yield centre
    finally:
        centre.database.close()


@contextmanager
def _sandbox() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "paddock.central", "sandbox", "--latency", "1", "--data-dir", folder]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=child_environment({}))
        try:
            assert process.stdout is not None
            yield str(json.loads(process.stdout.readline())["url"])
        finally:
            process.terminate()
            process.wait(20)
            if process.stdout is not None:
                process.stdout.close()
