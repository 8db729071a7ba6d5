"""Looks at every part of a workstation at once, each with a time limit, and tells each part as it is ready."""

import threading
import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import TypeAlias

from paddock.app.services.doctor.report import Part, PartReport
from paddock.domain.errors import PaddockError, unforeseen
from paddock.domain.sentences import Sentence

Look: TypeAlias = Callable[[], PartReport]
"""Looks at one part; may block, and may raise `PaddockError`."""

LIMIT_SECONDS: Mapping[Part, float] = {
    Part.CAMERA: 20.0,
    Part.KEYRING: 20.0,
    Part.DATABASE: 120.0,
    # An embedded centre may be starting.
    Part.CENTRE: 75.0,
    Part.CLOCK: 75.0,
    Part.DISK: 30.0,
}


class Examiner:
    """Keeps one look at a part under way at most, so that a part that hangs does not pile up threads."""

    def __init__(self, looks: Mapping[Part, Look], limits: Mapping[Part, float] = LIMIT_SECONDS) -> None:
        self._looks, self._limits = looks, limits
        self._under_way: dict[Part, Future[PartReport]] = {}
        self._lock = threading.Lock()

    def examine(
        self, told: Callable[[PartReport], object] = lambda _report: None, parts: Collection[Part] = tuple(Part)
    ) -> list[PartReport]:
        """Look at `parts` at the same time; returns their reports in the order of `Part`.

        Args:
            told: called on the calling thread with each report as soon as it is there.
            parts: what to look at.
        """
        arrived: SimpleQueue[PartReport] = SimpleQueue()
        started = time.monotonic()
        for part in parts:
            self._look(part).add_done_callback(lambda future: arrived.put(future.result()))
        found: dict[Part, PartReport] = {}
        while len(found) < len(parts):
            missing = [part for part in parts if part not in found]
            due = min(missing, key=lambda part: self._limits[part])
            try:
                report = arrived.get(timeout=max(started + self._limits[due] - time.monotonic(), 0.001))
            except Empty:
                report = _too_late(due, self._limits[due])
            if report.part not in found:
                found[report.part] = report
                told(report)
        return [found[part] for part in Part if part in found]

    def _look(self, part: Part) -> "Future[PartReport]":
        with self._lock:
            running = self._under_way.get(part)
            if running is not None and not running.done():
                return running
            future: Future[PartReport] = Future()
            self._under_way[part] = future
        # A daemon: a driver that never returns must not keep the program from ending.
        threading.Thread(target=self._run, args=(part, future), name=f"doctor-{part}", daemon=True).start()
        return future

    def _run(self, part: Part, future: "Future[PartReport]") -> None:
        try:
            report = self._looks[part]()
        except PaddockError as error:
            report = PartReport(part, ok=False, sentence=error.sentence)
        except Exception as error:  # noqa: BLE001 - one part that fails must not hide the others
            report = PartReport(part, ok=False, sentence=unforeseen(error).sentence)
        future.set_result(report)


def _too_late(part: Part, seconds: float) -> PartReport:
    return PartReport(
        part,
        ok=False,
        sentence=Sentence(
            f"{seconds:.0f} 秒内没有结果, 这一部分可能卡住了; 请稍候再查, 仍不行请重新启动电脑",
            f"No answer within {seconds:.0f} s, this part may be stuck: look again, else restart the computer",
        ),
    )
