"""The window on a stage: opened over a real store and centre, dressed, waited for, and looked at."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from paddock.app.capture.process.client import CaptureProcess
from paddock.app.store.opening import open_store
from paddock.app.store.store import Store
from paddock.domain.sentences import Language
from paddock.sync.engine import SyncEngine
from paddock.ui import tasks
from paddock.ui.desk import AskPassphrase, Desk, desk_of
from paddock.ui.main import paint_shell
from paddock.ui.opening import Opener
from paddock.ui.screens.counter.deal_page import DealPage
from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.shell import Shell
from paddock.ui.tasks import Lane, Workers, close_workers
from paddock.ui.theme import ThemeChoice
from tests.helpers.central_server import CentralServer
from tests.helpers.doctors import ShownDoctor

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
STAFF = "李娜"
SIZES = {"1280x720": QSize(1280, 720), "1440x900": QSize(1440, 900)}
_STILL_ROUNDS = 2
_STILL_MS = 20
_STILL_SECONDS = 20.0
_SOON_MS = 600
"""What a timer does within this time belongs to the picture: the faults that are looked for after a key."""
NO_CENTRE = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Dress:
    """How the window looks: language and theme."""

    language: Language
    theme: ThemeChoice

    @property
    def name(self) -> str:
        """`zh_CN-light`."""
        return f"{self.language}-{self.theme.value}"


DRESSES = tuple(
    Dress(language, theme) for language in ("zh_CN", "en") for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK)
)


class Counted(Workers):
    """Workers that know how much they have still to do."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: list[Future[object]] = []

    def submit(self, lane: Lane, fn: Callable[[], T]) -> "Future[T]":
        """Queue `fn`."""
        future = super().submit(lane, fn)
        self._asked.append(future)  # type: ignore[arg-type]  # whatever its result is
        return future

    def are_done(self) -> bool:
        """Whether everything that was asked has ended; GUI thread, like `submit`."""
        self._asked = [future for future in self._asked if not future.done()]
        return not self._asked


class Updates(QObject):
    """Counts how often a window wanted to be painted or laid out anew."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.seen = 0
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count, and let everything through."""
        self.seen += event.type() in {QEvent.Type.UpdateRequest, QEvent.Type.LayoutRequest}
        return False

    def end(self) -> None:
        """Count no more."""
        self._window.removeEventFilter(self)


class Resting(CaptureProcess):
    """Capture that loads no models before a picture is read: who only looks needs none."""

    def warm_up(self) -> None:
        """Nothing."""


class Stage:
    """One open window and everything behind it."""

    def __init__(self, app: QApplication, shell: Shell, store: Store, centre: CentralServer, folder: Path) -> None:
        self.app, self.shell, self.store, self.centre, self.folder = app, shell, store, centre, folder
        self.workers = Counted()
        tasks._Holder.workers = self.workers
        self.deals: dict[str, UUID] = {}
        """What was played, by a short name."""

    def dress(self, dress: Dress) -> None:
        """Apply language and theme, as the settings do."""
        self.shell.preferences.language = dress.language
        self.shell.preferences.theme = dress.theme
        self.shell.restyle_wanted.emit()
        self.settle()

    def resize(self, size: str) -> None:
        """Give the window one of the sizes that are looked at."""
        self.shell.resize(SIZES[size])

    # The counter

    def counter(self) -> CounterScreen:
        """The counter, in front."""
        self.shell.go("counter")
        found = self.shell.screens["counter"]
        assert isinstance(found, CounterScreen)
        return found

    def page(self, key: str, number: int) -> DealPage:
        """A step of a played deal, in front."""
        counter, wanted = self.counter(), self.deals[key]
        counter.open_deal(wanted)
        self.wait(lambda: (page := counter.page()) is not None and page.deal.id == wanted)
        page = counter.page()
        assert page is not None
        page.deal.load()
        self.wait(lambda: not page.deal.draft.images or len(page.deal.pictures) > 0)
        self.settle()
        page.go_to(number)
        self.wait(lambda: page.step_number() == number)
        return page

    def step(self, key: str, number: int, kind: type[W]) -> W:
        """A step of a played deal, in front, as the class it is."""
        found = self.page(key, number).steps[number]
        assert isinstance(found, kind)
        return found

    # Waiting and looking

    def wait(self, until: Callable[[], bool], seconds: float = 30) -> None:
        """Let the window live until something holds; raises `TimeoutError`.

        What takes long is asked ever less often: asking takes from the centre what it needs to get there.
        """
        deadline, pause_ms = time.monotonic() + seconds, 5.0
        while not until():
            if time.monotonic() > deadline:
                picture = self.folder / "timeout.png"
                self.shell.grab().save(str(picture))
                raise TimeoutError(f"not within {seconds} s; the banner says: {self.shell.banner.text()!r}")
            QTest.qWait(int(pause_ms))
            pause_ms = min(pause_ms * 1.25, 100.0)

    def settle(self, over: QWidget | None = None) -> None:
        """Let a window live until no work is under way, none begins soon, and nothing wants to be painted."""
        updates = Updates((over or self.shell).window())
        quiet, deadline = 0, time.monotonic() + _STILL_SECONDS
        while quiet < _STILL_ROUNDS and time.monotonic() < deadline:
            before = updates.seen
            QTest.qWait(_STILL_MS)
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            still = updates.seen == before and self.workers.are_done() and not self._begins_something()
            quiet = quiet + 1 if still else 0
        updates.end()

    def _begins_something(self) -> bool:
        timers = self.shell.findChildren(QTimer)
        return any(timer.isSingleShot() and timer.isActive() and timer.interval() <= _SOON_MS for timer in timers)


@contextmanager
def opened_stage(folder: Path) -> Iterator[Stage]:
    """The window, its store, its sync engine and a centre, all real; everything ends with the block."""
    centre = CentralServer(folder / "centre")
    centre.start()
    try:
        with _stage(folder, centre, CaptureProcess(), syncs=True) as stage:
            yield stage
    finally:
        centre.stop()


@contextmanager
def offline_stage(folder: Path, deals: dict[str, UUID]) -> Iterator[Stage]:
    """The window over the profile in `folder`; each of `deals` has its tab, and nothing is sent or asked meanwhile."""
    with _stage(folder, CentralServer(folder / "centre", url=NO_CENTRE), Resting(), syncs=False) as stage:
        stage.deals = deals
        counter = stage.counter()
        stage.wait(lambda: counter.page() is not None)
        for key in deals:
            stage.page(key, 0)
        yield stage


@contextmanager
def _stage(folder: Path, centre: CentralServer, capture: CaptureProcess, *, syncs: bool) -> Iterator[Stage]:
    store = open_store(folder / "profile")
    engine = SyncEngine(store, centre.url, centre.token)
    if syncs:
        engine.start()

    def open_desk(_ask: AskPassphrase) -> Desk:
        return desk_of(
            store,
            staff_name=STAFF,
            sync=engine,
            capture=capture,
            doctor=ShownDoctor(store),
            centre_address=centre.url,
            embedded_centre=True,
        )

    app, shell = paint_shell(folder / "window.ini")
    # A cursor that blinks would be in one picture and not in the next.
    app.setCursorFlashTime(0)
    shell.preferences.camera_source = ""
    shell.preferences.less_motion = True
    stage = Stage(app, shell, store, centre, folder)
    opener = Opener(app, shell, open_desk)
    shell.show()
    opener.start()
    try:
        stage.wait(lambda: shell.desk is not None)
        yield stage
    finally:
        shell.close()
        engine.stop()
        capture.close()
        close_workers()
        store.close()
