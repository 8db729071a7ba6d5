"""A person who only has a keyboard: keys go to whatever has the focus, and nowhere else."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from paddock.ui.screens.counter.deal_page import DealPage
from tests.ui.conftest import OpenWindow
from tests.ui.test_journey import blank_page


def page_in_front(qtbot: QtBot, open_window: OpenWindow, sync: object) -> DealPage:
    """A blank deal in a window that has the keyboard; no window manager gives it under Xvfb."""
    shell = open_window(sync)  # type: ignore[arg-type]  # any control will do
    page = blank_page(qtbot, shell)
    shell.activateWindow()
    qtbot.waitUntil(lambda: shell.isActiveWindow() and QApplication.focusWidget() is not None, timeout=20_000)
    return page


def focused() -> QWidget:
    """Where keys go now."""
    found = QApplication.focusWidget()
    assert found is not None, "the focus is lost: keys go nowhere"
    return found


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key, where the focus is."""
    QTest.keyClick(focused(), key, modifiers)


def write(text: str) -> None:
    """Latin text, key by key, where the focus is."""
    for char in text:
        # Each to whatever has the focus by then, as an X server does it.
        QTest.keyClicks(focused(), char)
