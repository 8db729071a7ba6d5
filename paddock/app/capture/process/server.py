"""The capture process: does what the window asks, tells what cameras see, and ends when the window does."""

import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from paddock.app.capture.frames import open_source
from paddock.app.capture.images import decode_picture, encode_jpeg, is_usual
from paddock.app.capture.pixels import Picture
from paddock.app.capture.process.channel import Channel
from paddock.app.capture.process.messages import (
    Answer,
    Asked,
    CloseCamera,
    Decode,
    Decoded,
    Done,
    Event,
    FrameTaken,
    OpenCamera,
    Probe,
    Read,
    ReadFrame,
    Ready,
    Refused,
    Request,
    Told,
    WarmUp,
    WasRead,
)
from paddock.app.capture.process.parts import without_crop
from paddock.app.capture.process.served_camera import ServedCamera
from paddock.app.capture.process.shared import SharedSlots
from paddock.app.capture.process.turns import Turns
from paddock.domain.errors import BadInput, EnvironmentFault, PaddockError, unforeseen
from paddock.domain.sentences import Sentence

_Reply = tuple[Answer, bytes]
_DEVICES = 6

_NOTHING_YET = Sentence(
    "摄像头还没有画面, 请稍候再拍, 或按 F3 打开图片",
    "The camera shows nothing yet: wait a moment, or press F3 to open a picture",
)
_NO_FRAME = Sentence(
    "摄像头没有画面, 请检查镜头盖、连接与权限, 或换一个来源",
    "The source gives no picture: check its cover, cable and permission, or choose another",
)


class Server:
    """Still pictures are read one after another, decoded beside that; devices are opened and closed beside both."""

    def __init__(self, channel: Channel[Asked, Told], stills: SharedSlots, frames: SharedSlots) -> None:
        self._channel, self._stills, self._frames = channel, stills, frames
        self._turns = Turns()
        self._cameras: dict[int, ServedCamera] = {}
        self._cameras_lock = threading.Lock()
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="read")
        self._decoding = ThreadPoolExecutor(1, thread_name_prefix="decode")
        self._devices = ThreadPoolExecutor(_DEVICES, thread_name_prefix="device")

    def serve(self) -> None:
        """Do what is asked until the window is gone."""
        self._tell(Ready())
        while (heard := self._channel.receive()) is not None:
            asked, data = heard
            self._begin(asked.number, asked.said, data)

    def _begin(self, number: int, request: Request, data: bytes) -> None:
        match request:
            case FrameTaken(camera=camera):
                self._frame_taken(camera)
            case Read():
                self._reading.submit(self._answer, number, lambda: self._read(request, data))
            case ReadFrame():
                self._reading.submit(self._answer, number, lambda: self._read_frame(request))
            case Decode():
                self._decoding.submit(self._answer, number, lambda: self._decode(request, data))
            case WarmUp():
                self._devices.submit(self._answer, number, _warm_up)
            case Probe():
                self._devices.submit(self._answer, number, lambda: _probe(request.source))
            case OpenCamera():
                self._devices.submit(self._answer, number, lambda: self._open(request))
            case CloseCamera():
                self._devices.submit(self._answer, number, lambda: self._close(request.camera))

    def _answer(self, number: int, work: Callable[[], _Reply]) -> None:
        try:
            answer, data = work()
        except PaddockError as error:
            answer, data = _refused(error), b""
        except Exception as error:  # noqa: BLE001 - one picture's trouble must not end the process
            traceback.print_exc()
            answer, data = _refused(unforeseen(error)), b""
        self._channel.send(Told(number=number, said=answer), data)

    def _tell(self, event: Event, data: bytes = b"") -> None:
        self._channel.send(Told(said=event), data)

    # Pictures

    def _read(self, request: Read, data: bytes) -> _Reply:
        with self._turns.still():
            picture = decode_picture(data, request.name)
            return self._as_read(request.slot, picture, b"" if is_usual(data) else encode_jpeg(picture))

    def _read_frame(self, request: ReadFrame) -> _Reply:
        with self._cameras_lock:
            camera = self._cameras.get(request.camera)
        picture = camera.take_picture() if camera else None
        if picture is None:
            raise EnvironmentFault(_NOTHING_YET)
        with self._turns.still():
            return self._as_read(request.slot, picture, encode_jpeg(picture))

    def _as_read(self, slot: int, picture: Picture, kept: bytes) -> _Reply:
        from paddock.app.capture.document_reader import read_image  # noqa: PLC0415 - a camera can run before that

        document, crop = read_image(picture), b""
        if document.vin is not None:
            vin, crop = without_crop(document.vin)
            document = replace(document, vin=vin)
        height, width = self._put(slot, picture)
        return WasRead(width=width, height=height, document=document), crop + kept

    def _decode(self, request: Decode, data: bytes) -> _Reply:
        height, width = self._put(request.slot, decode_picture(data, request.name))
        return Decoded(width=width, height=height), b""

    def _put(self, slot: int, picture: Picture) -> tuple[int, int]:
        self._stills.put(slot, picture.data.cast("B"))
        return picture.shape[0], picture.shape[1]

    # Cameras

    def _open(self, request: OpenCamera) -> _Reply:
        may_read = self._turns.frame_may_be_read
        camera = ServedCamera(request.camera, request.source, self._frames, self._tell, may_read)
        with self._cameras_lock:
            self._cameras[request.camera] = camera
        camera.start()
        return Done(), b""

    def _close(self, number: int) -> _Reply:
        with self._cameras_lock:
            camera = self._cameras.pop(number, None)
        if camera is not None:
            camera.stop()
        return Done(), b""

    def _frame_taken(self, number: int) -> None:
        with self._cameras_lock:
            camera = self._cameras.get(number)
        if camera is not None:
            camera.frame_taken()


def _warm_up() -> _Reply:
    import paddock.app.capture.document_reader  # noqa: F401, PLC0415 - a second of imports
    from paddock.app.capture.ocr import warm_up  # noqa: PLC0415 - as above

    warm_up()
    return Done(), b""


def _probe(source: str) -> _Reply:
    frames = open_source(source)
    try:
        if frames.latest(5.0) is None:
            raise EnvironmentFault(_NO_FRAME)
    finally:
        frames.close()
    return Done(), b""


def _refused(error: PaddockError) -> Refused:
    return Refused(fault="bad_input" if isinstance(error, BadInput) else "environment", sentence=error.sentence)
