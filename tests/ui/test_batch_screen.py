"""The batch screen as a person walks the lot with it: every way in, hands on the keyboard, nothing lost."""

from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication
from pytestqt.qtbot import QtBot

from paddock.app.services.batch import batches, sightings, sources
from paddock.app.store import batch_queries
from paddock.app.store.batch_views import SightingKind, SourceState, VehicleState
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldPath
from paddock.ui.screens.batch.gun_watch import LETTER_WAITS_MS
from paddock.ui.screens.batch.screen import BatchScreen
from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.shell import Shell
from tests.helpers.batches import seen, vin
from tests.helpers.renders import code_label, nameplate
from tests.helpers.workstations import JPEG, STAFF
from tests.ui.conftest import NoSync, OpenWindow

WAIT = 60_000
"""Milliseconds at most: recognition on a busy machine."""


def shown(qtbot: QtBot, shell: Shell) -> BatchScreen:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow, timeout=WAIT)
    shell.go("batch")
    screen = shell.screens["batch"]
    assert isinstance(screen, BatchScreen)
    qtbot.waitUntil(
        lambda: screen.list._stack.currentWidget() is not None and not screen.list._stack.is_loading, timeout=WAIT
    )
    return screen


def with_doubts(store: Store) -> None:
    batch = batches.start_batch(store, "东区", STAFF)
    for number, sure in ((1, True), (2, False), (3, False)):
        sightings.record(store, batch, seen(vin(number), verified=sure), STAFF)


def states(screen: BatchScreen) -> dict[str, VehicleState]:
    return {row.vin: row.state for row in screen.list.table.rows.rows}


def test_exceptions_open_by_themselves_and_hands_stay_on_the_keyboard(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync
) -> None:
    with_doubts(store)
    screen = shown(qtbot, open_window(no_sync))
    table, detail = screen.list.table, screen.list.detail
    qtbot.waitUntil(lambda: detail.isVisible() and table.current() is not None, timeout=WAIT)
    assert screen.list.counts.text().startswith("✓ 1  ? 2")
    first = table.current()
    assert first is not None
    assert (first.vin, first.state) == (vin(3), VehicleState.OPEN), "the newest exception"
    assert detail._vin.marks()[0] == {3}
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: states(screen)[vin(3)] is VehicleState.ACCEPTED, timeout=WAIT)
    qtbot.waitUntil(lambda: table.current() is not None and table.current().vin == vin(2), timeout=WAIT)  # type: ignore[union-attr]
    QTest.keyClick(table, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: screen.list.is_editing, timeout=WAIT)
    detail.line.clear()
    QTest.keyClicks(detail.line, "LSVAU2A37N2183294")
    QTest.keyClick(detail.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: detail.line.hasFocus() and "校验位" in detail._more.text(), timeout=WAIT)
    detail.line.clear()
    QTest.keyClicks(detail.line, vin(9))
    QTest.keyClick(detail.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: states(screen).get(vin(9)) is VehicleState.ACCEPTED, timeout=WAIT)
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: states(screen).get(vin(2)) is VehicleState.OPEN, timeout=WAIT)
    QTest.keyClick(table, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: states(screen).get(vin(3)) is VehicleState.OPEN, timeout=WAIT)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(states(screen)) == 2, timeout=WAIT)


def test_escape_leaves_the_number_as_it_was(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync
) -> None:
    with_doubts(store)
    screen = shown(qtbot, open_window(no_sync))
    qtbot.waitUntil(screen.list.detail.isVisible, timeout=WAIT)
    screen.list.edit()
    screen.list.detail.line.setText("X")
    QTest.keyClick(screen.list.detail.line, Qt.Key.Key_Escape)
    assert not screen.list.is_editing
    assert screen.list.table.hasFocus()
    assert states(screen)[vin(3)] is VehicleState.OPEN


def test_a_gun_and_typing_come_in_wherever_the_cursor_is_and_letters_of_a_gun_are_no_keys(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    screen = shown(qtbot, open_window(no_sync))
    QTest.keyClicks(screen.panel.line, vin(1))
    screen.panel.line.returnPressed.emit()
    qtbot.waitUntil(lambda: states(screen) == {vin(1): VehicleState.ACCEPTED}, timeout=WAIT)
    assert screen.panel.line.text() == ""
    table = screen.list.table
    table.setFocus()
    with_e = "LE4" + vin(2)[3:]
    for key in (*with_e, "\r"):
        QTest.keyClick(table, key) if key != "\r" else QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: with_e in states(screen), timeout=WAIT)
    QTest.qWait(LETTER_WAITS_MS * 2)
    assert not screen.list.is_editing
    assert len(beeps) == 2
    assert {row.kind for row in table.rows.rows} == {SightingKind.TYPED, SightingKind.GUN}
    screen.panel._beep.setChecked(False)
    screen._take_vin(vin(5), SightingKind.TYPED)
    qtbot.waitUntil(lambda: vin(5) in states(screen), timeout=WAIT)
    assert len(beeps) == 2
    screen._take_vin("LSV", SightingKind.TYPED)
    shell = screen.window()
    assert isinstance(shell, Shell)
    qtbot.waitUntil(lambda: "17" in shell.banner.text(), timeout=WAIT)


def test_a_dropped_folder_and_a_list_become_one_batch_and_a_deal_starts_from_it(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, tmp_path: Path
) -> None:
    shell = open_window(no_sync)
    screen = shown(qtbot, shell)
    folder, path = tmp_path / "photos", tmp_path / "lot.csv"
    folder.mkdir()
    cv2.imwrite(str(folder / "one.jpg"), code_label(vin(1)))
    cv2.imwrite(str(folder / "two.jpg"), nameplate(vin(2)))
    path.write_text(f"VIN,品牌车型\n{vin(3)},大众 朗逸\n{vin(1)},大众 朗逸\nLSV,\n", "utf-8")
    screen.feed([folder, path])
    qtbot.waitUntil(lambda: len(states(screen)) == 3 and not screen.feeding.is_reading, timeout=WAIT)
    qtbot.waitUntil(screen.list.returned.isVisible, timeout=WAIT)
    assert "1" in screen.list.counts._repeats.text()
    row = next(row for row in screen.list.table.rows.rows if row.vin == vin(1))
    assert row.facts[FieldPath.BRAND_MODEL] == "大众 朗逸"
    screen.list.select(row.id)
    qtbot.waitUntil(lambda: screen.list.table.current() == row, timeout=WAIT)
    qtbot.waitUntil(lambda: screen.panel.stage.has_picture() or row.image_sha256 is None, timeout=WAIT)
    back = tmp_path / "back.csv"
    (source,) = [source for source in batch_queries_of(screen) if source.refused]
    assert screen._batches.export_refused(source.id, back, "zh_CN") == 1
    screen.refresh()
    qtbot.waitUntil(lambda: not screen.list.returned.isVisible(), timeout=WAIT)
    screen.list.open_deal()
    counter = shell.screens["counter"]
    assert isinstance(counter, CounterScreen)

    def shows_the_car() -> bool:
        page = counter.page()
        return page is not None and page.deal.draft.text(FieldPath.VIN) == vin(1)

    qtbot.waitUntil(shows_the_car, timeout=WAIT)


def batch_queries_of(screen: BatchScreen) -> "list[batch_queries.BatchSource]":
    assert screen._batch_id is not None
    return screen._batches.sources(screen._batch_id)


def test_the_conveyor_registers_each_car_once(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, tmp_path: Path
) -> None:
    shell = open_window(no_sync)
    screen = shown(qtbot, shell)
    screen.panel.switch_camera()
    assert "摄像头" in shell.banner.text(), "none is chosen yet"
    assert not screen.panel.camera_is_on
    folder = tmp_path / "walk"
    folder.mkdir()
    for number, name in ((1, "a"), (1, "b"), (2, "c")):
        cv2.imwrite(str(folder / f"{name}.png"), code_label(vin(number), "Code128"))
    shell.preferences.camera_source = str(folder)
    QTest.keyClick(screen, Qt.Key.Key_F2)
    assert screen.panel.camera_is_on
    qtbot.waitUntil(lambda: set(states(screen)) == {vin(1), vin(2)}, timeout=WAIT)
    screen.panel.stop_camera()
    assert not screen.panel.camera_is_on
    assert all(row.verified and row.kind is SightingKind.CAMERA for row in screen.list.table.rows.rows)
    assert all(row.image_sha256 for row in screen.list.table.rows.rows)


def test_what_no_two_frames_agree_on_is_set_aside_with_its_frame(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, tmp_path: Path
) -> None:
    shell = open_window(no_sync)
    screen = shown(qtbot, shell)
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
    screen = shown(qtbot, open_window(no_sync))
    qtbot.waitUntil(lambda: vin(1) in states(screen), timeout=WAIT)
    qtbot.waitUntil(lambda: batch_queries_of(screen)[0].state is SourceState.DONE, timeout=WAIT)


def test_reading_is_paused_goes_on_and_is_given_up(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync, tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(6):
        cv2.imwrite(str(folder / f"{number}.jpg"), nameplate(vin(number)))
    screen = shown(qtbot, open_window(no_sync))
    line = screen.panel.source_line
    screen.feed([folder])
    qtbot.waitUntil(lambda: screen.feeding.is_reading, timeout=WAIT)
    line.pause.click()
    qtbot.waitUntil(line.go_on.isVisible, timeout=WAIT)
    read = len(batch_queries.contents_read(store, screen._batch_id))  # type: ignore[arg-type]
    assert batch_queries_of(screen)[0].state is SourceState.PAUSED
    assert read < 6
    line.go_on.click()
    qtbot.waitUntil(lambda: screen.feeding.is_reading, timeout=WAIT)
    line.give_up.click()
    qtbot.waitUntil(lambda: batch_queries_of(screen)[0].state is SourceState.CANCELLED, timeout=WAIT)
    qtbot.waitUntil(line.isHidden, timeout=WAIT)


def test_pictures_without_a_vin_wait_apart(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync
) -> None:
    batch = batches.start_batch(store, "东区", STAFF)
    for name in ("wall.jpg", "door.jpg"):
        sightings.record(store, batch, sightings.Seen(SightingKind.PICTURE, name, image=JPEG + name.encode()), STAFF)
    shell = open_window(no_sync)
    screen = shown(qtbot, shell)
    screen.list._filter._buttons["loose"].click()
    loose = screen.list.loose
    qtbot.waitUntil(lambda: len(loose.rows.rows) == 2 and loose.current() is not None, timeout=WAIT)
    screen.list.edit()
    QTest.keyClicks(screen.list.detail.line, vin(1))
    QTest.keyClick(screen.list.detail.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(loose.rows.rows) == 1, timeout=WAIT)
    loose.selectRow(0)
    screen.list.remove()
    qtbot.waitUntil(lambda: batch_queries.batch_counts(store, batch).loose == 0, timeout=WAIT)
    assert batch_queries.batch_counts(store, batch).accepted == 1


def test_thousands_of_rows_come_page_by_page(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync
) -> None:
    batch = batches.start_batch(store, "大批", STAFF)
    with store.write(sightings.Topic.BATCH) as connection:
        for number in range(450):
            seen_one = sightings.Seen(SightingKind.LIST, str(number), vin(number))
            sightings.write(connection, batch, seen_one, STAFF, sightings.moment(None))
    screen = shown(qtbot, open_window(no_sync))
    table = screen.list.table
    qtbot.waitUntil(lambda: len(table.rows.rows) == 200, timeout=WAIT)
    table.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
    qtbot.waitUntil(lambda: len(table.rows.rows) == 400, timeout=WAIT)
    assert table.verticalScrollBar().value() > 0
    screen.list.search.setText(vin(7)[-6:])
    qtbot.waitUntil(lambda: [row.vin for row in table.rows.rows] == [vin(7)], timeout=WAIT)
