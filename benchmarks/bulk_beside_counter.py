"""How long a counter's customer waits while a batch of 5,000 comes in, against the same centre with nothing else to do.

    .venv/bin/python -m benchmarks.bulk_beside_counter [--batch N] [--customers N]

The embedded centre, the hardest case: web application, decisions and SQLite in one process. Idle and busy customers
come one after another; each is timed from its submission until the centre says it is decided. The batch is sent by a
client of its own for as long as the busy ones are timed, and goes on being decided beside them.
"""

import argparse
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from uuid import UUID

from benchmarks.figures import Figure
from paddock.wire.lanes import SubmissionBatch
from paddock.wire.messages import canonical_json
from tests.helpers.applications import submission
from tests.helpers.central_server import CentralClient, CentralServer, central_server, new_id

GOAL = 1.5
BATCH = 5_000
CUSTOMERS = 40
_LOOK_SECONDS = 0.01
_WARM = 3


@dataclass(frozen=True, slots=True)
class Beside:
    """What was measured, in seconds."""

    idle: list[float]
    busy: list[float]
    sent: int
    """Of the batch, when the last busy customer was decided."""
    decided: int
    """Of those."""

    @property
    def ratio(self) -> float:
        """95th percentile, busy over idle."""
        return p95(self.busy) / p95(self.idle)


def p95(seconds: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(seconds, n=20, method="inclusive")[-1]


def run() -> list[Figure]:
    """The ratio of the 95th percentiles, and its goal."""
    found = measure(BATCH, CUSTOMERS)
    label = f"counter p95 beside a batch ({p95(found.busy):.2f} s) / idle ({p95(found.idle):.2f} s)"
    return [Figure(label, found.ratio, GOAL)]


def measure(batch: int, customers: int) -> Beside:
    """Idle customers, then as many beside the batch."""
    with (
        tempfile.TemporaryDirectory(dir=Path.cwd()) as folder,
        central_server(Path(folder) / "centre") as server,
        server.client() as client,
    ):
        for _ in range(_WARM):
            _waited(client)
        idle = [_waited(client) for _ in range(customers)]
        sender = _Sender(server, batch)
        sender.start()
        busy = [_waited(client) for _ in range(customers)]
        sent = sender.stop()
        decided = sum(client.application(one).state.is_decided for one in sent)
    return Beside(idle, busy, len(sent), decided)


def _waited(client: CentralClient) -> float:
    begun = time.perf_counter()
    application_id = client.submit()
    while not client.application(application_id).state.is_decided:
        time.sleep(_LOOK_SECONDS)
    return time.perf_counter() - begun


class _Sender(threading.Thread):
    """Sends the batch, one after another, as the workstation's queue does."""

    def __init__(self, server: CentralServer, size: int) -> None:
        super().__init__(name="batch", daemon=True)
        self._server = server
        self._batch = SubmissionBatch(id=new_id(), size=size)
        self._sent: list[UUID] = []
        self._stop_wanted = threading.Event()

    def run(self) -> None:
        with self._server.client() as client:
            while len(self._sent) < self._batch.size and not self._stop_wanted.is_set():
                one = submission(new_id()).model_copy(update={"batch": self._batch})
                client.put(f"/v1/applications/{one.id}", canonical_json(one), one.id).raise_for_status()
                self._sent.append(one.id)

    def stop(self) -> list[UUID]:
        """End; gives what was sent."""
        self._stop_wanted.set()
        self.join()
        return self._sent


def main() -> int:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--customers", type=int, default=CUSTOMERS)
    given = parser.parse_args()
    found = measure(given.batch, given.customers)
    for label, seconds in (("idle", found.idle), ("beside the batch", found.busy)):
        print(f"{label:<18} median {median(seconds):.2f} s, p95 {p95(seconds):.2f} s")
    print(f"ratio of p95: {found.ratio:.2f} (goal {GOAL})")
    print(f"batch: {found.sent} sent meanwhile, {found.decided} of them decided")
    return 0


if __name__ == "__main__":
    sys.exit(main())
