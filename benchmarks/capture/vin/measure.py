"""Read many samples in several processes and keep what came of each, one line of JSON at a time."""

import json
import multiprocessing
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

import cv2

from benchmarks.capture.vin.damages import Strength
from benchmarks.capture.vin.fonts import Purpose
from benchmarks.capture.vin.looks import LOOKS, Look, Picture
from benchmarks.capture.vin.samples import Form, Sample, sample
from paddock.app.capture.document_reader import read_image
from paddock.app.capture.ocr import engine, warm_up
from paddock.app.capture.page import read_strip_page
from paddock.app.capture.results import VinReading
from paddock.app.capture.vin_reader import read_vin_text

TODAY: Final = date(2026, 11, 23)
"""The day the invented vehicles are read on: a model year is plausible or not by it."""


@dataclass(frozen=True)
class Task:
    """Which sample; what is `None` its number decides."""

    number: int
    purpose: Purpose
    form: Form | None = None
    strength: Strength | None = None
    looks: tuple[Look, ...] = LOOKS
    line_only: bool = False
    """Read a strip as the line it is, without the searches that follow when that is not sure."""

    def sample(self) -> Sample:
        """The sample it names."""
        return sample(self.number, self.purpose, self.form, self.strength, self.looks)


@dataclass(frozen=True)
class Outcome:
    """What one sample was read as. `read` is empty where no VIN was offered."""

    number: int
    purpose: Purpose
    vin: str
    look: Look
    form: Form
    strength: Strength
    kinds: tuple[str, ...]
    read: str
    verified: bool
    doubtful: tuple[int, ...]
    milliseconds: float

    @property
    def exact(self) -> bool:
        """Whether every character is right."""
        return self.read == self.vin

    @property
    def wrong_but_sure(self) -> bool:
        """What must never happen."""
        return self.verified and not self.exact

    @property
    def wrong_unmarked(self) -> bool:
        """Offered with a wrong character that is not among the doubtful ones."""
        wrong = {place for place, (a, b) in enumerate(zip(self.read, self.vin, strict=False)) if a != b}
        return bool(self.read) and not wrong <= set(self.doubtful)


def read_one(task: Task) -> Outcome:
    """Draw and read one sample."""
    drawn = task.sample()
    started = time.perf_counter()
    vin = _line(drawn.picture()) if task.line_only else read_image(drawn.picture(), TODAY).vin
    return Outcome(
        number=drawn.number,
        purpose=drawn.purpose,
        vin=drawn.vin,
        look=drawn.look,
        form=drawn.form,
        strength=drawn.strength,
        kinds=drawn.kinds,
        read=vin.value if vin is not None else "",
        verified=vin is not None and vin.verified,
        doubtful=vin.doubtful if vin is not None else (),
        milliseconds=round((time.perf_counter() - started) * 1000, 1),
    )


def _line(picture: Picture) -> VinReading | None:
    strip = read_strip_page(picture, engine())
    return read_vin_text(strip, engine(), TODAY) if strip is not None else None


def read_all(tasks: Sequence[Task], workers: int, kept: Path | None = None) -> Iterator[Outcome]:
    """Yield what came of each task, in any order; those that `kept` holds already are not read again."""
    known = {outcome.number: outcome for outcome in outcomes_in(kept)} if kept is not None else {}
    for task in tasks:
        if task.number in known:
            yield known[task.number]
    left = [task for task in tasks if task.number not in known]
    for outcome in _fresh(left, workers):
        if kept is not None:
            with kept.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(asdict(outcome)) + "\n")
        yield outcome


def outcomes_in(kept: Path) -> list[Outcome]:
    """Return the outcomes of an earlier run; an unfinished last line is left out."""
    if not kept.exists():
        return []
    found = []
    for line in kept.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.endswith("\n"):
            row = json.loads(line)
            found.append(Outcome(**row | {"kinds": tuple(row["kinds"]), "doubtful": tuple(row["doubtful"])}))
    return found


def _fresh(tasks: Sequence[Task], workers: int) -> Iterable[Outcome]:
    if workers <= 1:
        return map(read_one, tasks)
    return _shared_out(tasks, workers)


def _shared_out(tasks: Sequence[Task], workers: int) -> Iterator[Outcome]:
    with multiprocessing.get_context("spawn").Pool(workers, _prepare) as pool:
        yield from pool.imap_unordered(read_one, tasks, chunksize=4)


def _prepare() -> None:
    cv2.setNumThreads(1)
    warm_up()
