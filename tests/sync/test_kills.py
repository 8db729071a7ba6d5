"""kill -9 at random and at chosen points of submit and sync: nothing acknowledged is lost, nothing is doubled."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

import pytest

from paddock.app.store import queries
from paddock.app.store.engine import connect
from paddock.app.store.opening import DATABASE
from paddock.app.store.views import OutboxState
from paddock.sync.engine import SyncEngine
from tests.helpers.central_server import CentralServer, central_server
from tests.helpers.rounds import rounds
from tests.helpers.workstations import KEY, open_profile

SUBMIT_POINTS = ("before_commit", "after_commit", "before_rename")
SYNC_POINTS = ("after_put", "while_taking", "while_settling", "before_commit", "after_commit", "while_applying")
RANDOM_KILLS = rounds(6, 1250)
SEED = 20261123


class Rig:
    """A `kill_rig` process; `run` lets one child act and kills it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.kill_rig"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, order: Mapping[str, object], kill_after: float | None = None) -> list[str]:
        """What the child acknowledged before it died: after `kill_after` seconds, at its point, or by itself."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(dict(order)) + "\n")
        self.process.stdin.flush()
        pid = int(self.process.stdout.readline().removeprefix("pid "))
        if kill_after is not None:
            time.sleep(kill_after)
            with contextlib.suppress(ProcessLookupError):  # it had finished, and the rig has reaped it
                os.kill(pid, signal.SIGKILL)
        said = []
        while (line := self.process.stdout.readline().strip()) != "end":
            said.append(line)
        return said

    def close(self) -> None:
        """Let the rig end."""
        self.process.communicate(timeout=10)


@pytest.fixture
def rig() -> Iterator[Rig]:
    running = Rig()
    yield running
    running.close()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[CentralServer]:
    with central_server(tmp_path / "central") as running:
        yield running


def known_at_centre(centre: CentralServer) -> list[UUID]:
    with centre.client() as client:
        return [change.application.id for change in client.changes() if change.application]


@pytest.mark.torture
@pytest.mark.timeout(3 * 3600)
def test_nothing_is_lost_and_nothing_is_doubled_over_kills(tmp_path: Path, rig: Rig, centre: CentralServer) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the times of the kills, repeatable
    profile = tmp_path / "profile"
    acknowledged: set[UUID] = set()
    submit: dict[str, object] = {"act": "submit", "profile": str(profile)}
    sync: dict[str, object] = {"act": "sync", "profile": str(profile), "url": centre.url, "token": centre.token}
    kills = 0

    def killed(order: Mapping[str, object], kill_after: float | None = None) -> None:
        nonlocal kills
        said = rig.run(order, kill_after)
        acknowledged.update(UUID(line.removeprefix("submitted ")) for line in said if line.startswith("submitted "))
        kills += 1

    for round_number in range(RANDOM_KILLS):
        killed(submit, chance.uniform(0.0, 0.15))
        killed(sync, chance.uniform(0.0, 0.25))
        point = SUBMIT_POINTS[round_number % len(SUBMIT_POINTS)]
        killed(submit | {"point": point, "count": chance.randint(1, 6)})
        point = SYNC_POINTS[round_number % len(SYNC_POINTS)]
        killed(sync | {"point": point, "count": chance.randint(1, 3)})
    assert kills == 4 * RANDOM_KILLS
    # The points alone leave several; how much the random kills leave depends on how fast the machine is.
    assert len(acknowledged) >= RANDOM_KILLS // 2, "the children did work before they died"

    raw = connect(profile / DATABASE, KEY)
    assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()
    with open_profile(profile) as store:
        engine = SyncEngine(store, centre.url, centre.token)
        for _ in range(3):
            engine.run_once()
        rows = queries.queue_rows(store, limit=100_000)
        cards = queries.deal_cards(store, limit=100_000)
    here = [row.application_id for row in rows]
    assert {row.state for row in rows} == {OutboxState.ACCEPTED}
    assert len(here) == len(set(here))
    assert acknowledged <= set(here), "what was acknowledged is there"
    assert len(here) - len(acknowledged) <= kills, "at most the one act a kill interrupted was not yet acknowledged"
    there = known_at_centre(centre)
    assert set(there) == set(here), "both sides count the same"
    assert len({card.application_id for card in cards}) == len(cards) == len(here)
