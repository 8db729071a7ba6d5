"""The window on a stage: opened over a real store and centre, dressed, waited for, and looked at."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from paddock.app.capture.process.client import CaptureProcess
from paddock.app.store.opening import open_store
from paddock.app.store.store import Store
from paddock.domain.application_draft import ApplicationDraft
from paddock.domain.sentences import Language
from paddock.sync.engine import SyncEngine
from paddock.ui.desk import AskPassphrase, Desk, desk_of
from paddock.ui.main import paint_shell
from paddock.ui.opening import Opener
from paddock.ui.screens.counter.deal_page import DealPage
from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.shell import Shell
from paddock.ui.tasks import Lane, close_workers, workers
from paddock.ui.theme import ThemeChoice
from tests.helpers.central_server import CentralServer
from tests.helpers.doctors import ShownDoctor

W = TypeVar("W", bound=QWidget)
STAFF = "李娜"
SIZES = {"1280x720": QSize(1280, 720), "1440x900": QSize(1440, 900)}
_STILL_ROUNDS = 2
_STILL_SECONDS = 4.0


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


class Stage:
    """One open window and everything behind it."""

    def __init__(self, app: QApplication, shell: Shell, store: Store, centre: CentralServer, folder: Path) -> None:
        self.app, self.shell, self.store, self.centre, self.folder = app, shell, store, centre, folder
        self.deals: dict[str, ApplicationDraft] = {}
        """What was played, by a short name."""
        self.sees: Callable[[QWidget], object] = _picture_of
        """What has to stay the same for the window to be still."""

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
        counter, wanted = self.counter(), self.deals[key].id
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
        """Let the window live until nothing is asked of the store and what `sees` tells no longer changes."""
        self._wait_for_the_store()
        seen, same = self.sees(over or self.shell), 0
        deadline = time.monotonic() + _STILL_SECONDS
        while same < _STILL_ROUNDS and time.monotonic() < deadline:
            QTest.qWait(60)
            self._wait_for_the_store()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            now = self.sees(over or self.shell)
            same = same + 1 if now == seen else 0
            seen = now

    def _wait_for_the_store(self) -> None:
        """What the window asks of the store is done one after another: what was asked before this is answered."""
        asked = workers().submit(Lane.DATABASE, lambda: None)
        self.wait(asked.done)


def _picture_of(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@contextmanager
def opened_stage(folder: Path) -> Iterator[Stage]:
    """The window, its store, its sync engine and a centre, all real; everything ends with the block."""
    centre = CentralServer(folder / "centre")
    centre.start()
    store = open_store(folder / "profile")
    engine = SyncEngine(store, centre.url, centre.token)
    engine.start()
    capture = CaptureProcess()

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
    opener = Opener(app, shell, open_desk)
    shell.show()
    opener.start()
    stage = Stage(app, shell, store, centre, folder)
    try:
        stage.wait(lambda: shell.desk is not None)
        yield stage
    finally:
        shell.close()
        engine.stop()
        capture.close()
        close_workers()
        store.close()
        centre.stop()
