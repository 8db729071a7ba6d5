"""What a person does with a decided deal: take the centre's terms, mend what was refused, switch language and look."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from paddock.app.services import drafts, submission
from paddock.app.store import queries
from paddock.app.store.store import Store
from paddock.app.store.views import OutboxState
from paddock.domain.application_draft import ApplicationDraft, FieldEntry, FieldPath, FieldTexts
from paddock.domain.states import USUAL_PAD_SIGNERS
from paddock.sync.engine import SyncEngine
from paddock.ui import theme
from paddock.ui.screens.counter.deal_page import FINANCING, OFFERS, SCAN, SIGNING, DealPage
from paddock.ui.screens.counter.signing_step import SigningStep
from paddock.ui.shell import Shell
from paddock.ui.theme import ThemeChoice
from tests.helpers.applications import faultless_texts, vin_with_check_digit
from tests.helpers.central_server import CentralServer
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import counter_of, decide_and_take, scribble, waits_for

LITTLE_DOWN: FieldTexts = {
    FieldPath.BRAND_MODEL: "丰田 凯美瑞 2.0G",
    FieldPath.PRICE: "186000",
    FieldPath.DOWN_PAYMENT: "22000",
    FieldPath.VIN: vin_with_check_digit("LVGBF53K", "MG123456"),
}


def submitted(store: Store, changes: FieldTexts | None = None) -> ApplicationDraft:
    draft = drafts.new_draft(store, "李娜")
    entries = {path: FieldEntry(text) for path, text in (faultless_texts() | (changes or {})).items()}
    draft = replace(draft, entries=entries, consent_given_at=draft.created_at)
    drafts.save_draft(store, draft)
    submission.submit_application(store, draft, "李娜")
    return draft


def page_of(qtbot: QtBot, shell: Shell, draft: ApplicationDraft) -> DealPage:
    shell.open_deal(draft.id)
    found: list[DealPage] = []

    def shown() -> bool:
        page = counter_of(shell).page()
        if page is None or page.deal.id != draft.id:
            return False
        found.append(page)
        return True

    qtbot.waitUntil(shown, timeout=10_000)
    return found[0]


def press(qtbot: QtBot, page: DealPage, words: str, *, at: int = 0) -> None:
    def shown() -> list[QAbstractButton]:
        return [made for made in page.findChildren(QAbstractButton) if made.text() == words and made.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) > at)
    QTest.mouseClick(shown()[at], Qt.MouseButton.LeftButton)


def test_the_counteroffers_button_makes_a_new_deal_at_its_terms(
    qtbot: QtBot, open_window: OpenWindow, engine: SyncEngine, store: Store
) -> None:
    shell = open_window(engine)
    draft = submitted(store, LITTLE_DOWN)
    engine.wake()
    page = page_of(qtbot, shell, draft)
    qtbot.waitUntil(lambda: bool(page.deal.detail and page.deal.detail.decision), timeout=40_000)
    decision = page.deal.detail.decision if page.deal.detail else None
    assert decision is not None
    assert decision.counteroffer is not None
    assert "新旧: 二手车" in decision.reasons[0].staff.zh
    assert "New energy: no" in decision.reasons[0].staff.en
    assert page.step_number() == OFFERS
    press(qtbot, page, "按此条件新建进件")
    qtbot.waitUntil(lambda: counter_of(shell).page() is not page, timeout=10_000)
    fresh = counter_of(shell).page()
    assert fresh is not None
    assert fresh.deal.id != draft.id
    assert fresh.step_number() == FINANCING
    down = fresh.steps[FINANCING].boxes[FieldPath.DOWN_PAYMENT].editor.text()
    assert down == f"{decision.counteroffer.down_payment_fen // 100:,}"
    assert fresh.deal.draft.text(FieldPath.NAME) == "王小川"
    assert not fresh.deal.is_submitted


def test_a_refused_application_is_mended_in_a_new_deal(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store, centre: CentralServer
) -> None:
    draft = submitted(store)
    with centre.client() as client:
        client.submit(draft.id)
    SyncEngine(store, centre.url, centre.token).run_once()
    item = queries.queue_item(store, draft.id)
    assert item is not None
    assert item.row.state is OutboxState.CONFLICT
    shell = open_window(no_sync)
    page = page_of(qtbot, shell, draft)
    qtbot.waitUntil(lambda: page.step_number() == OFFERS)
    press(qtbot, page, "修改后重新提交")
    qtbot.waitUntil(lambda: counter_of(shell).page() is not page, timeout=10_000)
    fresh = counter_of(shell).page()
    assert fresh is not None
    assert fresh.deal.id != draft.id
    assert fresh.step_number() == SCAN
    assert fresh.deal.draft.text(FieldPath.PRICE) == "98000"
    fresh.submit()
    qtbot.waitUntil(lambda: fresh.deal.is_submitted, timeout=10_000)


def test_language_and_look_switch_while_a_signed_deal_is_open(
    qtbot: QtBot, open_window: OpenWindow, engine: SyncEngine, store: Store
) -> None:
    shell = open_window(engine)
    draft = submitted(store)
    engine.wake()
    page = page_of(qtbot, shell, draft)
    decide_and_take(qtbot, page)
    step = signing_of(page)
    for role in USUAL_PAD_SIGNERS:
        qtbot.waitUntil(partial(waits_for, step, role), timeout=30_000)
        scribble(step)
        step.sign()
    qtbot.waitUntil(lambda: step.verification.report is not None, timeout=30_000)
    for language, look, words in (
        ("en", ThemeChoice.DARK, "Signed, with evidence"),
        ("zh_CN", ThemeChoice.LIGHT, "已签署并存证"),
    ):
        shell.preferences.language = "en" if language == "en" else "zh_CN"
        shell.preferences.theme = look
        shell.restyle_wanted.emit()
        again = counter_of(shell).page()
        assert again is not None
        assert again is not page
        assert again.deal.id == draft.id
        assert again.step_number() == SIGNING
        assert theme.scheme() == look.value
        qtbot.waitUntil(verified(again), timeout=30_000)
        assert signing_of(again).preview.pages() > 0
        assert words in counter_of(shell).tabs.tabText(counter_of(shell).tabs.currentIndex())


def signing_of(page: DealPage) -> SigningStep:
    step = page.steps[SIGNING]
    assert isinstance(step, SigningStep)
    return step


def verified(page: DealPage) -> Callable[[], bool]:
    return lambda: signing_of(page).verification.report is not None
