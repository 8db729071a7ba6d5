"""What the tests of the capture process share: pictures it reads, ears for its cameras, ways to wait for it."""

import contextlib
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from paddock.app.capture.camera_callbacks import CameraCallbacks
from paddock.app.capture.process.client import CaptureProcess, Patience
from paddock.domain.errors import PaddockError
from tests.helpers.renders import code_label, invented_vin, seeded

VIN = invented_vin(seeded(90))
RIG = [sys.executable, "-m", "tests.helpers.capture_rig"]
QUICK = Patience(read=2.5, decode=2.5, device=10.0)


def png(picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    return cv2.imencode(".png", picture)[1].tobytes()


LABEL = png(code_label(VIN, "Code128"))
"""Read by its code alone, in milliseconds."""


class Eyes:
    """What a camera told, and a way to wait for it."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, object]] = []
        self._news = threading.Condition()

    def callbacks(self) -> CameraCallbacks:
        return CameraCallbacks(
            frame=self._keep("frame"),
            found=self._keep("found"),
            fault=self._keep("fault"),
            candidate=self._keep("candidate"),
            ended=lambda: self._keep("ended")(None),
            interrupted=lambda: self._keep("interrupted")(None),
            resumed=lambda: self._keep("resumed")(None),
        )

    def told(self, what: str) -> list[object]:
        with self._news:
            return [value for name, value in self.heard if name == what]

    def wait_for(self, what: str, times: int = 1, seconds: float = 30.0) -> list[object]:
        with self._news:
            assert self._news.wait_for(lambda: self._count(what) >= times, seconds), self.heard
        return self.told(what)

    def _count(self, what: str) -> int:
        return sum(name == what for name, _value in self.heard)

    def _keep(self, what: str) -> Callable[[object], None]:
        def keep(value: object) -> None:
            with self._news:
                self.heard.append((what, value))
                self._news.notify_all()

        return keep


def running(capture: CaptureProcess) -> int:
    """The number of the running process, waiting for it to be started again."""
    capture.decode(LABEL, "alive")
    process = capture.process_id
    assert process is not None
    return process


def gone(process: int, seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if Path(f"/proc/{process}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0] != "Z":
                time.sleep(0.02)
                continue
        return True
    return False


def in_thread(work: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    """Start `work`; its result or its error comes into the list."""
    results: list[object] = []

    def run() -> None:
        try:
            results.append(work())
        except PaddockError as error:
            results.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, results


def folder_of(path: Path, *pictures: bytes) -> str:
    path.mkdir()
    for number, picture in enumerate(pictures):
        (path / f"{number:03}.png").write_bytes(picture)
    return str(path)


def endless_video(path: Path, width: int = 640) -> str:
    """A minute and a half of one label: as good as a camera that stays."""
    picture = np.full((480, width, 3), 90, np.uint8)
    label = cv2.resize(code_label(VIN, "Code128"), (width - 20, 160))
    picture[160:320, 10 : width - 10] = label
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 5.0, (width, 480))
    for _frame in range(450):
        writer.write(picture)
    writer.release()
    return str(path)
