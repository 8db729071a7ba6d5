"""Reading while the camera runs: a value is sure once frames agree. No Qt here; callbacks are plain."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from paddock.app.capture.barcodes import read_codes
from paddock.app.capture.document_reader import read_image
from paddock.app.capture.frames import FrameSource, open_source, sampled_frames
from paddock.app.capture.ocr import engine
from paddock.app.capture.page import read_page
from paddock.app.capture.quality import sharpness
from paddock.app.capture.results import CapturedDocument, Picture, VinReading
from paddock.app.capture.vin_reader import combine, read_vin_text, reading_from_code
from paddock.domain.checks import Check
from paddock.domain.errors import BadInput, PaddockError
from paddock.domain.sentences import Sentence

_FRAMES_TO_AGREE: Final = 2
_REMEMBERED: Final = 12
_IDLE_SECONDS: Final = 0.02


class Agreement:
    """Counts what successive frames read; a value is sure when enough verified frames say the same.

    A frame that is itself verified says another VIN: the count starts again, for the camera has moved on.
    """

    def __init__(self, needed: int = _FRAMES_TO_AGREE) -> None:
        self._needed = needed
        self._votes: Counter[str] = Counter()

    def add(self, reading: VinReading | None) -> VinReading | None:
        """Take one frame's reading; return the agreed reading once there is one, else `None`.

        Only verified readings vote. A machine-readable code that checks itself needs one frame, text needs
        `needed` of them.
        """
        if reading is None or not reading.verified:
            return None
        if self._votes and reading.value not in self._votes:
            self._votes.clear()
        self._votes[reading.value] += 1
        if reading.source == "barcode" or self._votes[reading.value] >= self._needed:
            return reading
        return None


def read_frame(picture: Picture, today: date) -> VinReading | None:
    """Return the VIN in one camera frame by the quick ways only (codes, then text)."""
    codes = [reading_from_code(code, picture, today) for code in read_codes(picture)]
    code = max(codes, key=lambda reading: (reading.verified, reading.confidence), default=None)
    if code is not None and code.verified:
        return code
    networks = engine()
    return combine(code, read_vin_text(read_page(picture, networks), networks, today))


class LiveReader:
    """Reads a source on a thread of its own and tells by callbacks, all called from that thread.

    `frame` gets every frame that is shown, `candidate` each unsure reading, `found` a reading frames agree
    on (each VIN once until another is seen), `fault` the one sentence that ends the reading, `ended` the end
    of a file or folder. Frames that come while one is being read are shown, not read.
    """

    def __init__(
        self,
        source: str | FrameSource,
        *,
        frame: Callable[[Picture], object],
        found: Callable[[VinReading], object],
        fault: Callable[[Sentence], object],
        candidate: Callable[[VinReading], object] = lambda _reading: None,
        ended: Callable[[], object] = lambda: None,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._frames = open_source(source) if isinstance(source, str) else source
        self._tell_frame, self._tell_found, self._tell_fault = frame, found, fault
        self._tell_candidate, self._tell_ended, self._today = candidate, ended, today
        self._stop = threading.Event()
        self._wanted = threading.Condition()
        self._newest: Picture | None = None
        self._unread: Picture | None = None
        self._show = threading.Thread(target=self._run_show, name="capture-show", daemon=True)
        self._read = threading.Thread(target=self._run_read, name="capture-read", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._show.start()
        self._read.start()

    def stop(self) -> None:
        """Let go of the source; returns when both threads have ended."""
        self._stop.set()
        with self._wanted:
            self._wanted.notify_all()
        for thread in (self._show, self._read):
            if thread.is_alive() and thread is not threading.current_thread():
                thread.join(timeout=10.0)
        self._frames.close()

    def take_picture(self) -> Picture | None:
        """Return the newest frame in full size, or `None` before the first."""
        return self._newest

    def _run_show(self) -> None:
        try:
            while not self._stop.is_set():
                picture = self._frames.latest()
                if picture is None:
                    break
                self._newest = picture
                self._tell_frame(picture)
                with self._wanted:
                    self._unread = picture
                    self._wanted.notify_all()
                time.sleep(_IDLE_SECONDS)
        except PaddockError as error:
            self._tell_fault(error.sentence)
        finally:
            self._drain()

    def _drain(self) -> None:
        """Let the last frame be read before the end is told."""
        deadline = time.monotonic() + 10.0
        while not self._stop.is_set() and time.monotonic() < deadline:
            with self._wanted:
                if self._unread is None:
                    break
            time.sleep(_IDLE_SECONDS)
        self._stop.set()
        with self._wanted:
            self._wanted.notify_all()
        self._tell_ended()

    def _run_read(self) -> None:
        agreement = Agreement()
        told = ""
        while not self._stop.is_set():
            with self._wanted:
                self._wanted.wait_for(lambda: self._unread is not None or self._stop.is_set(), 0.5)
                picture = self._unread
            if picture is None:
                continue
            reading = read_frame(picture, self._today())
            agreed = agreement.add(reading)
            if agreed is not None and agreed.value != told:
                told = agreed.value
                self._tell_found(agreed)
            elif reading is not None and agreed is None:
                self._tell_candidate(reading)
            with self._wanted:
                if self._unread is picture:
                    self._unread = None


def read_video(path: Path, today: date | None = None) -> CapturedDocument:
    """Read a video file: the first VIN or card that is verified, else the surest reading of all frames.

    Raises `BadInput` when the file is no video that can be decoded.
    """
    started = time.perf_counter()
    best: CapturedDocument | None = None
    agreement = Agreement()
    for picture in _worth_reading(path):
        document = read_image(picture, today)
        if document.vin is not None and document.kind == "vin":
            if agreement.add(document.vin) is not None:
                return _timed(document, started)
        elif document.verified:
            return _timed(document, started)
        best = _surer(best, document)
    if best is None:
        raise BadInput(
            Sentence(
                "{name} 里没有可读的画面，请重新录制。", "{name} has no frame that can be read: record it again."
            ).format(name=path.name)
        )
    return _timed(_not_agreed(best), started)


def _worth_reading(path: Path) -> list[Picture]:
    """Return the sharpest of the sampled frames, in their order: blurred ones waste the reader's time."""
    frames = list(sampled_frames(path))
    scores = [sharpness(frame) for frame in frames]
    if not frames:
        return []
    bar = float(np.median(scores))
    return [frame for frame, score in zip(frames, scores, strict=True) if score >= bar][:_REMEMBERED]


def _surer(one: CapturedDocument | None, other: CapturedDocument) -> CapturedDocument:
    if one is None:
        return other

    def weight(document: CapturedDocument) -> tuple[bool, bool, int]:
        passed = sum(check.passed for check in document.checks)
        return (document.verified, document.kind != "unknown", passed)

    return max(one, other, key=weight)


def _not_agreed(document: CapturedDocument) -> CapturedDocument:
    """A VIN that only one frame verified stays for a person to confirm."""
    if document.kind != "vin" or not document.verified:
        return document
    message = Sentence(
        "只有一帧读出该车架号，请对照车辆确认。", "Only one frame read this VIN: compare it with the vehicle."
    )
    return replace(document, verified=False, checks=(*document.checks, Check("vin_frames_agree", False, message)))


def _timed(document: CapturedDocument, started: float) -> CapturedDocument:
    return replace(document, milliseconds=round((time.perf_counter() - started) * 1000, 1))


def encode_jpeg(picture: Picture, quality: int = 92) -> bytes:
    """Return `picture` as a JPEG file's bytes, as it is kept with an application."""
    good, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not good:
        raise BadInput(Sentence("无法保存该画面，请重拍。", "This frame cannot be saved: take it again."))
    return packed.tobytes()
