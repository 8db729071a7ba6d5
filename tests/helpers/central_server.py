"""A real centre in a child process, for tests that talk to it over loopback."""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import requests
from uuid_utils import uuid7

from paddock.wire.applications import ApplicationView
from paddock.wire.changes import Change, ChangePage
from tests.helpers.applications import submission_body

START_SECONDS = 120


@dataclass
class CentralServer:
    """`paddock-central serve --embedded` in `data_dir`; `token` is the sample workstation's.

    `start` again after `kill` or `stop`: the same data, another port.
    """

    data_dir: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    url: str = ""
    process: "subprocess.Popen[str] | None" = None

    def start(self) -> Self:
        """Start and wait for the line that says it is ready."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "paddock.central", "serve", "--embedded", "--exit-with-parent", *self._options()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=child_environment({**self.environment, "PADDOCK_CENTRAL_WORKSTATION_TOKEN": self.token}),
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            code = self.process.wait(5)
            self._reap()
            raise RuntimeError(f"the centre did not start (exit {code}); log:\n{self.log()}")
        self.url = str(json.loads(line)["url"])
        return self

    def _options(self) -> list[str]:
        return ["--data-dir", str(self.data_dir), *self.options]

    def kill(self) -> None:
        """kill -9."""
        if self.process is not None:
            self.process.kill()
            self._reap()

    def stop(self) -> None:
        """Close its standard input, as a workstation that ends does, and wait for it to leave."""
        if self.process is None:
            return
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._reap()

    def _reap(self) -> None:
        if self.process is not None:
            self.process.wait(10)
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe is not None and not pipe.closed:
                    pipe.close()
            self.process = None

    def log(self) -> str:
        """What it logged."""
        return "\n".join(path.read_text("utf-8") for path in sorted(self.data_dir.glob("log/*.log")))

    def client(self, token: str | None = None) -> "CentralClient":
        """A client of this centre, as the sample workstation or with another token."""
        return CentralClient(self.url, self.token if token is None else token)


class CentralClient:
    """The requests a workstation makes, bare: nothing is retried or hidden."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.session = requests.Session()
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def get(self, path: str, **options: Any) -> requests.Response:
        """GET."""
        return self.session.get(self.url + path, timeout=60, **options)

    def put(self, path: str, body: bytes, key: UUID | str | None = None, **options: Any) -> requests.Response:
        """PUT raw bytes, with an Idempotency-Key if there is one."""
        headers = {"Content-Type": "application/json"} | ({} if key is None else {"Idempotency-Key": str(key)})
        return self.session.put(self.url + path, data=body, headers=headers, timeout=60, **options)

    def submit(self, application_id: UUID | None = None, **changes: str) -> UUID:
        """Send a faultless application (with `changes`) and expect its receipt."""
        application_id = application_id or new_id()
        body = submission_body(application_id, **changes)
        answer = self.put(f"/v1/applications/{application_id}", body, application_id)
        assert answer.status_code == 200, answer.text
        return application_id

    def application(self, application_id: UUID) -> ApplicationView:
        """The application as the centre has it."""
        answer = self.get(f"/v1/applications/{application_id}")
        assert answer.status_code == 200, answer.text
        return ApplicationView.model_validate_json(answer.content)

    def decided(self, application_id: UUID, seconds: float = 90) -> ApplicationView:
        """The application once it is decided."""
        deadline = time.monotonic() + seconds
        while True:
            view = self.application(application_id)
            if view.state.is_decided:
                return view
            assert time.monotonic() < deadline, f"still {view.state} after {seconds} s"
            time.sleep(0.1)

    def changes(self) -> list[Change]:
        """The whole feed."""
        changes: list[Change] = []
        cursor = ""
        while True:
            answer = self.get("/v1/changes", params={"after": cursor, "limit": 500})
            assert answer.status_code == 200, answer.text
            page = ChangePage.model_validate_json(answer.content)
            changes += page.changes
            cursor = page.cursor
            if not page.more:
                return changes


def new_id() -> UUID:
    """A UUIDv7, as a workstation makes them."""
    return UUID(bytes=uuid7().bytes)


def child_environment(given: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without settings of a centre, and with `given`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PADDOCK_", "DBOS_"))}
    return kept | dict(given)


@contextmanager
def central_server(data_dir: Path, *options: str, **settings: str) -> Iterator[CentralServer]:
    """A running embedded centre; `settings` are `PADDOCK_CENTRAL_*` variables by their lower-case names."""
    environment = {f"PADDOCK_CENTRAL_{name.upper()}": value for name, value in settings.items()}
    server = CentralServer(data_dir, environment, options)
    server.start()
    try:
        yield server
    finally:
        server.stop()
