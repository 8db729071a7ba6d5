"""The flow of a deal: where Enter leads, what is told apart, what is chosen between two values, what is taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from paddock.app.services import drafts
from paddock.app.store import queries
from paddock.app.store.store import Store
from paddock.domain.application_draft import DraftImage, FieldEntry, FieldPath, Reading
from paddock.ui.screens.counter.deal_page import APPLICANT, FINANCING, SCAN, VEHICLE, DealPage
from paddock.ui.screens.counter.faults import Kind, Matter
from paddock.ui.screens.counter.route import Stop, first_stop, next_stop
from tests.helpers.applications import faultless_texts
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.keyboard import focused, page_in_front, write
from tests.ui.test_journey import VIN

OTHER = VIN[:16] + "5"
ORDER = [FieldPath.NAME, FieldPath.PHONE, FieldPath.OCCUPATION]


def matter(path: FieldPath, kind: Kind = Kind.MISSING) -> Matter:
    return Matter(str(path), kind, "", "")


def reading(value: str, sha256: str) -> Reading:
    return Reading(value, 0.97, sha256)


def cursor_in(page: DealPage, path: FieldPath) -> bool:
    return page._field_at_cursor() == path


def test_enter_goes_to_the_next_field_that_lacks_something_and_at_last_sends() -> None:
    lacking = [matter(FieldPath.PHONE), matter(FieldPath.OCCUPATION), matter(FieldPath.PRICE)]
    assert next_stop(SCAN, [FieldPath.VIN], FieldPath.VIN, lacking) == Stop(APPLICANT)
    assert next_stop(APPLICANT, ORDER, FieldPath.NAME, lacking) == Stop(APPLICANT, FieldPath.PHONE)
    assert next_stop(APPLICANT, ORDER, FieldPath.PHONE, lacking) == Stop(APPLICANT, FieldPath.OCCUPATION)
    assert next_stop(APPLICANT, ORDER, FieldPath.OCCUPATION, lacking) == Stop(VEHICLE)
    assert next_stop(FINANCING, [FieldPath.PRICE], FieldPath.PRICE, lacking) == Stop(APPLICANT, FieldPath.PHONE)
    assert next_stop(FINANCING, [FieldPath.PRICE], FieldPath.PRICE, []) == Stop(None)
    assert first_stop(ORDER, lacking) is FieldPath.PHONE
    assert first_stop(ORDER, []) is FieldPath.NAME


def test_the_steps_say_what_is_left_there_and_in_sum(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    page.deal.fill(faultless_texts())
    qtbot.waitUntil(lambda: page.bar.step(APPLICANT).below() == "✓ 完整", timeout=20_000)
    page.deal.set_text(FieldPath.PHONE, "123")
    page.deal.set_text(FieldPath.OCCUPATION, "")
    page.deal.take_reading(FieldPath.VIN, reading(OTHER, "0" * 64))
    qtbot.waitUntil(lambda: page.bar.step(APPLICANT).below() == "有误 1 · 缺 1", timeout=20_000)
    assert page.bar.step(SCAN).below() == "冲突 1"
    assert page.bar.step(VEHICLE).below() == "✓ 完整"
    assert page.faults.summary() == "冲突 1 · 有误 1 · 缺 1"
    assert [made.kind for made in page.faults.matters] == [Kind.CONFLICT, Kind.WRONG, Kind.MISSING]


def test_a_number_goes_to_its_fault_and_f6_to_the_next(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    texts = faultless_texts() | {FieldPath.PHONE: "", FieldPath.ODOMETER: "", FieldPath.TERM: ""}
    page.deal.fill(texts)
    qtbot.waitUntil(lambda: len(page.faults.matters) == 3, timeout=20_000)
    page.faults.focus_list()
    focus = focused()
    assert isinstance(focus, QPushButton)
    assert focus.text().startswith("1  ")
    QTest.keyClick(focus, Qt.Key.Key_Right)
    write("3")
    assert page.step_number() == FINANCING
    page.go_to_matter(1)
    assert page.step_number() == APPLICANT
    assert cursor_in(page, FieldPath.PHONE)
    page.go_to_matter(1)
    assert cursor_in(page, FieldPath.ODOMETER)
    page.go_to_matter(-1)
    assert cursor_in(page, FieldPath.PHONE)


def test_with_more_than_nine_lines_a_number_has_two_digits(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    qtbot.waitUntil(lambda: len(page.faults.matters) > 20, timeout=20_000)
    page.faults.focus_list()
    write("1")
    assert page.step_number() == SCAN
    write("0")
    assert cursor_in(page, FieldPath(page.faults.matters[9].field))


@pytest.mark.parametrize("take", [True, False])
def test_two_values_are_shown_and_one_key_takes_either(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store, *, take: bool
) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    page.deal.fill(faultless_texts())
    page.deal.take_reading(FieldPath.NAME, reading("王小州", "0" * 64))
    assert page.deal.draft.text(FieldPath.NAME) == "王小川"
    page.go_to(APPLICANT)
    offered = page.steps[APPLICANT].boxes[FieldPath.NAME].conflict_values()
    assert ["王小川" in offered[0], "王小州" in offered[1]] == [True, True]
    page.submit()
    assert not page.deal.is_submitted
    assert cursor_in(page, FieldPath.NAME)
    # It is still a conflict after a restart: it is kept with the draft.
    page.deal.save_now()
    qtbot.waitUntil(lambda: bool(queries.deal(store, page.deal.id)), timeout=20_000)
    kept = queries.deal(store, page.deal.id)
    assert kept is not None
    assert kept.draft is not None
    assert kept.draft.entries[FieldPath.NAME].in_conflict
    page.settle(take_reading=take)
    entry = page.deal.draft.entries[FieldPath.NAME]
    assert entry == FieldEntry("王小州" if take else "王小川", reading("王小州", "0" * 64), None if take else "李娜")
    assert page.deal.conflicts() == []
    assert page.steps[APPLICANT].boxes[FieldPath.NAME].conflict_values() == []
    page.take_back()
    assert page.deal.conflicts() == [FieldPath.NAME]


def test_two_documents_that_disagree_are_a_conflict_and_a_better_picture_of_one_is_not(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    deal = page_in_front(qtbot, open_window, no_sync).deal
    kinds = {"a": "vin", "b": "vin", "c": "vehicle_licence"}
    images = tuple(DraftImage(key * 64, kind, "image/jpeg", 9) for key, kind in kinds.items())
    deal.draft = type(deal.draft)(deal.draft.id, deal.draft.created_at, "李娜", {}, images)
    deal.take_reading(FieldPath.VIN, reading(OTHER, "a" * 64))
    deal.take_reading(FieldPath.VIN, reading(VIN, "b" * 64))
    assert (deal.draft.text(FieldPath.VIN), deal.conflicts()) == (VIN, [])
    deal.take_reading(FieldPath.VIN, reading(OTHER, "c" * 64))
    assert (deal.draft.text(FieldPath.VIN), deal.conflicts()) == (VIN, [FieldPath.VIN])


def test_acts_are_taken_back_and_what_was_typed_since_stays(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    deal = page.deal
    deal.set_text(FieldPath.PRICE, "98000")
    with deal.one_act("读取"):
        deal.take_reading(FieldPath.NAME, reading("王小川", "a" * 64))
        deal.take_reading(FieldPath.ETHNICITY, reading("汉", "a" * 64))
    deal.set_text(FieldPath.ETHNICITY, "回")
    page.take_back()
    assert (deal.draft.text(FieldPath.NAME), deal.draft.text(FieldPath.ETHNICITY)) == ("", "回")
    assert "已撤销: 读取" in page.shell.toast.text()  # type: ignore[attr-defined]
    page.redo()
    assert deal.draft.text(FieldPath.NAME) == "王小川"
    assert deal.draft.text(FieldPath.PRICE) == "98000"


def test_a_removed_picture_comes_back_to_its_place(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    images = tuple(DraftImage(key * 64, "vin", "image/jpeg", 9) for key in "abc")
    page.deal.draft = type(page.deal.draft)(page.deal.id, page.deal.draft.created_at, "李娜", {}, images)
    assert page.deal.remove_picture("b" * 64)
    page.deal.add_picture(DraftImage("d" * 64, "vin", "image/jpeg", 9), page.deal.pictures.get("d" * 64))  # type: ignore[arg-type]
    page.take_back()
    assert [image.sha256[0] for image in page.deal.draft.images] == ["a", "b", "c", "d"]


def test_ctrl_z_undoes_typing_first_and_then_the_act(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    page.go_to(APPLICANT)
    with page.deal.one_act("读取"):
        page.deal.take_reading(FieldPath.ETHNICITY, reading("汉", "a" * 64))
    line = page.steps[APPLICANT].boxes[FieldPath.NAME].editor.focusProxy()
    assert line is not None
    line.setFocus()
    QTest.keyClicks(line, "W")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (page.deal.draft.text(FieldPath.NAME), page.deal.draft.text(FieldPath.ETHNICITY)) == ("", "汉")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.deal.draft.text(FieldPath.ETHNICITY) == ""


def test_a_draft_written_before_conflicts_were_known_has_none(store: Store) -> None:
    draft = drafts.new_draft(store, "李娜")
    draft.entries[FieldPath.NAME] = FieldEntry("王小川", reading("王小州", "0" * 64), "李娜")
    assert not draft.entries[FieldPath.NAME].in_conflict
