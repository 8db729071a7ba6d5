"""The palette in the real window over a real store, by keyboard alone."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import insert

from paddock.app.services import drafts
from paddock.app.store import queries
from paddock.app.store.models import CentralContractRow, InventoryRow
from paddock.app.store.store import Store, Topic
from paddock.domain.application_draft import FieldEntry, FieldPath
from paddock.ui.palette.entries import Entry, Kind
from paddock.ui.palette.window import Palette
from paddock.ui.screens.queue import QueueScreen
from paddock.ui.screens.stock import StockScreen
from paddock.ui.shell import Shell
from tests.helpers.applications import faultless_texts
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import VIN, blank_page, counter_of
from tests.ui.test_live_switch import submitted


@pytest.fixture
def shell(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> Shell:
    opened = open_window(no_sync)
    blank_page(qtbot, opened)
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def ctrl_k(shell: Shell) -> Palette:
    QTest.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert shell._overlays._palette is not None
    return shell._overlays._palette


def find(qtbot: QtBot, palette: Palette, text: str, first: Callable[[Entry], bool]) -> Entry:
    palette.line.clear()
    if text.isascii():
        QTest.keyClicks(palette.line, text)
    else:
        # What an input method commits.
        palette.line.insert(text)
    qtbot.waitUntil(lambda: bool(palette.lines.entries) and first(palette.lines.entries[0]), timeout=5_000)
    return palette.lines.entries[0]


def enter(palette: Palette) -> None:
    QTest.keyClick(palette.line, Qt.Key.Key_Return)


def draft_in(store: Store, **changes: str) -> UUID:
    texts = faultless_texts() | {FieldPath[name.upper()]: text for name, text in changes.items()}
    draft = drafts.new_draft(store, "李娜")
    draft = replace(draft, entries={path: FieldEntry(text) for path, text in texts.items()})
    drafts.save_draft(store, draft)
    return draft.id


def test_ctrl_k_opens_and_closes_and_gives_the_keyboard_back(shell: Shell) -> None:
    before = QApplication.focusWidget()
    assert before is not None
    palette = ctrl_k(shell)
    assert palette.isVisible()
    assert QApplication.focusWidget() is palette.line
    ctrl_k(shell)
    assert palette.isHidden()
    assert QApplication.focusWidget() is before
    ctrl_k(shell)
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert QApplication.focusWidget() is before


def test_initials_find_a_screen_and_enter_goes_there(qtbot: QtBot, shell: Shell) -> None:
    palette = ctrl_k(shell)
    found = find(qtbot, palette, "kc", lambda entry: entry.key == "action:go.stock")
    assert found.title == "库存"
    assert found.shortcut
    enter(palette)
    assert palette.isHidden()
    assert shell.current_screen is shell.screens["stock"]
    palette = ctrl_k(shell)
    find(qtbot, palette, "jj", lambda entry: entry.key == "action:go.counter")
    enter(palette)
    assert shell.current_screen is counter_of(shell)


def test_an_action_of_another_screen_goes_there_and_does_it(qtbot: QtBot, shell: Shell) -> None:
    page = blank_page(qtbot, shell)
    page.deal.set_text(FieldPath.NAME, "王小川")
    shell.go("contracts")
    palette = ctrl_k(shell)
    find(qtbot, palette, "新进件", lambda entry: entry.key == "action:counter.new")
    enter(palette)
    qtbot.waitUntil(lambda: counter_of(shell).tabs.count() == 2, timeout=5_000)
    assert shell.current_screen is counter_of(shell)


def test_a_deal_is_found_by_name_initials_car_and_end_of_the_vin(qtbot: QtBot, shell: Shell, store: Store) -> None:
    wanted = draft_in(store, name="曾志杰", brand_model="本田 CR-V", vin=VIN)
    draft_in(store, name="孙德胜", brand_model="比亚迪 秦PLUS", vin="LVHRW584XN5012345")
    palette = ctrl_k(shell)
    for text in ("曾志杰", "zzj", "cr-v", VIN[-6:], VIN[-6:].lower(), "zengzhi"):
        found = find(qtbot, palette, text, lambda entry: entry.key == f"deal:{wanted}")
        assert found.kind is Kind.DEAL
    enter(palette)
    qtbot.waitUntil(lambda: counter_of(shell).deal_in_front() == wanted, timeout=5_000)
    palette = ctrl_k(shell)
    qtbot.waitUntil(lambda: palette.lines.entries[0].key == f"deal:{wanted}")


def test_a_contract_is_found_by_its_number_and_a_car_by_its_vin(qtbot: QtBot, shell: Shell, store: Store) -> None:
    draft = submitted(store)
    with store.write(Topic.SYNC) as connection:
        connection.execute(
            insert(CentralContractRow).values(
                id=UUID(int=7),
                application_id=draft.id,
                version=1,
                document_sha256="0" * 64,
                body='{"number": "PD-2026-000417"}',
            )
        )
        connection.execute(
            insert(InventoryRow).values(
                id=UUID(int=8),
                version=1,
                state="in_stock",
                in_stock_since="2026-09-01",
                search_text="x",
                body='{"vin":"LVHRW584XN5012345","brand":"本田","series":"CR-V","model":"CR-V 锐混动","city":"武汉"}',
            )
        )
    palette = ctrl_k(shell)
    find(qtbot, palette, "000417", lambda entry: entry.key == f"contract:{UUID(int=7)}")
    car = find(qtbot, palette, "012345", lambda entry: entry.key == f"stock:{UUID(int=8)}")
    assert car.title == "本田 CR-V 锐混动"
    enter(palette)
    stock = shell.current_screen
    assert isinstance(stock, StockScreen)
    assert stock.search.text() == "LVHRW584XN5012345"


def test_a_row_of_the_queue_is_found_and_selected(qtbot: QtBot, shell: Shell, store: Store) -> None:
    submitted(store)
    wanted = submitted(store, {FieldPath.NAME: "何璟"})
    palette = ctrl_k(shell)
    palette.line.setText("何璟")
    qtbot.waitUntil(lambda: any(entry.key == f"queue:{wanted.id}" for entry in palette.lines.entries))
    while palette.lines.entries[palette.list.currentIndex().row()].kind is not Kind.QUEUE:
        QTest.keyClick(palette.line, Qt.Key.Key_Down)
    enter(palette)
    queue = shell.current_screen
    assert isinstance(queue, QueueScreen)
    qtbot.waitUntil(lambda: bool((row := queue.table.current()) and row.outbox_id == wanted.id), timeout=5_000)


def test_arrows_go_round_and_pass_what_cannot_be_done(qtbot: QtBot, shell: Shell) -> None:
    palette = ctrl_k(shell)
    palette.line.setText("步")
    qtbot.waitUntil(lambda: len(palette.lines.entries) >= 6 and palette.lines.entries[0].title.startswith("第"))
    rows = []
    for _press in range(len(palette.lines.entries)):
        rows.append(palette.list.currentIndex().row())
        QTest.keyClick(palette.line, Qt.Key.Key_Down)
    assert all(palette.lines.entries[row].enabled for row in rows)
    assert not all(entry.enabled for entry in palette.lines.entries)
    assert rows[0] in rows[1:]
    QTest.keyClick(palette.line, Qt.Key.Key_Up)
    assert palette.lines.entries[palette.list.currentIndex().row()].enabled


def test_nothing_found_says_so_and_enter_does_nothing(qtbot: QtBot, shell: Shell) -> None:
    palette = ctrl_k(shell)
    palette.line.setText("zzzzzz")
    qtbot.waitUntil(lambda: not palette.lines.entries and palette._stack.currentIndex() == 1)
    enter(palette)
    assert palette.isVisible()


def test_only_the_answer_to_what_is_typed_now_is_shown(qtbot: QtBot, shell: Shell, store: Store) -> None:
    draft_in(store)
    palette = ctrl_k(shell)
    qtbot.waitUntil(lambda: bool(palette._records))
    answers: list[str] = []
    palette.lines.modelReset.connect(lambda: answers.append(palette.line.text()))
    for text in ("k", "kc", "kcx", "kc", "wxc"):
        palette.line.setText(text)
    qtbot.waitUntil(lambda: bool(palette.lines.entries) and palette.lines.entries[0].kind is Kind.DEAL)
    assert answers == ["wxc"]


def test_the_language_is_an_action_and_the_palette_speaks_it(qtbot: QtBot, shell: Shell) -> None:
    palette = ctrl_k(shell)
    find(qtbot, palette, "english", lambda entry: entry.key == "action:look.en")
    old = shell.furniture
    enter(palette)
    assert shell.furniture is not old
    qtbot.waitUntil(lambda: not isValid(old))
    palette = ctrl_k(shell)
    found = find(qtbot, palette, "jj", lambda entry: entry.key == "action:go.counter")
    assert found.title == "Counter"
    find(qtbot, palette, "中文", lambda entry: entry.key == "action:look.zh")
    enter(palette)


def test_records_of_the_store_are_those_that_can_be_opened(store: Store) -> None:
    kept, gone, sent = draft_in(store), draft_in(store, name="孙德胜"), submitted(store)
    drafts.discard_draft(store, gone)
    records = queries.deal_records(store)
    assert {record.application_id for record in records} == {kept, sent.id}
    assert {record.vin for record in records} == {faultless_texts()[FieldPath.VIN]}
    assert queries.stock_records(store) == []
