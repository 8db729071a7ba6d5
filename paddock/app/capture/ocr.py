"""Text detection and recognition: RapidOCR's bundled PP-OCR models, loaded once, used offline.

Detection and recognition are separate objects (per-call options of RapidOCR stick to an instance), and we
read the recogniser's probabilities ourselves: a VIN needs more than its best guess.
"""

import functools
import logging
import math
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from paddock.app.capture.geometry import Quad
from paddock.app.capture.pixels import Picture
from paddock.domain.vin import VIN_ALPHABET

CODE_SYMBOLS: Final = VIN_ALPHABET
"""The symbols of `Line.evidence` columns 1 to 33; column 0 is "nothing here"."""

_STRIP_HEIGHT: Final = 48
_SHORTEST_STRIP: Final = 48
_LONGEST_STRIP: Final = 3200
_BATCH: Final = 6
_DETECTION_SIDE: Final = 960
# Letters a VIN does not use, and what stands on the plate when they are read.
_READ_AS: Final = {"O": "0", "Q": "0", "I": "1", "i": "1", "|": "1"}
# Cyrillic and Greek capitals printed like Latin ones.
_LOOKALIKES: Final = dict(zip("АВЕКМНРСТХУЅЈΑΒΕΖΗΚΜΝΡΤΥΧ", "ABEKMHPCTXYSJABEZHKMNPTYX", strict=True))
_SILENT: Final = " *-·.:：_'`,，。"

Evidence = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One character as the network emitted it: its probability and the time steps it covers."""

    char: str
    probability: float
    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One recognised strip.

    `evidence` is steps × 34: the probability, per time step, of nothing and of each of `CODE_SYMBOLS`
    (lower case, and O, Q, I as 0 and 1, are folded in).
    """

    text: str
    score: float
    marks: tuple[Mark, ...]
    evidence: Evidence


class OcrEngine:
    """The two networks. Safe to use from several threads; made by `engine()`."""

    def __init__(self, threads: int = 0) -> None:
        """Load both; each computes on `threads` (0: one for every core)."""
        import rapidocr  # noqa: PLC0415  (slow: loaded at the first reading, not at start-up)
        from rapidocr.ch_ppocr_det import TextDetector  # noqa: PLC0415
        from rapidocr.ch_ppocr_rec import TextRecognizer  # noqa: PLC0415

        models = Path(rapidocr.__file__).parent / "models"
        parameters = {
            "Global.log_level": "critical",
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTION_SIDE,
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
        }
        settings: Any = rapidocr.RapidOCR(params=parameters).cfg
        for part in (settings.Det, settings.Rec):
            part._set_flag("allow_objects", True)  # noqa: SLF001  (omegaconf's only way to let a session in)
            part.session = _session(Path(part.model_path), threads)
        settings.Rec.font_path = None
        # The library logs to stderr at every load; its faults reach us as exceptions.
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        self._detector: Any = TextDetector(settings.Det)
        self._detection_lock = threading.Lock()
        recogniser: Any = TextRecognizer(settings.Rec)
        self._recognise = recogniser.session
        self._characters = [plain(char) for char in recogniser.postprocess_op.character]
        self._columns, self._fold = _folding(self._characters)

    def detect(self, picture: Picture, side: int = _DETECTION_SIDE) -> list[Quad]:
        """Return the text boxes of `picture`, found at a scale where its longer side is at most `side`."""
        padded = _padded(picture)
        with self._detection_lock:
            detector = self._detector
            detector.limit_side_len = side
            prepared = detector.get_preprocess()(_shrunk(padded, side))
            boxes, _ = detector.postprocess_op(detector.session(prepared), padded.shape[:2])
        top, left = _padding_of(picture)
        offset = np.asarray([left, top], dtype=np.float32)
        return [np.asarray(box, dtype=np.float32) - offset for box in boxes]

    def recognise(self, strips: Sequence[Picture]) -> list[Line]:
        """Return one line per strip, in the order given; strips run left to right."""
        order = sorted(range(len(strips)), key=lambda index: _aspect(strips[index]))
        lines: dict[int, Line] = {}
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            images = [_normalised(strips[index]) for index in batch]
            widest = max(image.shape[2] for image in images)
            block = np.zeros((len(batch), 3, _STRIP_HEIGHT, widest), dtype=np.float32)
            for row, image in enumerate(images):
                block[row, :, :, : image.shape[2]] = image
            for index, probabilities in zip(batch, self._recognise(block), strict=True):
                lines[index] = self._line(probabilities)
        return [lines[index] for index in range(len(strips))]

    def _line(self, probabilities: Evidence) -> Line:
        best = probabilities.argmax(axis=1)
        marks: list[Mark] = []
        previous = ""
        for step, symbol in enumerate(best.tolist()):
            char = self._characters[symbol] if symbol else ""
            probability = float(probabilities[step, symbol])
            if char and char == previous:
                last = marks[-1]
                marks[-1] = Mark(char, max(last.probability, probability), last.first, step)
            elif char:
                marks.append(Mark(char, probability, step, step))
            previous = char
        text = "".join(mark.char for mark in marks)
        score = float(np.mean([mark.probability for mark in marks])) if marks else 0.0
        evidence = probabilities[:, self._columns] @ self._fold
        return Line(text, score, tuple(marks), evidence)


@functools.lru_cache(maxsize=1)
def _shared_engine() -> OcrEngine:
    return OcrEngine()


_loading = threading.Lock()


def engine() -> OcrEngine:
    """Return the process's one engine, loading the models (about a second) at the first call."""
    with _loading:
        return _shared_engine()


def warm_up() -> None:
    """Load the models and run each once, so that the first real reading does not wait for them."""
    blank = np.full((96, 320, 3), 255, dtype=np.uint8)
    ready = engine()
    ready.detect(blank)
    ready.recognise([blank])


def _session(model: Path, threads: int) -> Any:
    """Return the network in `model`; its threads sleep between its layers.

    By default they spin: measured, that is half of the processor time of a reading (76 ms instead of 39 for a strip,
    380 instead of 247 for a page), taken from the window and whatever else runs.
    """
    import onnxruntime  # noqa: PLC0415  (slow, like the rest of the networks)

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def is_code_character(char: str) -> bool:
    """Whether `char` can stand for a character of a code: ASCII letters and digits, and what looks like them."""
    return char in _LOOKALIKES or char in _READ_AS or (char.isascii() and char.isalnum())


def plain(char: str) -> str:
    """Return the half-width form of one of the network's characters; it knows Ｌ and L as two."""
    half_width = unicodedata.normalize("NFKC", char)
    return half_width if len(half_width) == 1 else char


def _folding(characters: Sequence[str]) -> tuple[NDArray[np.int64], Evidence]:
    """Return which of the network's columns matter to codes, and the matrix that folds them into 34."""
    target = {symbol: index + 1 for index, symbol in enumerate(CODE_SYMBOLS)}
    columns: list[int] = [0]
    rows: list[int] = [0]
    for column, char in enumerate(characters[1:], start=1):
        alike = _LOOKALIKES.get(char, char)
        folded = _READ_AS.get(alike, alike.upper() if alike.isascii() else alike)
        folded = _READ_AS.get(folded, folded)
        if folded in target:
            columns.append(column)
            rows.append(target[folded])
        elif char in _SILENT:
            columns.append(column)
            rows.append(0)
    fold = np.zeros((len(columns), len(CODE_SYMBOLS) + 1), dtype=np.float32)
    fold[np.arange(len(columns)), rows] = 1.0
    return np.asarray(columns, dtype=np.int64), fold


def _aspect(strip: Picture) -> float:
    return float(strip.shape[1]) / float(strip.shape[0])


def _normalised(strip: Picture) -> NDArray[np.float32]:
    """Return the strip as the network wants it: 3 × 48 × width, -1 to 1."""
    width = min(max(math.ceil(_STRIP_HEIGHT * _aspect(strip)), _SHORTEST_STRIP), _LONGEST_STRIP)
    shrinking = strip.shape[0] > 2 * _STRIP_HEIGHT
    how = cv2.INTER_AREA if shrinking else cv2.INTER_LINEAR
    resized = cv2.resize(strip, (width, _STRIP_HEIGHT), interpolation=how)
    return np.asarray(resized.transpose(2, 0, 1).astype(np.float32) / 127.5 - 1.0)


def _shrunk(picture: Picture, side: int) -> Picture:
    """Return a large picture at the detector's scale by area: the library's own linear shrinking drops thin strokes.

    The sides are multiples of 32, as the network wants them; the boxes are scaled back from the true ones.
    """
    scale = side / max(picture.shape[:2])
    if scale >= 1.0:
        return picture
    height, width = (max(round(length * scale / 32), 1) * 32 for length in picture.shape[:2])
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _padding_of(picture: Picture) -> tuple[int, int]:
    """Return the rows and columns added round a picture too small or too narrow for the detector."""
    height, width = picture.shape[:2]
    wanted = max(width // 4, 64)
    return (max(0, (wanted - height) // 2), 32 if max(height, width) < _DETECTION_SIDE else 0)


def _padded(picture: Picture) -> Picture:
    top, left = _padding_of(picture)
    if not top and not left:
        return picture
    grown = cv2.copyMakeBorder(picture, top, top, left, left, cv2.BORDER_REPLICATE)
    return np.asarray(grown, dtype=np.uint8)
