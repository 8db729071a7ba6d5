"""The batch screen as a person walks the lot with it: every way in, hands on the keyboard, nothing lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QFileDialog, QInputDialog
from pytestqt.qtbot import QtBot

from paddock.app.services.batch import batches, sightings
from paddock.app.services.moments import moment
from paddock.app.store import batch_queries
from paddock.app.store.batch_views import SightingKind, VehicleState
from paddock.app.store.store import Store, Topic
from paddock.ui.screens.batch.gun_watch import LETTER_WAITS_MS
from paddock.ui.shell import Shell
from tests.helpers.batches import seen, vin
from tests.helpers.workstations import JPEG, STAFF
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.on_batch import WAIT, batch_screen, states


def with_doubts(store: Store) -> None:
    batch = batches.start_batch(store, "东区", STAFF)
    for number, sure in ((1, True), (2, False), (3, False)):
        sightings.record(store, batch, seen(vin(number), verified=sure), STAFF)


def test_exceptions_open_by_themselves_and_hands_stay_on_the_keyboard(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync
) -> None:
    with_doubts(store)
    shell = open_window(no_sync)
    screen = batch_screen(qtbot, shell)
    table, detail = screen.list.table, screen.list.detail
    qtbot.waitUntil(lambda: detail.isVisible() and table.current() is not None, timeout=WAIT)
    shell.notify("Kept")
    (notice,) = shell.toast._shown
    qtbot.waitUntil(lambda: notice.geometry().bottom() < detail.mapTo(shell, QPoint()).y(), timeout=WAIT)
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
    screen = batch_screen(qtbot, open_window(no_sync))
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
    screen = batch_screen(qtbot, open_window(no_sync))
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


def test_pictures_without_a_vin_wait_apart(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync
) -> None:
    batch = batches.start_batch(store, "东区", STAFF)
    for name in ("wall.jpg", "door.jpg"):
        sightings.record(store, batch, sightings.Seen(SightingKind.PICTURE, name, image=JPEG + name.encode()), STAFF)
    shell = open_window(no_sync)
    screen = batch_screen(qtbot, shell)
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
    with store.write(Topic.BATCH) as connection:
        for number in range(450):
            seen_one = sightings.Seen(SightingKind.LIST, str(number), vin(number))
            sightings.write(connection, batch, seen_one, STAFF, moment(None))
    screen = batch_screen(qtbot, open_window(no_sync))
    table = screen.list.table
    qtbot.waitUntil(lambda: len(table.rows.rows) == 200, timeout=WAIT)
    table.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
    qtbot.waitUntil(lambda: len(table.rows.rows) == 400, timeout=WAIT)
    assert table.verticalScrollBar().value() > 0
    screen.list.search.setText(vin(7)[-6:])
    qtbot.waitUntil(lambda: [row.vin for row in table.rows.rows] == [vin(7)], timeout=WAIT)


def test_an_exception_that_comes_in_does_not_take_the_place_of_the_one_looked_at(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync
) -> None:
    with_doubts(store)
    screen = batch_screen(qtbot, open_window(no_sync))
    table = screen.list.table
    qtbot.waitUntil(table.hasFocus, timeout=WAIT)
    qtbot.waitUntil(screen.list.detail.isVisible, timeout=WAIT)
    batch = screen._batch_id
    assert batch is not None
    screen._recorded(sightings.record(store, batch, seen(vin(4), verified=False), STAFF))
    qtbot.waitUntil(lambda: vin(4) in states(screen), timeout=WAIT)
    assert next(iter(states(screen))) == vin(4), "the newest is on top"
    QTest.keyClick(table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: states(screen)[vin(3)] is VehicleState.ACCEPTED, timeout=WAIT)
    assert states(screen)[vin(4)] is VehicleState.OPEN


def test_a_batch_is_named_put_away_taken_up_again_and_written_out(
    qtbot: QtBot,
    open_window: OpenWindow,
    store: Store,
    no_sync: NoSync,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_doubts(store)
    shell = open_window(no_sync)
    screen = batch_screen(qtbot, shell)
    head = screen.head
    qtbot.waitUntil(lambda: len(states(screen)) == 3, timeout=WAIT)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_named: ("西区", True))
    head._rename.click()
    qtbot.waitUntil(lambda: head.name() == "西区", timeout=WAIT)
    out = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    QTest.keyClick(screen.list.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: out.exists() and out.read_text("utf-8-sig").count("\n") == 4, timeout=WAIT)
    assert all(number in out.read_text("utf-8-sig") for number in states(screen))
    head._put_away.click()
    qtbot.waitUntil(lambda: screen._batch_id is None, timeout=WAIT)
    assert screen.list._stack.currentWidget() is screen.list._nothing
    assert shell.undo()
    qtbot.waitUntil(lambda: head.name() == "西区" and len(states(screen)) == 3, timeout=WAIT)
    QTest.keyClick(screen.list.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(states(screen)) == 0 and screen._batch_id is not None, timeout=WAIT)
    assert head._choice.count() == 2


def test_a_change_of_language_keeps_the_batch_and_says_it_anew(
    qtbot: QtBot, open_window: OpenWindow, store: Store, no_sync: NoSync
) -> None:
    with_doubts(store)
    shell = open_window(no_sync)
    before = batch_screen(qtbot, shell)
    qtbot.waitUntil(lambda: len(states(before)) == 3, timeout=WAIT)
    shown = before._batch_id
    shell.preferences.language = "en"
    shell.restyle()
    after = batch_screen(qtbot, shell)
    assert after is not before
    qtbot.waitUntil(lambda: len(states(after)) == 3, timeout=WAIT)
    assert after._batch_id == shown
    assert "Seen again" in after.list.counts.text()
    shell.preferences.language = "zh_CN"
    shell.restyle()
