"""The first-run tour makes a real deal on a real sandbox centre, by Enter alone; and can be left, resumed, refused."""

from functools import partial

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from paddock.app.capture.process.client import CaptureProcess
from paddock.app.store import queries
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldPath
from paddock.domain.states import USUAL_PAD_SIGNERS, SignerRole
from paddock.sync.engine import SyncEngine
from paddock.ui.desk import desk_of
from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.shell import Shell
from paddock.ui.tour.desk import TourDesk
from paddock.ui.tour.guide import Guide
from paddock.ui.tour.sample import typed_texts
from paddock.ui.tour.stops import STOPS
from tests.helpers.doctors import doctor_of
from tests.helpers.sample_deal import PERSON, READ, VIN, texts
from tests.helpers.workstations import submitted
from tests.ui.conftest import NoSync, OpenWindow

pytestmark = pytest.mark.timeout(240)


def tour_of(shell: Shell) -> TourDesk:
    found = shell.findChild(TourDesk)
    assert isinstance(found, TourDesk)
    return found


def started(qtbot: QtBot, shell: Shell) -> Guide:
    qtbot.waitUntil(lambda: isinstance(shell.screens.get("counter"), CounterScreen), timeout=10_000)
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    shell.start_tour()
    guide = tour_of(shell).guide
    assert guide is not None
    return guide


def focused(shell: Shell) -> QWidget:
    """Where a key goes; the window itself while nothing in it has the keyboard."""
    found: QWidget | None = shell.focusWidget()
    return found if found is not None else shell


def stands_at(guide: Guide, key: str) -> bool:
    return guide.stop.key == key


def press(qtbot: QtBot, shell: Shell, guide: Guide) -> None:
    """Enter, as soon as the tour waits for it."""
    bubble = guide.stage.bubble
    qtbot.waitUntil(lambda: bubble.go_on.isEnabled() and bubble.go_on.hasFocus(), timeout=90_000)
    QTest.keyClick(focused(shell), Qt.Key.Key_Return)


def test_enter_alone_leads_from_two_sample_pictures_to_a_signed_contract(
    qtbot: QtBot, open_window: OpenWindow, engine: SyncEngine, store: Store, capture: CaptureProcess
) -> None:
    shell = open_window(engine)
    capture.warm_up()
    guide = started(qtbot, shell)
    lit: dict[str, QRect] = {}
    left: list[str] = []
    guide.ended.connect(left.append)
    for stop in STOPS:
        qtbot.waitUntil(partial(stands_at, guide, stop.key), timeout=90_000)
        qtbot.waitUntil(lambda: not guide.stage.light.hole().isEmpty(), timeout=90_000)
        lit[stop.key] = guide.stage.light.hole()
        bubble = guide.stage.bubble
        assert shell.rect().contains(bubble.geometry())
        assert bubble.text() in bubble.accessibleDescription()
        press(qtbot, shell, guide)
    qtbot.waitUntil(lambda: left == [""], timeout=10_000)
    assert len({(hole.x(), hole.y(), hole.width(), hole.height()) for hole in lit.values()}) >= 6
    (card,) = queries.deal_cards(store)
    assert card.applicant == PERSON.name
    detail = queries.deal(store, card.application_id)
    assert detail is not None
    assert detail.contract is not None
    assert [line.role for line in detail.contract.signatures] == [*USUAL_PAD_SIGNERS, SignerRole.LESSOR]
    assert shell.preferences.tour_left_at == ("", None)


def test_it_is_left_by_esc_and_goes_on_with_its_deal(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, capture: CaptureProcess
) -> None:
    shell = open_window(no_sync)
    capture.warm_up()
    guide = started(qtbot, shell)
    press(qtbot, shell, guide)
    qtbot.waitUntil(lambda: guide.stop.key == "scan_id", timeout=60_000)
    # The window stays usable: Tab leads out of the words, and Esc is heard from anywhere.
    counter = shell.screens["counter"]
    assert isinstance(counter, CounterScreen)
    page = counter.page()
    assert page is not None
    page.steps[0].focus_field(FieldPath.VIN)
    QTest.keyClick(focused(shell), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tour_of(shell).guide is None)
    assert shell.preferences.tour_left_at == ("scan_id", page.deal.id)
    counter.new_deal()
    qtbot.waitUntil(lambda: counter.page() is not page)
    again = started(qtbot, shell)
    assert again.stop.key == "scan_id"
    qtbot.waitUntil(lambda: not again.stage.light.hole().isEmpty(), timeout=10_000)
    front = counter.page()
    assert front is not None
    assert front.deal.draft.text(FieldPath.VIN) == VIN
    again.leave()


def test_it_follows_language_size_and_another_screen(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    shell = open_window(no_sync)
    guide = started(qtbot, shell)
    qtbot.waitUntil(lambda: not guide.stage.light.hole().isEmpty(), timeout=10_000)
    before = guide.stage.light.hole()
    assert "样张" in guide.stage.bubble.text()
    shell.resize(1180, 660)
    qtbot.waitUntil(lambda: guide.stage.light.hole() != before, timeout=10_000)
    shell.preferences.language = "en"
    shell.restyle()
    qtbot.waitUntil(lambda: "sample photo" in guide.stage.bubble.text(), timeout=10_000)
    shell.go("queue")
    qtbot.waitUntil(lambda: guide.stage.light.hole().isEmpty(), timeout=10_000)
    assert guide.stage.bubble.go_on.text() == "Back to the tour"
    assert shell.rect().contains(guide.stage.bubble.geometry())
    guide.leave()
    shell.preferences.language = "zh_CN"
    shell.restyle()


def test_never_on_a_centre_that_is_not_ours(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store, capture: CaptureProcess
) -> None:
    shell = open_window(no_sync)
    shell.desk = desk_of(
        store,
        staff_name="李娜",
        sync=no_sync,
        capture=capture,
        doctor=doctor_of(store),
        centre_address="https://centre.example",
        embedded_centre=False,
    )
    TourDesk(shell, offer=True)._opened()
    shell.start_tour()
    qtbot.wait(50)
    assert tour_of(shell).guide is None
    assert tour_of(shell).offer is None


def test_the_first_start_offers_it_once(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    shell = open_window(no_sync)
    desk = TourDesk(shell, offer=True)
    desk._opened()
    qtbot.waitUntil(lambda: desk.offer is not None, timeout=10_000)
    offer = desk.offer
    assert offer is not None
    assert shell.rect().contains(offer.bubble.geometry())
    shell.activateWindow()
    qtbot.waitUntil(offer.bubble.go_on.hasFocus)
    QTest.keyClick(focused(shell), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.offer is None)
    assert shell.preferences.tour_offered
    desk._opened()
    qtbot.wait(50)
    assert desk.offer is None


def test_whoever_has_deals_is_not_asked(open_window: OpenWindow, no_sync: NoSync, store: Store) -> None:
    submitted(store)
    shell = open_window(no_sync)
    desk = TourDesk(shell, offer=True)
    desk._offer_to(queries.deal_cards(store))
    assert desk.offer is None
    assert not shell.preferences.tour_offered


def test_the_typed_values_are_those_of_the_sample() -> None:
    assert typed_texts() == {path: text for path, text in texts().items() if path not in READ}
