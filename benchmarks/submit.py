"""Submitting an application against a bare two-row SQLCipher transaction on the same disk with the same bytes."""

import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure
from paddock.app.services.submission import submit_application
from paddock.app.store.engine import connect
from tests.helpers.workstations import KEY, STAFF, faultless_draft, keyed_store

ROUNDS = 12
BLOCK = 20
GOAL = 2.0
_BODY_BYTES = 1500


def run() -> list[Figure]:
    """The ratio of the medians, and its goal."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        ours, bare = _measure(Path(folder))
    return [Figure("submit / bare two-row SQLCipher transaction", ours / bare, GOAL)]


def _measure(folder: Path) -> tuple[float, float]:
    store = keyed_store(folder / "profile")
    raw = connect(folder / "bare.db", KEY)
    raw.execute("CREATE TABLE applications (id TEXT PRIMARY KEY, body TEXT)")
    raw.execute("CREATE TABLE outbox (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, body BLOB)")
    body = "x" * _BODY_BYTES

    def bare() -> None:
        key = secrets.token_hex(16)
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO applications VALUES (?, ?)", (key, body))
        raw.execute("INSERT INTO outbox (id, body) VALUES (?, ?)", (key, body.encode()))
        raw.execute("COMMIT")

    drafts = iter([faultless_draft(store) for _ in range((ROUNDS + 1) * BLOCK)])
    ours: list[float] = []
    others: list[float] = []

    def submit() -> None:
        submit_application(store, next(drafts), STAFF)

    try:
        _timed(submit)
        # Block by block, so that the disk's moods meet both and neither waits for the other's flush.
        for _ in range(ROUNDS):
            ours += _timed(submit)
            others += _timed(bare)
    finally:
        store.close()
        raw.close()
    return statistics.median(ours), statistics.median(others)


def _timed(act: Callable[[], object]) -> list[float]:
    """Seconds of each of a block of acts, without the first, which meets the other's flush."""
    seconds = []
    for _ in range(BLOCK):
        start = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - start)
    return seconds[1:]


if __name__ == "__main__":
    print(run())
