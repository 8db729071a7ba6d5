from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from paddock.app.capture.process.client import CaptureProcess
from paddock.app.store.store import Store
from paddock.sync.engine import SyncEngine
from paddock.ui.desk import AskPassphrase, Desk, SyncControl, desk_of
from paddock.ui.main import paint_shell
from paddock.ui.opening import Opener
from paddock.ui.shell import Shell
from paddock.ui.tasks import close_workers
from tests.helpers.central_server import CentralServer, central_server
from tests.helpers.doctors import doctor_of
from tests.helpers.workstations import open_profile


class NoSync:
    """A sync control without a centre: counts how often it was woken."""

    def __init__(self) -> None:
        self.woken = 0
        self.told: list[Callable[[], object]] = []

    def wake(self) -> None:
        self.woken += 1

    def subscribe(self, told: Callable[[], object]) -> Callable[[], None]:
        self.told.append(told)
        return lambda: self.told.remove(told)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def no_sync() -> NoSync:
    return NoSync()


@pytest.fixture(scope="session")
def capture() -> Iterator[CaptureProcess]:
    """One capture process for all windows: its models load once."""
    made = CaptureProcess()
    yield made
    made.close()


OpenWindow = Callable[[SyncControl], Shell]


@pytest.fixture
def open_window(qtbot: QtBot, store: Store, tmp_path: Path, capture: CaptureProcess) -> Iterator[OpenWindow]:
    shells: list[Shell] = []

    def opened(sync: SyncControl) -> Shell:
        def desk(_ask: AskPassphrase) -> Desk:
            return desk_of(
                store,
                staff_name="李娜",
                sync=sync,
                capture=capture,
                doctor=doctor_of(store),
                centre_address="embedded",
                embedded_centre=True,
            )

        app, shell = paint_shell(tmp_path / "window.ini")
        shell.preferences.camera_source = ""
        qtbot.addWidget(shell)
        shells.append(shell)
        shell.show()
        with qtbot.waitSignal(shell.ready, timeout=20_000):
            Opener(app, shell, desk).start()
        return shell

    yield opened
    for shell in shells:
        shell.close()
    close_workers()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[CentralServer]:
    with central_server(tmp_path / "centre") as server:
        yield server


@pytest.fixture
def engine(store: Store, centre: CentralServer) -> Iterator[SyncEngine]:
    made = SyncEngine(store, centre.url, centre.token)
    made.start()
    yield made
    made.stop()
