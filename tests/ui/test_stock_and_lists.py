"""The car known from stock, and the lists: what a person reads in them at the smallest window."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.domain.application_draft import FieldPath
from paddock.sync.engine import SyncEngine
from paddock.ui.language import install_language
from paddock.ui.screens.counter.deal_page import VEHICLE
from paddock.ui.screens.counter.form_step import VehicleStep
from paddock.ui.screens.stock import StockScreen, age_look
from paddock.ui.states import Look
from paddock.ui.stocked_car import texts_of_unit
from paddock.ui.widgets.chip import chip_width
from paddock.ui.widgets.deal_tabs import DealTabs
from paddock.ui.widgets.passphrase import PassphraseDialog, strength_of
from paddock.ui.widgets.table import Column, RowTable
from paddock.wire.applications import VehicleCondition
from paddock.wire.inventory import InventoryUnit, UnitState
from tests.ui.conftest import OpenWindow
from tests.ui.test_journey import blank_page

_Row = tuple[str, str]


def table() -> RowTable[_Row]:
    made: RowTable[_Row] = RowTable(
        [
            Column("Car", lambda row: row[0], stretch=1, key=lambda row: row[0]),
            Column("State", lambda row: row[1], look=lambda row: Look("warn", "clock", row[1])),
        ],
        "cars",
    )
    made.resize(600, 300)
    return made


def test_a_chip_has_room_for_its_words_and_the_rest_is_the_cars(qtbot: QtBot) -> None:
    shown = table()
    qtbot.addWidget(shown)
    shown.show()
    words = "Waiting to be sent, and then some"
    shown.show_rows([("b", "short"), ("a", words)], lambda row: row[0])
    assert shown.columnWidth(1) >= chip_width(Look("warn", "clock", words))
    assert shown.columnWidth(0) + shown.columnWidth(1) <= shown.viewport().width()
    assert shown.columnWidth(0) > 200


def test_rows_stay_in_the_order_asked_for_when_they_are_replaced(qtbot: QtBot) -> None:
    shown = table()
    qtbot.addWidget(shown)
    shown.sort_by(0)
    shown.show_rows([("b", ""), ("a", "")], lambda row: row[0])
    shown.selectRow(1)
    shown.show_rows([("c", ""), ("b", ""), ("a", "")], lambda row: row[0])
    assert [row[0] for row in shown.rows.rows] == ["a", "b", "c"]
    assert shown.current() == ("b", "")
    shown.horizontalHeader().sectionClicked.emit(0)
    assert [row[0] for row in shown.rows.rows] == ["c", "b", "a"]
    shown.horizontalHeader().sectionClicked.emit(1)
    assert shown.horizontalHeader().sortIndicatorSection() == 0


def test_the_car_with_the_vin_is_found_in_stock_and_fills_the_deal(
    qtbot: QtBot, open_window: OpenWindow, engine: SyncEngine
) -> None:
    shell = open_window(engine)
    page = blank_page(qtbot, shell)
    office = shell.opened_desk().office
    qtbot.waitUntil(lambda: bool(office.units("")), timeout=30_000)
    unit = next(unit for unit in office.units("") if unit.state is UnitState.IN_STOCK)
    page.go_to(VEHICLE)
    step = page.steps[VEHICLE]
    assert isinstance(step, VehicleStep)
    page.deal.set_text(FieldPath.VIN, unit.vin)
    qtbot.waitUntil(lambda: not step._take_stock.isHidden(), timeout=10_000)
    assert unit.brand in step._stock_words.text()
    step._take_stock.click()
    for path, text in texts_of_unit(unit).items():
        assert page.deal.draft.text(path) == text
    assert page.deal.stock.says(FieldPath.PRICE)
    assert str(page.deal.draft.inventory_unit_id) == str(unit.id)
    assert step.boxes[FieldPath.BRAND_MODEL].origin_text() == "来自库存"
    assert step._take_stock.isHidden()
    page.deal.set_text(FieldPath.VIN, unit.vin[:-1])
    assert page.deal.draft.inventory_unit_id is None
    assert step.boxes[FieldPath.BRAND_MODEL].origin_text() == ""


def test_brand_and_model_can_begin_with_the_maker(qtbot: QtBot, open_window: OpenWindow, engine: SyncEngine) -> None:
    page = blank_page(qtbot, open_window(engine))
    page.go_to(VEHICLE)
    step = page.steps[VEHICLE]
    assert isinstance(step, VehicleStep)
    assert step._take_maker.isHidden()
    page.deal.set_text(FieldPath.VIN, "LSVAU2A34N2183294")
    assert not step._take_maker.isHidden()
    step._take_maker.click()
    assert page.deal.draft.text(FieldPath.BRAND_MODEL) == "上汽大众 "
    assert step._take_maker.isHidden()


def test_stock_answers_while_one_types_and_the_car_is_never_cut(
    qtbot: QtBot, open_window: OpenWindow, engine: SyncEngine
) -> None:
    shell = open_window(engine)
    office = shell.opened_desk().office
    qtbot.waitUntil(lambda: bool(office.units("")), timeout=30_000)
    shell.resize(1280, 720)
    shell.go("stock")
    screen = shell.screens["stock"]
    assert isinstance(screen, StockScreen)
    qtbot.waitUntil(lambda: bool(screen.table.rows.rows), timeout=5_000)
    names = [screen.table.rows.columns[0].text(unit) for unit in screen.table.rows.rows]
    assert all(first <= second for first, second in pairwise(names))
    room = screen.table.columnWidth(0) - 28
    assert max(screen.table.fontMetrics().horizontalAdvance(name) for name in names) <= room
    unit = office.units("")[0]
    screen.search.setText(unit.vin[-6:])
    qtbot.waitUntil(lambda: unit in screen.table.rows.rows and len(screen.table.rows.rows) < 5, timeout=5_000)


def unit_since(day: date) -> InventoryUnit:
    return InventoryUnit(
        id=uuid4(),
        vin="LSVAU2A34N2183294",
        brand="大众",
        series="朗逸",
        model="朗逸 1.5L",
        condition=VehicleCondition.USED,
        new_energy=False,
        model_year=2022,
        first_registered_on=date(2022, 6, 18),
        odometer_km=43_210,
        colour="白",
        city="武汉",
        price_fen=9_800_000,
        in_stock_since=day,
        state=UnitState.IN_STOCK,
        version=1,
    )


@pytest.mark.parametrize(("days", "tone"), [(0, "calm"), (29, "calm"), (30, "warn"), (60, "warn"), (61, "bad")])
def test_the_age_of_a_car_has_three_levels(days: int, tone: str) -> None:
    on = date(2026, 11, 23)
    look = age_look(unit_since(on - timedelta(days=days)), on)
    assert (look.tone, str(days) in look.text) == (tone, True)


def test_tabs_say_everything_while_there_is_room_and_keep_their_icon_when_there_is_none(qtbot: QtBot) -> None:
    tabs = DealTabs()
    qtbot.addWidget(tabs)
    tabs.resize(1200, 40)
    tabs.show()
    look = Look("good", "check-circle", "已批准")
    for index in range(2):
        tabs.addTab("")
        tabs.say(index, "王小川 大众 朗逸 1.5L", look)
    assert tabs.tabText(0) == "王小川 大众 朗逸 1.5L · 已批准"
    full = tabs.tabRect(0).width()
    assert full > tabs.fontMetrics().horizontalAdvance(tabs.tabText(0)) + 60
    for index in range(2, 7):
        tabs.addTab("")
        tabs.say(index, "王小川 大众 朗逸 1.5L", look)
    assert 140 <= tabs.tabRect(0).width() < full
    assert tabs.tabToolTip(6) == tabs.tabText(6)
    assert not tabs.tabIcon(6).isNull()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "至少 8 个字符"),
        ("abc", "还差 5"),
        ("aaaaaaaaaaaa", "较弱"),
        ("horse 4 tea", "一般"),
        ("horse tea moon 4", "强"),
    ],
)
def test_a_passphrase_is_weighed_by_its_length(qapp: QApplication, text: str, expected: str) -> None:
    install_language(qapp, "zh_CN")
    assert strength_of(text)[0].startswith(expected)


def test_a_new_passphrase_is_asked_for_twice_and_can_be_looked_at(qtbot: QtBot) -> None:
    dialog = PassphraseDialog(None, new=True)
    qtbot.addWidget(dialog)
    dialog.show()
    first, second = dialog._line, dialog._again
    first.setText("horse 4 tea")
    dialog._accept.click()
    assert dialog.isVisible()
    assert not dialog._fault.isHidden()
    second.setText("horse 4 tea")
    assert dialog._fault.isHidden()
    first.actions()[0].trigger()
    assert first.echoMode() is first.EchoMode.Normal
    dialog._accept.click()
    assert dialog.result() == dialog.DialogCode.Accepted
    assert dialog.passphrase() == "horse 4 tea"
    assert dialog.windowFlags() & Qt.WindowType.Dialog
