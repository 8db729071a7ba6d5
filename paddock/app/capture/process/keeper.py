"""Keeps a capture process running: starts it at first need, again when it ends, and ends it with the window."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Final

from paddock.app.capture.process.child import Child
from paddock.app.capture.process.messages import Event, Ready
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

_LONGEST_PAUSE: Final = 10.0
_LIVED_SECONDS: Final = 5.0


class Keeper:
    """`started` is called with every new process once it listens, `told` with all it says; both by one thread."""

    def __init__(
        self,
        command: Sequence[str],
        started: Callable[[Child], object],
        told: Callable[[Child, Event, bytes], object],
        start_seconds: float,
    ) -> None:
        self._command, self._started, self._told = list(command), started, told
        self._start_seconds = start_seconds
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._running: Child | None = None
        """The process, listening."""
        self._starting: Child | None = None
        self._failures = 0
        self._why = ""
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> Child | None:
        """The process, if it listens now."""
        return self._running

    def child(self) -> Child:
        """The process, as soon as it listens.

        Raises:
            EnvironmentFault: it does not start; the sentence carries what it said.
        """
        with self._changed:
            if self._thread is None:
                self._thread = threading.Thread(target=self._keep_running, name="capture-process", daemon=True)
                self._thread.start()
            self._changed.wait_for(
                lambda: self._running is not None or self._failures > 0 or self._stopping.is_set(),
                self._start_seconds,
            )
            if self._running is not None:
                return self._running
            why, slow = self._why, self._starting
        if slow is not None and not self._failures:
            slow.kill()
        raise EnvironmentFault(
            Sentence(
                f"识别程序无法启动 ({why or '超时'}), 请重新安装或联系技术支持; 手工录入不受影响",
                f"Recognition does not start ({why or 'no answer in time'}): install Paddock again or ask support; "
                "typing works as ever",
            )
        )

    def stop(self) -> None:
        """End the process; blocks until it has ended."""
        with self._changed:
            self._stopping.set()
            child, thread = self._running or self._starting, self._thread
            self._changed.notify_all()
        if child is not None:
            child.end()
        if thread is not None:
            thread.join(timeout=10.0)

    def _keep_running(self) -> None:
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                child = Child(self._command)
            except OSError as error:
                self._failed(str(error))
            else:
                self._run(child, began)
            with self._changed:
                failures = self._failures
            if failures:
                self._stopping.wait(min(0.25 * 2**failures, _LONGEST_PAUSE))

    def _run(self, child: Child, began: float) -> None:
        with self._changed:
            self._starting = child
        if self._stopping.is_set():
            child.end()
        child.listen(lambda event, data: self._hear(child, event, data))
        with self._changed:
            was_ready, self._running, self._starting = self._running is child, None, None
        # Only now, so that who asks again is not sent to the dead one.
        child.let_go()
        if not was_ready:
            self._failed(child.last_words())
        elif time.monotonic() - began < _LIVED_SECONDS:
            # Not the first moment of a healthy one: pause a little before the next try, but let it be tried.
            self._stopping.wait(0.25)

    def _hear(self, child: Child, event: Event, data: bytes) -> None:
        if not isinstance(event, Ready):
            self._told(child, event, data)
            return
        with self._changed:
            self._running, self._failures, self._why = child, 0, ""
            self._changed.notify_all()
        self._started(child)

    def _failed(self, why: str) -> None:
        with self._changed:
            self._failures += 1
            self._why = why
            self._changed.notify_all()
