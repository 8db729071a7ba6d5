"""Sustained decisions a second, sources and all: embedded on SQLite, and on PostgreSQL with 1, 2 and 4 workers.

    .venv/bin/python -m benchmarks.load [--applications N]

Not part of `make bench`: it has no baseline to be a ratio of, and takes minutes. Everything runs on this machine:
service, workers, database and the sandbox that answers for the data sources.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from paddock.central.assembly import create_provider_app
from paddock.central.serving import serving_beside
from paddock.central.settings import Settings
from paddock.domain.states import ApplicationState
from tests.helpers.central_server import CentralClient, CentralServer, central_server
from tests.helpers.central_workers import centre_with_workers
from tests.helpers.postgresql import new_database, postgresql

APPLICATIONS = 120
_SENDERS = 4
_WORKERS = (1, 2, 4)
_PHONES = ("13871234567", "13912345678", "13871239010", "13871239013")
"""Of four, one is declined and one referred."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One line of the table."""

    label: str
    decisions: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Decisions a second, from the first submission to the last decision."""
        return self.decisions / self.seconds


def rates(applications: int) -> Iterator[Rate]:
    """Every set-up in turn."""
    with _folder() as folder, central_server(folder) as server:
        yield _measured("embedded, SQLite", server, applications)
    with postgresql() as url:
        for workers in _WORKERS:
            with (
                _folder() as folder,
                serving_beside(create_provider_app(Settings(data_dir=folder)), "provider") as provider,
                centre_with_workers(folder / "centre", new_database(url), provider) as centre,
            ):
                for _ in range(workers):
                    centre.worker()
                yield _measured(f"PostgreSQL, {workers} worker{'s' * (workers > 1)}", centre.server, applications)


def _measured(label: str, server: CentralServer, applications: int) -> Rate:
    with server.client() as client:
        # Rules, card and catalogue are read by the first decision.
        client.decided(client.submit())
        begun = time.perf_counter()
        _submit(server, applications)
        while (done := _decided(client) - 1) < applications:
            time.sleep(0.2)
        return Rate(label, done, time.perf_counter() - begun)


def _submit(server: CentralServer, applications: int) -> None:
    phones = cycle(_PHONES)

    def send(phone: str) -> None:
        with server.client() as client:
            client.submit(phone=phone)

    with ThreadPoolExecutor(_SENDERS) as pool:
        list(pool.map(send, [next(phones) for _ in range(applications)]))


def _decided(client: CentralClient) -> int:
    answer = client.get("/v1/applications/known", params={"limit": 1000})
    return sum(ApplicationState(line["state"]).is_decided for line in answer.json()["applications"])


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        yield Path(folder)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applications", type=int, default=APPLICATIONS)
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'set-up':<28}{'decisions':>10}{'seconds':>10}{'a second':>10}")
    for rate in rates(given.applications):
        print(f"{rate.label:<28}{rate.decisions:>10}{rate.seconds:>10.1f}{rate.per_second:>10.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
