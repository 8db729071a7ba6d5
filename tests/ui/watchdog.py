"""Watches the GUI event loop: how long it went without a beat, and what it was doing then."""

import os
import sys
import threading
import time
import traceback
from types import TracebackType
from typing import Self

from PySide6.QtCore import QTimer

BEAT_MS = 5
LIMIT_MS = 100.0


class Watchdog:
    """A beat on the event loop, and a thread that looks at the GUI thread's stack when the beat stops."""

    def __init__(self, limit_ms: float = LIMIT_MS) -> None:
        self.limit_ms = limit_ms * _sharing()
        self.gaps_ms: list[float] = []
        self.stacks: list[str] = []
        self._last = time.perf_counter()
        self._stop = threading.Event()
        self._gui = threading.get_ident()
        self._timer = QTimer()
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._last = time.perf_counter()
        self._timer.start()
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._beat()
        self._timer.stop()
        self._stop.set()
        self._watch.join()
        if kind is None:
            assert self.worst() <= self.limit_ms, "\n".join(
                [f"the window stood still for {self.worst():.0f} ms", *self.stacks]
            )

    def worst(self) -> float:
        """The longest gap so far, in milliseconds."""
        return max(self.gaps_ms, default=0.0)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last) * 1000 - BEAT_MS)
        self._last = now

    def _look(self) -> None:
        while not self._stop.wait(0.01):
            if (time.perf_counter() - self._last) * 1000 > self.limit_ms and len(self.stacks) < 20:
                frame = sys._current_frames().get(self._gui)
                if frame is not None:
                    self.stacks.append("".join(traceback.format_stack(frame)[-6:]))
                time.sleep(0.05)


def _sharing() -> float:
    """How many programs share a core of this machine now; 1 when it is ours. A beat takes as many times longer."""
    try:
        return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    except (AttributeError, OSError):
        return 1.0
