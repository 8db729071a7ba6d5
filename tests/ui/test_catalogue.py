"""One line in the catalogue is a screen: with its entry, its key and its place in the palette."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from paddock.ui.screens.catalogue import SCREENS, shortcut_of
from paddock.ui.screens.screen import Screen
from paddock.ui.shell import HelpPage
from paddock.ui.shell_actions import shell_actions
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import blank_page


@pytest.mark.usefixtures("qapp")
def test_every_screen_can_be_loaded_and_has_its_own_key() -> None:
    keys = [shortcut_of(entry.key) for entry in SCREENS]
    assert keys == [f"Ctrl+{number}" for number in range(1, len(SCREENS) + 1)]
    for entry in SCREENS:
        assert issubclass(entry.load(), Screen)
    assert {f"go.{entry.key}" for entry in SCREENS} <= {action.key for action in shell_actions()}


@pytest.mark.usefixtures("qapp")
def test_no_key_is_given_twice_where_both_would_hear_it() -> None:
    everywhere = [action.shortcut for action in shell_actions() if action.shortcut]
    for entry in SCREENS:
        here = everywhere + [action.shortcut for action in entry.load().declared_actions() if action.shortcut]
        twice = [key for key, times in Counter(QKeySequence(key).toString() for key in here).items() if times > 1]
        assert twice == []


def test_the_keys_show_their_screens(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    shell = open_window(no_sync)
    blank_page(qtbot, shell)
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    for number, entry in reversed(list(enumerate(SCREENS))):
        QTest.keyClick(shell, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.ControlModifier)
        assert shell.current_screen is shell.screens[entry.key]
        marked = [made for made in shell.navigation.findChildren(QToolButton) if made.isChecked()]
        assert [made.text() for made in marked] == [entry.words()]


class Pages:
    """Help pages that only remember what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def pages(self) -> list[HelpPage]:
        return []

    def show_topic(self, topic: str) -> None:
        self.asked.append(topic)


def test_f1_asks_for_the_page_of_the_step_in_front(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    shell = open_window(no_sync)
    page = blank_page(qtbot, shell)
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    QTest.keyClick(shell, Qt.Key.Key_F1)
    pages = Pages()
    shell.use_help(pages)
    page.go_to(1)
    QTest.keyClick(shell, Qt.Key.Key_F1)
    shell.go("queue")
    QTest.keyClick(shell, Qt.Key.Key_F1)
    assert pages.asked == ["counter.applicant", "queue"]
