"""Reading while the camera runs: a value is sure once frames agree. No Qt here; callbacks are plain."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from paddock.app.capture.barcodes import read_codes
from paddock.app.capture.document_reader import read_image
from paddock.app.capture.frames import FolderFrames, FrameSource, open_source, sampled_frames
from paddock.app.capture.ocr import engine
from paddock.app.capture.page import read_page
from paddock.app.capture.pixels import Picture
from paddock.app.capture.quality import sharpness
from paddock.app.capture.results import CapturedDocument, VinReading
from paddock.app.capture.steadiness import Steadiness
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
    code = _surest_code(picture, today)
    if code is not None and code.verified:
        return code
    networks = engine()
    return combine(code, read_vin_text(read_page(picture, networks), networks, today))


def _surest_code(picture: Picture, today: date) -> VinReading | None:
    codes = [reading_from_code(code, picture, today) for code in read_codes(picture)]
    return max(codes, key=lambda reading: (reading.verified, reading.confidence), default=None)


@dataclass(frozen=True, slots=True)
class LiveCallbacks:
    """What a `LiveReader` tells."""

    frame: Callable[[Picture], object]
    """Every frame that is shown."""
    found: Callable[[VinReading, Picture], object]
    """A reading that frames agree on, and the last of them: each VIN once until another is seen."""
    candidate: Callable[[VinReading, Picture], object]
    """An unsure reading and its frame."""
    fault: Callable[[Sentence], object]
    """Why the reading ends."""
    ended: Callable[[], object]
    """The end, with a fault or without."""


class LiveReader:
    """Reads a source on threads of its own and tells by callbacks, called from those threads, one at a time.

    Codes are looked for in every frame that comes while none is being searched, text in the newest frame that is sharp
    and still whenever `may_read_text` lets it: a frame nobody had time for is shown, not read.
    """

    def __init__(
        self,
        source: str | FrameSource,
        told: LiveCallbacks,
        *,
        today: Callable[[], date] = date.today,
        may_read_text: Callable[[], bool] = lambda: True,
    ) -> None:
        self._frames = open_source(source) if isinstance(source, str) else source
        self._tell, self._today, self._may_read_text = told, today, may_read_text
        self._stop = threading.Event()
        self._news = threading.Condition()
        self._newest: Picture | None = None
        self._unread: dict[Callable[[], None], Picture | None] = {self._run_codes: None, self._run_text: None}
        # The pictures of a folder follow one another without being still.
        self._steady = None if isinstance(self._frames, FolderFrames) else Steadiness()
        self._judging = threading.Lock()
        self._agreement = Agreement()
        self._last_found = ""
        self._threads = [
            threading.Thread(target=run, name=f"capture{run.__name__.removeprefix('_run')}", daemon=True)
            for run in (self._run_show, self._run_codes, self._run_text)
        ]

    def start(self) -> None:
        """Begin to read."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let go of the source; returns when the threads have ended."""
        self._end()
        for thread in self._threads:
            if thread.is_alive() and thread is not threading.current_thread():
                thread.join(timeout=10.0)
        self._frames.close()

    def take_picture(self) -> Picture | None:
        """Return the newest frame in full size, or `None` before the first."""
        return self._newest

    def _end(self) -> None:
        self._stop.set()
        with self._news:
            self._news.notify_all()

    def _run_show(self) -> None:
        try:
            while not self._stop.is_set():
                picture = self._frames.latest()
                if picture is None:
                    break
                self._newest = picture
                self._tell.frame(picture)
                with self._news:
                    self._unread = dict.fromkeys(self._unread, picture)
                    self._news.notify_all()
                time.sleep(_IDLE_SECONDS)
        except PaddockError as error:
            self._tell.fault(error.sentence)
        finally:
            self._drain()

    def _drain(self) -> None:
        """Let the last frame be read before the end is told."""
        with self._news:
            self._news.wait_for(lambda: self._stop.is_set() or not any(self._left()), timeout=30.0)
        self._end()
        self._tell.ended()

    def _left(self) -> list[bool]:
        return [picture is not None for picture in self._unread.values()]

    def _run_codes(self) -> None:
        for picture in self._pictures_for(self._run_codes):
            reading = _surest_code(picture, self._today())
            if reading is not None and reading.verified:
                self._judge(reading, picture)

    def _run_text(self) -> None:
        for picture in self._pictures_for(self._run_text):
            reading = read_frame(picture, self._today())
            if reading is not None:
                self._judge(reading, picture)

    def _pictures_for(self, reader: Callable[[], None]) -> Iterator[Picture]:
        """The newest frame that `reader` has not had, again and again until the end."""
        text = reader == self._run_text
        while not self._stop.is_set():
            with self._news:
                self._news.wait_for(lambda: self._unread[reader] is not None or self._stop.is_set(), 0.5)
            if text and not self._may_read_text():
                self._stop.wait(_IDLE_SECONDS)
                continue
            picture = self._unread[reader]
            if picture is None:
                continue
            if not text or self._steady is None or self._steady.take(picture):
                yield picture
            with self._news:
                if self._unread[reader] is picture:
                    self._unread[reader] = None
                self._news.notify_all()

    def _judge(self, reading: VinReading, picture: Picture) -> None:
        with self._judging:
            agreed = self._agreement.add(reading)
            if agreed is not None and agreed.value != self._last_found:
                self._last_found = agreed.value
                self._tell.found(agreed, picture)
            elif agreed is None:
                self._tell.candidate(reading, picture)


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
