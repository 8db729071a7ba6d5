"""A real window in a process of its own, offscreen, that can be killed: `python -m tests.helpers.window_process`.

Run by tests. The window works on the profile given; on its standard input it takes one command a line, written in
Python over `shell`, and prints the `repr` of its value. Nothing of the window is replaced but the engine, which is not
there; the camera is none.
"""

import json
import os
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any, Self

_SCREEN = {"name": "one", "x": 0, "y": 0, "width": 1920, "height": 1080}
_SCREEN |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


class WindowProcess:
    """The window of `profile`, driven from here."""

    def __init__(self, profile: Path, passphrase: str) -> None:
        screens = profile.parent / "screens.json"
        screens.write_text(json.dumps({"screens": [_SCREEN]}), "utf-8")
        environment = os.environ | {
            "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
            "PADDOCK_PASSPHRASE": passphrase,
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.window_process", str(profile)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def __enter__(self) -> Self:
        assert self._line() == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def ask(self, command: str) -> str:
        """The `repr` of what `command` (an expression over `shell`) gives in the window's process."""
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self._line()

    def wait(self, command: str, seconds: float = 20) -> None:
        """Until `command` is true; the window's own event loop looks."""
        answer = self.ask(f"until(lambda: bool({command}), {seconds})")
        assert answer == "True", f"{command} did not become true within {seconds} s: {answer}"

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait(10)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")


def main() -> int:  # noqa: C901 - small parts that all need what is imported only in the child
    """The window's side."""
    from PySide6.QtCore import QObject, QTimer, Signal  # noqa: PLC0415 - only in the child
    from PySide6.QtTest import QTest  # noqa: PLC0415

    from paddock.app.capture.process.client import CaptureProcess  # noqa: PLC0415
    from paddock.app.store.opening import open_store  # noqa: PLC0415
    from paddock.domain.application_draft import FieldPath  # noqa: PLC0415
    from paddock.ui.desk import AskPassphrase, Desk, desk_of  # noqa: PLC0415
    from paddock.ui.main import run_window  # noqa: PLC0415
    from paddock.ui.shell import Shell  # noqa: PLC0415
    from tests.helpers.doctors import doctor_of  # noqa: PLC0415
    from tests.ui.conftest import NoSync  # noqa: PLC0415

    profile = Path(sys.argv[1])
    store = open_store(profile)

    class Commands(QObject):
        """Lines from standard input, answered on the GUI thread."""

        came = Signal(str)

        def __init__(self, shell: Shell) -> None:
            super().__init__(shell)
            self._names: dict[str, Any] = {"shell": shell, "FieldPath": FieldPath, "QTest": QTest, "until": until}
            self.came.connect(self._answer)
            threading.Thread(target=self._read, daemon=True).start()

        def _read(self) -> None:
            for line in sys.stdin:
                self.came.emit(line)

        def _answer(self, line: str) -> None:
            try:
                answer = repr(eval(line, self._names))  # noqa: S307 - the test is the one that asks
            except Exception:  # noqa: BLE001 - told to the test, which would wait for ever
                answer = "failed: " + traceback.format_exc().replace("\n", " | ")
            print(answer, flush=True)  # noqa: T201 - the answer

    def until(holds: Any, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while not holds() and time.monotonic() < deadline:
            QTest.qWait(10)
        return bool(holds())

    def open_desk(_ask: AskPassphrase) -> Desk:
        return desk_of(
            store,
            staff_name="李娜",
            sync=NoSync(),
            capture=CaptureProcess(),
            doctor=doctor_of(store),
            centre_address="embedded",
            embedded_centre=True,
        )

    def prepare(shell: Shell) -> None:
        shell.preferences.camera_source = ""

        def ready() -> None:
            Commands(shell)
            print("ready", flush=True)  # noqa: T201 - the test waits for it

        shell.ready.connect(lambda: QTimer.singleShot(0, ready))

    return run_window(open_desk, preferences_path=profile / "window.ini", prepare=prepare)


if __name__ == "__main__":
    sys.exit(main())
