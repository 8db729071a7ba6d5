"""The first start: from an empty profile to a usable window with the sample dealer in it, and the start after that.

`painted`: the window's frame. `usable`: the counter takes input. `stocked`: the embedded centre runs, and the sample
dealer's stock has come. The window's CPU time is printed beside, because it hardly depends on who else uses the
machine. The baseline in the same run is a bare PySide6 window's first paint, which says how fast the
machine was. A person is asked for the passphrase in between where there is no keyring; here it is in the environment.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.first_paint import bare_paint_ms
from benchmarks.windows import environment

_ROUNDS = 3
_USABLE_SECONDS = 1.5
_STOCKED_SECONDS = 15.0
_INSIDE = """
import json, sys, time
started = time.perf_counter()
from functools import partial
from pathlib import Path
from paddock.app.window import open_desk
from paddock.ui.main import run_window
profile, times = Path(sys.argv[1]), {}
def note(name):
    times.setdefault(name, time.perf_counter() - started)
    times.setdefault(name + "_cpu", time.process_time())
def prepare(shell):
    from PySide6.QtCore import QTimer
    shell.preferences.camera_source = ""
    shell.preferences.tour_offered = True
    shell.painted.connect(lambda: note("painted"))
    def look():
        page = shell.current_screen.page() if shell.current_screen else None
        if page is not None:
            note("usable")
        if "usable" in times and shell.opened_desk().office.units(""):
            note("stocked")
            print(json.dumps(times), flush=True)
            shell.close()
    timer = QTimer(shell)
    timer.setInterval(20)
    timer.timeout.connect(look)
    shell.ready.connect(timer.start)
sys.exit(run_window(partial(open_desk, profile, None), preferences_path=profile / "window.ini", prepare=prepare))
"""


def run() -> list[Figure]:
    """Medians of a first start on an empty profile; a second one on the same is printed beside (see `usable`)."""
    first: list[dict[str, float]] = []
    again: list[dict[str, float]] = []
    bare: list[float] = []
    for _round in range(_ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            bare.append(bare_paint_ms(folder) / 1000)
            first.append(_start(Path(folder) / "profile"))
            again.append(_start(Path(folder) / "profile"))
    for name, starts in (("first start", first), ("later start", again)):
        words = ", ".join(
            f"{part} {_median(starts, part):.2f} s (CPU of the window {_median(starts, f'{part}_cpu'):.2f} s)"
            for part in ("painted", "usable", "stocked")
        )
        print(f"{name}: {words}; a bare window paints after {statistics.median(bare):.2f} s")
    return [
        Figure("first start: until the counter takes input", _median(first, "usable"), _USABLE_SECONDS, "s"),
        Figure(
            "first start: until the sample dealer's stock is there", _median(first, "stocked"), _STOCKED_SECONDS, "s"
        ),
    ]


def _median(starts: list[dict[str, float]], part: str) -> float:
    return statistics.median(start[part] for start in starts)


def _start(profile: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", _INSIDE, str(profile)],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | environment(),
        cwd=Path(__file__).parents[1],
        timeout=120,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        raise RuntimeError(f"the window ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    times: dict[str, float] = json.loads(lines[-1])
    return times


if __name__ == "__main__":
    for figure in run():
        print(figure)
