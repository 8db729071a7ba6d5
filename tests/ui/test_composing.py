"""Input methods: text being composed is shown, commits whole, and moves nothing on; in every input of every step."""

import time

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from paddock.domain.application_draft import FieldPath
from paddock.ui.barcode_gun import BarcodeGun
from paddock.ui.screens.counter.deal_page import APPLICANT, FINANCING, SCAN, VEHICLE, DealPage
from paddock.ui.widgets.inputs import VinEditor
from paddock.ui.widgets.text_line import TextLine
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.keyboard import page_in_front
from tests.ui.test_journey import VIN


def compose(line: QLineEdit, preedit: str) -> None:
    QCoreApplication.sendEvent(line, QInputMethodEvent(preedit, []))


def commit(line: QLineEdit, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(line, event)


def cursor_at(line: QLineEdit) -> float:
    """Where the cursor is drawn: behind what is being composed, if that is shown."""
    return float(line.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center().x())


def lines_of(page: DealPage, step: int) -> list[TextLine]:
    page.go_to(step)
    return [line for line in page.steps[step].findChildren(TextLine) if line.isVisible() and line.isEnabled()]


@pytest.mark.parametrize("step", [SCAN, APPLICANT, VEHICLE, FINANCING])
def test_every_input_composes_and_commits_and_the_step_waits(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, step: int
) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    page.deal.set_text(FieldPath.PRICE, "100000")
    lines = lines_of(page, step)
    assert lines
    for line in lines:
        # The share of the down payment is only asked for while there is a price.
        page.deal.set_text(FieldPath.PRICE, "100000")
        name = line.accessibleName()
        line.setFocus()
        line.clear()
        seen = {cursor_at(line)}
        for preedit in ("w", "wa", "wan"):
            compose(line, preedit)
            assert line.is_composing(), name
            assert line.text() == "", name
            seen.add(cursor_at(line))
        assert len(seen) == 4, f"{name}: what is being composed is not shown"
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert page.step_number() == step, name
        assert not line.is_composing(), name
        assert line.text().lower().replace(" ", "") == "wan", name
        line.clear()
        compose(line, "x")
        QTest.keyClick(line, Qt.Key.Key_Escape)
        assert (page.step_number(), line.text(), line.is_composing()) == (step, "", False), name
        compose(line, "er")
        commit(line, "二")
        assert line.text() == "二", name
        line.clear()


def test_a_name_is_composed_character_by_character(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    page.go_to(APPLICANT)
    line = page.steps[APPLICANT].boxes[FieldPath.NAME].editor.focusProxy()
    assert isinstance(line, TextLine)
    compose(line, "wang")
    # A check or a save of the draft comes back while the name is being composed: nothing of it is taken away.
    page.deal.faults_changed.emit()
    page.deal.field_changed.emit(FieldPath.NAME)
    assert line.is_composing()
    commit(line, "王")
    compose(line, "xiao'chuan")
    commit(line, "小川")
    assert page.deal.draft.text(FieldPath.NAME) == "王小川"


def test_full_width_digits_are_digits(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    page.go_to(FINANCING)
    line = page.steps[FINANCING].boxes[FieldPath.PRICE].editor.focusProxy()
    assert isinstance(line, TextLine)
    commit(line, "１２．８")
    compose(line, "wan")
    commit(line, "万")
    assert page.deal.draft.text(FieldPath.PRICE) == "12.8万"
    assert page.steps[FINANCING].boxes[FieldPath.PRICE].editor.hint() == "壹拾贰万捌仟元整"


def test_the_gun_takes_no_composition_for_a_barcode(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    line = page.steps[SCAN].boxes[FieldPath.NAME].editor.focusProxy()
    assert isinstance(line, TextLine)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, VIN[:10])
    compose(line, "wang")
    commit(line, "王")
    QTest.keyClicks(line, VIN[10:])
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.deal.draft.text(FieldPath.VIN) == ""
    assert "王" in page.deal.draft.text(FieldPath.NAME)


def test_only_a_burst_is_a_gun() -> None:
    fired: list[str] = []
    now = [0.0]
    gun = BarcodeGun(fired.append, lambda: now[0])
    for pause in (0.2, 0.01):
        for char in [*VIN, "\r"]:
            now[0] += pause
            key = Qt.Key.Key_Return if char == "\r" else Qt.Key(ord(char))
            gun.key(QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, char))
    assert fired == [VIN]
    assert time.monotonic() > 0


def test_a_gun_is_known_by_when_its_keys_were_pressed_however_late_a_busy_window_reads_them() -> None:
    fired: list[str] = []
    read_at = [0.0]
    gun = BarcodeGun(fired.append, lambda: read_at[0])
    for pressed_ms, char in enumerate([*VIN, "\r"], 1):
        read_at[0] += 0.5
        key = QKeyEvent(
            QKeyEvent.Type.KeyPress,
            Qt.Key.Key_Return if char == "\r" else Qt.Key(ord(char)),
            Qt.KeyboardModifier.NoModifier,
            char,
        )
        key.setTimestamp(pressed_ms)
        assert gun.in_burst(key)
        gun.key(key)
    assert fired == [VIN]


def test_while_a_gun_is_awaited_no_input_method_is_in_its_way(qtbot: QtBot) -> None:
    editor = VinEditor()
    qtbot.addWidget(editor)
    editor.show()
    editor.wait_for_gun()
    assert not editor.line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QTest.keyClicks(editor.line, VIN.lower())
    assert editor.text() == VIN
    editor.line.editingFinished.emit()
    assert editor.line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
