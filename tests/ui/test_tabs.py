"""Several deals open as tabs: closed without loss, brought back, moved, found in the list, opened at the start."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from paddock.app.services.drafts import load_draft
from paddock.app.store import queries
from paddock.app.store.store import Store
from paddock.domain.application_draft import ApplicationDraft, FieldPath
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.ui.preferences import Preferences
from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.shell import Shell
from paddock.ui.theme import ThemeChoice
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import blank_page, counter_of

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shell(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> Shell:
    opened = open_window(no_sync)
    blank_page(qtbot, opened)
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def three_deals(qtbot: QtBot, shell: Shell) -> CounterScreen:
    counter = counter_of(shell)
    for at, name in enumerate(("甲", "乙", "丙")):
        if at:
            QTest.keyClick(shell, Qt.Key.Key_N, CTRL)
            qtbot.waitUntil(partial(has_open, counter, at + 1), timeout=5_000)
        page = counter.page()
        assert page is not None
        page.deal.set_text(FieldPath.NAME, name)
    return counter


def has_open(counter: CounterScreen, many: int) -> bool:
    return len(counter.open_deals()) == many


def names(counter: CounterScreen) -> list[str]:
    assert [counter.tabs.tabText(at)[0] for at in range(counter.tabs.count())] == [
        opened.deal.draft.text(FieldPath.NAME) for opened in counter.open_deals()
    ]
    return [opened.deal.draft.text(FieldPath.NAME) for opened in counter.open_deals()]


def in_front(counter: CounterScreen) -> str:
    page = counter.page()
    return page.deal.draft.text(FieldPath.NAME) if page else ""


def test_closing_keeps_the_draft_and_ctrl_z_brings_the_tab_back(qtbot: QtBot, shell: Shell, store: Store) -> None:
    counter = three_deals(qtbot, shell)
    counter.tabs.setCurrentIndex(1)
    page = counter.page()
    assert page is not None
    page.go_to(2)
    closed = page.deal.id
    QTest.keyClick(shell, Qt.Key.Key_W, CTRL)
    qtbot.waitUntil(lambda: names(counter) == ["甲", "丙"], timeout=5_000)
    kept = load_draft(store, closed)
    assert kept is not None
    assert kept.text(FieldPath.NAME) == "乙"
    assert "草稿已保存" in shell.toast.text()
    QTest.keyClick(QApplication.focusWidget() or shell, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: names(counter) == ["甲", "乙", "丙"], timeout=5_000)
    assert in_front(counter) == "乙"
    again = counter.page()
    assert again is not None
    assert again.step_number() == 2


def test_a_tab_whose_draft_cannot_be_written_stays_open(
    qtbot: QtBot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = three_deals(qtbot, shell)
    full = Sentence("磁盘已满, 请清理后再试", "The disk is full: make room and try again")

    def fails(_draft: ApplicationDraft) -> None:
        raise EnvironmentFault(full)

    monkeypatch.setattr(shell.opened_desk().office, "save_draft", fails)
    QTest.keyClick(shell, Qt.Key.Key_W, CTRL)
    qtbot.waitUntil(lambda: full.zh in shell.banner.text(), timeout=5_000)
    assert names(counter) == ["甲", "乙", "丙"]
    monkeypatch.undo()
    counter.close_in_front()
    qtbot.waitUntil(lambda: names(counter) == ["甲", "乙"], timeout=5_000)


def test_a_draft_that_cannot_be_written_counts_as_unwritten_until_it_is(
    qtbot: QtBot, shell: Shell, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    deal = blank_page(qtbot, shell).deal
    full = Sentence("磁盘已满, 请清理后再试", "The disk is full: make room and try again")

    def fails(_draft: ApplicationDraft) -> None:
        raise EnvironmentFault(full)

    monkeypatch.setattr(deal.office, "save_draft", fails)
    deal.set_text(FieldPath.NAME, "甲")
    qtbot.waitUntil(lambda: full.zh in shell.banner.text(), timeout=5_000)
    assert (deal.unsaved, deal.saved_at) == (True, None)
    monkeypatch.undo()
    # Nothing more is typed: leaving the window writes what the disk refused before.
    with qtbot.waitSignal(deal.saved, timeout=5_000):
        deal.save_now()
    assert not deal.unsaved
    kept = load_draft(store, deal.id)
    assert kept is not None
    assert kept.text(FieldPath.NAME) == "甲"


def test_what_is_typed_while_the_tab_closes_is_written_too(qtbot: QtBot, shell: Shell, store: Store) -> None:
    counter = three_deals(qtbot, shell)
    page = counter.page()
    assert page is not None
    deal = page.deal
    counter.close_in_front()
    deal.set_text(FieldPath.PHONE, "13871234567")
    qtbot.waitUntil(lambda: names(counter) == ["甲", "乙"], timeout=5_000)
    kept = load_draft(store, deal.id)
    assert kept is not None
    assert kept.text(FieldPath.PHONE) == "13871234567"


def test_the_last_tab_gives_way_to_an_empty_one(qtbot: QtBot, shell: Shell) -> None:
    counter = counter_of(shell)
    blank_page(qtbot, shell).deal.set_text(FieldPath.NAME, "甲")
    QTest.keyClick(shell, Qt.Key.Key_W, CTRL)
    qtbot.waitUntil(lambda: bool((page := counter.page()) and page.deal.is_blank), timeout=5_000)
    assert counter.tabs.count() == 1
    QTest.keyClick(shell, Qt.Key.Key_T, CTRL | SHIFT)
    qtbot.waitUntil(lambda: in_front(counter) == "甲", timeout=5_000)
    # The empty one has made room.
    assert counter.tabs.count() == 1


def test_ctrl_tab_goes_round_both_ways(qtbot: QtBot, shell: Shell) -> None:
    counter = three_deals(qtbot, shell)
    seen = []
    for _press in range(3):
        QTest.keyClick(shell, Qt.Key.Key_Tab, CTRL)
        seen.append(in_front(counter))
    assert seen == ["甲", "乙", "丙"]
    QTest.keyClick(shell, Qt.Key.Key_Backtab, CTRL | SHIFT)
    assert in_front(counter) == "乙"


def test_the_middle_button_closes_and_tabs_can_be_moved(qtbot: QtBot, shell: Shell) -> None:
    counter = three_deals(qtbot, shell)
    counter.tabs.moveTab(0, 2)
    assert names(counter) == ["乙", "丙", "甲"]
    counter.tabs.setCurrentIndex(0)
    assert in_front(counter) == "乙"
    centre = counter.tabs.tabRect(1).center()
    QTest.mouseClick(counter.tabs, Qt.MouseButton.MiddleButton, pos=QPoint(centre))
    qtbot.waitUntil(lambda: names(counter) == ["乙", "甲"], timeout=5_000)
    assert in_front(counter) == "乙"


def test_with_many_deals_the_smallest_window_still_reaches_every_one(qtbot: QtBot, shell: Shell, store: Store) -> None:
    counter = counter_of(shell)
    shell.resize(1280, 720)
    for number in range(12):
        if number:
            counter.new_deal()
            qtbot.waitUntil(partial(has_open, counter, number + 1), timeout=5_000)
        page = counter.page()
        assert page is not None
        page.deal.fill({FieldPath.NAME: f"客户{number}", FieldPath.BRAND_MODEL: "比亚迪 秦PLUS DM-i 冠军版"})
    assert shell.width() == 1280
    visible = counter.tabs.tabRect(counter.tabs.currentIndex())
    assert counter.tabs.rect().contains(visible.center())
    counter.close_in_front()
    qtbot.waitUntil(lambda: len(counter.open_deals()) == 11, timeout=5_000)
    qtbot.waitUntil(lambda: len(queries.deal_cards(store)) == 12, timeout=5_000)
    menu = counter._list.menu_of(queries.deal_cards(store))
    acts = [act for act in menu.actions() if not act.isSeparator()]
    assert len(acts) == 12
    assert acts[10].isChecked()
    assert acts[11].text().startswith("客户11")
    acts[3].trigger()
    assert in_front(counter) == "客户3"
    acts[11].trigger()
    qtbot.waitUntil(lambda: in_front(counter) == "客户11", timeout=5_000)
    assert isinstance(menu, QMenu)


def test_a_discarded_draft_comes_back_also_after_a_change_of_language(qtbot: QtBot, shell: Shell, store: Store) -> None:
    page = blank_page(qtbot, shell)
    page.deal.set_text(FieldPath.NAME, "甲")
    page.deal.save_now()
    wanted = page.deal.id
    qtbot.waitUntil(lambda: len(queries.deal_cards(store)) == 1)
    QTest.keyClick(shell, Qt.Key.Key_Delete, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "已放弃草稿" in shell.toast.text(), timeout=5_000)
    assert queries.deal_cards(store) == []
    shell.preferences.language = "en"
    shell.restyle()
    shell.toast.undo()
    qtbot.waitUntil(lambda: counter_of(shell).deal_in_front() == wanted, timeout=5_000)
    shell.preferences.language = "zh_CN"
    shell.restyle()


def test_tabs_steps_and_unwritten_typing_outlive_language_theme_and_size(qtbot: QtBot, shell: Shell) -> None:
    counter = three_deals(qtbot, shell)
    counter.tabs.setCurrentIndex(0)
    page = counter.page()
    assert page is not None
    page.go_to(3)
    page.steps[3].focus_field(FieldPath.DOWN_PAYMENT)
    page.deal.set_text(FieldPath.DOWN_PAYMENT, "38400")
    for change in (_english, _dark, _larger):
        shell.go("stock")
        change(shell.preferences)
        shell.restyle()
        shell.go("counter")
        counter = counter_of(shell)
        assert names(counter) == ["甲", "乙", "丙"]
        again = counter.page()
        assert again is not None
        assert in_front(counter) == "甲"
        assert again.step_number() == 3
        assert again.deal.draft.text(FieldPath.DOWN_PAYMENT).replace(",", "") == "38400"
    shell.preferences.language, shell.preferences.text_scale = "zh_CN", 100
    shell.preferences.theme = ThemeChoice.LIGHT
    shell.restyle()


def _english(preferences: Preferences) -> None:
    preferences.language = "en"


def _dark(preferences: Preferences) -> None:
    preferences.theme = ThemeChoice.DARK


def _larger(preferences: Preferences) -> None:
    preferences.text_scale = 125


def test_a_page_is_made_when_its_tab_is_first_looked_at(
    qtbot: QtBot, shell: Shell, open_window: OpenWindow, no_sync: NoSync
) -> None:
    counter = three_deals(qtbot, shell)
    for opened in counter.open_deals():
        opened.deal.save_now()
    shell.close()
    second = open_window(no_sync)
    again = counter_of(second)
    qtbot.waitUntil(lambda: len(again.open_deals()) == 3, timeout=5_000)
    assert [opened.page is not None for opened in again.open_deals()] == [False, False, True]
    again.tabs.setCurrentIndex(0)
    assert in_front(again) == "甲"
