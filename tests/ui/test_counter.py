"""The counter without a centre: what a person types, what is kept, what is said."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from paddock.app.store import queries
from paddock.app.store.store import Store
from paddock.app.store.views import OutboxState
from paddock.domain.application_draft import FieldPath
from paddock.ui.screens.counter.deal_page import FINANCING, OFFERS, SCAN
from paddock.ui.widgets.inputs import DateEditor
from paddock.ui.widgets.money_inputs import MoneyEditor
from tests.helpers.applications import faultless_texts
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import VIN, blank_page, counter_of
from tests.ui.watchdog import Watchdog


def test_a_draft_is_kept_while_it_is_typed_and_is_there_again_after_a_crash(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store
) -> None:
    page = blank_page(qtbot, open_window(no_sync))
    page.go_to(1)
    page.steps[1].boxes[FieldPath.NAME].editor.setFocus()
    line = page.steps[1].boxes[FieldPath.NAME].editor.focusProxy()
    assert line is not None
    QTest.keyClicks(line, "Wang")
    qtbot.waitUntil(lambda: len(queries.deal_cards(store)) == 1, timeout=5_000)
    # No closing of the first window: what is on disk is all a second one gets, as after a crash.
    second = open_window(no_sync)
    qtbot.waitUntil(lambda: bool((found := counter_of(second).page()) and not found.deal.is_blank), timeout=5_000)
    reopened = counter_of(second).page()
    assert reopened is not None
    assert reopened.deal.draft.text(FieldPath.NAME) == "Wang"


def test_every_fault_is_listed_at_once_and_a_click_goes_there(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    page = blank_page(qtbot, open_window(no_sync))
    page.deal.set_text(FieldPath.PHONE, "123")
    page.submit()
    qtbot.waitUntil(lambda: page.deal.insist, timeout=5_000)
    shown = {made.accessibleName() for made in page.faults.findChildren(QPushButton)}
    assert len(page.deal.faults) > 20
    assert len(shown) >= len(page.deal.faults)
    page.go_to_field(FieldPath.PRICE)
    assert page.step_number() == FINANCING
    assert page.steps[1].boxes[FieldPath.PHONE].faults_shown()


@pytest.mark.alone
def test_submitting_works_without_a_network_and_says_so(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store
) -> None:
    shell = open_window(no_sync)
    page = blank_page(qtbot, shell)
    # The models load behind the first screen; what is watched here is a person at work.
    shell.opened_desk().capture.warm_up()
    qtbot.wait(300)
    with Watchdog():
        page.deal.fill(faultless_texts())
        page.submit()
        qtbot.waitUntil(lambda: page.deal.is_submitted, timeout=10_000)
    assert page.step_number() == OFFERS
    assert "已安全保存" in shell.toast.text()
    assert no_sync.woken > 0
    assert [row.state for row in queries.queue_rows(store)] == [OutboxState.QUEUED]
    assert shell.status is not None
    qtbot.waitUntil(lambda: "待发送 1" in str(shell.status and shell.status.unsent.text()), timeout=5_000)


def test_the_barcode_gun_types_a_vin_wherever_the_cursor_is(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    shell = open_window(no_sync)
    page = blank_page(qtbot, shell)
    assert page.step_number() == SCAN
    line = page.steps[SCAN].boxes[FieldPath.NAME].editor.focusProxy()
    assert isinstance(line, QLineEdit)
    counter = counter_of(shell)
    counter.gun_line._focus_moved(None, line)
    QTest.keyClicks(line, f"*{VIN}*")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.deal.draft.text(FieldPath.VIN) == VIN
    assert page.deal.draft.text(FieldPath.NAME) == ""


def test_a_discarded_draft_can_be_brought_back(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store
) -> None:
    shell = open_window(no_sync)
    page = blank_page(qtbot, shell)
    page.deal.set_text(FieldPath.NAME, "王小川")
    page.deal.save_now()
    qtbot.waitUntil(lambda: len(queries.deal_cards(store)) == 1)
    counter_of(shell).discard_in_front()
    qtbot.waitUntil(lambda: "已放弃草稿" in shell.toast.text())
    shell.toast.undo()
    qtbot.waitUntil(
        lambda: bool((found := counter_of(shell).page()) and found.deal.draft.text(FieldPath.NAME) == "王小川")
    )


def test_a_picture_that_is_none_is_answered_in_one_sentence(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, tmp_path: Path
) -> None:
    shell = open_window(no_sync)
    page = blank_page(qtbot, shell)
    empty = tmp_path / "empty.jpg"
    empty.write_bytes(b"")
    page.steps[SCAN].read_paths([empty])  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "empty.jpg" in shell.banner.text(), timeout=20_000)
    assert page.deal.is_blank


def test_every_control_has_a_name_and_every_screen_opens_in_both_languages(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    shell = open_window(no_sync)
    blank_page(qtbot, shell)
    for language in ("en", "zh_CN"):
        shell.preferences.language = "en" if language == "en" else "zh_CN"
        shell.restyle_wanted.emit()
        for key in ("queue", "stock", "contracts", "settings", "counter"):
            shell.go(key)
            qtbot.wait(150)
        nameless = [
            widget
            for widget in shell.findChildren(QLineEdit) + shell.findChildren(QComboBox) + shell.findChildren(QTableView)
            if not widget.accessibleName() and widget.objectName() != "qt_spinbox_lineedit"
        ]
        assert nameless == []
        silent = [made for made in shell.findChildren(QAbstractButton) if _silent(made)]
        assert silent == []


def _silent(made: QAbstractButton) -> bool:
    ours = type(made).__module__.startswith("paddock") or type(made) is QPushButton
    return ours and not made.isHidden() and not (made.text() or made.accessibleName() or made.toolTip())


def test_nothing_scrolls_sideways_at_the_smallest_window(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    shell = open_window(no_sync)
    page = blank_page(qtbot, shell)
    shell.resize(1280, 720)
    for number in range(FINANCING + 1):
        page.go_to(number)
        qtbot.wait(50)
        step = page.steps[number]
        for box in step.boxes.values():
            right = box.mapTo(shell, box.rect().topRight()).x()
            assert box.isHidden() or right <= shell.width()
    assert shell.width() == 1280


def test_dates_and_amounts_are_tidied_as_people_type_them(qtbot: QtBot) -> None:
    day, amount = DateEditor(), MoneyEditor()
    qtbot.addWidget(day)
    qtbot.addWidget(amount)
    assert [day.tidy(text) for text in ("20160501", "2016.5.1", "2016年5月1日", "长期", "x")] == [
        "2016-05-01",
        "2016-05-01",
        "2016-05-01",
        "长期",
        "x",
    ]
    assert amount.tidy("12.8万") == "128,000"
    amount.set_text("128000.50")
    assert amount.hint() == "壹拾贰万捌仟元伍角整"
