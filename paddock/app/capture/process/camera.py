"""A camera of the capture process, from the window's side."""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from paddock.app.capture.camera_callbacks import CameraCallbacks
from paddock.app.capture.process.child import Child
from paddock.app.capture.process.messages import CameraEnded, Event, FrameShown, FrameTaken, Seen
from paddock.app.capture.process.parts import with_crop
from paddock.app.capture.results import Captured, Sighting
from paddock.domain.sentences import Sentence

if TYPE_CHECKING:
    from paddock.app.capture.process.client import CaptureProcess

_MOST_DEATHS: Final = 3
_DEATHS_WITHIN: Final = 60.0
_DIES_AGAIN: Final = Sentence(
    "识别程序在读取摄像头时反复退出, 已停用摄像头; 请换一个来源, 或打开照片、用扫码枪或键盘输入",
    "Recognition keeps ending while it reads this camera, which is off now: choose another source, or open photos, use "
    "a barcode gun or type",
)


class ProcessCamera:
    """Calls back from a thread of its own, so that nobody's callback holds up answers or other cameras."""

    def __init__(self, capture: "CaptureProcess", number: int, source: str, callbacks: CameraCallbacks) -> None:
        self._capture, self.number, self.source, self._callbacks = capture, number, source, callbacks
        self.is_open = False
        """Whether it was opened and has not ended: reopened when the process is started again."""
        self._news = threading.Condition()
        self._calls: deque[Callable[[], object]] = deque()
        self._frame: tuple[Child, FrameShown] | None = None
        self._stopped = False
        self._deaths: deque[float] = deque(maxlen=_MOST_DEATHS)
        self._thread = threading.Thread(target=self._deliver, name=f"camera-{number}", daemon=True)
        self._thread.start()

    def read(self) -> Captured:
        """Take the newest frame and read it; raises `PaddockError`, before the first frame too."""
        return self._capture.read_camera(self.number)

    def stop(self) -> None:
        """Let go of the device; returns when nothing more is called back."""
        self._capture.close_camera(self)
        with self._news:
            self._stopped = True
            self._calls.clear()
            self._news.notify_all()
        if self._thread is not threading.current_thread():
            self._thread.join(timeout=10.0)

    # Called by the thread that listens to the process

    def take(self, child: Child, event: Event, data: bytes) -> None:
        """Something it said of this camera. Raises `ValueError` for what cannot be."""
        match event:
            case FrameShown():
                with self._news:
                    self._frame = (child, event)
                    self._news.notify_all()
            case Seen():
                reading, jpeg = with_crop(event.reading, data)
                sighting = Sighting(reading, jpeg)
                tell = self._callbacks.found if event.sure else self._callbacks.candidate
                self._call(lambda: tell(sighting))
            case CameraEnded(fault=None):
                self.is_open = False
                self._call(self._callbacks.ended)
            case CameraEnded(fault=Sentence() as fault):
                self.fail(fault)

    def fail(self, fault: Sentence) -> None:
        """It gives no more frames."""
        self.is_open = False
        self._call(lambda: self._callbacks.fault(fault))

    def may_reopen(self) -> bool:
        """The process has died: whether to try again, or whether this camera is what it dies of."""
        now = time.monotonic()
        self._deaths.append(now)
        if len(self._deaths) == _MOST_DEATHS and now - self._deaths[0] < _DEATHS_WITHIN:
            self.fail(_DIES_AGAIN)
            return False
        self._call(self._callbacks.interrupted)
        return True

    def resumed(self) -> None:
        """It runs again."""
        self._call(self._callbacks.resumed)

    def _call(self, call: Callable[[], object]) -> None:
        with self._news:
            self._calls.append(call)
            self._news.notify_all()

    def _deliver(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._stopped or self._calls or self._frame is not None)
                if self._stopped:
                    return
                call = self._calls.popleft() if self._calls else None
                shown = None
                if call is None:
                    shown, self._frame = self._frame, None
            if call is not None:
                call()
            elif shown is not None:
                child, frame = shown
                pixels = child.frames.take(self.number, frame.width, frame.height)
                child.tell(FrameTaken(camera=self.number))
                self._callbacks.frame(pixels)
