"""The real window of this process, as `paddock` opens it, driven by a script instead of a person.

Imports no decoder: what it measures and looks at is what a person's window has loaded.
"""

import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from paddock.app.window import open_desk
from paddock.ui.main import run_window
from paddock.ui.shell import Shell

_STEP_MS = 5


def drive(profile: Path, script: Callable[[Shell], object], central_url: str | None = None) -> int:
    """Open the window on `profile`, run `script` once it is ready, close it; returns 0, or 1 for a failed script.

    `script` runs on the GUI thread, like what a person does, and waits with `wait_until`.
    """
    failed: list[BaseException] = []

    def play(shell: Shell) -> None:
        try:
            script(shell)
        except BaseException as error:  # noqa: BLE001 - said below, and the window has to close
            traceback.print_exc()
            failed.append(error)
        shell.close()
        QApplication.quit()

    def prepare(shell: Shell) -> None:
        shell.preferences.camera_source = ""
        # Nobody is there to answer the offer, which would lie over everything.
        shell.preferences.tour_offered = True
        shell.ready.connect(lambda: QTimer.singleShot(0, partial(play, shell)))

    run_window(partial(open_desk, profile, central_url), preferences_path=profile / "window.ini", prepare=prepare)
    return 1 if failed else 0


def wait_until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Let the window live until `condition` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s: {condition}")
        pause(_STEP_MS)


def pause(milliseconds: int) -> None:
    """Let the window live so long, in an event loop as it has one itself: `QTest.qWait` sleeps ten at a time."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    # What the script itself let go of would else stay until it ends: Qt waits for the loop that is outside of it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def say(line: object) -> None:
    """Print a line for whoever started this process."""
    print(line, flush=True, file=sys.stdout)  # noqa: T201
