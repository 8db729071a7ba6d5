"""Where frames come from: a camera, a stream in the network, a video file, or a folder of images as a camera.

A reader that is slow gets the newest frame; frames in between are dropped, never queued, so what is read is
what the camera sees now.
"""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import cv2
import numpy as np

from paddock.app.capture.images import IMAGE_SUFFIXES, read_picture
from paddock.app.capture.pixels import Picture
from paddock.domain.errors import BadInput, EnvironmentFault, PaddockError
from paddock.domain.sentences import Sentence

VIDEO_SUFFIXES: Final = frozenset({".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".3gp", ".wmv"})
# OpenCV and FFmpeg write to the process's stderr about devices and files; we say it in one sentence instead.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

_FOLDER_FRAME_SECONDS: Final = 0.5
_DEFAULT_RATE: Final = 25.0
_LOST_AFTER: Final = 12
_RETRY_SECONDS: Final = 0.05
_SILENT_SECONDS: Final = 10.0
"""A driver that hangs gives no error, only no frames."""
_STREAMS: Final = frozenset({"rtsp", "rtsps", "rtmp", "http", "https"})
_STREAM_MS: Final = 5000
"""So long a stream may keep us waiting for its opening and for each frame."""
_NO_CAMERA: Final = Sentence(
    "打不开摄像头 {name}，请检查是否已插好、是否被其他程序占用，或换一个编号。",
    "Cannot open camera {name}: check that it is plugged in and not used by another program, or choose another number.",
)
_NO_STREAM: Final = Sentence(
    "连不上网络摄像头 {name}，请检查地址、用户名与密码，以及本机与它是否在同一网络。",
    "Cannot reach the network camera {name}: check its address, user and password, and that it is in the same network.",
)
_CAMERA_LOST: Final = Sentence(
    "摄像头 {name} 已断开，请重新插好；插好后自动恢复。",
    "Camera {name} was disconnected: plug it in again, and it goes on by itself.",
)
_STREAM_LOST: Final = Sentence(
    "网络摄像头 {name} 已断开，恢复后自动继续，请检查它的电源与网络。",
    "The network camera {name} was cut off and goes on by itself when it is back: check its power and network.",
)


class FrameSource(Protocol):
    """Frames one after another; `latest` drops what was not asked for in time."""

    def latest(self, seconds: float = 2.0) -> Picture | None:
        """Return the newest frame not yet returned, waiting at most `seconds`; `None` at the end.

        Raises `EnvironmentFault` when the device is gone and `BadInput` when the file cannot be decoded.
        """

    def close(self) -> None:
        """Release the device or file; safe to call twice."""


def open_source(text: str) -> FrameSource:
    """Open what `text` names: a device index ("0"), an RTSP address, a video file, or a folder of images."""
    if text.strip().isdigit():
        return CameraFrames(int(text))
    if urlsplit(text.strip()).scheme.lower() in _STREAMS:
        return CameraFrames(text.strip())
    path = Path(text)
    if path.is_dir():
        return FolderFrames(path)
    if not path.exists():
        raise BadInput(
            Sentence(
                "找不到 {name}，请填写摄像头编号（如 0）、RTSP 地址、视频文件或图片文件夹。",
                "There is no {name}: give a camera number (such as 0), an RTSP address, a video file or a folder of"
                " images.",
            ).format(name=path.name)
        )
    return VideoFrames(path)


class CameraFrames:
    """A camera by its OpenCV device index, or by its address in the network, read on a thread of its own."""

    def __init__(self, device: int | str) -> None:
        self._is_stream = isinstance(device, str)
        # Of an address only the host is told: it may hold a password.
        self._name = (urlsplit(device).hostname or "?") if isinstance(device, str) else str(device)
        self._device: Any = _stream(device) if isinstance(device, str) else cv2.VideoCapture(device)
        if not self._device.isOpened():
            self._device.release()
            raise EnvironmentFault((_NO_STREAM if self._is_stream else _NO_CAMERA).format(name=self._name))
        self._slot = _Slot()
        self._stop = threading.Event()
        self._silent_since = time.monotonic()
        self._thread = threading.Thread(target=self._pump, name=f"camera-{self._name}", daemon=True)
        self._thread.start()

    def latest(self, seconds: float = 2.0) -> Picture | None:
        """Return the newest frame, or raise `EnvironmentFault` once the camera has gone or keeps silent.

        `None` only after `close`: a camera that needs longer than `seconds` is waited for.
        """
        while not self._stop.is_set():
            frame = self._slot.take(seconds)
            if frame is not None:
                self._silent_since = time.monotonic()
                return frame
            if time.monotonic() - self._silent_since > _SILENT_SECONDS:
                raise self._lost()
        return None

    def close(self) -> None:
        """Stop the thread and give the device back."""
        self._stop.set()
        self._thread.join(timeout=3.0)

    def _pump(self) -> None:
        misses = 0
        try:
            while not self._stop.is_set():
                good, frame = self._device.read()
                if good and frame is not None:
                    misses = 0
                    self._slot.put(np.asarray(frame, dtype=np.uint8))
                    continue
                misses += 1
                if misses >= _LOST_AFTER:
                    self._slot.fail(self._lost())
                    return
                time.sleep(_RETRY_SECONDS)
        finally:
            self._device.release()

    def _lost(self) -> EnvironmentFault:
        return EnvironmentFault((_STREAM_LOST if self._is_stream else _CAMERA_LOST).format(name=self._name))


def _stream(address: str) -> Any:
    patience = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _STREAM_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, _STREAM_MS]
    return cv2.VideoCapture(address, cv2.CAP_FFMPEG, patience)


class VideoFrames:
    """A video file played at its own pace, so that it stands in for a camera."""

    def __init__(self, path: Path, *, paced: bool = True) -> None:
        self._name = path.name
        self._video: Any = cv2.VideoCapture(str(path))
        if not self._video.isOpened():
            self._video.release()
            raise _undecodable(path.name)
        rate = float(self._video.get(cv2.CAP_PROP_FPS) or _DEFAULT_RATE)
        self._rate = rate if 1.0 <= rate <= 240.0 else _DEFAULT_RATE
        self._paced = paced
        self._started = time.monotonic()
        self._shown = 0

    def latest(self, seconds: float = 2.0) -> Picture | None:  # noqa: ARG002  (a file never keeps one waiting)
        """Return the frame that is due now, skipping those whose moment has passed."""
        if self._paced:
            due = int((time.monotonic() - self._started) * self._rate)
            while self._shown < due:
                if not self._video.grab():
                    return None
                self._shown += 1
        good, frame = self._video.read()
        self._shown += 1
        if not good or frame is None:
            if self._shown == 1:
                raise _undecodable(self._name)
            return None
        return np.asarray(frame, dtype=np.uint8)

    def close(self) -> None:
        """Close the file."""
        self._video.release()


class FolderFrames:
    """A folder of images shown one after another, in the order of their names; broken ones are passed over."""

    def __init__(self, folder: Path, *, seconds_each: float = _FOLDER_FRAME_SECONDS) -> None:
        self._paths = iter(image_files(folder))
        self._seconds_each = seconds_each
        self._next_at = time.monotonic()
        self._seen_any = False
        self._name = folder.name

    def latest(self, seconds: float = 2.0) -> Picture | None:
        """Return the next image that can be read, at the folder's pace."""
        wait = self._next_at - time.monotonic()
        if wait > 0:
            time.sleep(min(wait, seconds))
        self._next_at = time.monotonic() + self._seconds_each
        for path in self._paths:
            try:
                picture = read_picture(path)
            except BadInput:
                continue
            self._seen_any = True
            return picture
        if not self._seen_any:
            raise BadInput(
                Sentence(
                    "文件夹 {name} 里没有可读的图片，请换一个文件夹。",
                    "The folder {name} holds no image that can be read: choose another.",
                ).format(name=self._name)
            )
        return None

    def close(self) -> None:
        """Forget the rest of the folder."""
        self._paths = iter(())


def image_files(folder: Path) -> list[Path]:
    """Return the images directly in `folder`, by name."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in IMAGE_SUFFIXES and path.is_file())


def sampled_frames(path: Path, most: int = 40) -> Iterator[Picture]:
    """Yield up to `most` frames spread over a video file, decoding only what is needed."""
    source = VideoFrames(path, paced=False)
    try:
        video = source._video  # noqa: SLF001  (this module's own class)
        count = int(video.get(cv2.CAP_PROP_FRAME_COUNT) or 0)
        step = max(1, count // most) if count > 0 else 5
        for number in range(most * step):
            if number % step:
                if not video.grab():
                    return
                continue
            frame = source.latest()
            if frame is None:
                return
            yield frame
    finally:
        source.close()


class _Slot:
    """Room for one frame: a newer one takes its place."""

    def __init__(self) -> None:
        self._ready = threading.Condition()
        self._frame: Picture | None = None
        self._fault: PaddockError | None = None

    def put(self, frame: Picture) -> None:
        with self._ready:
            self._frame = frame
            self._ready.notify_all()

    def fail(self, fault: PaddockError) -> None:
        with self._ready:
            self._fault = fault
            self._ready.notify_all()

    def take(self, seconds: float) -> Picture | None:
        with self._ready:
            self._ready.wait_for(lambda: self._frame is not None or self._fault is not None, seconds)
            frame, self._frame = self._frame, None
            if frame is None and self._fault is not None:
                raise self._fault
            return frame


def _undecodable(name: str) -> BadInput:
    return BadInput(
        Sentence(
            "{name} 不是可读的视频，请换成 MP4 后再试。", "{name} is no video that can be read: use an MP4 file."
        ).format(name=name)
    )
