"""A worker that is killed (-9) anywhere in a decision: the next one finishes it, exactly once in effect."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import requests
from sqlalchemy import func, select

from paddock.central.applications.models import ApplicationRecord, SourceAnswerRecord
from paddock.central.assembly import create_provider_app
from paddock.central.centre import Centre
from paddock.central.changes.models import ChangeRecord
from paddock.central.consents.models import SourceQuery
from paddock.central.migrations.run import upgrade
from paddock.central.records.models import ApplicationFacts
from paddock.central.seeding import seed_sample
from paddock.central.serving import serving_beside
from paddock.central.settings import Settings
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.central.workflow.worker import prepare_workflow_store
from paddock.wire.applications import ApplicationSubmission
from tests.helpers.applications import resident_id_number, submission, vin_with_check_digit
from tests.helpers.central_server import child_environment, new_id
from tests.helpers.postgresql import new_database
from tests.helpers.received import received
from tests.helpers.rounds import TORTURE

pytestmark = [pytest.mark.timeout(600), pytest.mark.torture]

EVERYWHERE = (
    "begin_gathering before",
    "begin_gathering before commit 1",
    "begin_gathering after",
    "gather before",
    "gather before commit 1",
    "gather after commit 1",
    "gather before commit 2",
    "gather after commit 2",
    "gather after commit 3",
    "gather after",
    "begin_evaluating before",
    "begin_evaluating after",
    "decide before",
    "decide before commit 1",
    "decide after",
)
# Under `make torture` every point, on both databases; in the gate the end of every step, on SQLite.
POINTS = (
    EVERYWHERE
    if TORTURE
    else ("begin_gathering after", "gather after commit 1", "gather after commit 2", "gather after", "decide after")
)
STATES = ["received", "gathering", "evaluating", "approved"]


@dataclass
class Rig:
    """A centre whose only workers are children that die where they are told."""

    centre: Centre
    sandbox_url: str
    process: "subprocess.Popen[str]"

    def run(self, application_id: UUID, point: str) -> bool:
        """Let a child take up what is undecided; whether it lived to see everything decided."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        order = {
            "data_dir": str(self.centre.settings.data_dir),
            "database_url": self.centre.settings.database_url,
            "sandbox_url": self.sandbox_url,
            "application": str(application_id),
            "point": point,
        }
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        said = [line.strip() for line in iter(self.process.stdout.readline, "end\n") if line]
        return said == ["decided"]


@contextmanager
def rig(data_dir: Path, database_url: str) -> Iterator[Rig]:
    settings = Settings(data_dir=data_dir, database_url=database_url)
    centre = Centre.opened(settings)
    upgrade(centre.database)
    seed_sample(centre)
    prepare_workflow_store(settings)
    # Received a while ago, so that the workers' sweep takes them up at once.
    centre.clock = lambda: datetime.now(UTC) - timedelta(seconds=2)
    with (
        serving_beside(create_provider_app(settings), "provider") as url,
        subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.workflow_rig"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=child_environment({}),
        ) as process,
    ):
        yield Rig(centre, url, process)
        assert process.stdin is not None
        process.stdin.close()
        process.wait(60)
    centre.database.close()


@dataclass(frozen=True)
class Outcome:
    """What became of all applications, one for each point."""

    centre: Centre
    applications: dict[str, UUID]
    charges: dict[str, int]
    died: set[str]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"] if TORTURE else ["sqlite"])
def outcome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    """Child n finishes what child n-1 died over, and dies itself over the next application."""
    url = new_database(request.getfixturevalue("postgresql_server")) if request.param == "postgresql" else ""
    with rig(tmp_path_factory.mktemp("killed"), url) as bench:
        applications: dict[str, UUID] = {}
        died = set()
        for number, point in enumerate(POINTS):
            applications[point] = received(bench.centre, one_of_its_own(number))
            if not bench.run(applications[point], point):
                died.add(point)
        assert bench.run(new_id(), "")
        charges = requests.get(bench.sandbox_url + "/sandbox/charges", timeout=30).json()
        yield Outcome(bench.centre, applications, charges, died)


def one_of_its_own(number: int) -> ApplicationSubmission:
    """A person with a car that nobody else asks about, so that no answer serves twice."""
    given = submission(
        new_id(),
        resident_id_number=resident_id_number("420106", datetime(1985, 3, 12, tzinfo=UTC).date(), 2 * number + 101),
        phone=f"1387{number:03d}1234",
        address=f"湖北省武汉市武昌区中北路{number + 100}号",
        vin=vin_with_check_digit("LSVAU2A3", f"N21{number:05d}"),
    )
    consent = given.consent.model_copy(update={"given_at": datetime.now(UTC) - timedelta(minutes=5)})
    return given.model_copy(update={"consent": consent})


@pytest.mark.parametrize("point", POINTS)
def test_a_decision_is_finished_exactly_once_in_effect(outcome: Outcome, point: str) -> None:
    assert point in outcome.died, "the worker never came to this point"
    application_id = outcome.applications[point]
    with outcome.centre.database.reading() as session:
        record = session.get_one(ApplicationRecord, application_id)
        assert [step.state for step in record.steps] == STATES
        told = select(func.count()).where(ChangeRecord.subject_id == application_id)
        assert session.scalar(told) == len(STATES)
        answers = session.scalars(select(SourceAnswerRecord).where(SourceAnswerRecord.application_id == application_id))
        assert Counter(answer.source for answer in answers) == Counter(list(SOURCES_BY_NAME))
        outcomes = select(SourceQuery.outcome).where(SourceQuery.application_id == application_id).distinct()
        assert session.scalars(outcomes).all() == ["answered"]
        assert session.get_one(ApplicationFacts, application_id).outcome == "approved"


def test_each_source_was_charged_exactly_once_for_each_application_that_asked_it(outcome: Outcome) -> None:
    asked = select(SourceQuery.source, func.count()).where(SourceQuery.cached.is_(False)).group_by(SourceQuery.source)
    with outcome.centre.database.reading() as session:
        noted = {source: count for source, count in session.execute(asked) if not SOURCES_BY_NAME[source].own}
    assert {source: count for source, count in outcome.charges.items() if count} == noted
    assert noted["credit_report"] == len(POINTS)
