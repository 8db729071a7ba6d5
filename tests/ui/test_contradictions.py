"""Documents that contradict each other: listed, shown boxed at a click, and gone on with by name."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from paddock.domain.application_draft import DraftImage
from paddock.domain.document_set import DocumentValue
from paddock.ui.screens.counter.deal_page import SCAN, DealPage
from tests.helpers.applications import faultless_texts
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.keyboard import page_in_front

BOX = ((1.0, 2.0), (30.0, 2.0), (30.0, 9.0), (1.0, 9.0))


@pytest.fixture
def page(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> DealPage:
    made = page_in_front(qtbot, open_window, no_sync)
    made.deal.fill(faultless_texts())
    plate = DraftImage("a" * 64, "licence_plate", "image/jpeg", 10, (DocumentValue("plate", "鄂A12346", 0.97, BOX),))
    made.deal.draft = replace(made.deal.draft, images=(plate,))
    made.deal.check_now()
    qtbot.waitUntil(lambda: made.deal.document_fault("plate_on_car") is not None, timeout=20_000)
    return made


def test_a_click_in_the_list_shows_what_contradicts_what(page: DealPage) -> None:
    page.go_to(2)
    line = next(made for made in page.faults.findChildren(QPushButton) if "鄂A12346" in made.accessibleName())
    line.click()
    assert page.step_number() == SCAN
    bar = page.steps.scan().contradiction
    assert "鄂A12346" in bar.text()
    assert "鄂A12345" in bar.text()
    assert bar.isVisibleTo(page)


def test_who_has_compared_goes_on_by_name_and_can_take_it_back(qtbot: QtBot, page: DealPage) -> None:
    page.go_to_field("documents.plate_on_car")
    bar = page.steps.scan().contradiction
    bar.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: page.deal.document_fault("plate_on_car") is None, timeout=20_000)
    assert list(page.deal.draft.waived.values()) == ["李娜"]
    assert not bar.isVisibleTo(page)
    page.take_back()
    assert page.deal.draft.waived == {}
    qtbot.waitUntil(lambda: page.deal.document_fault("plate_on_car") is not None, timeout=20_000)


def test_a_corrected_plate_takes_the_contradiction_away(qtbot: QtBot, page: DealPage) -> None:
    page.go_to_field("documents.plate_on_car")
    page.deal.fill({path: "鄂A12346" for path in page.deal.draft.entries if path == "vehicle.plate"})
    qtbot.waitUntil(lambda: page.deal.document_fault("plate_on_car") is None, timeout=20_000)
    assert page.steps.scan().contradiction.text() == ""
