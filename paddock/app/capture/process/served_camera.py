"""One camera of the capture process: what it sees goes to the window, newest frames only."""

import threading
from collections.abc import Callable
from typing import Protocol

import cv2
import numpy as np

from paddock.app.capture.images import encode_jpeg
from paddock.app.capture.live import LiveCallbacks, LiveReader
from paddock.app.capture.pixels import Picture
from paddock.app.capture.process.messages import CameraEnded, Event, FrameShown, Seen
from paddock.app.capture.process.parts import FRAME_SIDE, without_crop
from paddock.app.capture.process.shared import SharedSlots
from paddock.app.capture.results import VinReading
from paddock.domain.sentences import Sentence


class Tell(Protocol):
    """How an event gets to the window."""

    def __call__(self, event: Event, data: bytes = b"") -> None:
        """Say it, and the bytes behind it."""


class ServedCamera:
    """A source being read for the window, its frames in slot `number`."""

    def __init__(
        self, number: int, source: str, slots: SharedSlots, tell: Tell, may_read_text: Callable[[], bool]
    ) -> None:
        self._number, self._slots, self._tell = number, slots, tell
        self._lock = threading.Lock()
        self._waiting: Picture | None = None
        self._slot_is_free = True
        self._fault: Sentence | None = None
        told = LiveCallbacks(
            frame=self._show,
            found=lambda reading, picture: self._seen(reading, picture, sure=True),
            candidate=lambda reading, picture: self._seen(reading, picture, sure=False),
            fault=self._failed,
            ended=lambda: tell(CameraEnded(camera=number, fault=self._fault)),
        )
        self._reader = LiveReader(source, told, may_read_text=may_read_text)

    def start(self) -> None:
        """Begin to read."""
        self._reader.start()

    def stop(self) -> None:
        """Give the device back; blocks until it is free."""
        self._reader.stop()

    def take_picture(self) -> Picture | None:
        """The newest frame in full size."""
        return self._reader.take_picture()

    def frame_taken(self) -> None:
        """The window has copied the last frame: show the newest that came since, if any did."""
        with self._lock:
            self._slot_is_free = True
            waiting, self._waiting = self._waiting, None
            if waiting is not None:
                self._put(waiting)

    def _show(self, picture: Picture) -> None:
        with self._lock:
            if self._slot_is_free:
                self._put(picture)
            else:
                self._waiting = picture

    def _put(self, picture: Picture) -> None:
        small = _shrunk(picture)
        self._slots.put(self._number, small.data.cast("B"))
        self._slot_is_free = False
        self._tell(FrameShown(camera=self._number, width=small.shape[1], height=small.shape[0]))

    def _seen(self, reading: VinReading, picture: Picture, *, sure: bool) -> None:
        bare, crop = without_crop(reading)
        self._tell(Seen(camera=self._number, sure=sure, reading=bare), crop + encode_jpeg(picture))

    def _failed(self, sentence: Sentence) -> None:
        self._fault = sentence


def _shrunk(picture: Picture) -> Picture:
    scale = FRAME_SIDE / max(picture.shape[:2])
    if scale >= 1.0:
        return np.ascontiguousarray(picture)
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
