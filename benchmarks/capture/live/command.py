"""`python -m benchmarks.capture live`: barcode frames a second at 1280 × 720, and how late the window is meanwhile.

A video with another label in each frame plays as the camera, so that every frame in which a code is read is told as a
new VIN: what is counted has gone all the way from the frame to the window, with its picture as JPEG. In the second
scene every other frame shows print alone, so that the recognition networks work beside the codes.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from benchmarks.capture.of_process import processor_seconds
from benchmarks.figures import Figure
from paddock.app.capture.camera_callbacks import CameraCallbacks
from paddock.app.capture.process.client import CaptureProcess
from paddock.app.capture.results import Sighting
from paddock.ui.bridge import LatestRelay
from paddock.ui.widgets.picture import PictureStage, image_of
from tests.helpers.renders import Picture, code_label, invented_vin, nameplate, seeded

_FRAME: Final = (1280, 720)
_RATE: Final = 30.0
_LABELS: Final = 40
_BEAT_MS: Final = 5


def video(path: Path, seconds: float, *, with_print: bool) -> Path:
    """Write labels that change with every frame; `with_print`: every other frame is a nameplate."""
    rng = seeded(77)
    labels = [_framed(code_label(invented_vin(rng), ("Code128", "Code39")[number % 2])) for number in range(_LABELS)]
    plates = [_framed(nameplate(invented_vin(rng), 1000)) for _number in range(4)] if with_print else labels
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), _RATE, _FRAME)
    for number in range(int(seconds * _RATE)):
        shown = plates if number % 2 and with_print else labels
        writer.write(shown[number // (2 if with_print else 1) % len(shown)])
    writer.release()
    return path


class Window(QObject):
    """Shows the frames, and beats every five milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = PictureStage()
        self.stage.resize(900, 600)
        self.stage.show()
        self.late: list[float] = []
        self.found = self.shown = 0
        self.ended = False
        self.frames: LatestRelay[QImage] = LatestRelay(self, self._show)
        self._last, self._computed = time.perf_counter(), time.thread_time()
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._tick)
        self._beat.start(_BEAT_MS)

    def callbacks(self) -> CameraCallbacks:
        """What the camera tells."""
        return CameraCallbacks(
            frame=lambda pixels: self.frames(image_of(pixels)), found=self._found, fault=self._end, ended=self._end
        )

    def _found(self, _sighting: Sighting) -> None:
        self.found += 1

    def _end(self, *_why: object) -> None:
        self.ended = True

    def _show(self, image: QImage) -> None:
        self.shown += 1
        self.stage.show_frame(image)

    def _tick(self) -> None:
        """Late by what this thread computed: what the machine kept it waiting is taken off."""
        now, computed = time.perf_counter(), time.thread_time()
        self.late.append(min((now - self._last) * 1000 - _BEAT_MS, (computed - self._computed) * 1000))
        self._last, self._computed = now, computed


@dataclass(frozen=True)
class Seen:
    """Frames read and shown a second, processor seconds for a frame read, the beat's lateness in milliseconds."""

    read: float
    shown: float
    computed: float
    p99: float
    most: float


def measured(seconds: float, *, with_print: bool) -> Seen:
    """Play the video through the capture process into a window."""
    application = QApplication.instance() or QApplication([])
    capture = CaptureProcess()
    try:
        with tempfile.TemporaryDirectory() as name:
            path = video(Path(name) / "labels.avi", seconds + 2.0, with_print=with_print)
            capture.warm_up()
            window = Window()
            camera = capture.open_camera(str(path), window.callbacks())
            _run_for(application, window, 1.0)
            window.late.clear()
            process = capture.process_id
            assert process is not None
            before, computed = (window.found, window.shown), processor_seconds(process)
            started = time.perf_counter()
            _run_for(application, window, seconds)
            passed = time.perf_counter() - started
            computed = processor_seconds(process) - computed
            found, shown = window.found - before[0], window.shown - before[1]
            camera.stop()
    finally:
        capture.close()
    late = sorted(window.late)
    p99 = late[int(len(late) * 0.99)]
    return Seen(found / passed, shown / passed, computed / max(found, 1), p99, late[-1])


def _run_for(application: object, window: Window, seconds: float) -> None:
    assert isinstance(application, QApplication)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and not window.ended:
        application.processEvents()
        time.sleep(0.001)


def run(seconds: float = 12.0) -> list[Figure]:
    """Return the figures of both scenes."""
    labels, mixed = measured(seconds, with_print=False), measured(seconds, with_print=True)
    print(
        f"labels: {labels.read:.1f} read, {labels.shown:.1f} shown a second; by turns with print: {mixed.read:.1f} read"
    )
    return [
        Figure("frames with a code read a second at 1280 x 720", labels.read, 15.0, "/s", at_least=True),
        Figure("the capture process's time for a frame read", labels.computed * 1000, 1000 / 15, "ms"),
        Figure("the window's beat meanwhile, 99th percentile", labels.p99, 25.0, "ms"),
        Figure("the window's beat meanwhile, most", labels.most, 80.0, "ms"),
        Figure("the same beside text recognition, 99th percentile", mixed.p99, 25.0, "ms"),
        Figure("the same beside text recognition, most", mixed.most, 80.0, "ms"),
    ]


def main(arguments: list[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capture live", description=__doc__)
    parser.add_argument("--seconds", type=float, default=12.0, help="of each of the two scenes")
    for figure in run(parser.parse_args(arguments).seconds):
        print(f"{figure.label:<64}{figure.value:>9.2f} {figure.unit:<3}{'met' if figure.met else 'MISSED'}")
    return 0


def _framed(picture: Picture) -> Picture:
    scale = min(_FRAME[0] * 0.9 / picture.shape[1], _FRAME[1] * 0.9 / picture.shape[0])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    made = np.full((_FRAME[1], _FRAME[0], 3), 90, dtype=np.uint8)
    made[20 : 20 + small.shape[0], 20 : 20 + small.shape[1]] = small
    return made
