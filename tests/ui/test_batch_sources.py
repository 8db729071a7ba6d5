"""What a batch is fed with: folders, lists, the running camera; stopped, resumed, and what was refused given back."""

import csv
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from paddock.app.services.batch import batches, sources
from paddock.app.store import batch_queries
from paddock.app.store.batch_views import SightingKind, SourceState, VehicleState
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldPath
from paddock.ui.screens.counter.screen import CounterScreen
from tests.helpers.batches import vin
from tests.helpers.renders import code_label, nameplate
from tests.helpers.workstations import STAFF
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.on_batch import WAIT, batch_screen, sources_of, states


def test_a_dropped_folder_and_a_list_become_one_batch_and_a_deal_starts_from_it(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, tmp_path: Path
) -> None:
    shell = open_window(no_sync)
    screen = batch_screen(qtbot, shell)
    folder, path = tmp_path / "photos", tmp_path / "lot.csv"
    folder.mkdir()
    cv2.imwrite(str(folder / "one.jpg"), code_label(vin(1)))
    cv2.imwrite(str(folder / "two.jpg"), nameplate(vin(2)))
    path.write_text(f"VIN,品牌车型\n{vin(3)},大众 朗逸\n{vin(1)},大众 朗逸\n", "utf-8")
    screen.feed([folder, path])
    qtbot.waitUntil(lambda: len(states(screen)) == 3 and not screen.feeding.is_reading, timeout=WAIT)
    assert "1" in screen.list.counts._repeats.text()
    row = next(row for row in screen.list.table.rows.rows if row.vin == vin(1))
    assert row.facts[FieldPath.BRAND_MODEL] == "大众 朗逸"
    screen.list.select(row.id)
    qtbot.waitUntil(lambda: screen.list.table.current() == row, timeout=WAIT)
    qtbot.waitUntil(lambda: screen.panel.stage.has_picture() or row.image_sha256 is None, timeout=WAIT)
    screen.list.open_deal()
    counter = shell.screens["counter"]
    assert isinstance(counter, CounterScreen)

    def shows_the_car() -> bool:
        page = counter.page()
        return page is not None and page.deal.draft.text(FieldPath.VIN) == vin(1)

    qtbot.waitUntil(shows_the_car, timeout=WAIT)


def test_the_conveyor_registers_each_car_once(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, tmp_path: Path
) -> None:
    shell = open_window(no_sync)
    screen = batch_screen(qtbot, shell)
    screen.panel.switch_camera()
    assert "摄像头" in shell.banner.text(), "none is chosen yet"
    folder = tmp_path / "walk"
    folder.mkdir()
    for number, name in ((1, "a"), (1, "b"), (2, "c")):
        cv2.imwrite(str(folder / f"{name}.png"), code_label(vin(number), "Code128"))
    shell.preferences.camera_source = str(folder)
    entry = shell.navigation.findChildren(QAbstractButton)[0]
    entry.setFocus()
    QTest.keyClick(entry, Qt.Key.Key_F2)
    assert screen.panel.camera_is_on, "the keys work although the cursor is still in the navigation"
    qtbot.waitUntil(lambda: set(states(screen)) == {vin(1), vin(2)}, timeout=WAIT)
    screen.panel.stop_camera()
    assert all(row.verified and row.kind is SightingKind.CAMERA for row in screen.list.table.rows.rows)
    assert all(row.image_sha256 for row in screen.list.table.rows.rows)


def test_what_no_two_frames_agree_on_is_set_aside_with_its_frame(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, tmp_path: Path
) -> None:
    shell = open_window(no_sync)
    screen = batch_screen(qtbot, shell)
    folder = tmp_path / "walk"
    folder.mkdir()
    cv2.imwrite(str(folder / "a.png"), nameplate(vin(1)))
    shell.preferences.camera_source = str(folder)
    screen.panel.switch_camera()
    qtbot.waitUntil(lambda: states(screen) == {vin(1): VehicleState.OPEN}, timeout=WAIT)
    (row,) = screen.list.table.rows.rows
    assert not row.verified
    assert row.image_sha256
    assert "vin_frames_agree" in {check.name for check in row.checks if not check.passed}


def test_a_folder_that_was_being_read_when_the_window_died_goes_on_by_itself(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync, tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    cv2.imwrite(str(folder / "one.jpg"), code_label(vin(1)))
    batch = batches.start_batch(store, "东区", STAFF)
    sources.add_pictures(store, batch, [folder], STAFF)
    screen = batch_screen(qtbot, open_window(no_sync))
    qtbot.waitUntil(lambda: vin(1) in states(screen), timeout=WAIT)
    qtbot.waitUntil(lambda: sources_of(screen)[0].state is SourceState.DONE, timeout=WAIT)


def test_reading_is_paused_goes_on_and_is_given_up(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync, tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(6):
        cv2.imwrite(str(folder / f"{number}.jpg"), nameplate(vin(number)))
    screen = batch_screen(qtbot, open_window(no_sync))
    line = screen.panel.source_line
    screen.feed([folder])
    qtbot.waitUntil(lambda: screen.feeding.is_reading, timeout=WAIT)
    line.pause.click()
    qtbot.waitUntil(line.go_on.isVisible, timeout=WAIT)
    read = len(batch_queries.contents_read(store, screen._batch_id))  # type: ignore[arg-type]
    assert sources_of(screen)[0].state is SourceState.PAUSED
    assert read < 6
    line.go_on.click()
    qtbot.waitUntil(lambda: screen.feeding.is_reading, timeout=WAIT)
    line.give_up.click()
    qtbot.waitUntil(lambda: sources_of(screen)[0].state is SourceState.CANCELLED, timeout=WAIT)
    qtbot.waitUntil(line.isHidden, timeout=WAIT)


def test_rows_of_a_list_that_cannot_be_taken_go_back_with_reasons_and_come_in_corrected(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = batch_screen(qtbot, open_window(no_sync))
    path, back = tmp_path / "lot.csv", tmp_path / "back.csv"
    path.write_text(f"VIN,品牌车型,里程\n{vin(1)},大众 朗逸,12000\nLSV,大众 宝来,8000\n,大众 迈腾,9000\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    screen.panel.choose_list()
    returned = screen.list.returned
    qtbot.waitUntil(returned.isVisible, timeout=WAIT)
    qtbot.waitUntil(lambda: states(screen) == {vin(1): VehicleState.ACCEPTED}, timeout=WAIT)
    assert "2" in returned._words.whole()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    returned._give.click()
    assert returned.isVisible(), "nothing was written: the rows are still owed"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(back), ""))
    returned._give.click()
    qtbot.waitUntil(returned.isHidden, timeout=WAIT)
    rows = list(csv.DictReader(back.read_text("utf-8-sig").splitlines()))
    assert [(row["VIN"], row["品牌车型"]) for row in rows] == [("LSV", "大众 宝来"), ("", "大众 迈腾")]
    reason = next(reversed(rows[0]))
    assert "17" in rows[0][reason]
    text = back.read_text("utf-8-sig").replace("LSV,", f"{vin(2)},").replace("\n,大众 迈腾", f"\n{vin(3)},大众 迈腾")
    back.write_text(text, "utf-8-sig")
    screen.feed([back])
    qtbot.waitUntil(lambda: set(states(screen)) == {vin(1), vin(2), vin(3)}, timeout=WAIT)
    assert returned.isHidden()


def test_a_file_that_is_no_list_is_refused_with_a_sentence(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, tmp_path: Path
) -> None:
    shell = open_window(no_sync)
    screen = batch_screen(qtbot, shell)
    path = tmp_path / "lot.csv"
    path.write_text("颜色,价格\n白,1\n", "utf-8")
    screen.feed([path])
    qtbot.waitUntil(shell.banner.isVisible, timeout=WAIT)
    assert "lot.csv" in shell.banner.text()
    qtbot.waitUntil(lambda: not screen.feeding.is_reading, timeout=WAIT)
    assert states(screen) == {}
    assert screen.panel.source_line.isHidden()
