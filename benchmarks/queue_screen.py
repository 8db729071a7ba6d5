"""The queue's screen with ten thousand requests and fifty thousand pictures: from the act until rows are painted.

Told is the computing of the whole process, database and GUI together, so that a busy machine does not count.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from benchmarks.windows import INSIDE, PASSPHRASE, in_window

if TYPE_CHECKING:
    from paddock.ui.shell import Shell

APPLICATIONS, PICTURES = 10_000, 5
_ROUNDS = 7
_MOST_MS = 100.0


def run() -> list[Figure]:
    """The median, and the first visit, which makes the screen."""
    from paddock.app.store.opening import open_store  # noqa: PLC0415 - not inside the window's process
    from tests.helpers.months import month_offline  # noqa: PLC0415 - as above

    os.environ.setdefault("PADDOCK_PASSPHRASE", PASSPHRASE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = open_store(folder / "profile")
        month_offline(store, APPLICATIONS, PICTURES, files=False)
        store.close()
        found = in_window(__spec__.name, folder)
    print(f"queue screen, 10,000 rows: first {found['first']:.0f} ms, then " + ", ".join(map(str, found["ms"])))
    return [Figure("queue screen of 10,000 rows opens", statistics.median(found["ms"]), _MOST_MS, "ms")]


def inside(folder: Path) -> int:
    """Go there and back in the real window."""
    from tests.helpers.driven_window import drive, say  # noqa: PLC0415

    def script(shell: "Shell") -> None:
        from PySide6.QtTest import QTest  # noqa: PLC0415

        times = []
        for _round in range(_ROUNDS + 1):
            shell.go("settings")
            QTest.qWait(300)
            times.append(round(_opened(shell), 1))
        say(json.dumps({"first": times[0], "ms": times[1:]}))

    return drive(folder / "profile", script)


def _opened(shell: "Shell") -> float:
    """Milliseconds of computing until the rows as they are now were shown."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from paddock.ui.screens.queue import QueueScreen  # noqa: PLC0415

    made = shell.screens.get("queue")
    if isinstance(made, QueueScreen):
        made.table.show_rows([], lambda queued: queued.outbox_id)
    start = time.process_time()
    shell.go("queue")
    screen = shell.screens["queue"]
    assert isinstance(screen, QueueScreen)
    while not screen.table.rows.rows:
        QApplication.processEvents()
        time.sleep(0.001)
    screen.grab()
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    if sys.argv[1:2] == [INSIDE]:
        sys.exit(inside(Path(sys.argv[2])))
    for figure in run():
        print(figure)
