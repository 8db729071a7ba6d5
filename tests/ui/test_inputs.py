"""What people type and paste into the fields of a deal, and what becomes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.domain.application_draft import FieldPath
from paddock.domain.money import parse_yuan
from paddock.ui.widgets.choice_inputs import ChoiceEditor, TermEditor
from paddock.ui.widgets.field import editor_for
from paddock.ui.widgets.inputs import DateEditor, Editor, LineEditor, NumberEditor, PhoneEditor, grouped, with_thousands
from paddock.ui.widgets.money_inputs import DownPaymentEditor, MoneyEditor
from tests.ui.keyboard import write


def shown(qtbot: QtBot, editor: Editor) -> list[str]:
    """Show an editor with the cursor in it; returns the list that its edits go to."""
    qtbot.addWidget(editor)
    edits: list[str] = []
    editor.edited.connect(edits.append)
    with qtbot.waitExposed(editor):
        editor.show()
    editor.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(lambda: bool((focus := QApplication.focusWidget()) and editor.isAncestorOf(focus)))
    return edits


def typed(editor: LineEditor, keys: str) -> str:
    """Type into an editor; returns what stands in its line."""
    QTest.keyClicks(editor.line, keys)
    return editor.line.text()


def test_thousands_appear_as_an_amount_is_typed_and_the_cursor_stays_where_it_was(qtbot: QtBot) -> None:
    editor = MoneyEditor()
    edits = shown(qtbot, editor)
    assert typed(editor, "128000.5") == "128,000.5"
    assert parse_yuan(edits[-1]) == 12_800_050
    assert editor.hint() == "壹拾贰万捌仟元伍角整"
    editor.line.setCursorPosition(2)
    assert typed(editor, "9") == "1,298,000.5"
    assert editor.line.cursorPosition() == 4
    QTest.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert editor.line.text() == "128,000.5"


@pytest.mark.parametrize("pasted", ["¥128,000.00", "￥128000", " 128,000元", "１２８０００", "12.8万"])
def test_an_amount_is_understood_as_it_is_pasted(qtbot: QtBot, qapp: QApplication, pasted: str) -> None:
    editor = MoneyEditor()
    edits = shown(qtbot, editor)
    qapp.clipboard().setText(pasted)
    editor.line.paste()
    editor.line.editingFinished.emit()
    assert editor.line.text() == "128,000"
    assert parse_yuan(edits[-1]) == 12_800_000


def test_the_down_payment_follows_its_share_of_the_price_and_the_share_follows_it(qtbot: QtBot) -> None:
    editor = DownPaymentEditor()
    edits = shown(qtbot, editor)
    editor.show_price(12_800_000)
    typed(editor, "38400")
    assert editor.share.text() == "30"
    editor.share.setFocus()
    editor.share.selectAll()
    QTest.keyClicks(editor.share, "35")
    assert (editor.line.text(), edits[-1]) == ("44,800", "44,800")
    editor.show_price(10_000_000)
    assert (editor.line.text(), editor.share.text()) == ("35,000", "35")
    editor.line.setFocus()
    editor.line.selectAll()
    typed(editor, "20000")
    editor.show_price(8_000_000)
    assert (editor.line.text(), editor.share.text()) == ("20,000", "25")


@pytest.mark.parametrize("text", ["20260301", "2026-3-1", "2026.3.1", "2026年3月1日", "2026/03/01", "２０２６－３－１"])
def test_a_date_is_known_in_every_form_people_write(qtbot: QtBot, text: str) -> None:
    editor = DateEditor()
    edits = shown(qtbot, editor)
    editor.line.insert(text)
    editor.line.textEdited.emit(editor.line.text())
    assert edits[-1] == "2026-03-01"
    editor.line.editingFinished.emit()
    assert editor.line.text() == "2026-03-01"


def test_numbers_are_read_in_groups_and_sent_without(qtbot: QtBot) -> None:
    phone, odometer, number = PhoneEditor(), NumberEditor(), editor_for(FieldPath.RESIDENT_ID_NUMBER)
    edits = shown(qtbot, phone)
    assert typed(phone, "13871234567") == "138 7123 4567"
    assert edits[-1] == "13871234567"
    phone.set_text("")
    phone.line.insert("+86 138-7123-4567")
    phone.line.textEdited.emit(phone.line.text())
    assert (phone.line.text(), phone.text()) == ("138 7123 4567", "13871234567")
    shown(qtbot, odometer)
    typed(odometer, "4.3")
    odometer.line.insert("万")
    odometer.line.editingFinished.emit()
    assert (odometer.line.text(), odometer.text()) == ("43,000", "43000")
    assert isinstance(number, LineEditor)
    shown(qtbot, number)
    assert typed(number, "42010619850312137x") == "420106 19850312 137X"
    assert number.text() == "42010619850312137X"


def test_a_term_is_typed_or_chosen_with_keys(qtbot: QtBot) -> None:
    editor = TermEditor()
    edits = shown(qtbot, editor)
    write("3")
    write("6")
    assert (editor.text(), edits[-1]) == ("36", "36")
    choice = ChoiceEditor([("a", "A"), ("b", "B")])
    edits = shown(qtbot, choice)
    write("2")
    assert (choice.text(), edits) == ("b", ["b"])


def test_what_no_field_understands_stays_as_it_was_typed(qtbot: QtBot) -> None:
    for path in (FieldPath.PRICE, FieldPath.ODOMETER, FieldPath.BIRTH_DATE, FieldPath.PHONE):
        editor = editor_for(path)
        assert isinstance(editor, LineEditor)
        shown(qtbot, editor)
        editor.line.insert("约三万")
        editor.line.textEdited.emit(editor.line.text())
        editor.line.editingFinished.emit()
        assert editor.line.text() == "约三万"


@given(st.integers(0, 10**12), st.sampled_from(["", ".", ".5", ".50"]))
def test_thousands_change_no_amount(yuan: int, rest: str) -> None:
    assert with_thousands(f"{yuan}{rest}").replace(",", "") == f"{yuan}{rest}"


@given(st.text("0123456789", max_size=24))
def test_groups_lose_nothing(text: str) -> None:
    assert grouped(text, (3, 4, 4)).replace(" ", "") == text
