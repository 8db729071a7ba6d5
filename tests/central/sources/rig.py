"""A centre on SQLite with one received application, and a provider in process that breaks as it is told."""

import asyncio
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import httpx

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import Centre
from paddock.central.migrations.run import upgrade
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.publishing.decider import PublishedDecider
from paddock.central.risk.publishing.library import PolicyLibrary
from paddock.central.seeding import seed_sample
from paddock.central.settings import Settings
from paddock.central.sources.client import AS_OF_HEADER, SANDBOX_HEADER, SourceClient
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.central.sources.sandbox import sandbox_answer
from paddock.central.workflow.steps import DecisionSteps
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Decision
from tests.helpers.applications import submission
from tests.helpers.central_server import new_id
from tests.helpers.received import received

ENGINE = DecisionEngine.load()
BREAK = Callable[[], httpx.Response]


@dataclass
class Provider:
    """Answers as the sandbox does; `broken` sources answer otherwise, `late` ones after so many seconds.

    `stale` ones answer with data that are too old, `partial` ones leave a field out.
    """

    broken: dict[str, BREAK] = field(default_factory=dict)
    late: dict[str, float] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)
    partial: set[str] = field(default_factory=set)
    keys: dict[str, list[str]] = field(default_factory=dict)
    on_question: Callable[[str], None] = lambda _source: None

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        source = request.url.path.rpartition("/")[2]
        self.keys.setdefault(source, []).append(request.headers["Idempotency-Key"])
        self.on_question(source)
        if source in self.late:
            await asyncio.sleep(self.late[source])
        if source in self.broken:
            return self.broken[source]()
        age = SOURCES_BY_NAME[source].max_age + timedelta(days=1) if source in self.stale else timedelta(0)
        headers = {AS_OF_HEADER: (datetime.now(UTC) - age).isoformat(), SANDBOX_HEADER: "true"}
        answer = sandbox_answer(source, json.loads(request.content))
        if source in self.partial:
            answer.pop(next(iter(answer)))
        return httpx.Response(200, json=answer, headers=headers)

    @property
    def asked(self) -> set[str]:
        return set(self.keys)

    def charged(self) -> Counter[str]:
        """Different keys by source: what a provider charges for."""
        return Counter({source: len(set(keys)) for source, keys in self.keys.items()})


@dataclass
class Rig:
    centre: Centre
    provider: Provider
    steps: DecisionSteps

    def received(self, application: ApplicationSubmission | None = None) -> UUID:
        """A received application."""
        return received(self.centre, application or submission(new_id()))

    def decided(self, application_id: UUID) -> Decision:
        """Brought through every step."""
        self.steps.begin_gathering(application_id)
        answered, asked, _again = self.steps.gather(application_id, 0)
        self.steps.begin_evaluating(application_id, answered, asked)
        self.steps.decide(application_id)
        with self.centre.database.reading() as session:
            decision = session.get_one(ApplicationRecord, application_id).decision
        assert decision is not None
        return decision


async def at_once(_seconds: float) -> None:
    """No pause between tries."""


@cache
def seeded() -> tuple[TemporaryDirectory[str], Path]:
    """A migrated and seeded database, made once in a process; removed with it."""
    folder = TemporaryDirectory(prefix="paddock-rig-")
    centre = Centre.opened(Settings(data_dir=Path(folder.name)))
    upgrade(centre.database)
    seed_sample(centre)
    centre.database.close()
    return folder, Path(folder.name) / "central.db"


@contextmanager
def rig(data_dir: Path, clock: Callable[[], datetime] | None = None) -> Iterator[Rig]:
    data_dir.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(seeded()[1], data_dir / "central.db")
    centre = Centre.opened(Settings(data_dir=data_dir))
    if clock is not None:
        centre.clock = clock
    provider = Provider()
    maker = PublishedDecider(centre.database, PolicyLibrary(centre.database, ENGINE))
    try:
        with SourceClient("http://p.invalid", transport=httpx.MockTransport(provider), pause=at_once) as client:
            yield Rig(centre, provider, DecisionSteps(centre, client, maker))
    finally:
        centre.database.close()


def consented(application: ApplicationSubmission, given_at: datetime | None = None) -> ApplicationSubmission:
    """The application with a consent given now."""
    consent = application.consent.model_copy(update={"given_at": given_at or datetime.now(UTC) - timedelta(minutes=5)})
    return application.model_copy(update={"consent": consent})
