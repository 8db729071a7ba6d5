"""Draining the outbox with the engine against a bare requests loop sending the same number to the same centre."""

import tempfile
import time
from pathlib import Path
from uuid import UUID

import requests

from benchmarks.figures import Figure
from paddock.app.store.queue_queries import queue_rows
from paddock.sync.engine import SyncEngine
from tests.helpers.applications import submission_body
from tests.helpers.central_server import CentralServer, central_server, new_id
from tests.helpers.workstations import open_profile, submitted

ROWS = 200
GOAL = 0.7


def run() -> list[Figure]:
    """The engine's rate over the bare loop's, and its goal; both send to one real centre without a worker."""
    with (
        tempfile.TemporaryDirectory(dir=Path.cwd()) as folder,
        # No worker: the decisions would run beside whichever loop came first.
        central_server(Path(folder) / "central", "--no-worker") as centre,
    ):
        _bare_seconds(centre, 20)
        bare = _bare_seconds(centre, ROWS // 2)
        engine = _engine_seconds(centre, Path(folder) / "profile")
        bare += _bare_seconds(centre, ROWS // 2)
    return [Figure("sync drain rate / bare requests loop", bare / engine, GOAL, at_least=True)]


def _bare_seconds(centre: CentralServer, count: int) -> float:
    bodies: list[tuple[UUID, bytes]] = [(key, submission_body(key)) for key in (new_id() for _ in range(count))]
    with requests.Session() as session:
        session.trust_env = False
        session.headers.update({"Authorization": f"Bearer {centre.token}", "Content-Type": "application/json"})
        start = time.perf_counter()
        for key, body in bodies:
            answer = session.put(
                f"{centre.url}/v1/applications/{key}", data=body, headers={"Idempotency-Key": str(key)}, timeout=30
            )
            assert answer.status_code == 200, answer.text
        return time.perf_counter() - start


def _engine_seconds(centre: CentralServer, profile: Path) -> float:
    with open_profile(profile) as store:
        SyncEngine(store, centre.url, centre.token).run_once()
        for _ in range(ROWS):
            submitted(store)
        engine = SyncEngine(store, centre.url, centre.token)
        client = engine._current_client()  # noqa: SLF001 - the drain alone, without the pull after it
        assert client is not None
        start = time.perf_counter()
        tally = engine._sender.drain(client)  # noqa: SLF001
        seconds = time.perf_counter() - start
        client.close()
        assert tally.accepted == ROWS == len(queue_rows(store))
    return seconds


if __name__ == "__main__":
    print(run())
