"""A working hour compressed into a minute on the real window: does it ever stand still, and what does it weigh after?

Deals are scanned, typed, submitted, decided and signed against a real embedded centre; a video plays as the camera;
stock, queue, contracts and all other screens are looked through; the palette is asked. A beat of five milliseconds on
the event loop tells how late the window is; what the machine kept it waiting is taken off (`tests.ui.watchdog`). A bare
window beats beside it in another process, for comparison, with nothing taken off of either.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Figure
from benchmarks.windows import INSIDE, environment, in_window, keep_texts, prepare_profile

if TYPE_CHECKING:
    from paddock.ui.shell import Shell

_P99_MS = 25.0
_MOST_MS = 80.0
_MOST_MB = 250.0
_BARE = """
import json, sys, time
from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
late, last = [], [time.perf_counter()]
def beat():
    now = time.perf_counter()
    late.append((now - last[0]) * 1000 - 5)
    last[0] = now
timer = QTimer()
timer.setInterval(5)
timer.timeout.connect(beat)
timer.start()
end = QSocketNotifier(0, QSocketNotifier.Type.Read)
end.activated.connect(app.quit)
app.exec()
late.sort()
print(json.dumps({"p99": late[int(len(late) * 0.99)], "most": late[-1]}))
"""


def run() -> list[Figure]:
    """Lateness of the event loop and resident memory of the window's process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare_profile(folder)
        keep_texts(folder)
        _take_pictures(folder)
        with subprocess.Popen(
            [sys.executable, "-c", _BARE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
        ) as bare:
            try:
                found = in_window(__spec__.name, folder)
            finally:
                beside = json.loads(bare.communicate("\n")[0])
    print(
        f"an hour in {found['seconds']:.0f} s, {found['beats']} beats: p99 {found['p99']:.1f} ms, most "
        f"{found['most']:.0f} ms; elapsed p99 {found['raw_p99']:.1f}, most {found['raw_most']:.0f}; "
        f"a bare window beside it p99 {beside['p99']:.1f}, most {beside['most']:.0f}"
    )
    for stack in found["stacks"]:
        print(stack)
    return [
        Figure("event loop over a working hour, 99th percentile late", found["p99"], _P99_MS, "ms"),
        Figure("event loop over a working hour, most late", found["most"], _MOST_MS, "ms"),
        Figure("resident memory after the working hour", found["mb"], _MOST_MB, "MB"),
    ]


def inside(folder: Path) -> int:
    """Work the hour in the real window and print what was seen."""
    import time  # noqa: PLC0415

    from paddock.ui.binding import leave_sources_unread  # noqa: PLC0415
    from tests.helpers.driven_window import drive, say  # noqa: PLC0415

    # As `paddock` does: Qt is there, and nothing of the screens yet.
    leave_sources_unread()
    from benchmarks.acts import Clerk  # noqa: PLC0415
    from benchmarks.windows import resident_mb  # noqa: PLC0415
    from tests.ui.watchdog import Watchdog  # noqa: PLC0415

    def script(shell: "Shell") -> None:
        clerk = Clerk(shell, folder)
        clerk.wait_for_centre()
        dog, began = Watchdog(_MOST_MS), time.monotonic()
        dog.start()
        clerk.work()
        dog.stop()
        ours = sorted(gap.ours_ms for gap in dog.gaps)
        raw = sorted(gap.long_ms for gap in dog.gaps)
        found: dict[str, Any] = {
            "seconds": time.monotonic() - began,
            "beats": len(ours),
            "p99": _percentile(ours),
            "most": ours[-1],
            "raw_p99": _percentile(raw),
            "raw_most": raw[-1],
            "mb": resident_mb(),
            "stacks": dog.stacks if ours[-1] > _MOST_MS else [],
        }
        say(json.dumps(found))

    return drive(folder / "profile", script)


def _percentile(ordered: list[float]) -> float:
    return ordered[int(len(ordered) * 0.99)]


def _take_pictures(folder: Path) -> None:
    """Photos of two customers with their cars, and a video of a label that plays as the camera."""
    import cv2  # noqa: PLC0415 - not inside the window's process
    import numpy as np  # noqa: PLC0415

    from tests.helpers.renders import (  # noqa: PLC0415
        code_label,
        id_back,
        id_front,
        invented_person,
        invented_vin,
        nameplate,
        on_table,
        seeded,
    )

    rng = seeded(71)
    for number in range(2):
        person, photos = invented_person(rng), folder / f"photos{number}"
        photos.mkdir()
        cv2.imwrite(str(photos / "front.jpg"), on_table(id_front(person), 0.6, number))
        cv2.imwrite(str(photos / "back.jpg"), on_table(id_back(person), 0.6, number))
        cv2.imwrite(str(photos / "plate.jpg"), nameplate(invented_vin(rng)))
    label = cv2.resize(code_label(invented_vin(rng), "Code128"), (900, 250))
    video = cv2.VideoWriter(str(folder / "camera.avi"), cv2.VideoWriter.fourcc(*"MJPG"), 25.0, (1280, 720))
    for at in range(250):
        frame = np.full((720, 1280, 3), 90, np.uint8)
        frame[200 + at % 40 : 450 + at % 40, 150:1050] = label
        video.write(frame)
    video.release()


if __name__ == "__main__":
    if INSIDE in sys.argv:
        sys.exit(inside(Path(sys.argv[2])))
    for figure in run():
        print(figure)
