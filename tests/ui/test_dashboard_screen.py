"""The dashboard as a manager uses it: figures that are their rows, what is old said so, nothing that only waits."""

import os
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from paddock.app.services.moments import new_id
from paddock.app.store.dashboard_views import Dashboard, Figure, Span
from paddock.app.store.settings import SyncState, keep_sync_state
from paddock.app.store.store import Store, Topic
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.domain.states import DecisionOutcome
from paddock.ui.screens.dashboard.screen import DashboardScreen
from paddock.ui.shell import Shell
from paddock.ui.widgets.basics import ElidedLabel
from paddock.ui.widgets.stale import StaleMark
from paddock.wire.decisions import Lane
from paddock.wire.inventory import UnitState
from tests.helpers.histories import Car, History, write_history
from tests.ui.conftest import NoSync, OpenWindow

WAIT = 30_000
SMALLEST = (1280, 720)
BROKEN = EnvironmentFault(Sentence("数据库正忙, 请稍后再试", "The database is busy: try again in a moment"))


def a_deal(
    at: datetime,
    outcome: DecisionOutcome | None = None,
    *,
    staff: str = "李娜",
    taken: int | None = None,
    steps: int = 0,
    sent: bool = True,
) -> History:
    plans = ("A", "B") if outcome is DecisionOutcome.APPROVED else ()
    return History(new_id(), staff, at, sent, outcome, 42, Lane.RETAIL_FAST, plans, taken, steps, sent)


def a_morning() -> list[History]:
    now = datetime.now(UTC)
    approved, declined = DecisionOutcome.APPROVED, DecisionOutcome.DECLINED
    return [
        a_deal(now, sent=False),
        a_deal(now, approved),
        a_deal(now - timedelta(days=1), approved, taken=0, steps=2),
        a_deal(now - timedelta(days=2), approved, taken=1, steps=3, staff="王强"),
        a_deal(now - timedelta(days=3), declined, staff="王强"),
    ]


def the_stock() -> list[Car]:
    def since(days: int) -> date:
        return datetime.now().astimezone().date() - timedelta(days=days)

    return [
        Car("大众", "朗逸", since(10), UnitState.IN_STOCK),
        Car("大众", "宝来", since(75), UnitState.IN_STOCK),
        Car("比亚迪", "秦", since(200), UnitState.IN_STOCK),
        Car("比亚迪", "秦", since(300), UnitState.SOLD),
    ]


def offline(store: Store, days: int) -> None:
    with store.write(Topic.SYNC) as connection:
        keep_sync_state(connection, SyncState(online=False, last_synced_at=datetime.now(UTC) - timedelta(days=days)))


def dashboard_of(qtbot: QtBot, shell: Shell) -> DashboardScreen:
    shell.resize(*SMALLEST)
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow, timeout=WAIT)
    shell.go("dashboard")
    screen = shell.screens["dashboard"]
    assert isinstance(screen, DashboardScreen)
    return screen


def counted(qtbot: QtBot, shell: Shell) -> DashboardScreen:
    """The screen with its figures and charts."""
    screen = dashboard_of(qtbot, shell)
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.charts, timeout=WAIT)
    return screen


def rows_of(screen: DashboardScreen) -> int:
    """How many rows are listed behind the figure that is open."""
    rows = screen.rows
    if rows.stack.currentWidget() is rows._nothing:
        return 0
    return len((rows.units if rows._figure.is_of_stock else rows.deals).rows.rows)


def listed(screen: DashboardScreen) -> bool:
    """Whether the rows have come."""
    rows = screen.rows
    return rows.stack.currentWidget() in {rows.deals, rows.units, rows._nothing}


def assert_nothing_is_cut_off(within: QWidget) -> None:
    """Every part of it has the room it asks for, and none hangs out."""
    for part in within.findChildren(QWidget):
        if part.isVisible() and not isinstance(part, ElidedLabel):
            assert part.width() >= min(part.minimumSizeHint().width(), part.sizeHint().width()), part
            left = part.mapTo(within, part.rect().topLeft()).x()
            assert left >= 0, part
            assert left + part.width() <= within.width(), part
    for mark in within.findChildren(StaleMark):
        assert mark._words.width() >= mark._words.sizeHint().width()


def keep_picture(shell: Shell, name: str) -> None:
    """For the eyes: only where a folder for pictures is named."""
    if folder := os.environ.get("PADDOCK_TEST_PICTURES"):
        shell.grab().save(str(Path(folder) / f"{name}.png"))


def test_every_figure_is_the_number_of_the_rows_it_opens(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync
) -> None:
    write_history(store, a_morning(), the_stock())
    shell = open_window(no_sync)
    screen = counted(qtbot, shell)
    keep_picture(shell, "figures")
    figures = {figure: tile.figure() for figure, tile in screen.tiles.tiles.items()}
    assert figures == {
        Figure.TODAY: "2",
        Figure.APPROVED: "75%",
        Figure.DECIDED: "42 秒",
        Figure.TO_SIGN: "1",
        Figure.OLD_STOCK: "2",
        Figure.UNSENT: "1",
    }
    behind = {Figure.TODAY: 2, Figure.APPROVED: 3, Figure.DECIDED: 4, Figure.TO_SIGN: 1, Figure.OLD_STOCK: 2}
    for figure, expected in (behind | {Figure.UNSENT: 1}).items():
        QTest.mouseClick(screen.tiles.tiles[figure], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: listed(screen), timeout=WAIT)
        assert rows_of(screen) == expected, figure
        assert screen.rows.isVisible()
        QTest.keyClick(screen.rows.back, Qt.Key.Key_Escape)
        assert screen.tiles.isVisible()
    for card in screen.charts.cards:
        for line in card.lines:
            card.opened.emit(line.key)
            qtbot.waitUntil(lambda: listed(screen), timeout=WAIT)
            # Where one bar lies over another, the one below is the whole.
            assert rows_of(screen) == int(line.parts[0] if card.plan.overlaid else sum(line.parts)), line
            screen.show_figures()


def test_a_row_opens_its_deal_and_escape_leads_back_to_the_figure(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync, monkeypatch: pytest.MonkeyPatch
) -> None:
    deals = a_morning()
    write_history(store, deals, the_stock())
    shell = open_window(no_sync)
    screen = counted(qtbot, shell)
    opened: list[UUID] = []
    monkeypatch.setattr(shell, "open_deal", opened.append)
    tile = screen.tiles.tiles[Figure.TO_SIGN]
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: listed(screen), timeout=WAIT)
    keep_picture(shell, "rows")
    QTest.keyClick(screen.rows.deals, Qt.Key.Key_Return)
    assert opened == [deals[2].id]
    QTest.keyClick(screen.rows.deals, Qt.Key.Key_Escape)
    assert tile.hasFocus(), "back where the person came from"


def test_before_the_first_deal_it_says_what_will_be_here(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    shell = open_window(no_sync)
    screen = dashboard_of(qtbot, shell)
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen._nothing, timeout=WAIT)
    keep_picture(shell, "empty")
    assert screen.tiles.tiles[Figure.TODAY].figure() == "0"
    assert screen.tiles.tiles[Figure.APPROVED].figure() == "–", "nothing was decided: no rate"


def test_bones_stand_where_the_figures_come_while_they_are_counted(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_history(store, a_morning(), the_stock())
    shell = open_window(no_sync)
    go_on, count = threading.Event(), shell.opened_desk().office.dashboard.figures

    def slowly(span: Span) -> Dashboard:
        assert go_on.wait(WAIT / 1000)
        return count(span)

    monkeypatch.setattr(shell.opened_desk().office.dashboard, "figures", slowly)
    screen = dashboard_of(qtbot, shell)
    try:
        qtbot.waitUntil(lambda: screen.stack.is_loading, timeout=WAIT)
        tile = screen.tiles.tiles[Figure.TODAY]
        assert tile._stack.currentWidget() is tile._bones
        keep_picture(shell, "loading")
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.charts, timeout=WAIT)
    assert tile.figure() == "2"


def test_figures_that_cannot_be_counted_say_why_and_what_was_shown_stays(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_history(store, a_morning(), the_stock())
    shell = open_window(no_sync)
    office = shell.opened_desk().office.dashboard
    count = office.figures

    def fail(_span: Span) -> Dashboard:
        raise BROKEN

    monkeypatch.setattr(office, "figures", fail)
    screen = dashboard_of(qtbot, shell)
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen._error, timeout=WAIT)
    keep_picture(shell, "error")
    assert any("数据库正忙" in words.text() for words in screen._error.findChildren(QLabel))
    monkeypatch.setattr(office, "figures", count)
    screen._again.click()
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.charts, timeout=WAIT)
    monkeypatch.setattr(office, "figures", fail)
    screen.refresh()
    qtbot.waitUntil(lambda: "数据库正忙" in shell.banner.text(), timeout=WAIT)
    assert screen.stack.currentWidget() is screen.charts
    assert screen.tiles.tiles[Figure.TODAY].figure() == "2"


def test_rows_that_cannot_be_read_say_why_and_can_be_asked_for_again(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_history(store, a_morning(), the_stock())
    shell = open_window(no_sync)
    screen = counted(qtbot, shell)
    office = shell.opened_desk().office.dashboard
    read = office.deals

    def fail(_span: Span, _figure: Figure, _key: str) -> list[object]:
        raise BROKEN

    monkeypatch.setattr(office, "deals", fail)
    screen.open_figure(Figure.TODAY)
    qtbot.waitUntil(lambda: "数据库正忙" in shell.banner.text(), timeout=WAIT)
    assert not listed(screen)
    monkeypatch.setattr(office, "deals", read)
    screen.refresh()
    qtbot.waitUntil(lambda: listed(screen), timeout=WAIT)
    assert rows_of(screen) == 2


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("days", [1, 400])
def test_offline_it_says_since_when_and_nothing_of_it_is_cut_off(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync, language: str, days: int
) -> None:
    write_history(store, a_morning(), the_stock())
    offline(store, days)
    shell = open_window(no_sync)
    shell.preferences.language = "en" if language == "en" else "zh_CN"
    shell.restyle()
    screen = counted(qtbot, shell)
    mark = screen.head.stale
    qtbot.waitUntil(lambda: mark.text() != "", timeout=WAIT)
    assert ("offline" if language == "en" else "离线") in mark.text()
    assert ("24" if days == 1 else "400") in mark.text()
    qtbot.waitUntil(lambda: mark.width() >= mark.minimumSizeHint().width(), timeout=WAIT)
    keep_picture(shell, f"offline-{language}-{days}")
    assert_nothing_is_cut_off(screen.head)
    screen.open_figure(Figure.OLD_STOCK)
    qtbot.waitUntil(lambda: listed(screen) and screen.rows.stale.isVisible(), timeout=WAIT)
    QApplication.processEvents()
    keep_picture(shell, f"offline-rows-{language}-{days}")
    assert screen.rows.stale.text() == mark._words.text()
    assert_nothing_is_cut_off(screen.rows)
    shell.preferences.language = "zh_CN"
    shell.restyle()


def test_a_change_of_language_keeps_whose_deals_over_which_time_and_the_open_rows(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync
) -> None:
    write_history(store, a_morning(), the_stock())
    shell = open_window(no_sync)
    before = counted(qtbot, shell)
    before.head._grain._buttons["week"].click()
    before.head.people.setCurrentIndex(before.head.people.findData("王强"))
    before.head.people.activated.emit(before.head.people.currentIndex())
    tile = before.tiles.tiles[Figure.DECIDED]
    qtbot.waitUntil(lambda: before.head._time.text() == "近 12 周" and before._asked is None, timeout=WAIT)
    tile.click()
    qtbot.waitUntil(lambda: listed(before), timeout=WAIT)
    assert rows_of(before) == 2
    shell.preferences.language = "en"
    shell.restyle()
    after = shell.screens["dashboard"]
    assert isinstance(after, DashboardScreen)
    assert after is not before
    qtbot.waitUntil(lambda: after.rows.isVisible() and listed(after), timeout=WAIT)
    assert after.rows._title.text() == "Decided"
    assert rows_of(after) == 2
    assert (after.head.grain().value, after.head.person()) == ("week", "王强")
    keep_picture(shell, "rows-en")
    shell.preferences.language = "zh_CN"
    shell.restyle()


def test_what_comes_in_while_it_is_open_is_counted_by_itself(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync
) -> None:
    deals = a_morning()
    write_history(store, deals, the_stock())
    screen = counted(qtbot, open_window(no_sync))
    assert screen.tiles.tiles[Figure.TODAY].figure() == "2"
    write_history(store, [*deals, a_deal(datetime.now(UTC))], the_stock())
    qtbot.waitUntil(lambda: screen.tiles.tiles[Figure.TODAY].figure() == "3", timeout=WAIT)


def test_figures_are_written_as_picture_and_table(
    qtbot: QtBot,
    open_window: OpenWindow,
    store: Store,
    no_sync: NoSync,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_history(store, a_morning(), the_stock())
    screen = counted(qtbot, open_window(no_sync))
    picture, table, rows = tmp_path / "board", tmp_path / "board.csv", tmp_path / "rows.csv"
    asked: Callable[[Path], object] = lambda path: monkeypatch.setattr(  # noqa: E731 - three times the same
        QFileDialog, "getSaveFileName", lambda *_args: (str(path), "")
    )
    asked(picture)
    screen.head.picture_wanted.emit()
    qtbot.waitUntil(lambda: not QImage(str(tmp_path / "board.png")).isNull(), timeout=WAIT)
    asked(table)
    QTest.keyClick(screen.tiles.tiles[Figure.TODAY], Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: table.exists() and "75%" in table.read_text("utf-8-sig"), timeout=WAIT)
    screen.open_figure(Figure.OLD_STOCK)
    qtbot.waitUntil(lambda: listed(screen), timeout=WAIT)
    asked(rows)
    screen.rows._export()
    qtbot.waitUntil(lambda: rows.exists() and rows.read_text("utf-8-sig").count("\n") == 3, timeout=WAIT)
