"""What the machine read, what a person made of it, and the way back to the picture."""

import random
from pathlib import Path

import cv2
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.app.services import drafts
from paddock.app.store import queries
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldEntry, FieldPath, Reading
from paddock.ui.language import install_language
from paddock.ui.screens.counter.deal_page import APPLICANT, FINANCING, SCAN, VEHICLE
from paddock.ui.screens.counter.scan_step import ScanStep
from paddock.ui.widgets.field import CropLabel, FieldBox, changed_positions, doubtful_positions
from paddock.ui.widgets.picture import crop_of
from paddock.ui.widgets.vin_strip import grouped
from tests.helpers.renders import id_front, invented_person, on_table
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import VIN, blank_page

READ = VIN[:11] + "5" + VIN[12:]
"""The VIN with its twelfth character misread."""


def entry(text: str, corrected_by: str | None = None) -> FieldEntry:
    return FieldEntry(text, Reading(READ, 0.8, "0" * 64, (), (7, 11)), corrected_by)


def test_doubtful_characters_are_marked_until_somebody_changes_or_confirms_them(
    qtbot: QtBot, qapp: QApplication
) -> None:
    install_language(qapp, "zh_CN")
    box = FieldBox(FieldPath.VIN)
    qtbot.addWidget(box)
    strip = box.strip()
    assert strip is not None
    box.show_entry(entry(READ))
    assert [set(marks) for marks in strip.marks()] == [{7, 11}, set()]
    assert box.story() == "第 8、12 位存疑, 请与图片核对"
    box.show_entry(entry(VIN, "李娜"))
    assert [set(marks) for marks in strip.marks()] == [{7}, {11}]
    assert box.story() == f"读取 “{READ}” → 改为 “{VIN}”, 李娜"
    box.show_entry(entry(READ), settled=True)
    assert [set(marks) for marks in strip.marks()] == [set(), set()]
    assert box.story() == ""


def test_a_vin_is_read_in_groups_and_its_value_stays_as_it_is(qtbot: QtBot) -> None:
    assert grouped("LSVAU2A37N2183294") == "LSV AU2A3 7 N2 183294"
    assert grouped("LSV") == "LSV"
    box = FieldBox(FieldPath.VIN)
    qtbot.addWidget(box)
    box.show_entry(FieldEntry(VIN))
    assert box.editor.text() == VIN


def test_positions_are_those_of_the_text_as_it_stands() -> None:
    assert changed_positions(entry(VIN, "李娜")) == (11,)
    assert doubtful_positions(entry(READ)) == (7, 11)
    assert doubtful_positions(entry(READ[:16])) == ()
    assert changed_positions(FieldEntry("X")) == ()


def test_what_the_machine_doubted_is_still_known_after_a_restart(store: Store) -> None:
    draft = drafts.new_draft(store, "李娜")
    draft.entries[FieldPath.VIN] = entry(READ)
    drafts.save_draft(store, draft)
    found = queries.deal(store, draft.id)
    assert found is not None
    assert found.draft is not None
    reading = found.draft.entries[FieldPath.VIN].reading
    assert reading is not None
    assert reading.doubtful == (7, 11)


def test_a_crop_stands_upright_and_is_as_high_as_its_words(qtbot: QtBot) -> None:
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    for x in range(100, 300):
        for y in range(30):
            picture.setPixelColor(x, 100 + y + (x - 100) // 4, QColor("red"))
    tilted = ((100.0, 100.0), (300.0, 150.0), (300.0, 180.0), (100.0, 130.0))
    crop = crop_of(picture, tilted)
    middle = crop.height() // 2
    assert {crop.pixelColor(x, middle).name() for x in range(8, crop.width() - 8)} == {"#ff0000"}
    shown = CropLabel(QSize(420, 30))
    qtbot.addWidget(shown)
    shown.show_crop(crop)
    assert 28 <= shown.sizeHint().height() <= 32
    assert crop_of(picture, ()).isNull()


def test_a_crop_leads_to_its_picture_with_the_place_boxed(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, tmp_path: Path
) -> None:
    page = blank_page(qtbot, open_window(no_sync))
    scan = page.steps[SCAN]
    assert isinstance(scan, ScanStep)
    person = invented_person(random.Random(7))  # noqa: S311 - pictures, not secrets
    cv2.imwrite(str(tmp_path / "front.jpg"), on_table(id_front(person), 0.6, 3))
    scan.read_paths([tmp_path / "front.jpg"])
    qtbot.waitUntil(lambda: bool(page.deal.draft.images), timeout=60_000)
    assert len(scan.stage.boxes()) > 3
    page.go_to(APPLICANT)
    crop = page.steps[APPLICANT].boxes[FieldPath.NAME].findChild(CropLabel)
    assert isinstance(crop, CropLabel)
    QTest.mouseClick(crop, Qt.MouseButton.LeftButton)
    assert page.step_number() == SCAN
    reading = page.deal.draft.entries[FieldPath.NAME].reading
    assert reading is not None
    qtbot.waitUntil(scan.stage.has_picture)
    assert scan.stage.boxes() == (reading.box,)
    place = scan.stage._outline(reading.box).boundingRect().center().toPoint()
    QTest.mouseClick(scan.stage, Qt.MouseButton.LeftButton, pos=place)
    focus = page.focusWidget()
    assert focus is not None
    assert scan.boxes[FieldPath.NAME].isAncestorOf(focus)


def test_a_fault_in_the_bar_leads_to_its_field(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    shell = open_window(no_sync)
    page = blank_page(qtbot, shell)
    page.deal.set_text(FieldPath.PHONE, "123")
    qtbot.waitUntil(lambda: "有误 1" in page.faults.summary(), timeout=5_000)
    for path, step in ((FieldPath.PHONE, APPLICANT), (FieldPath.ODOMETER, VEHICLE), (FieldPath.TERM, FINANCING)):
        (made,) = (button for key, button in page.faults._buttons.items() if key[0] == path)
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
        assert page.step_number() == step
        focus = page.focusWidget()
        assert focus is not None
        assert page.steps[step].boxes[path].isAncestorOf(focus)
