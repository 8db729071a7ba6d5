"""The one way to do work off the GUI thread: `run(parent, fn).success(show).failure(explain)`.

One serial executor for the database (so that a person's acts happen in the order they were made) and a pool for
pictures, recognition and cryptography. Results come back on the GUI thread, and only while `parent` lives.
"""

import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum, auto
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from paddock.domain.errors import PaddockError

T = TypeVar("T")


class Lane(Enum):
    """Where work runs."""

    DATABASE = auto()
    """One at a time, in the order asked."""
    POOL = auto()
    """Several at a time: pictures, recognition, cryptography."""


class Workers:
    """The executors of one window; made once in `run_window`, closed when it ends."""

    def __init__(self) -> None:
        self._database = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._pool = ThreadPoolExecutor(max(2, (os.cpu_count() or 2) - 1), thread_name_prefix="pool")

    def submit(self, lane: Lane, fn: Callable[[], T]) -> "Future[T]":
        """Queue `fn`."""
        return (self._database if lane is Lane.DATABASE else self._pool).submit(fn)

    def close(self) -> None:
        """Finish what is running and what the database still has to write; drop queued pictures."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._database.shutdown(wait=True)


class _Holder:
    workers: Workers | None = None


def workers() -> Workers:
    """The window's executors, made at first use."""
    if _Holder.workers is None:
        _Holder.workers = Workers()
    return _Holder.workers


def close_workers() -> None:
    """Wait for running work and let the threads end; a later `run` starts new ones."""
    if _Holder.workers is not None:
        _Holder.workers.close()
        _Holder.workers = None


class Operation(Generic[T]):
    """One piece of work under way. A plain object: only the courier is Qt's, and that lives on the GUI thread."""

    def __init__(self, parent: QObject, fn: Callable[[], T], lane: Lane) -> None:
        self._parent: QObject | None = parent
        self._on_success: Callable[[T], object] | None = None
        self._on_failure: Callable[[PaddockError], object] | None = None
        courier = _courier()
        self._future: Future[T] | None = workers().submit(lane, fn)
        self._future.add_done_callback(lambda future: courier.done.emit((self, future)))

    def success(self, then: Callable[[T], object]) -> "Operation[T]":
        """Call `then` with the result on the GUI thread."""
        self._on_success = then
        return self

    def failure(self, then: Callable[[PaddockError], object]) -> "Operation[T]":
        """Call `then` with an error a person can act on; any other error is a bug and reaches the excepthook."""
        self._on_failure = then
        return self

    def cancel(self) -> None:
        """Forget the result, and do not start the work if it has not started."""
        if self._future:
            self._future.cancel()
        self._parent = None

    def deliver(self, future: "Future[T]") -> None:
        """On the GUI thread: hand the result over and let go of everything the work knew."""
        parent, then, explain = self._parent, self._on_success, self._on_failure
        self._parent = self._on_success = self._on_failure = self._future = None
        if future.cancelled() or parent is None or not isValid(parent):
            return
        error = future.exception()
        if error is None:
            if then:
                then(future.result())
        elif isinstance(error, PaddockError):
            (explain or _problem_handler.show)(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


class _Courier(QObject):
    """Brings finished work to the GUI thread, where it was made."""

    done = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _deliver(self, pair: "tuple[Operation[object], Future[object]]") -> None:
        operation, future = pair
        operation.deliver(future)


class _CourierHolder:
    courier: _Courier | None = None


def _courier() -> _Courier:
    """Made at the first `run`, which is on the GUI thread."""
    if _CourierHolder.courier is None or not isValid(_CourierHolder.courier):
        _CourierHolder.courier = _Courier()
    return _CourierHolder.courier


class _ProblemHandler:
    """Where errors go that no screen asked for: the shell's banner, set by the shell."""

    show: Callable[[PaddockError], object] = staticmethod(lambda error: print(error, file=sys.stderr))  # noqa: T201


_problem_handler = _ProblemHandler()


def send_problems_to(show: Callable[[PaddockError], object]) -> None:
    """Let `show` say every problem that the caller of `run` does not handle itself."""
    _problem_handler.show = show


def run(parent: QObject, fn: Callable[[], T], lane: Lane = Lane.DATABASE) -> Operation[T]:
    """Start `fn` off the GUI thread; its result is dropped when `parent` is gone by then."""
    return Operation(parent, fn, lane)
