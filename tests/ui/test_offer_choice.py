"""Offers side by side: chosen and compared with keys, drawn so that they are told apart."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.app.store.views import DealDetail
from paddock.domain.states import ApplicationState, DecisionOutcome
from paddock.ui.charts.repayment import balance_curve, month_on_axis, payment_curve, yuan_on_axis
from paddock.ui.language import install_language
from paddock.ui.offer_choice import MOST_COMPARED, OfferChoice
from paddock.ui.screens.counter.behind_decision import COMPARE_PANEL
from paddock.ui.screens.counter.compare_panel import ComparePanel
from paddock.ui.screens.counter.deal_page import OFFERS, DealPage
from paddock.ui.screens.counter.offers_step import OffersStep
from paddock.wire.decisions import Decision, Lane, Offer, PinnedVersions
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.keyboard import focused, page_in_front, press
from tests.ui.test_offers import offer


def offers(count: int) -> list[Offer]:
    return [offer(100 * n, 100 * n, 100 * n).model_copy(update={"id": f"o{n}"}) for n in range(1, count + 1)]


def decision(of: list[Offer]) -> Decision:
    return Decision(
        decision=DecisionOutcome.APPROVED,
        score=690,
        lane=Lane.RETAIL_FAST,
        decided_at=datetime(2026, 11, 23, 6, 0, tzinfo=UTC),
        rule_hits=[],
        rules_evaluated=40,
        score_points=[],
        reasons=[],
        stipulations=[],
        offers=of,
        refused_plans=[],
        sources={},
        sandbox=True,
        pinned=PinnedVersions(rule_set_sha256="0" * 64, scorecard="1", plan_catalogue_sha256="0" * 64),
    )


def decided(page: DealPage, of: list[Offer]) -> OffersStep:
    """The page as it stands with a decision."""
    detail = DealDetail(
        application_id=page.deal.id,
        draft=page.deal.draft,
        outbox_state=None,
        outbox_id=page.deal.id,
        problem=None,
        central_state=ApplicationState.APPROVED,
        timeline=(),
        decision=decision(of),
        accepted_offer_id=None,
        pending_offer_id=None,
        contract=None,
        contract_pdf_ready=False,
    )
    page.deal.take_detail(detail)
    page.go_to(OFFERS)
    step = page.steps[OFFERS]
    assert isinstance(step, OffersStep)
    # They come in turns; who asks for them does not wait, but sees them in the next turn only.
    assert len(step.cards) == min(len(of), 6)
    QApplication.processEvents()
    return step


def test_arrows_choose_and_c_compares_and_enter_takes_only_the_second_time(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    step = decided(page, offers(6))
    choice = page.deal.offers
    assert choice.chosen is not None
    assert focused() is step.cards[0]
    press(Qt.Key.Key_Right)
    assert choice.chosen.id == "o2"
    press(Qt.Key.Key_Down)
    assert choice.chosen.id == "o5"
    assert focused() is step.cards[4]
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert choice.chosen.id == "o1"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_C)
    assert [one.id for one in choice.compared] == ["o1", "o2", "o3", "o4"]
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_C)
    assert len(choice.compared) == MOST_COMPARED
    assert page.deal.detail is not None
    assert page.deal.detail.pending_offer_id is None
    press(Qt.Key.Key_Return)
    assert step.taking is not None
    assert focused() is step.taking.button


def test_the_comparison_follows_the_cards_and_draws_a_curve_for_each(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    step = decided(page, offers(6))
    qtbot.waitUntil(lambda: step.findChild(ComparePanel) is not None)
    panel = step.findChild(ComparePanel)
    assert isinstance(panel, ComparePanel)
    assert panel.isVisible()
    qtbot.waitUntil(lambda: len(panel.curves()) == 3, timeout=20_000)
    step.compare("o5")
    assert len(panel.curves()) == 4
    step.show_panel(0)
    step.compare("o1")
    assert panel.isVisible()
    assert len(panel.curves()) == 3
    assert COMPARE_PANEL == 4


def test_a_decision_seen_again_keeps_what_was_chosen_and_compared() -> None:
    choice = OfferChoice()
    choice.begin(offers(5))
    choice.choose("o4")
    choice.toggle_compared("o1")
    choice.begin(offers(5))
    assert choice.chosen is not None
    assert choice.chosen.id == "o4"
    assert [one.id for one in choice.compared] == ["o2", "o3"]
    choice.begin(offers(2))
    assert [one.id for one in choice.compared] == ["o1", "o2"]
    assert not choice.toggle_compared("unknown")


@pytest.mark.usefixtures("qapp")
def test_curves_begin_with_what_is_owed_and_axes_are_short(qapp: QApplication) -> None:
    made = offer(100, 100, 100)
    curve = balance_curve(made)
    assert (list(curve.x), curve.y[0], curve.y[-1]) == ([0, 1, 2, 3], 700.0, 0.0)
    assert payment_curve(made).y == [1.0, 1.0, 1.0]
    install_language(qapp, "zh_CN")
    assert [yuan_on_axis(value) for value in (0, 5000, 60000, 125000)] == ["0", "5,000", "6万", "12.5万"]
    assert [month_on_axis(value) for value in (3.0, 2.5)] == ["3", ""]
    install_language(qapp, "en")
    assert yuan_on_axis(60000) == "¥60k"
    install_language(qapp, "zh_CN")


def test_many_offers_stand_three_in_a_row_and_the_rest_comes_when_it_is_asked_for(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    page.window().resize(1280, 720)
    step = decided(page, offers(14))
    assert len(step.cards) == 6
    step.cards[5].moved.emit(0, 1)
    assert len(step.cards) == 14
    assert step.deal.offers.chosen is not None
    assert step.deal.offers.chosen.id == "o9"
    qtbot.waitUntil(lambda: step.cards[-1].geometry().bottom() > step.cards[5].geometry().bottom(), timeout=5_000)
    holder = step.cards[2].parentWidget()
    assert holder is not None
    assert all(card.geometry().right() < holder.width() for card in step.cards)
    assert step.area is None or step.area.horizontalScrollBar().maximum() == 0
