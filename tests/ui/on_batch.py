"""The batch screen in a real window, for the tests that work on it."""

from pytestqt.qtbot import QtBot

from paddock.app.store.batch_views import BatchSource, VehicleState
from paddock.ui.screens.batch.screen import BatchScreen
from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.shell import Shell

WAIT = 60_000
"""Milliseconds at most: recognition on a busy machine."""


def batch_screen(qtbot: QtBot, shell: Shell) -> BatchScreen:
    """The screen in front, with its list read."""
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow, timeout=WAIT)
    counter = shell.screens.get("counter")
    if isinstance(counter, CounterScreen):
        # Its first page takes the keyboard when it is made, whichever screen is in front by then.
        qtbot.waitUntil(lambda: counter.page() is not None, timeout=WAIT)
    shell.go("batch")
    screen = shell.screens["batch"]
    assert isinstance(screen, BatchScreen)
    qtbot.waitUntil(
        lambda: screen.list._stack.currentWidget() is not None and not screen.list._stack.is_loading, timeout=WAIT
    )
    return screen


def states(screen: BatchScreen) -> dict[str, VehicleState]:
    """The rows of the list by their VIN."""
    return {row.vin: row.state for row in screen.list.table.rows.rows}


def sources_of(screen: BatchScreen) -> list[BatchSource]:
    """The folders and lists of the batch that is shown."""
    assert screen._batch_id is not None
    return screen._batches.sources(screen._batch_id)
