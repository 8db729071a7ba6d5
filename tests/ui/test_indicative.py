"""The money step without a centre: what a deal may cost, as the sliders move."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldPath
from paddock.ui.screens.counter.deal_page import FINANCING, DealPage
from paddock.ui.screens.counter.form_step import FinancingStep
from tests.helpers.applications import faultless_texts
from tests.helpers.signed_plans import keep_signed_plans
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import blank_page


def at_the_money(qtbot: QtBot, page: DealPage, **changes: str) -> FinancingStep:
    """The page at its money step, with the quotes in view."""
    page.deal.fill(faultless_texts() | {FieldPath[name.upper()]: text for name, text in changes.items()})
    page.go_to(FINANCING)
    step = page.steps[FINANCING]
    assert isinstance(step, FinancingStep)
    qtbot.waitUntil(lambda: bool(step.indicative.quotes()), timeout=10_000)
    return step


def shown_texts(step: FinancingStep) -> str:
    return " ".join(label.text() for label in step.indicative.findChildren(QLabel) if label.isVisibleTo(step))


def test_sliders_answer_without_a_centre_and_leave_the_form_alone_until_they_are_used(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store
) -> None:
    keep_signed_plans(store)
    page = blank_page(qtbot, open_window(no_sync))
    step = at_the_money(qtbot, page)
    panel = step.indicative
    before = {made.quote.plan.id: made.quote.monthly_fen for made in panel.quotes()}
    assert panel.down.value() == 35
    assert "¥34,300" in shown_texts(step)
    panel.down.setFocus()
    QTest.keyClick(panel.down, Qt.Key.Key_PageUp)
    after = {made.quote.plan.id: made.quote.monthly_fen for made in panel.quotes()}
    assert after["used-standard"] < before["used-standard"]
    panel.term.setValue(panel.term.value() + 1)
    assert all(made.quote.term_months >= 36 for made in panel.quotes() if made.quote.plan.id == "used-standard")
    assert page.deal.draft.text(FieldPath.DOWN_PAYMENT) == "34300"
    use = next(made for made in panel.findChildren(QPushButton) if made.isVisibleTo(step))
    use.click()
    assert page.deal.draft.text(FieldPath.DOWN_PAYMENT) == "39,200"
    assert page.deal.draft.text(FieldPath.TERM) == "48"
    assert not use.isVisibleTo(step)


def test_a_quote_says_what_only_the_centre_knows_and_what_changes(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store
) -> None:
    keep_signed_plans(store)
    page = blank_page(qtbot, open_window(no_sync))
    step = at_the_money(
        qtbot, page, condition="new", first_registered_on="", plate="", odometer="12", new_energy="true"
    )
    text = shown_texts(step)
    assert "试算" in text
    assert "尾款" in text
    assert "评分" in text
    page.deal.set_text(FieldPath.PRICE, "")
    assert not step.indicative.isVisibleTo(step)


def test_the_wheel_scrolls_the_page_and_changes_no_terms(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store
) -> None:
    keep_signed_plans(store)
    page = blank_page(qtbot, open_window(no_sync))
    slider = at_the_money(qtbot, page).indicative.down
    slider.clearFocus()
    before, middle = slider.value(), QPointF(slider.rect().center())
    turned = QWheelEvent(
        middle,
        QPointF(slider.mapToGlobal(slider.rect().center())),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(slider, turned)
    assert slider.value() == before


def test_without_signed_plans_there_are_no_quotes(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store
) -> None:
    page = blank_page(qtbot, open_window(no_sync))
    page.deal.fill(faultless_texts())
    page.go_to(FINANCING)
    step = page.steps[FINANCING]
    assert isinstance(step, FinancingStep)
    qtbot.wait(100)
    assert not step.indicative.isVisibleTo(step)
    assert store is not None
