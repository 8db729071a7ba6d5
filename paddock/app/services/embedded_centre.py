"""The centre beside this workstation: the same service, in a child process on loopback, for trials and training.

The child lives as long as its standard input: when this process ends, however it ends, the operating system closes
the pipe and the child leaves. A child that dies is started again, on the same data and another port.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

TOKEN_VARIABLE = "PADDOCK_CENTRAL_WORKSTATION_TOKEN"  # noqa: S105 - the name of the variable
KEY_VARIABLE = "PADDOCK_CENTRAL_DATABASE_KEY"
_RESTART_SECONDS = 2.0
_DATABASE_STEP = "database"
_STEPS = {
    _DATABASE_STEP: Sentence(
        "正在准备样板经销商 1/3: 建立中心数据库", "Preparing the sample dealer 1/3: the centre's database"
    ),
    "sample": Sentence("正在准备样板经销商 2/3: 载入店员与样车", "Preparing the sample dealer 2/3: staff and cars"),
    "service": Sentence("正在准备样板经销商 3/3: 启动服务", "Preparing the sample dealer 3/3: starting the service"),
}
"""What a first start does, by what the child calls it."""
_STOP_SECONDS = 10.0


class EmbeddedCentre:
    """One child process with its data in `data_dir`, which takes requests that show `token`.

    `database_key` (32 bytes) encrypts its database: on this machine it holds the customers' data like our own does.
    """

    def __init__(self, data_dir: Path, token: str, database_key: bytes) -> None:
        self._data_dir = data_dir
        self._secrets = {TOKEN_VARIABLE: token, KEY_VARIABLE: database_key.hex()}
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        self._url: str | None = None
        self._preparing: Sentence | None = None
        self._failure = ""
        self._failures = 0
        self._child: subprocess.Popen[bytes] | None = None
        self._asked_to_leave: subprocess.Popen[bytes] | None = None
        """A child whose end is no failure: `restart` wants another."""
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str | None:
        """Its address; None while it is starting."""
        return self._url

    @property
    def preparing(self) -> Sentence | None:
        """What its first start is doing now; None: it has started before, or it runs."""
        return self._preparing

    @property
    def is_started(self) -> bool:
        """Whether `start` was called and `stop` was not."""
        return self._thread is not None

    def start(self) -> None:
        """Begin to start it; returns at once."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._keep_running, name="paddock-embedded-centre", daemon=True)
        self._thread.start()

    def wait_until_ready(self, seconds: float) -> str:
        """Its address, as soon as it has one.

        Raises:
            EnvironmentFault: it did not start; the sentence carries what it said.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._url is not None or self._failures > 0, timeout=seconds)
            if self._url is None:
                raise EnvironmentFault(
                    Sentence(
                        f"内置中心未能启动 ({self._failure or '超时'}), 请查看 {self._data_dir / 'log'} 或用 --central "
                        "指定中心地址",
                        f"The embedded centre did not start ({self._failure or 'no answer in time'}): "
                        f"look into {self._data_dir / 'log'}, or name a centre with --central",
                    )
                )
            return self._url

    def stop(self) -> None:
        """Ask it to leave by closing its standard input, and wait."""
        self._stopping.set()
        child = self._child
        if child is not None:
            _let_go(child)
        if self._thread is not None:
            self._thread.join(timeout=_STOP_SECONDS)
            if self._thread.is_alive() and child is not None:
                child.kill()
                self._thread.join(timeout=_STOP_SECONDS)
            self._thread = None

    def restart(self, seconds: float) -> str:
        """Let the child leave and start another on the same data; returns its address.

        Raises:
            EnvironmentFault: the new one did not start within `seconds`.
        """
        child = self._child
        with self._changed:
            self._url, self._failures, self._failure = None, 0, ""
            self._asked_to_leave = child
        if child is not None:
            _let_go(child)
            try:
                child.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
        if not self.is_started:
            self.start()
        return self.wait_until_ready(seconds)

    def _keep_running(self) -> None:
        while not self._stopping.is_set():
            try:
                self._run_child()
            except OSError as error:
                self._note_end(str(error))
            self._stopping.wait(_RESTART_SECONDS if self._failures else 0.0)

    def _run_child(self) -> None:
        is_first = not self._data_dir.exists()
        self._data_dir.mkdir(parents=True, exist_ok=True)
        self._preparing = _STEPS[_DATABASE_STEP] if is_first else None
        command = [sys.executable, "-m", "paddock.central", "serve", "--embedded", "--exit-with-parent", "--tell-steps"]
        with subprocess.Popen(  # noqa: S603 - no part of the command comes from outside
            [*command, "--data-dir", str(self._data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment() | self._secrets,
        ) as child:
            self._child = child
            if self._stopping.is_set():
                _let_go(child)
            said: list[bytes] = []
            listener = threading.Thread(target=_keep_last_lines, args=(child, said), daemon=True)
            listener.start()
            self._read_output(child)
            child.wait()
            listener.join(timeout=1)
        self._child = None
        if child is self._asked_to_leave:
            self._asked_to_leave = None
        else:
            self._note_end(b" ".join(said).decode("utf-8", "replace").strip() or f"exit {child.returncode}")

    def _read_output(self, child: "subprocess.Popen[bytes]") -> None:
        if child.stdout is None:
            return
        for line in child.stdout:
            with contextlib.suppress(ValueError, KeyError, TypeError):
                told = json.loads(line)
                if "step" in told:
                    self._preparing = self._preparing and _STEPS[told["step"]]
                    continue
                url = str(told["url"])
                with self._changed:
                    self._url, self._failures, self._preparing = url, 0, None
                    self._changed.notify_all()

    def _note_end(self, why: str) -> None:
        with self._changed:
            self._url = self._preparing = None
            self._failure = why
            self._failures += 1
            self._changed.notify_all()


def _let_go(child: "subprocess.Popen[bytes]") -> None:
    """Close the child's standard input: it leaves, whatever it does."""
    if child.stdin is not None:
        with contextlib.suppress(OSError):
            child.stdin.close()


def _keep_last_lines(child: "subprocess.Popen[bytes]", said: list[bytes]) -> None:
    if child.stderr is None:
        return
    for line in child.stderr:
        said.append(line.strip())
        del said[:-3]


def _environment() -> dict[str, str]:
    """Ours, without the secrets the centre has no business with."""
    return {name: value for name, value in os.environ.items() if name not in {"PADDOCK_PASSPHRASE", "PADDOCK_TOKEN"}}
