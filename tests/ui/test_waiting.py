"""Skeletons, stale marks and figures: what a person sees of data that is not there yet, or not fresh any more."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from paddock.ui.language import install_language
from paddock.ui.widgets import stale
from paddock.ui.widgets.skeleton import LoadingStack, Shape, Skeleton
from paddock.ui.widgets.stale import StaleMark
from paddock.ui.widgets.stat_tile import StatTile, Trend

NOW = datetime(2026, 11, 23, 6, 17, tzinfo=UTC)


class StillClock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> StillClock:
    install_language(qapp, "zh_CN")
    made = StillClock()
    monkeypatch.setattr(stale, "now_utc", made)
    return made


def test_a_mark_says_nothing_of_fresh_data_and_ages_by_itself(qtbot: QtBot, clock: StillClock) -> None:
    mark = StaleMark()
    qtbot.addWidget(mark)
    mark.show_as_of(NOW - timedelta(minutes=1), offline=False)
    assert mark.text() == ""
    clock.now = NOW + timedelta(minutes=11)
    mark._timer.timeout.emit()
    assert "12 分钟前" in mark.text()
    assert "离线" not in mark.text()


def test_offline_data_is_marked_at_once_and_turns_to_a_warning(qtbot: QtBot, clock: StillClock) -> None:
    mark = StaleMark()
    qtbot.addWidget(mark)
    mark.show_as_of(NOW, offline=True)
    assert mark.text().startswith("截至")
    assert mark.text().endswith("(离线)")
    assert mark._words.property("role") == "soft"
    clock.now = NOW + timedelta(hours=3)
    mark.look()
    assert "3 小时前" in mark.text()
    assert mark._words.property("role") == "warn"
    mark.show_as_of(clock.now, offline=False)
    assert mark.text() == ""


def test_a_workstation_that_never_synchronised_says_so(qtbot: QtBot, clock: StillClock) -> None:
    mark = StaleMark()
    qtbot.addWidget(mark)
    mark.show_as_of(None, offline=True)
    assert "从未同步" in mark.text()
    assert clock.now == NOW


def test_bones_come_only_while_there_is_nothing_to_show(qtbot: QtBot) -> None:
    stack, rows = LoadingStack(Skeleton("table")), QLabel("rows")
    stack.addWidget(rows)
    qtbot.addWidget(stack)
    stack.begin()
    assert stack.is_loading
    stack.end()
    stack.show_content(rows)
    stack.begin()
    assert stack.currentWidget() is rows
    stack.start_again()
    stack.begin()
    assert stack.is_loading


@pytest.mark.parametrize("shape", ["table", "cards", "text"])
def test_bones_fill_the_room_and_stay_in_it(qtbot: QtBot, shape: Shape) -> None:
    bones = Skeleton(shape, count=50)
    qtbot.addWidget(bones)
    bones.resize(700, 400)
    bars = bones._bars()
    assert len(bars) > 5
    assert all(bar.rect.right() <= 700 and bar.rect.bottom() <= 400 for bar in bars)
    assert max(bar.rect.bottom() for bar in bars) > 250


def test_a_tile_speaks_its_figure_and_opens_its_rows_by_keyboard(qtbot: QtBot) -> None:
    tile = StatTile("Approvals today")
    qtbot.addWidget(tile)
    tile.show()
    tile.begin()
    assert tile._stack.currentWidget() is tile._bones
    tile.end()
    tile.show_figure("72%", Trend("up", "+4 against last week", is_good=True))
    assert tile.accessibleName() == "Approvals today: 72%"
    assert "+4" in tile.accessibleDescription()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(tile.opened):
            QTest.keyClick(tile, key)
    with qtbot.waitSignal(tile.opened):
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)


def test_a_tile_without_rows_takes_no_focus(qtbot: QtBot) -> None:
    tile = StatTile("Average", opens=False)
    qtbot.addWidget(tile)
    assert tile.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert tile.figure() == "–"
