"""The counter shows up to three changes that would be approved, and takes each with one click."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from paddock.app.services import drafts
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldPath
from paddock.sync.engine import SyncEngine
from paddock.ui.office import Office
from paddock.ui.screens.counter.advice_panel import advice_panel
from paddock.ui.screens.counter.deal_page import FINANCING
from paddock.wire.decisions import FlipAdvice, Lever
from tests.central.risk.test_engine import an_application, decide
from tests.helpers.applications import draft_of, faultless_texts
from tests.ui.conftest import OpenWindow
from tests.ui.test_journey import counter_of
from tests.ui.test_live_switch import page_of, press, submitted


def test_each_change_is_named_with_what_holds_it_and_taken_with_one_click(qtbot: QtBot) -> None:
    decision = decide(an_application(price="104000", down_payment="30000"))
    taken: list[FlipAdvice] = []
    panel = advice_panel(decision, taken.append)
    qtbot.addWidget(panel)
    texts = " ".join(label.text() for label in panel.findChildren(QLabel))
    assert "31,200" in texts
    assert "100,000" in texts
    assert "首付比例不足" in texts or "The down payment is too small" in texts
    for act in panel.findChildren(QPushButton):
        QTest.mouseClick(act, Qt.MouseButton.LeftButton)
    assert [advice.levers for advice in taken] == [[Lever.DOWN_PAYMENT], [Lever.PRICE]]


def test_a_lower_price_is_put_into_the_new_application(store: Store) -> None:
    decision = decide(an_application(price="104000", down_payment="30000"))
    office = Office(store, "李娜")
    fresh = office.draft_at_terms(draft_of(faultless_texts()), decision.advice[1])
    assert fresh.text(FieldPath.PRICE) == "100,000.00"
    assert fresh.text(FieldPath.DOWN_PAYMENT) == "30,000.00"
    assert drafts.load_draft(store, fresh.id) == fresh


def test_the_second_change_of_a_real_decision_opens_a_new_deal_at_it(
    qtbot: QtBot, open_window: OpenWindow, engine: SyncEngine, store: Store
) -> None:
    shell = open_window(engine)
    draft = submitted(store, {FieldPath.PRICE: "104000", FieldPath.DOWN_PAYMENT: "30000"})
    engine.wake()
    page = page_of(qtbot, shell, draft)
    qtbot.waitUntil(lambda: bool(page.deal.detail and page.deal.detail.decision), timeout=40_000)
    press(qtbot, page, "按此条件新建进件", at=1)
    qtbot.waitUntil(lambda: counter_of(shell).page() is not page, timeout=10_000)
    fresh = counter_of(shell).page()
    assert fresh is not None
    assert fresh.step_number() == FINANCING
    assert fresh.deal.draft.text(FieldPath.PRICE) == "100,000.00"
