"""kill -9 of the centre at random and at every point of a write, on both databases, under a workstation that sends.

What the workstation was told is true after every kill, and at the end both sides are equal: nothing lost, nothing
twice, no picture short.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Row, func, select

from paddock.app.store.models import OutboxRow
from paddock.app.store.store import Store
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import Centre
from paddock.central.changes.models import ChangeRecord
from paddock.central.identity.sample import seed_dealer
from paddock.central.identity.tokens import new_token
from paddock.central.images.models import ImageRecord
from paddock.central.images.uploads import Upload, UploadPiece
from paddock.central.migrations.run import upgrade
from paddock.central.settings import Settings
from paddock.sync.engine import Pace, SyncEngine
from paddock.wire.messages import sha256_hex
from tests.helpers.centre_rig import POINTS
from tests.helpers.postgresql import new_database, postgresql
from tests.helpers.rounds import TORTURE, rounds
from tests.helpers.workstations import JPEG, open_profile, submitted

KILLS = int(os.environ.get("PADDOCK_RUNS", rounds(9, 2500)))
"""On each of the two databases."""
SEED = int(os.environ.get("PADDOCK_SEED", "20261125"))


@dataclass
class CentreRig:
    """A `centre_rig` process and the child it runs now."""

    data_dir: Path
    database_url: str
    url: str = ""
    pid: int = 0
    process: "subprocess.Popen[str]" = field(init=False)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.centre_rig"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, point: str = "", count: int = 0) -> None:
        """Run a child that dies at `point`, or lives until it is killed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        order = {"data_dir": str(self.data_dir), "database_url": self.database_url, "point": point, "count": count}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        self.pid, self.url = said["pid"], said["url"]

    def kill(self) -> None:
        """kill -9, if it has not died by itself, and wait until it is gone."""
        assert self.process.stdout is not None
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        assert self.process.stdout.readline().strip() == "end"

    def close(self) -> None:
        """End the rig; it holds nothing that anybody needs."""
        self.process.kill()
        self.process.communicate()


@pytest.fixture(params=["sqlite", "postgresql"] if TORTURE else ["sqlite"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        yield ""
        return
    with postgresql() as server:
        yield new_database(server)


@pytest.fixture
def centre(tmp_path: Path, database_url: str) -> Iterator[Centre]:
    centre = Centre.opened(Settings(data_dir=tmp_path / "centre", database_url=database_url))
    upgrade(centre.database)
    yield centre
    centre.database.close()


@pytest.fixture
def token(centre: Centre) -> str:
    token = new_token()
    with centre.database.writing() as session:
        seed_dealer(session, centre.clock(), token)
    centre.answers.signer.published()
    return token


@pytest.fixture
def rig(centre: Centre, database_url: str) -> Iterator[CentreRig]:
    running = CentreRig(centre.settings.data_dir, database_url)
    yield running
    running.close()


@pytest.mark.torture
@pytest.mark.timeout(3 * 3600)
def test_the_centre_is_killed_and_both_sides_end_equal(
    tmp_path: Path, rig: CentreRig, centre: Centre, token: str
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - what is sent and when it is killed, repeatable
    told: set[UUID] = set()
    with open_profile(tmp_path / "profile") as store:
        engine = SyncEngine(
            store, lambda: rig.url, token, pace=Pace(row=lambda _attempts: 0.0, link=lambda _faults: 0.0)
        )
        for number in range(KILLS):
            _work(store, chance)
            point = POINTS[number % len(POINTS)] if number % 3 else ""
            rig.start(point, chance.randint(1, 3))
            killer = threading.Thread(target=_kill_later, args=(rig.pid, chance.uniform(0.0, 0.1)))
            if not point:
                killer.start()
            engine.run_once()
            if not point:
                killer.join()
            rig.kill()
            told |= _accepted(store)
            assert told <= _there(centre), f"kill {number} at {point or 'random'}: told and not there"
        rig.start()
        for _ in range(3):
            engine.run_once()
        rig.kill()
        _check_equal(store, centre)


def _work(store: Store, chance: random.Random) -> None:
    pictures = [JPEG + chance.randbytes(size) for size in chance.choice([(), (500,), (500, 900), (90_000,)])]
    submitted(store, *pictures)


def _kill_later(pid: int, seconds: float) -> None:
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _rows(store: Store) -> Sequence[Row[UUID, str, str, str]]:
    table = OutboxRow.__table__.c
    with store.read() as connection:
        return connection.execute(select(table.id, table.kind, table.state, table.body_sha256)).all()


def _accepted(store: Store) -> set[UUID]:
    return {
        row.id
        for row in _rows(store)
        if (row.kind, row.state) == (OutboxKind.APPLICATION.value, OutboxState.ACCEPTED.value)
    }


def _there(centre: Centre) -> set[UUID]:
    with centre.database.reading() as session:
        return set(session.scalars(select(ApplicationRecord.id)))


def _check_equal(store: Store, centre: Centre) -> None:
    rows = _rows(store)
    assert {row.state for row in rows} == {OutboxState.ACCEPTED.value}
    assert _accepted(store) == _there(centre)
    pictures = {row.body_sha256 for row in rows if row.kind == OutboxKind.IMAGE.value}
    with centre.database.reading() as session:
        images = session.scalars(select(ImageRecord)).all()
        assert {image.sha256 for image in images} == pictures
        assert all(sha256_hex(image.body) == image.sha256 for image in images)
        for table in (Upload, UploadPiece):
            assert session.scalar(select(func.count()).select_from(table)) == 0, "nothing half is left"
        told = session.scalar(select(func.count()).select_from(ChangeRecord).where(ChangeRecord.kind == "application"))
        assert told == len(_there(centre)), "each was received once"
