"""The capture layer as the window has it: everything is done by a process of its own.

A request that the process dies of, or that takes too long, ends with one sentence; the process is started again by
itself, with its cameras.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias, TypeVar

from pydantic import BaseModel

from paddock.app.capture.camera_callbacks import CameraCallbacks
from paddock.app.capture.limits import MAX_BYTES
from paddock.app.capture.process.camera import ProcessCamera
from paddock.app.capture.process.child import Answered, Child, Died, start_command
from paddock.app.capture.process.keeper import Keeper
from paddock.app.capture.process.messages import (
    CameraEnded,
    CloseCamera,
    Decode,
    Decoded,
    Done,
    Event,
    FrameShown,
    OpenCamera,
    Probe,
    Read,
    ReadFrame,
    Refused,
    Request,
    Seen,
    WarmUp,
    WasRead,
)
from paddock.app.capture.process.parts import CAMERAS, document_with_crop
from paddock.app.capture.results import Captured, Pixels
from paddock.domain.errors import BadInput, EnvironmentFault, PaddockError
from paddock.domain.sentences import Sentence

T = TypeVar("T")
A = TypeVar("A", bound=BaseModel)
Finish: TypeAlias = Callable[[Child, Answered], T]

_READING: Final = 0
_DECODING: Final = 1
_CRASHED: Final = Sentence(
    "识别程序意外退出, 已自动重启, 其余工作不受影响; 请再试一次, 仍不行请重拍或手工录入",
    "Recognition ended unexpectedly and was started again, nothing else is lost: try once more, else take the picture "
    "again or type",
)
_TOO_LONG: Final = Sentence(
    "识别超过 {seconds} 秒没有结果, 已中止并重启识别程序, 其余工作不受影响; 请重拍或手工录入",
    "Recognition took longer than {seconds} seconds, was stopped and started again, nothing else is lost: take the "
    "picture again or type",
)
_TOO_LARGE: Final = Sentence(
    "{name} 文件超过 100 MB, 无法读取; 请重新拍照或另存为 JPG、PNG 后再试",
    "{name} is larger than 100 MB: take the photo again, or save it as JPG or PNG",
)
_ENOUGH_CAMERAS: Final = Sentence(
    f"已打开 {CAMERAS} 个摄像头或视频, 请先关闭一个",
    f"{CAMERAS} cameras or videos are open: close one first",
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds the process may take before it is taken to hang."""

    start: float = 60.0
    warm_up: float = 120.0
    read: float = 60.0
    decode: float = 30.0
    device: float = 30.0


class CaptureProcess:
    """Reads pictures and cameras; every method blocks, is safe from any thread and raises only `PaddockError`.

    Nothing is started before it is needed.
    """

    def __init__(self, command: Sequence[str] | None = None, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self._keeper = Keeper(command or start_command(), self._started, self._told, self._patience.start)
        # One at a time of each kind: when the process dies of a picture, it is known of which.
        self._lanes = {_READING: threading.Lock(), _DECODING: threading.Lock()}
        self._cameras: dict[int, ProcessCamera] = {}
        self._cameras_lock = threading.Lock()
        self._warm = False

    @property
    def process_id(self) -> int | None:
        """The operating system's number of the process, while it runs."""
        child = self._keeper.running
        return child.process_id if child else None

    def warm_up(self) -> None:
        """Load the models, so that the first picture does not wait for them; again whenever the process is new."""
        self._warm = True
        self._ask(WarmUp(), b"", self._patience.warm_up, _done)

    def decode(self, data: bytes, name: str) -> Pixels:
        """The upright picture in a file's bytes; raises `BadInput` for what is no picture."""
        _refuse_large(data, name)
        return self._ask_still(Decode(slot=_DECODING, name=name), data, self._patience.decode, _as_pixels)

    def read(self, data: bytes, name: str) -> Captured:
        """What the picture in a file's bytes shows; raises `BadInput` for what is no picture."""
        _refuse_large(data, name)
        read = self._ask_still(Read(slot=_READING, name=name), data, self._patience.read, _as_captured)
        return read if read.kept else replace(read, kept=data)

    def read_camera(self, number: int) -> Captured:
        """What the newest frame of an open camera shows; raises `EnvironmentFault` before the first."""
        request = ReadFrame(slot=_READING, camera=number)
        return self._ask_still(request, b"", self._patience.read, _as_captured)

    def probe_camera(self, source: str = "0") -> Sentence | None:
        """Take one picture from `source`; None if that works, else what is wrong and what to do."""
        try:
            self._ask(Probe(source=source), b"", self._patience.device, _done)
        except PaddockError as error:
            return error.sentence
        return None

    def open_camera(self, source: str, callbacks: CameraCallbacks) -> ProcessCamera:
        """Begin to read `source`: a device index, a video file or a folder of pictures."""
        with self._cameras_lock:
            free = next((number for number in range(CAMERAS) if number not in self._cameras), None)
            if free is None:
                raise EnvironmentFault(_ENOUGH_CAMERAS)
            camera = self._cameras[free] = ProcessCamera(self, free, source, callbacks)
        try:
            self._ask(OpenCamera(camera=free, source=source), b"", self._patience.device, _done)
        except PaddockError:
            camera.stop()
            raise
        camera.is_open = True
        return camera

    def close_camera(self, camera: ProcessCamera) -> None:
        """Let go of its device; a process that cannot do that is started again."""
        with self._cameras_lock:
            if self._cameras.get(camera.number) is not camera:
                return
        camera.is_open = False
        child = self._keeper.running
        if child is not None:
            with suppress(PaddockError, Died):
                self._answer(child, CloseCamera(camera=camera.number), b"", self._patience.device)
        with self._cameras_lock:
            del self._cameras[camera.number]

    def close(self) -> None:
        """End the process; blocks until it has ended."""
        for camera in self._open_cameras():
            camera.is_open = False
        self._keeper.stop()

    # Asking

    def _ask_still(self, request: Decode | Read | ReadFrame, data: bytes, seconds: float, finish: Finish[T]) -> T:
        with self._lanes[request.slot]:
            try:
                return self._ask(request, data, seconds, finish)
            finally:
                child = self._keeper.running
                if child is not None:
                    child.stills.empty(request.slot)

    def _ask(self, request: Request, data: bytes, seconds: float, finish: Finish[T]) -> T:
        """What `finish` makes of the answer. One that died of something else, perhaps, is asked once more."""
        try:
            return self._ask_once(request, data, seconds, finish)
        except Died as died:
            if not (died.others or self._open_cameras()):
                raise EnvironmentFault(_CRASHED) from None
        try:
            return self._ask_once(request, data, seconds, finish)
        except Died:
            raise EnvironmentFault(_CRASHED) from None

    def _ask_once(self, request: Request, data: bytes, seconds: float, finish: Finish[T]) -> T:
        child = self._keeper.child()
        answered = self._answer(child, request, data, seconds)
        try:
            return finish(child, answered)
        except ValueError:
            # An answer that cannot be: the process is broken, or no longer ours.
            child.kill()
            raise EnvironmentFault(_CRASHED) from None

    @staticmethod
    def _answer(child: Child, request: Request, data: bytes, seconds: float) -> Answered:
        try:
            answer, more = child.ask(request, data).result(seconds)
        except TimeoutError:
            child.kill()
            raise EnvironmentFault(_TOO_LONG.format(seconds=round(seconds))) from None
        if isinstance(answer, Refused):
            raise (BadInput if answer.fault == "bad_input" else EnvironmentFault)(answer.sentence)
        return answer, more

    # Hearing

    def _started(self, child: Child) -> None:
        """A new process listens: take up where the last one was."""
        if self._warm:
            child.ask(WarmUp())
        for camera in self._open_cameras():
            if camera.may_reopen():
                opened = child.ask(OpenCamera(camera=camera.number, source=camera.source))
                opened.add_done_callback(partial(_reopened, camera))

    def _told(self, child: Child, event: Event, data: bytes) -> None:
        if isinstance(event, FrameShown | Seen | CameraEnded):
            with self._cameras_lock:
                camera = self._cameras.get(event.camera)
            if camera is not None:
                camera.take(child, event, data)

    def _open_cameras(self) -> list[ProcessCamera]:
        with self._cameras_lock:
            return [camera for camera in self._cameras.values() if camera.is_open]


def _done(_child: Child, answered: Answered) -> None:
    _expect(Done, answered)


def _as_pixels(child: Child, answered: Answered) -> Pixels:
    answer, _more = _expect(Decoded, answered)
    return child.stills.take(_DECODING, answer.width, answer.height)


def _as_captured(child: Child, answered: Answered) -> Captured:
    answer, more = _expect(WasRead, answered)
    document, kept = document_with_crop(answer.document, more)
    return Captured(document, child.stills.take(_READING, answer.width, answer.height), kept)


def _expect(kind: type[A], answered: Answered) -> tuple[A, bytes]:
    answer, more = answered
    if not isinstance(answer, kind):
        raise ValueError(f"{answer.kind} is no answer here")  # noqa: TRY004 - it is a value from outside
    return answer, more


def _reopened(camera: ProcessCamera, opened: "Future[Answered]") -> None:
    if opened.exception() is not None:
        return  # died again: the next process is told to open it
    answer, _more = opened.result()
    if isinstance(answer, Refused):
        camera.fail(answer.sentence)
    else:
        camera.resumed()


def _refuse_large(data: bytes, name: str) -> None:
    if len(data) > MAX_BYTES:
        raise BadInput(_TOO_LARGE.format(name=name))
