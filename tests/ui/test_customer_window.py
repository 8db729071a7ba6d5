"""The customer's window: what is on it, what never is, and that the clerk keeps the keyboard."""

import json
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from paddock.domain.application_draft import FieldPath
from paddock.domain.sentences import Language, Sentence
from paddock.domain.states import DecisionOutcome, SignerRole
from paddock.sync.engine import SyncEngine
from paddock.ui.customer.offers_page import OffersPage
from paddock.ui.customer.signing_page import SigningPage
from paddock.ui.customer.tongue import Tongue
from paddock.ui.customer.window import CustomerWindow
from paddock.ui.language import language as language_now
from paddock.ui.offer_choice import OfferChoice
from paddock.ui.screens.counter.deal_page import FINANCING, OFFERS, SIGNING, DealPage
from paddock.ui.screens.counter.offers_step import OffersStep
from paddock.ui.screens.counter.signing_step import SigningStep
from paddock.ui.theme import ThemeChoice, apply_colours, load_fonts, size
from paddock.wire.decisions import PlanRefusal, Reason, RuleHit, RuleOutcome, ScorePoint
from tests.helpers.applications import faultless_texts
from tests.screens.legibility import illegible
from tests.ui.accessible import tree_of, unspoken
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.keyboard import focused, page_in_front, press
from tests.ui.test_journey import counter_of, scribble_on, waits_for
from tests.ui.test_offer_choice import decided, decision, offers

SECRET = "仅限内部"
"""Stands in everything of a decision that is the dealer's only."""


def texts_on(widget: QWidget) -> str:
    """Everything that can be read on a window, or heard of it."""
    # What was taken off it is really gone.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = [shown.text() for shown in widget.findChildren(QLabel)]
    found += [made.text() for made in widget.findChildren(QAbstractButton)]
    for part in [widget, *widget.findChildren(QWidget)]:
        found += [part.toolTip(), part.accessibleName(), part.accessibleDescription(), part.windowTitle()]
    return "\n".join(found)


def window_of(page: DealPage) -> CustomerWindow | None:
    return page.counter.customer.window


def opened(qtbot: QtBot, page: DealPage) -> CustomerWindow:
    press(Qt.Key.Key_F9)
    window = window_of(page)
    assert window is not None
    qtbot.waitExposed(window)
    return window


def decided_page(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> DealPage:
    """A deal with a decision full of what no customer may see."""
    page = page_in_front(qtbot, open_window, no_sync)
    page.deal.fill(faultless_texts())
    secret = Sentence(SECRET, SECRET)
    decided(page, offers(5))
    assert page.deal.detail is not None
    told = decision(offers(5)).model_copy(
        update={
            "score": 613,
            "reasons": [Reason(code=SECRET, staff=secret, customer=secret)],
            "rule_hits": [
                RuleHit(id=SECRET, outcome=RuleOutcome.REFER, reason_code=SECRET, sentence=secret, values={SECRET: 613})
            ],
            "refused_plans": [PlanRefusal(plan=SECRET, plan_name=secret, reason=secret)],
            "score_points": [ScorePoint(attribute=SECRET, caption=secret, bin=SECRET, points=613)],
            "stipulations": [secret],
            "customer_stipulations": [Sentence("收入证明", "Proof of income")],
        }
    )
    page.deal.take_detail(replace(page.deal.detail, decision=told))
    step = page.steps[OFFERS]
    assert isinstance(step, OffersStep)
    qtbot.waitUntil(step.is_laid_out, timeout=20_000)
    return page


def test_the_customer_sees_the_offers_and_nothing_that_is_the_dealers(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    page = decided_page(qtbot, open_window, no_sync)
    window = opened(qtbot, page)
    shown = window.page()
    assert isinstance(shown, OffersPage)
    assert [offer.id for offer in shown.shown_offers()] == ["o1", "o2", "o3"]
    texts = texts_on(window)
    assert "¥1.00" in texts
    assert "大众 朗逸 1.5L" in texts
    assert "收入证明" in texts
    for never in (SECRET, "613", "评分", "规则", faultless_texts()[FieldPath.RESIDENT_ID_NUMBER], "13871234567"):
        assert never not in texts
    for number in range(OFFERS + 1):
        page.go_to(number)
        assert SECRET not in texts_on(window)
        assert (window.page() is None) == (number <= FINANCING)


def test_it_follows_the_clerk_and_shows_no_other_deal(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = decided_page(qtbot, open_window, no_sync)
    window = opened(qtbot, page)
    step = page.steps[OFFERS]
    assert isinstance(step, OffersStep)
    step.choose("o5")
    shown = window.page()
    assert isinstance(shown, OffersPage)
    assert [offer.id for offer in shown.shown_offers()] == ["o5", "o1", "o2"]
    told = page.deal.detail
    assert told is not None
    assert told.decision is not None
    page.deal.take_detail(replace(told, accepted_offer_id="o5", decision=told.decision.model_copy()))
    assert window.page() is shown
    counter = page.counter
    counter.new_deal()
    qtbot.waitUntil(lambda: counter.page() is not page, timeout=20_000)
    other = counter.page()
    assert other is not None
    decided(other, offers(3))
    assert window.page() is None
    assert "请稍候" in texts_on(window)
    assert not any(offer.plan_name.zh in texts_on(window) for offer in offers(5))
    counter.tabs.setCurrentIndex(0)
    assert isinstance(window.page(), OffersPage)


def test_the_clerk_keeps_the_keyboard(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = decided_page(qtbot, open_window, no_sync)
    window = opened(qtbot, page)
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert focused().window() is page.window()
    press(Qt.Key.Key_Right)
    chosen = page.deal.offers.chosen
    assert chosen is not None
    assert chosen.id == "o2"
    press(Qt.Key.Key_F9)
    assert window_of(page) is None


def test_the_customer_reads_in_their_own_language(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = decided_page(qtbot, open_window, no_sync)
    window = opened(qtbot, page)
    chosen = next(made for made in window.findChildren(QAbstractButton) if made.text() == "English")
    QTest.mouseClick(chosen, Qt.MouseButton.LeftButton)
    texts = texts_on(window)
    assert "plans to choose from" in texts
    assert "Please bring: Proof of income" in texts
    assert "Down payment" in texts
    assert "首付" not in texts
    assert language_now() == "zh_CN"
    assert page.bar.name_of(OFFERS) == "报价"
    # The clerk's side is made anew; the customer still reads English, on a window that was made anew too.
    shell = page.window()
    page.shell.restyle()
    counter = counter_of(shell)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: counter.customer.window is not None, timeout=20_000)
    again = counter.customer.window
    assert again is not None
    assert "plans to choose from" in texts_on(again) or "Welcome" in texts_on(again)
    # The next customer is spoken to as the workstation speaks.
    counter.new_deal()
    qtbot.waitUntil(lambda: (now := counter.page()) is not None and now.deal is not page.deal, timeout=20_000)
    press(Qt.Key.Key_F9)
    assert "欢迎" in texts_on(again)
    press(Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert "Welcome" in texts_on(again)


def test_a_refusal_is_not_put_on_a_screen_that_others_can_read(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    page = decided_page(qtbot, open_window, no_sync)
    window = opened(qtbot, page)
    told = page.deal.detail
    assert told is not None
    assert told.decision is not None
    refused = told.decision.model_copy(update={"decision": DecisionOutcome.DECLINED, "offers": []})
    page.deal.take_detail(replace(told, decision=refused))
    texts = texts_on(window)
    assert "顾问" in texts
    assert not any(never in texts for never in (SECRET, "拒绝", "未通过", "613"))


def test_figures_are_large_enough_to_be_read_across_the_counter(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    page = decided_page(qtbot, open_window, no_sync)
    window = opened(qtbot, page)
    figures = [made for made in window.findChildren(QLabel) if any(char in made.text() for char in "¥%")]
    assert len(figures) > 9
    assert all(made.font().pixelSize() >= 28 for made in figures if made.property("role") != "customer_note")
    assert min(size("type", name) for name in ("customer_strong", "customer_figure")) >= 28


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("width", "side_by_side"), [(900, 2), (1120, 3), (1440, 3)])
def test_offers_have_room_on_a_window_of_any_size(
    qtbot: QtBot, qapp: QApplication, language: Language, width: int, side_by_side: int
) -> None:
    """The longest there may be: a last payment, papers to bring, names of two lines, figures of five digits."""
    load_fonts(qapp)
    apply_colours(qapp, ThemeChoice.LIGHT)
    long = {
        "plan_name": Sentence("二手车弹性尾款 (尾款 20%)", "Used car, equal instalments"),
        "down_payment_fen": 13_430_000,
        "monthly_payment_fen": 1_175_742,
        "total_cost_fen": 1_294_394,
        "balloon_fen": 1_274_000,
    }
    made = [offer.model_copy(update=long) for offer in offers(3)]
    paper = Sentence("近 6 个月银行流水", "Bank statements of the last six months")
    told = decision(made).model_copy(update={"customer_stipulations": [paper, paper]}).for_customer()
    choice = OfferChoice()
    choice.begin(made)
    tongue = Tongue(language)
    window = CustomerWindow(tongue)
    qtbot.addWidget(window)
    page = OffersPage(tongue, choice, "大众 朗逸 1.5L", told)
    window.show_dealer("东湖一店")
    window.show_page(page)
    window.resize(width, 680)
    window.show()
    qtbot.waitExposed(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: illegible(window) == [])
    assert len(page.shown_offers()) == side_by_side
    assert unspoken(tree_of(window)) == []


def test_it_closes_with_its_deal_and_remembers_its_place(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    page = decided_page(qtbot, open_window, no_sync)
    window = opened(qtbot, page)
    window.setGeometry(60, 40, 1000, 620)
    qtbot.waitUntil(
        lambda: (
            page.shell.preferences.customer_place is not None and page.shell.preferences.customer_place.width == 1000
        )
    )
    place = window.geometry()
    counter = page.counter
    counter.close_deal(0)
    assert window_of(page) is None
    qtbot.waitUntil(lambda: counter.page() is not None, timeout=20_000)
    again = counter.page()
    assert again is not None
    counter.toggle_customer(again)
    reopened = window_of(again)
    assert reopened is not None
    assert reopened.geometry() == place


def test_it_outlives_a_change_of_language(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = decided_page(qtbot, open_window, no_sync)
    opened(qtbot, page)
    shell = page.window()
    page.shell.preferences.language = "en"
    page.shell.restyle()
    counter = counter_of(shell)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: counter.customer.window is not None, timeout=20_000)
    assert "Welcome" in texts_on(counter.customer.window)  # type: ignore[arg-type]
    page.shell.preferences.language = "zh_CN"
    page.shell.restyle()


def test_the_customer_reads_and_signs_on_their_own_side(
    qtbot: QtBot, open_window: OpenWindow, engine: SyncEngine
) -> None:
    page = page_in_front(qtbot, open_window, engine)
    page.deal.fill(faultless_texts())
    page.submit()
    qtbot.waitUntil(lambda: bool(page.deal.detail and page.deal.detail.decision), timeout=90_000)
    step = page.steps[OFFERS]
    assert isinstance(step, OffersStep)
    window = opened(qtbot, page)
    step.take_chosen()
    qtbot.waitUntil(lambda: isinstance(window.page(), SigningPage), timeout=90_000)
    shown = window.page()
    assert isinstance(shown, SigningPage)
    qtbot.waitUntil(shown.is_ready, timeout=90_000)
    assert unspoken(tree_of(window)) == []
    assert shown.view.count() > 3
    next_page = next(made for made in shown.findChildren(QAbstractButton) if made.text() == "下一页")
    QTest.mouseClick(next_page, Qt.MouseButton.LeftButton)
    assert shown.view.page() == 1
    assert not shown.confirm.isEnabled()
    scribble_on(shown.pad)
    written = shown.pad.strokes()
    # The clerk looks something up in another deal: what the customer has begun is still there afterwards.
    page.counter.new_deal()
    qtbot.waitUntil(lambda: not isinstance(window.page(), SigningPage), timeout=20_000)
    page.counter.open_deal(page.deal.id)
    qtbot.waitUntil(lambda: isinstance(window.page(), SigningPage), timeout=20_000)
    shown = window.page()
    assert isinstance(shown, SigningPage)
    qtbot.waitUntil(shown.is_ready, timeout=90_000)
    assert shown.pad.strokes() == written
    assert shown.confirm.isEnabled()
    press(Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert "please sign" in texts_on(window)
    assert shown.pad.is_signed()
    press(Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    QTest.mouseClick(shown.confirm, Qt.MouseButton.LeftButton)
    signing = page.steps[SIGNING]
    assert isinstance(signing, SigningStep)
    qtbot.waitUntil(partial(waits_for, signing, SignerRole.DEALER), timeout=90_000)
    assert "谢谢" in texts_on(window)
    scribble_on(signing.pad)
    signing.sign()
    qtbot.waitUntil(lambda: "合同已签好" in texts_on(window), timeout=90_000)
    assert page.signing.contract is not None
    # The lender's system has signed behind them.
    assert [line.signer_name for line in page.signing.contract.signatures][:2] == ["王小川", "李娜"]


TWO_SCREENS = """
import sys
from pathlib import Path
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from paddock.ui.customer.tongue import Tongue
from paddock.ui.customer.window import CustomerWindow, second_screen
app = QApplication([])
clerk = QWidget(); clerk.setGeometry(QRect(10, 10, 900, 600)); clerk.show()
assert clerk.screen().name() == "clerk", clerk.screen().name()
for remembered, expected in (("", "left"), ("right", "right"), ("gone", "left")):
    assert second_screen(clerk.screen(), remembered).name() == expected
window = CustomerWindow(Tongue("zh_CN"))
window.open_on(second_screen(clerk.screen(), "right"), None)
app.processEvents()
assert window.isFullScreen() and window.screen().name() == "right", window.screen().name()
assert window.geometry() == window.screen().geometry()
"""


def test_with_a_second_screen_it_fills_that(tmp_path: Path) -> None:
    screens = [
        {"name": name, "x": x, "y": 0, "width": 1280, "height": 720, "logicalDpi": 96, "dpr": 1}
        for name, x in (("clerk", 0), ("left", 1280), ("right", 2560))
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"synchronousWindowSystemEvents": False, "screens": screens}))
    done = subprocess.run(
        [sys.executable, "-c", TWO_SCREENS],
        env={"QT_QPA_PLATFORM": f"offscreen:configfile={config}", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
