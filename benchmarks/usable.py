"""From the start of `paddock` until a VIN that is typed at the counter has been taken over by the deal.

The real front door with a profile that was opened before, its embedded centre starting beside it; in turn a bare
PySide6 window with one input, from the start of its process too. Seconds are those on the clock; what the process
computed itself is printed beside them, because a busy machine stretches the clock and not that.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from benchmarks.figures import Figure
from benchmarks.windows import INSIDE, environment, prepare_profile

if TYPE_CHECKING:
    from paddock.ui.shell import Shell

_ROUNDS = 7
_SECONDS = 1.5
_SUITABLE_RATIO = 6.0
"""No bar of the issue: what the bar of seconds comes to where a bare window takes a quarter of a second."""
_VIN = "LSVAU2A37N2183294"
_LOOK_MS = 5
_BARE = f"""
import json, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
app = QApplication([])
window, line = QMainWindow(), QLineEdit()
window.setCentralWidget(line)
window.resize(1440, 900)
window.show()
def type_it():
    QTest.keyClicks(line, "{_VIN}")
    print(json.dumps({{"seconds": time.monotonic() - float(sys.argv[1]), "computed": time.process_time()}}), flush=True)
    app.quit()
QTimer.singleShot(0, type_it)
app.exec()
"""


def run() -> list[Figure]:
    """The median start of ours in seconds, and against the bare window's."""
    ours: list[dict[str, float]] = []
    bare: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare_profile(folder)
        # The first start fills the embedded centre and compiles what was edited since; it is not counted.
        _started(["-m", __spec__.name, INSIDE, str(folder)])
        for _round in range(_ROUNDS):
            bare.append(_started(["-c", _BARE]))
            ours.append(_started(["-m", __spec__.name, INSIDE, str(folder)]))
    parts = ", ".join(f"{part} {_median(ours, part):.2f} s" for part in ("painted", "ready", "seconds"))
    fastest = min(one["seconds"] for one in ours)
    print(
        f"usable: {parts}, computed {_median(ours, 'computed'):.2f} s; fastest {fastest:.2f} s; a bare window "
        f"{_median(bare, 'seconds'):.2f} s, computed {_median(bare, 'computed'):.2f} s"
    )
    return [
        Figure("usable after the start, a VIN taken over", _median(ours, "seconds"), _SECONDS, "s"),
        Figure(
            "usable / bare PySide6 window with one input",
            _median(ours, "seconds") / _median(bare, "seconds"),
            _SUITABLE_RATIO,
        ),
    ]


def inside(folder: Path) -> int:
    """Open the window as `paddock` does, type as soon as there is a counter, and say when it was taken over."""
    # In the order of the front door, which imports the window only when no verb was given.
    from paddock.app.__main__ import main  # noqa: PLC0415, I001
    from paddock.app import window  # noqa: PLC0415
    from paddock.ui.main import run_window  # noqa: PLC0415

    told: dict[str, float] = {}

    def prepare(shell: "Shell") -> None:
        from PySide6.QtCore import QTimer  # noqa: PLC0415

        look = QTimer(shell)
        look.setInterval(_LOOK_MS)

        def see() -> None:
            if not _type_vin(shell):
                return
            look.stop()
            told["seconds"], told["computed"] = _since_start(), time.process_time()
            print(json.dumps(told), flush=True)
            shell.close()

        def ready() -> None:
            told["ready"] = _since_start()
            look.start()

        look.timeout.connect(see)
        shell.painted.connect(lambda: told.update(painted=_since_start()))
        shell.ready.connect(ready)

    with (
        patch.object(window, "run_window", partial(run_window, prepare=prepare)),
        suppress(SystemExit),
    ):
        main(["--profile", str(folder / "profile")])
    return 0 if told else 1


def _type_vin(shell: "Shell") -> bool:
    """Type where the cursor stands, once it stands in the field; whether the deal has it."""
    from PySide6.QtTest import QTest  # noqa: PLC0415

    from paddock.domain.application_draft import FieldPath  # noqa: PLC0415
    from paddock.ui.screens.counter.screen import CounterScreen  # noqa: PLC0415

    counter = shell.screens.get("counter")
    page = counter.page() if isinstance(counter, CounterScreen) else None
    if page is None:
        return False
    if not page.deal.draft.text(FieldPath.VIN):
        field = page.steps.scan().boxes[FieldPath.VIN].editor
        QTest.keyClicks(field.focusProxy() or field, _VIN)
    return page.deal.draft.text(FieldPath.VIN) == _VIN


def _since_start() -> float:
    """Seconds since whoever measures started this process; the system's clock is the same for both."""
    return time.monotonic() - float(sys.argv[-1])


def _started(arguments: list[str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, *arguments, str(time.monotonic())],
        check=True,
        capture_output=True,
        text=True,
        env=environment(),
        cwd=Path(__file__).parents[1],
        timeout=120,
    )
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _median(taken: list[dict[str, float]], part: str) -> float:
    return statistics.median(one[part] for one in taken)


if __name__ == "__main__":
    if INSIDE in sys.argv:
        sys.exit(inside(Path(sys.argv[2])))
    for figure in run():
        print(figure)
