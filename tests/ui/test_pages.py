"""Pages of deals: made as far as they are looked at, and let go of without losing anything."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.domain.application_draft import FieldPath
from paddock.ui.deal import Deal
from paddock.ui.native_memory import give_back, keep_together
from paddock.ui.screens.counter.deal_page import APPLICANT, FINANCING, SCAN, VEHICLE, DealPage
from paddock.ui.screens.counter.open_deal import OpenDeal
from paddock.ui.screens.counter.scan_step import ScanStep
from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.shell import Shell
from paddock.ui.tasks import close_workers
from paddock.ui.widgets.kept_picture import SMALL, kept_picture
from paddock.ui.widgets.picture import shown_of
from tests.ui.conftest import NoSync, OpenWindow


@pytest.fixture
def shell(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> Shell:
    opened = open_window(no_sync)
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


@pytest.fixture
def counter(qtbot: QtBot, shell: Shell) -> CounterScreen:
    screen = shell.screens["counter"]
    assert isinstance(screen, CounterScreen)
    qtbot.waitUntil(lambda: screen.page() is not None)
    return screen


def page_of(counter: CounterScreen) -> DealPage:
    page = counter.page()
    assert page is not None
    return page


def opened_of(counter: CounterScreen, deal: Deal) -> OpenDeal:
    return next(opened for opened in counter.open_deals() if opened.deal is deal)


def new_deal(qtbot: QtBot, counter: CounterScreen, name: str) -> Deal:
    before = page_of(counter).deal
    counter.new_deal()
    qtbot.waitUntil(lambda: page_of(counter).deal is not before)
    page_of(counter).deal.set_text(FieldPath.NAME, name)
    return page_of(counter).deal


def test_a_step_is_made_when_it_is_come_to_and_knows_everything(counter: CounterScreen) -> None:
    page = page_of(counter)
    assert [type(step) for step in page.steps.already_made()] == [ScanStep]
    page.deal.set_text(FieldPath.CONDITION, "new")
    page.deal.set_text(FieldPath.PHONE, "12")
    page.deal.insist = True
    page.deal.check_now()
    page.go_to(VEHICLE)
    assert len(page.steps.already_made()) == 2
    assert page.steps[VEHICLE].boxes[FieldPath.FIRST_REGISTERED_ON].isHidden(), "a new car has no first registration"


def test_faults_of_steps_never_seen_are_listed_and_marked_when_they_are_seen(
    qtbot: QtBot, counter: CounterScreen
) -> None:
    page = page_of(counter)
    page.deal.set_text(FieldPath.NAME, "王小川")
    page.submit()
    qtbot.waitUntil(lambda: bool(page.deal.faults))
    listed = {matter.field for matter in page.faults.matters}
    assert {FieldPath.PRICE, FieldPath.PHONE, FieldPath.VIN} <= listed
    page.go_to(FINANCING)
    assert page.steps[FINANCING].boxes[FieldPath.PRICE].faults_shown()


def test_what_follows_from_a_field_needs_no_step_to_be_looked_at(counter: CounterScreen) -> None:
    deal = page_of(counter).deal
    deal.set_text(FieldPath.FIRST_REGISTERED_ON, "2020-01-02")
    deal.set_text(FieldPath.CONDITION, "new")
    assert deal.draft.text(FieldPath.FIRST_REGISTERED_ON) == ""


def test_a_deal_not_looked_at_for_long_does_without_its_page_and_stands_where_it_stood(
    qtbot: QtBot, counter: CounterScreen
) -> None:
    first = new_deal(qtbot, counter, "王小川")
    page_of(counter).go_to(APPLICANT)
    page_of(counter).steps[APPLICANT].focus_field(FieldPath.PHONE)
    for name in ("李娜", "张伟", "刘洋"):
        new_deal(qtbot, counter, name)
    opened = opened_of(counter, first)
    assert opened.page is None
    counter.tabs.setCurrentIndex(counter.open_deals().index(opened))
    assert page_of(counter).deal is first
    assert page_of(counter).step_number() == APPLICANT
    assert opened.memory().field == FieldPath.PHONE
    assert page_of(counter).steps[APPLICANT].boxes[FieldPath.NAME].editor.text() == "王小川"


def test_a_page_on_which_a_picture_is_being_read_stays(qtbot: QtBot, counter: CounterScreen) -> None:
    reading = new_deal(qtbot, counter, "王小川")
    scan = page_of(counter).steps[SCAN]
    assert isinstance(scan, ScanStep)
    scan._begin()
    for name in ("李娜", "张伟", "刘洋"):
        new_deal(qtbot, counter, name)
    assert opened_of(counter, reading).page is not None


def test_closing_twice_closes_once(qtbot: QtBot, counter: CounterScreen) -> None:
    stays = new_deal(qtbot, counter, "王小川")
    goes = new_deal(qtbot, counter, "李娜")
    counter.close_in_front()
    counter.close_in_front()
    qtbot.waitUntil(lambda: goes not in [opened.deal for opened in counter.open_deals()])
    close_workers()
    QApplication.processEvents()
    assert opened_of(counter, stays).deal.draft.text(FieldPath.NAME) == "王小川"


def test_taking_a_picture_leaves_the_camera_on(
    qtbot: QtBot, shell: Shell, counter: CounterScreen, tmp_path: Path
) -> None:
    shown = QImage(640, 360, QImage.Format.Format_RGB32)
    shown.fill(QColor("darkgrey"))
    assert shown.save(str(tmp_path / "frame.png"))
    shell.preferences.camera_source = str(tmp_path)
    page = page_of(counter)
    scan = page.steps[SCAN]
    assert isinstance(scan, ScanStep)
    page.capture()
    qtbot.waitUntil(lambda: scan.camera.running, timeout=20_000)
    page.capture()
    assert scan.camera.running
    assert scan._busy, "its newest frame is being read"


def test_a_kept_picture_is_small_at_once_and_whole_when_it_is_unpacked() -> None:
    image = QImage(2000, 1000, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    kept = kept_picture(shown_of(image))
    assert kept.small.width() == SMALL.width() * 2
    shown = kept.unpacked()
    assert (shown.image.width(), shown.image.height(), shown.full_width) == (1280, 640, 2000)
    assert abs(shown.image.pixelColor(640, 320).green() - image.pixelColor(0, 0).green()) <= 2


def test_memory_is_kept_together_and_given_back_on_any_c_library() -> None:
    keep_together()
    give_back()


def test_a_large_picture_made_small_in_bands_looks_like_it_was_made_at_once() -> None:
    image = QImage(2600, 1900, QImage.Format.Format_BGR888)
    painter = QPainter(image)
    shade = QLinearGradient(0, 0, 2600, 1900)
    shade.setColorAt(0, QColor("black"))
    shade.setColorAt(1, QColor("white"))
    painter.fillRect(image.rect(), shade)
    painter.end()
    bands = shown_of(image).image
    once = image.scaled(
        bands.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB32)
    assert (bands.width(), bands.height()) == (1280, 935)
    assert (
        max(
            abs(bands.pixelColor(x, y).lightness() - once.pixelColor(x, y).lightness())
            for x in range(0, 1280, 97)
            for y in range(935)
        )
        <= 1
    )
