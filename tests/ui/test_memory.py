"""A window that remembers itself: after kill -9 the next one stands where it stood, with the half-filled form."""

import secrets
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from paddock.app.services.drafts import load_draft
from paddock.app.services.window_memory import kept_window
from paddock.app.store import queries
from paddock.app.store.opening import open_store
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldPath
from paddock.ui.memory import ScreenMemory, TableMemory, WindowMemory, read_memory
from paddock.ui.shell import Shell
from tests.helpers.window_process import WindowProcess
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import blank_page, counter_of
from tests.ui.test_live_switch import submitted

COUNTER = "shell.screens['counter']"
PAGE = f"{COUNTER}.page()"
LINE = f"{PAGE}.steps[1].boxes[FieldPath.NAME].editor.focusProxy()"
ORDERED = '"column":6,"descending":true'
MEMORY = "shell.opened_desk().office.kept_window()"


@pytest.fixture
def passphrase(monkeypatch: pytest.MonkeyPatch) -> str:
    made = secrets.token_urlsafe(12)
    monkeypatch.setenv("PADDOCK_PASSPHRASE", made)
    return made


def type_into_the_name(window: WindowProcess, text: str) -> None:
    window.wait(f"{PAGE} is not None")
    window.ask(f"{PAGE}.go_to(1)")
    window.ask(f"{PAGE}.steps[1].focus_field(FieldPath.NAME)")
    window.ask(f"QTest.keyClicks({LINE}, {text!r})")


def test_after_a_kill_the_window_stands_where_it_stood(tmp_path: Path, passphrase: str) -> None:
    profile = tmp_path / "profile"
    with WindowProcess(profile, passphrase) as window:
        type_into_the_name(window, "Wang")
        window.ask(f"{COUNTER}.new_deal()")
        window.wait(f"len({COUNTER}.open_deals()) == 2")
        type_into_the_name(window, "Chen")
        window.ask(f"{PAGE}.go_to(3)")
        window.ask(f"{PAGE}.steps[3].focus_field(FieldPath.TERM)")
        window.ask("shell.go('stock')")
        window.ask("shell.screens['stock'].table.sort_by(6, descending=True)")
        window.ask("shell.screens['stock'].search.setText('朗逸')")
        window.ask("shell.go('queue', 'unsent')")
        window.ask("shell.setGeometry(40, 50, 1300, 730)")
        # What has to be on disk before the kill: looked for in the database itself, not in the window's mind.
        window.wait(f"'朗逸' in {MEMORY} and 'queue' in {MEMORY} and 'unsent' in {MEMORY} and {ORDERED!r} in {MEMORY}")
        window.wait(f"'1300 730' in open({str(profile / 'window.ini')!r}).read()")
        window.wait("len(shell.opened_desk().office.deal_cards()) == 2")
        window.kill()
    ini = (profile / "window.ini").read_text("utf-8")
    assert "Wang" not in ini
    assert "朗逸" not in ini
    with WindowProcess(profile, passphrase) as window:
        assert window.ask("shell._current") == "'queue'"
        assert window.ask("shell.screens['queue'].shown_part()") == "'unsent'"
        assert window.ask("(shell.width(), shell.height())") == "(1300, 730)"
        window.ask("shell.go('stock')")
        assert window.ask("shell.screens['stock'].search.text()") == "'朗逸'"
        assert window.ask("shell.screens['stock'].table.order()") == "(6, True)"
        window.ask("shell.go('counter')")
        window.wait(f"len({COUNTER}.open_deals()) == 2")
        names = window.ask(f"[one.deal.draft.text(FieldPath.NAME) for one in {COUNTER}.open_deals()]")
        assert names == "['Wang', 'Chen']"
        assert window.ask(f"{COUNTER}.tabs.currentIndex()") == "1"
        assert window.ask(f"{PAGE}.step_number()") == "3"
        assert window.ask(f"{COUNTER}._in_front().memory().field") == "'financing.term_months'"
        assert "已恢复上次未完成的进件 (保存于 " in window.ask("shell.toast.text()")


def test_only_what_was_typed_since_the_last_saving_can_be_lost(tmp_path: Path, passphrase: str) -> None:
    """Killed three times while typing goes on: nothing that was saved is missing afterwards."""
    profile = tmp_path / "profile"
    for round_number in range(3):
        with WindowProcess(profile, passphrase) as window:
            if round_number:
                window.wait(f"{PAGE} is not None and not {PAGE}.deal.is_blank")
                window.ask(f"{COUNTER}.new_deal()")
                window.wait(f"{PAGE}.deal.is_blank")
            type_into_the_name(window, "a")
            deal = window.ask(f"str({PAGE}.deal.id)").strip("'")
            typed, saved = 1, 0
            # Typing never pauses for as long as a saving waits; killed after the second, third and fourth saving.
            savings = set[int]()
            while len(savings) < 2 + round_number:
                window.ask(f"QTest.keyClicks({LINE}, 'b')")
                typed += 1
                saved = int(window.ask(_LENGTH_ON_DISK.format(deal)))
                savings |= {saved} - {0}
            window.kill()
        with closing(open_store(profile)) as store:
            kept = load_draft(store, UUID(deal))
            assert kept is not None
            assert saved <= len(kept.text(FieldPath.NAME)) <= typed
            assert saved > 1


_LENGTH_ON_DISK = (
    "(lambda kept: len(kept.draft.text(FieldPath.NAME)) if kept else 0)"
    "(shell.opened_desk().office.deal(__import__('uuid').UUID('{}')))"
)


def test_a_draft_typed_just_before_the_end_is_opened_although_its_tab_was_not_remembered(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store
) -> None:
    shell = open_window(no_sync)
    page = blank_page(qtbot, shell)
    assert shell._keeper is not None
    shell._keeper.keep_now()
    qtbot.waitUntil(lambda: store_memory(store).kept_at is not None, timeout=5_000)
    shell._keeper._timer.stop()
    page.deal.set_text(FieldPath.NAME, "王小川")
    qtbot.waitUntil(lambda: len(queries.deal_cards(store)) == 1, timeout=5_000)
    assert store_memory(store).screens["counter"].tabs == ()
    second = open_window(no_sync)
    qtbot.waitUntil(lambda: counter_of(second).deal_in_front() == page.deal.id, timeout=5_000)


def store_memory(store: Store) -> WindowMemory:
    return read_memory(kept_window(store))


def test_a_draft_whose_tab_was_closed_stays_closed(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store
) -> None:
    shell = open_window(no_sync)
    page = blank_page(qtbot, shell)
    page.deal.set_text(FieldPath.NAME, "王小川")
    counter_of(shell).close_in_front()
    qtbot.waitUntil(lambda: "草稿已保存" in shell.toast.text(), timeout=5_000)
    shell.close()
    second = open_window(no_sync)
    again = blank_page(qtbot, second)
    assert again.deal.is_blank
    assert len(queries.deal_cards(store)) == 1


def test_a_change_of_look_while_the_deals_are_still_being_read_loses_none(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    shell = open_window(no_sync)
    page = blank_page(qtbot, shell)
    page.deal.set_text(FieldPath.NAME, "王小川")
    page.deal.save_now()
    wanted = page.deal.id
    shell.close()
    second = open_window(no_sync)
    assert not counter_of(second).open_deals(), "they are read on the thread of the database, for which nothing waited"
    second.restyle()
    qtbot.waitUntil(lambda: counter_of(second).deal_in_front() == wanted, timeout=5_000)


def test_the_selected_row_is_selected_again_and_follows_a_change_of_language(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store
) -> None:
    rows = [submitted(store).id for _number in range(3)]
    shell = open_window(no_sync)
    shell.go("queue")
    wanted = str(rows[1])
    queue = shell.screens["queue"]
    queue.show_part(wanted)
    qtbot.waitUntil(lambda: selected(shell) == wanted, timeout=5_000)
    shell.preferences.language = "en"
    shell.restyle()
    qtbot.waitUntil(lambda: selected(shell) == wanted, timeout=5_000)
    shell.preferences.language = "zh_CN"
    shell.restyle()
    shell.close()
    second = open_window(no_sync)
    assert second.current_screen is second.screens["queue"]
    qtbot.waitUntil(lambda: selected(second) == wanted, timeout=5_000)


def selected(shell: Shell) -> str:
    return str(shell.screens["queue"].table.current_key())  # type: ignore[attr-defined]  # the queue's


def test_a_memory_that_cannot_be_understood_is_no_reason_not_to_open() -> None:
    assert read_memory(None) == WindowMemory()
    assert read_memory("{") == WindowMemory()
    assert read_memory('{"screens": 7}') == WindowMemory()
    assert read_memory('{"screen": "stock", "from_a_newer_version": 1}').screen == "stock"


def test_a_table_of_another_version_is_recalled_as_far_as_it_fits(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    shell = open_window(no_sync)
    blank_page(qtbot, shell)
    shell.go("stock")
    stock = shell.screens["stock"]
    stock.recall(ScreenMemory(tables=(TableMemory(column=99), TableMemory(column=1)), splitters=((1, 2, 3),)))
    assert stock.memory().tables[0].column == 0
