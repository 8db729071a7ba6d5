"""Watches the GUI event loop: how long it went without a beat, what it was doing then, and whose fault it was.

On a machine that does other work too, a thread that is ready to run has to wait for its turn; that is no fault of the
window. Linux counts such waiting for each thread (`/proc/self/task/<id>/schedstat`, the second figure), so it is taken
off a gap. While the GUI thread sleeps it may be waiting for the interpreter's lock, held by a thread of ours that is
kept waiting in its turn: that is taken off too, but never more than the GUI thread slept. Whatever it computed in the
gap always counts, however busy the machine is.
"""

import contextlib
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from PySide6.QtCore import QTimer

BEAT_MS = 5
LIMIT_MS = 100.0
_TASKS = Path("/proc/self/task")


@dataclass(frozen=True, slots=True)
class Gap:
    """One pause of the event loop, in milliseconds."""

    long_ms: float
    computed_ms: float
    """How long the GUI thread ran."""
    kept_waiting_ms: float
    """How long it was ready and not let run."""
    others_waiting_ms: float = 0.0
    """The longest that one of our other threads was ready and not let run."""

    @property
    def ours_ms(self) -> float:
        """What the window itself has to answer for."""
        slept = max(0.0, self.long_ms - self.computed_ms - self.kept_waiting_ms)
        return max(0.0, self.long_ms - self.kept_waiting_ms - min(slept, self.others_waiting_ms))


class Watchdog:
    """A beat on the event loop, and a thread that looks at the GUI thread's stack when the beat stops."""

    def __init__(self, limit_ms: float = LIMIT_MS) -> None:
        self.limit_ms = limit_ms
        self.gaps: list[Gap] = []
        self.stacks: list[str] = []
        self._gui, self._gui_task = threading.get_ident(), _TASKS / str(threading.get_native_id())
        self._others: dict[Path, float] = {}
        self._stop = threading.Event()
        self._timer = QTimer()
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._mark()

    def start(self) -> None:
        """Begin to watch."""
        self._mark()
        self._timer.start()
        self._watch.start()

    def stop(self) -> None:
        """What was seen is in `gaps` and `stacks`."""
        self._beat()
        self._timer.stop()
        self._stop.set()
        self._watch.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.stop()
        if kind is None:
            worst = self.worst()
            assert worst.ours_ms <= self.limit_ms, "\n".join(
                [f"the window stood still for {worst.ours_ms:.0f} ms of its own ({worst})", *self.stacks]
            )

    def worst(self) -> Gap:
        """The gap with the most of our own in it."""
        return max(self.gaps, key=lambda gap: gap.ours_ms, default=Gap(0.0, 0.0, 0.0))

    def _mark(self) -> None:
        self._last, self._ran, self._waited = time.perf_counter(), time.thread_time(), _waited_ms(self._gui_task)
        self._others = {}

    def _beat(self) -> None:
        long_ms = (time.perf_counter() - self._last) * 1000 - BEAT_MS
        kept = [_waited_ms(task) - before for task, before in self._others.items()] if long_ms > self.limit_ms else []
        self.gaps.append(
            Gap(
                long_ms,
                (time.thread_time() - self._ran) * 1000,
                _waited_ms(self._gui_task) - self._waited,
                max(0.0, *kept, 0.0),
            )
        )
        self._mark()

    def _look(self) -> None:
        while not self._stop.wait(0.01):
            late_ms = (time.perf_counter() - self._last) * 1000
            if late_ms > self.limit_ms / 5 and not self._others:
                self._others = {task: _waited_ms(task) for task in _tasks() if task != self._gui_task}
            if late_ms > self.limit_ms and len(self.stacks) < 20:
                self.stacks.append(_stacks(self._gui))
                time.sleep(0.05)


def _stacks(gui: int) -> str:
    """Where the GUI thread is, and where every other thread is: one of them may hold what the GUI thread waits for."""
    frames = sys._current_frames()
    mine = _innermost(frames[gui], 8) if gui in frames else ""
    others = (_innermost(frame, 2) for thread, frame in frames.items() if thread != gui)
    return "\n".join(["the GUI thread:", mine, "other threads:", *others])


def _innermost(frame: FrameType, most: int) -> str:
    """The last calls of a thread. Without their source: read by `traceback`, it would stay in the memory we measure."""
    lines: list[str] = []
    at: FrameType | None = frame
    while at is not None and len(lines) < most:
        lines.append(f"  {at.f_code.co_filename}:{at.f_lineno} in {at.f_code.co_name}")
        at = at.f_back
    return "\n".join(reversed(lines))


def _tasks() -> list[Path]:
    with contextlib.suppress(OSError):
        return list(_TASKS.iterdir())
    return []


def _waited_ms(task: Path) -> float:
    """How long a thread has been ready to run without being let; 0 where nobody counts it or the thread has ended."""
    with contextlib.suppress(OSError):
        return int((task / "schedstat").read_text("ascii").split()[1]) / 1e6
    return 0.0
