"""Notices: they queue, they can be taken back while they last and from the list, and they never take the keyboard."""

from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import insert, update

from paddock.app.store.models import CentralApplicationRow, OutboxRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import DealCard, OutboxState
from paddock.domain.application_draft import FieldPath
from paddock.domain.states import ApplicationState
from paddock.ui.clock import now_utc
from paddock.ui.news import news_since, states_of
from paddock.ui.notices import MOST_KEPT, Notice, Notices
from paddock.ui.shell import Shell
from paddock.ui.widgets.notice_list import NoticeList
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import blank_page
from tests.ui.test_live_switch import page_of, submitted


@pytest.fixture
def shell(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> Shell:
    opened = open_window(no_sync)
    blank_page(qtbot, opened)
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def listed(shell: Shell) -> NoticeList:
    found = shell.furniture.findChild(NoticeList)
    assert isinstance(found, NoticeList)
    return found


def pressed(inside: NoticeList, words: str) -> None:
    found = [made for made in inside.findChildren(QPushButton) if made.text() == words and made.isVisible()]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_notices_stand_above_each_other_and_the_fourth_waits(shell: Shell) -> None:
    for number in range(5):
        shell.notify(f"第 {number} 条")
    assert shell.toast.text().splitlines() == ["第 0 条", "第 1 条", "第 2 条"]
    shell.toast._shown[0].over.emit()
    assert shell.toast.text().splitlines() == ["第 1 条", "第 2 条", "第 3 条"]
    tops = [toast.y() for toast in shell.toast._shown]
    assert tops == sorted(tops)
    for above, below in zip(shell.toast._shown, shell.toast._shown[1:], strict=False):
        assert above.geometry().bottom() < below.geometry().top()


def test_a_notice_never_takes_the_keyboard(qtbot: QtBot, shell: Shell) -> None:
    page = blank_page(qtbot, shell)
    page.go_to(1)
    line = page.steps[1].boxes[FieldPath.NAME].editor.focusProxy()
    assert isinstance(line, QLineEdit)
    line.setFocus()
    shell.notify("有新决定", lambda: None, opens=lambda: None)
    assert QApplication.focusWidget() is line
    QTest.keyClicks(line, "abc")
    assert line.text() == "abc"


def test_notices_stand_above_what_is_left_to_do(qtbot: QtBot, shell: Shell) -> None:
    """At the counter the list of faults and the button that sends are at the lower edge, elsewhere the status line."""
    page = blank_page(qtbot, shell)
    qtbot.waitUntil(lambda: len(page.faults.matters) > 20, timeout=20_000)

    def overlaps() -> bool:
        bar = QRect(page.faults.mapTo(shell, QPoint()), page.faults.size())
        toasts = [QRect(toast.mapTo(shell, QPoint()), toast.size()) for toast in shell.toast._shown]
        return any(bar.intersects(toast) for toast in toasts)

    shell.notify("甲")
    shell.notify("乙")
    qtbot.waitUntil(lambda: not overlaps())
    lowest = shell.toast._shown[-1]
    above_the_bar = lowest.mapTo(shell, QPoint()).y()
    shell.go("queue")
    qtbot.waitUntil(lambda: lowest.mapTo(shell, QPoint()).y() > above_the_bar)
    shell.go("counter")
    qtbot.waitUntil(lambda: not overlaps())
    shell.resize(1280, 720)
    qtbot.waitUntil(lambda: not overlaps())


def test_ctrl_z_takes_the_newest_back_also_from_a_field(qtbot: QtBot, shell: Shell) -> None:
    page = blank_page(qtbot, shell)
    page.go_to(1)
    line = page.steps[1].boxes[FieldPath.NAME].editor.focusProxy()
    assert isinstance(line, QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "Wang")
    undone: list[str] = []
    shell.notify("甲", lambda: undone.append("甲"))
    shell.notify("乙", lambda: undone.append("乙"))
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["乙", "甲"]
    assert line.text() == "Wang"


def test_what_was_typed_since_is_the_fields_own_to_undo(qtbot: QtBot, shell: Shell) -> None:
    page = blank_page(qtbot, shell)
    page.go_to(1)
    line = page.steps[1].boxes[FieldPath.NAME].editor.focusProxy()
    assert isinstance(line, QLineEdit)
    line.setFocus()
    undone: list[str] = []
    shell.notify("甲", lambda: undone.append("甲"))
    QTest.keyClicks(line, "W")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == []
    assert line.text() == ""


def test_ctrl_z_works_where_no_field_has_the_cursor(qtbot: QtBot, shell: Shell) -> None:
    shell.go("contracts")
    undone: list[str] = []
    shell.notify("甲", lambda: undone.append("甲"))
    shell.screens["contracts"].setFocus()
    QTest.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["甲"]
    qtbot.waitUntil(lambda: shell.toast.text() == "")


def test_the_list_behind_the_bell_undoes_long_after_the_toast_is_gone(qtbot: QtBot, shell: Shell) -> None:
    undone: list[str] = []
    shell.notify("已放弃草稿", lambda: undone.append("甲"))
    shell.notify("已导出")
    assert shell.notices.unread() == 2
    for toast in list(shell.toast._shown):
        toast.over.emit()
    QTest.keyClick(shell, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    opened = listed(shell)
    assert opened.isVisible()
    assert shell.notices.unread() == 0
    pressed(opened, "撤销")
    assert undone == ["甲"]
    assert opened.isHidden()
    assert not any(notice.undo for notice in shell.notices.newest_first())
    QTest.keyClick(shell, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(opened.first_focus(), Qt.Key.Key_Escape)
    assert opened.isHidden()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


@pytest.mark.usefixtures("qapp")
def test_the_last_fifty_are_kept() -> None:
    notices = Notices()
    for number in range(MOST_KEPT + 7):
        notices.add(Notice(str(number)))
    assert [notice.text for notice in notices.newest_first()] == [str(number) for number in range(56, 6, -1)]


def test_notices_and_their_ways_back_outlive_a_change_of_language(shell: Shell) -> None:
    undone: list[str] = []
    shell.notify("已关闭", lambda: undone.append("甲"))
    shell.preferences.language = "en"
    shell.restyle()
    assert shell.toast.text() == "已关闭"
    assert shell.toast.undo()
    assert undone == ["甲"]
    shell.preferences.language = "zh_CN"
    shell.restyle()


def test_a_dismissed_notice_does_not_come_again_with_another_look(shell: Shell) -> None:
    shell.notify("已关闭")
    (toast,) = shell.toast._shown
    (dismiss,) = [made for made in toast.findChildren(QPushButton) if made.text() == "✕"]
    QTest.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    shell.restyle()
    assert not shell.toast.text()
    assert [notice.text for notice in shell.notices.newest_first()] == ["已关闭"]


def decide(store: Store, application_id: UUID, state: ApplicationState) -> None:
    with store.write(Topic.SYNC) as connection:
        connection.execute(
            insert(CentralApplicationRow).values(
                id=application_id, version=1, state=state.value, contract_id=None, updated_at=now_utc(), body="{}"
            )
        )


def test_a_decision_for_a_deal_that_is_not_in_front_is_told_and_opens_it(
    qtbot: QtBot, shell: Shell, no_sync: NoSync, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = submitted(store)
    for tell in no_sync.told:
        tell()
    qtbot.waitUntil(lambda: draft.id in ((shell.news and shell.news.known) or {}), timeout=5_000)
    shell.go("stock")
    opened: list[UUID] = []
    monkeypatch.setattr(shell, "open_deal", opened.append)
    decide(store, draft.id, ApplicationState.APPROVED)
    for tell in no_sync.told:
        tell()
    qtbot.waitUntil(lambda: "已批准" in shell.toast.text(), timeout=5_000)
    assert shell.current_screen is shell.screens["stock"]
    notice = shell.notices.newest_first()[0]
    assert "王小川" in notice.text
    shell.notices.open(notice)
    assert opened == [draft.id]


def test_a_refusal_of_the_deal_in_front_is_not_told_twice(
    qtbot: QtBot, shell: Shell, no_sync: NoSync, store: Store
) -> None:
    draft = submitted(store)
    page_of(qtbot, shell, draft)
    for tell in no_sync.told:
        tell()
    qtbot.waitUntil(lambda: draft.id in ((shell.news and shell.news.known) or {}), timeout=5_000)
    with store.write(Topic.SYNC) as connection:
        connection.execute(update(OutboxRow).values(state="rejected"))
    for tell in no_sync.told:
        tell()
    local = OutboxState.REJECTED
    qtbot.waitUntil(
        lambda: ((shell.news and shell.news.known) or {}).get(draft.id, (None, None))[0] is local, timeout=5_000
    )
    assert shell.toast.text() == ""


def card(number: int, local: OutboxState | None, central: ApplicationState | None) -> DealCard:
    return DealCard(UUID(int=number), f"客户{number}", "朗逸", local, central, None, now_utc())


@pytest.mark.usefixtures("qapp")
def test_only_what_is_new_is_news() -> None:
    accepted, refused = OutboxState.ACCEPTED, OutboxState.REJECTED
    before = states_of(
        [
            card(1, accepted, ApplicationState.EVALUATING),
            card(2, accepted, ApplicationState.APPROVED),
            card(3, OutboxState.SENDING, None),
            card(4, None, ApplicationState.EVALUATING),
            card(5, accepted, ApplicationState.RECEIVED),
        ]
    )
    after = [
        card(1, accepted, ApplicationState.DECLINED),
        card(2, accepted, ApplicationState.APPROVED),
        card(3, refused, None),
        card(4, None, ApplicationState.DECLINED),
        card(5, accepted, ApplicationState.GATHERING),
    ]
    told = news_since(before, after)
    assert [news.application_id.int for news in told] == [3, 1]
    assert news_since(states_of(after), after) == []
