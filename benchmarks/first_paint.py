"""First paint of our window against a bare PySide6 window, each in a fresh process, from start to first paint event.

The first paint has the shell's surfaces; its words follow in the next frame, which is timed and printed beside it. Both
run from compiled bytecode, as installed: `tools/install` compiles ours, pip compiled PySide6.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure

_ROUNDS = 15
_GOAL = 1.2
_WATCH = """
import sys, time
started = time.perf_counter()
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            # Measured when the first paint is done, not when it begins.
            QTimer.singleShot(0, self.done)
            self.window.removeEventFilter(self)
        return False
    def done(self):
        print((time.perf_counter() - started) * 1000, flush=True)
        self.app.quit()
"""
_BARE = (
    _WATCH
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
"""
)
_OURS = (
    _WATCH
    + """
from pathlib import Path
from paddock.ui.main import paint_shell
app, window = paint_shell(Path(sys.argv[1]) / "window.ini")
window.resize(1440, 900)
"""
)
_WORDS = (
    _OURS
    + """
def furnish():
    from paddock.ui.main import furnish
    furnish(app, window)
    app.processEvents()
    watch.done()
window.painted.connect(furnish)
"""
)
_SHOW = """
watch = Watch()
watch.app, watch.window = app, window
window.installEventFilter(watch)
window.show()
app.exec()
"""


def run() -> list[Figure]:
    """One line: the median first paint of our window over that of the bare one, and the goal."""
    ours, bare, words = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        # The first start compiles what was edited since; it is not counted.
        _milliseconds(_OURS + _SHOW, folder)
        # In turn, so that a busy moment of the machine falls on both.
        for _round in range(_ROUNDS):
            bare.append(bare_paint_ms(folder))
            ours.append(_milliseconds(_OURS + _SHOW, folder))
            words.append(_milliseconds(_WORDS + _SHOW.replace("window.installEventFilter(watch)", ""), folder))
    ms = [round(statistics.median(times)) for times in (ours, words, bare)]
    print(f"first paint: ours {ms[0]} ms, its words {ms[1]} ms, bare {ms[2]} ms")
    return [
        Figure(
            "first paint of the window / bare PySide6 window", statistics.median(ours) / statistics.median(bare), _GOAL
        )
    ]


def bare_paint_ms(folder: str) -> float:
    """The first paint of a bare PySide6 window in a fresh process: how fast the machine is now."""
    return _milliseconds(_BARE + _SHOW, folder)


def _milliseconds(code: str, folder: str) -> float:
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", code, folder],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[1],
        timeout=60,
    )
    return float(done.stdout)


if __name__ == "__main__":
    for figure in run():
        print(figure)
