"""Cycles with Qt objects in them are destroyed on the GUI thread, whichever thread allocates."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.ui.garbage import collect_on_gui_thread


class Knot(QObject):
    """Knows itself, as a window knows parts that know it."""

    ends: list[int] = []  # noqa: RUF012 - where each ended

    def __init__(self) -> None:
        super().__init__()
        self.itself = self

    def __del__(self) -> None:
        Knot.ends.append(threading.get_ident())


@pytest.mark.usefixtures("qapp")
def test_a_worker_that_allocates_destroys_no_qt_object(qtbot: QtBot, qapp: QApplication) -> None:
    collect_on_gui_thread(qapp)
    collect_on_gui_thread(qapp)
    assert not gc.isenabled()
    Knot.ends.clear()
    for _ in range(50):
        Knot()

    kept: list[list[int]] = []

    def allocate() -> None:
        kept.extend([number] for number in range(200_000))

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert Knot.ends == []
    qtbot.waitUntil(lambda: len(Knot.ends) == 50, timeout=10_000)
    assert set(Knot.ends) == {threading.get_ident()}
