"""Ten thousand applications with five pictures each in the queue, against a day's two hundred: does it work alike?

The queue's page, its sums and the taking of the next requests are told as ratios of what they cost with a day's work;
submitting too. Then the engine sends ten thousand of them to a real centre, and its memory is looked at.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks.figures import Figure
from paddock.app.store import ledger, outbox, queries
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import QueuePart
from paddock.sync.engine import SyncEngine
from tests.helpers.central_server import central_server
from tests.helpers.months import month_offline
from tests.helpers.workstations import open_profile, submitted

DAY, MONTH = 200, 10_000
PICTURES = 5
ROUNDS = 9
_PAGE_MS = 100.0
_LIKE = 3.0
_GROWTH_MB = 20.0
_FIRST = 1000


def run() -> list[Figure]:
    """The page in milliseconds, the others as ratios, and the growth of the engine's memory."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        day = _times(Path(folder) / "day", DAY)
        month = _times(Path(folder) / "month", MONTH)
        growth = _growth(Path(folder))
    print(f"day: {_words(day)}\nmonth: {_words(month)}")
    return [
        Figure("queue page of 10,000 requests", month["page"] * 1000, _PAGE_MS, "ms"),
        *(
            Figure(f"{name} with 60,000 rows / with a day's", month[name] / day[name], _LIKE)
            for name in ("submit", "take", "summary")
        ),
        Figure(f"engine's memory from {_FIRST} to {MONTH} sent", growth, _GROWTH_MB, "MB"),
    ]


def _times(profile: Path, applications: int) -> dict[str, float]:
    with open_profile(profile) as store:
        month_offline(store, applications, PICTURES, files=False)
        return {
            "page": _median(lambda: queries.queue_page(store, QueuePart.ALL)),
            "summary": _median(lambda: queries.queue_summary(store, datetime.now(UTC))),
            "ledger": _median(lambda: ledger.ledger(store)),
            "take": _median(lambda: _take(store)),
            "submit": _median(lambda: submitted(store)),
        }


def _take(store: Store) -> None:
    with store.write(Topic.SYNC) as connection:
        outbox.give_back(connection, [row.id for row in outbox.take_ready(connection, datetime.now(UTC), 32)])


def _median(act: Callable[[], object]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _words(times: dict[str, float]) -> str:
    return ", ".join(f"{name} {seconds * 1000:.1f} ms" for name, seconds in times.items())


def _growth(folder: Path) -> float:
    """Megabytes the process grew by while the last nine of ten thousand requests were sent."""
    process = psutil.Process(os.getpid())
    at: list[float] = []
    with central_server(folder / "central", "--no-worker") as centre, open_profile(folder / "sending") as store:
        for number in (_FIRST, MONTH - _FIRST):
            month_offline(store, number, 0)
            report = SyncEngine(store, centre.url, centre.token).run_once()
            assert report.accepted == number, report
            at.append(process.memory_info().rss / 2**20)
    return at[1] - at[0]


if __name__ == "__main__":
    for figure in run():
        print(figure)
