"""A centre of several processes on PostgreSQL: one that serves, and workers that can be killed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.helpers.central_server import START_SECONDS, CentralServer, child_environment


@dataclass
class Worker:
    """`paddock-central worker`; `slot` is the executor slot it says it holds."""

    data_dir: Path
    environment: Mapping[str, str]
    slot: str = ""
    _process: "subprocess.Popen[str] | None" = None
    _ready: threading.Event = field(default_factory=threading.Event)

    def start(self) -> "Worker":
        """Start and wait until it holds a slot."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "paddock.central", "worker", "--data-dir", str(self.data_dir)],
            stderr=subprocess.PIPE,
            text=True,
            env=child_environment(self.environment),
        )
        threading.Thread(target=self._listen, daemon=True).start()
        if not self._ready.wait(START_SECONDS):
            self.stop()
            raise RuntimeError("the worker got no slot")
        return self

    def _listen(self) -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if " holds " in line:
                self.slot = line.split()[-1]
                self._ready.set()

    def kill(self) -> None:
        """kill -9."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        os.kill(self._process.pid, number)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
        if self._process.stderr is not None:
            self._process.stderr.close()
        self._process = None


@dataclass
class WorkerCentre:
    """The serving process, and a way to start workers beside it."""

    server: CentralServer
    environment: Mapping[str, str]
    _stack: ExitStack

    def worker(self) -> Worker:
        """One more running worker, ended with the centre."""
        worker = Worker(self.server.data_dir, self.environment).start()
        self._stack.callback(worker.stop)
        return worker


@contextmanager
def centre_with_workers(data_dir: Path, database_url: str, sandbox_url: str) -> Iterator[WorkerCentre]:
    """A centre on PostgreSQL whose serving process decides nothing itself."""
    environment = {
        "PADDOCK_CENTRAL_DATABASE_URL": database_url,
        "PADDOCK_CENTRAL_SANDBOX_URL": sandbox_url,
        "PADDOCK_CENTRAL_SWEEP_SECONDS": "1",
    }
    with ExitStack() as stack:
        server = CentralServer(data_dir, environment, ("--no-worker",))
        server.start()
        stack.callback(server.stop)
        yield WorkerCentre(server, environment, stack)
