"""The one way to do work off the GUI thread: `run(parent, fn).success(show).failure(explain)`.

One serial executor for the database (so that a person's acts happen in the order they were made), a pool for what
computes, and one for what waits for the capture process. Results come back on the GUI thread, and only while `parent`
lives.

What the person sees meanwhile is said in the same breath:

    run(self, office.deals).loading(self.rows).success(self._show)       a skeleton, from 150 ms on
    run(self, office.retry).busy(self._retry).success(...)               the button that started it is busy
    run_long(self, lambda work: office.export(path, work))               with the token that reports and stops
        .progress(self._line).success(...).cancelled(...)                progress and cancel, from 500 ms on
    self._search = Newest(); self._search.run(self, ...)                 a later search forgets the earlier ones
"""

import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum, auto
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from paddock.domain.errors import PaddockError
from paddock.domain.long_work import Cancelled, Progress, Work

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

T = TypeVar("T")
LOADING_AFTER_MS = 150
"""Before this nobody notices a wait, and a skeleton would only flicker."""
PROGRESS_AFTER_MS = 500
_CAPTURE_THREADS = 4
"""They only wait: a camera can be opened while pictures are read."""


class Lane(Enum):
    """Where work runs."""

    DATABASE = auto()
    """One at a time, in the order asked."""
    POOL = auto()
    """Several at a time: checks, cryptography, drawing."""
    CAPTURE = auto()
    """Waiting for the capture process: pictures, recognition, cameras. It keeps nothing else waiting."""


class Sign(Protocol):
    """Something on the screen that tells that work is under way (a skeleton, a busy button)."""

    def begin(self) -> None:
        """The work is under way."""

    def end(self) -> None:
        """It has ended, however it ended."""


class ProgressSign(Protocol):
    """Something on the screen that tells how far work has come, and lets the person stop it."""

    def begin(self, cancel: Callable[[], object] | None) -> None:
        """The work is under way; `cancel` stops it, None: it cannot be stopped."""

    def show_progress(self, progress: Progress) -> None:
        """It has come so far."""

    def end(self) -> None:
        """It has ended, however it ended."""


class Workers:
    """The executors of one window; made once in `run_window`, closed when it ends."""

    def __init__(self) -> None:
        self._lanes = {
            Lane.DATABASE: ThreadPoolExecutor(1, thread_name_prefix="database"),
            Lane.POOL: ThreadPoolExecutor(max(2, (os.cpu_count() or 2) - 1), thread_name_prefix="pool"),
            Lane.CAPTURE: ThreadPoolExecutor(_CAPTURE_THREADS, thread_name_prefix="capture"),
        }

    def submit(self, lane: Lane, fn: Callable[[], T]) -> "Future[T]":
        """Queue `fn`."""
        return self._lanes[lane].submit(fn)

    def close(self) -> None:
        """Finish what is running and what the database still has to write; drop queued pictures."""
        for lane, executor in self._lanes.items():
            executor.shutdown(wait=False, cancel_futures=lane is not Lane.DATABASE)
        for executor in self._lanes.values():
            executor.shutdown(wait=True)


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

    def __init__(self, parent: QObject, fn: Callable[[], T], lane: Lane, work: Work | None = None) -> None:
        """`work` is the token `fn` was given, for work that can be stopped."""
        self._parent: QObject | None = parent
        self._work = work
        self._on_success: Callable[[T], object] | None = None
        self._on_failure: Callable[[PaddockError], object] | None = None
        self._on_cancelled: Callable[[], object] | None = None
        self._shown: list[Sign | ProgressSign] = []
        self._progress: ProgressSign | None = None
        self._is_forgotten = False
        courier = _courier()
        self._future: Future[T] | None = workers().submit(lane, fn)
        self._future.add_done_callback(lambda future: courier.done.emit((self, future)))

    # What shall happen then

    def success(self, then: Callable[[T], object]) -> "Operation[T]":
        """Call `then` with the result on the GUI thread."""
        self._on_success = then
        return self

    def failure(self, then: Callable[[PaddockError], object]) -> "Operation[T]":
        """Call `then` with an error a person can act on; any other error is a bug and reaches the excepthook."""
        self._on_failure = then
        return self

    def cancelled(self, then: Callable[[], object]) -> "Operation[T]":
        """Call `then` when the person has stopped the work, which is no error."""
        self._on_cancelled = then
        return self

    # What is seen meanwhile

    def loading(self, sign: Sign) -> "Operation[T]":
        """Show `sign` (a skeleton) if the result is not there within 150 ms."""
        return self._show_after(LOADING_AFTER_MS, sign, sign.begin)

    def busy(self, button: "QAbstractButton | None") -> "Operation[T]":
        """Keep the button that started the work from starting it again, and let it look so."""
        from paddock.ui.widgets.busy import BusyButton  # noqa: PLC0415 - widgets know tasks, not the other way

        if button is not None:
            sign = BusyButton(button)
            self._shown.append(sign)
            sign.begin()
        return self

    def progress(self, sign: ProgressSign) -> "Operation[T]":
        """Show how far the work has come if it is not done within half a second, with a way to stop `run_long`."""

        def begin() -> None:
            self._progress = sign
            sign.begin(self.cancel if self._work else None)
            self.report()

        return self._show_after(PROGRESS_AFTER_MS, sign, begin)

    def _show_after(self, milliseconds: int, sign: Sign | ProgressSign, begin: Callable[[], object]) -> "Operation[T]":
        def due() -> None:
            if self._parent is not None:
                self._shown.append(sign)
                begin()

        if self._parent is not None:
            QTimer.singleShot(milliseconds, self._parent, due)
        return self

    # Stopping

    def cancel(self) -> None:
        """Ask the work to stop. It is told as cancelled when it has; if it was done by then, as success."""
        if self._work:
            self._work.cancel()
        if self._future:
            self._future.cancel()

    def forget(self) -> None:
        """The result is not wanted any more: neither success nor failure is told; not started, it never starts."""
        self._is_forgotten = True
        self.cancel()

    # Called by the courier, on the GUI thread

    def report(self) -> None:
        """Show the last report of the work."""
        if self._progress and self._work and self._parent is not None and isValid(self._parent):
            self._progress.show_progress(self._work.progress)

    def deliver(self, future: "Future[T]") -> None:
        """Hand the result over and let go of everything the work knew."""
        parent, shown = self._parent, self._shown
        then, explain, stopped = self._on_success, self._on_failure, self._on_cancelled
        # The working thread may be the last to hold this operation, and must not be the one to end what is Qt's.
        self._parent = self._future = self._progress = None
        self._on_success = self._on_failure = self._on_cancelled = None
        self._shown = []
        if parent is None or not isValid(parent):
            return
        for sign in shown:
            sign.end()
        if self._is_forgotten:
            return
        error = Cancelled() if future.cancelled() else future.exception()
        if error is None:
            if then:
                then(future.result())
        elif isinstance(error, Cancelled):
            if stopped:
                stopped()
        elif isinstance(error, PaddockError):
            (explain or _problem_handler.show)(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


class Newest:
    """A question of which only the newest answer counts, such as a search: asking again forgets what was asked."""

    def __init__(self) -> None:
        self._asked: Operation[object] | None = None

    def run(self, parent: QObject, fn: Callable[[], T], lane: Lane = Lane.DATABASE) -> Operation[T]:
        """As `run`; an earlier question that still waits is never asked."""
        self.forget()
        operation = run(parent, fn, lane)
        self._asked = operation  # type: ignore[assignment]  # only ever forgotten, whatever it answers
        return operation

    def run_long(self, parent: QObject, fn: Callable[[Work], T], lane: Lane = Lane.POOL) -> Operation[T]:
        """As `run_long`; an earlier question is stopped."""
        self.forget()
        operation = run_long(parent, fn, lane)
        self._asked = operation  # type: ignore[assignment]  # as above
        return operation

    def forget(self) -> None:
        """No answer is wanted any more."""
        if self._asked:
            self._asked.forget()
            self._asked = None


class _Courier(QObject):
    """Brings finished work and its reports to the GUI thread, where it was made."""

    done = Signal(object)
    reported = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.reported.connect(self._report, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _deliver(self, pair: "tuple[Operation[object], Future[object]]") -> None:
        operation, future = pair
        operation.deliver(future)

    @Slot(object)
    def _report(self, reports: "_Reports") -> None:
        reports.show()


class _Reports:
    """Lets one report at a time be on its way: work that reports a thousand times a second shows its newest."""

    def __init__(self) -> None:
        self.operation: Operation[object] | None = None
        self._on_its_way = False
        self._courier = _courier()

    def told(self) -> None:
        """On the working thread: there is a new report."""
        if not self._on_its_way:
            self._on_its_way = True
            self._courier.reported.emit(self)

    def show(self) -> None:
        """On the GUI thread."""
        self._on_its_way = False
        if self.operation:
            self.operation.report()


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


def tell_problem(error: PaddockError) -> None:
    """Say a problem where those are said that no screen asked for."""
    _problem_handler.show(error)


def run(parent: QObject, fn: Callable[[], T], lane: Lane = Lane.DATABASE) -> Operation[T]:
    """Start `fn` off the GUI thread; its result is dropped when `parent` is gone by then."""
    return Operation(parent, fn, lane)


def run_long(parent: QObject, fn: Callable[[Work], T], lane: Lane = Lane.POOL) -> Operation[T]:
    """As `run`, for work that may take more than half a second: `fn` is given the token to report with and heed."""
    reports = _Reports()
    work = Work(reports.told)
    operation = Operation(parent, lambda: fn(work), lane, work)
    reports.operation = operation  # type: ignore[assignment]  # asked for its report, whatever its result
    return operation
