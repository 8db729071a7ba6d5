"""The deal by keyboard alone: every stop of Tab, every key that is written down, one deal from VIN to contract."""

import re
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import paddock.ui
from paddock.app.services.verification import Verdict
from paddock.domain.application_draft import FieldPath
from paddock.domain.schedules import level_payment
from paddock.domain.states import USUAL_PAD_SIGNERS
from paddock.sync.engine import SyncEngine
from paddock.ui.keyboard_table import keyboard_page
from paddock.ui.screens.catalogue import SCREENS
from paddock.ui.screens.counter.deal_page import APPLICANT, FINANCING, OFFERS, SCAN, SIGNING, VEHICLE, DealPage
from paddock.ui.screens.counter.form_step import FinancingStep
from paddock.ui.screens.counter.offers_step import OffersStep
from paddock.ui.screens.counter.signing_step import SigningStep
from paddock.ui.shell_actions import shell_actions
from tests.helpers.applications import faultless_texts
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.keyboard import focused, page_in_front, press, write
from tests.ui.test_composing import commit
from tests.ui.test_journey import scribble, waits_for
from tests.ui.test_offer_choice import decided, offers

_MOST_STOPS = 150
ROOT = Path(__file__).parents[2]


@pytest.mark.usefixtures("qapp")
def test_the_page_of_keys_says_what_the_window_does() -> None:
    page = ROOT / "docs" / "keyboard.md"
    assert page.read_text("utf-8") == keyboard_page(), "run tools/keyboard.py"


SPELT = {
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "PageUp": "PgUp",
    "PageDown": "PgDn",
    "Delete": "Del",
    "Escape": "Esc",
    "Return": "Enter",
    "Select": "Enter",
}
"""Names of keys in code as people spell them; all others are spelt alike."""


def test_every_key_that_a_widget_hears_is_written_down() -> None:
    """Declared actions bring their keys with them; what a widget hears by itself has to be on the page too."""
    code = "\n".join(path.read_text("utf-8") for path in Path(paddock.ui.__file__).parent.rglob("*.py"))
    # Caps lock is only told of while a passphrase is typed.
    heard = set(re.findall(r"\bKey\.Key_(\w+)", code)) - {"CapsLock"}
    assert len(heard) > 12
    cells = re.findall(r"`([^`]+)`", (ROOT / "docs" / "keyboard.md").read_text("utf-8"))
    written = {part.rstrip(",") for cell in cells for part in cell.split()}
    assert {key for key in heard if SPELT.get(key, key) not in written} == set()


@pytest.mark.usefixtures("qapp")
def test_no_key_has_two_meanings_in_one_place() -> None:
    everywhere = [action.shortcut for action in shell_actions() if action.shortcut]
    for entry in SCREENS:
        here = [action.shortcut for action in entry.load().declared_actions() if action.shortcut]
        twice = [key for key, often in Counter(everywhere + here).items() if often > 1]
        assert twice == [], entry.key


def walk(page: DealPage, key: Qt.Key) -> list[QWidget]:
    """Press Tab (or Backtab) until the focus is back where it began; returns every stop, in order."""
    begun, stops = focused(), []
    for _ in range(_MOST_STOPS):
        press(key)
        now = focused()
        assert now.isVisible(), f"the focus went to something that is not seen: {now}"
        assert now.window() is page.window()
        stops.append(now)
        if now is begun:
            return stops
    raise AssertionError(f"Tab never came back in {_MOST_STOPS} stops: it is caught near {stops[-3:]}")


def inputs_of(page: DealPage, number: int) -> set[QWidget]:
    """What a person can fill in at a step."""
    step = page.steps[number]
    found: list[QWidget] = [*step.findChildren(QLineEdit), *step.findChildren(QComboBox), *step.findChildren(QCheckBox)]
    return {made for made in found if made.isVisible() and made.isEnabled()}


@pytest.mark.parametrize("number", [SCAN, APPLICANT, VEHICLE, FINANCING])
def test_tab_reaches_every_input_both_ways_and_is_never_caught(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, number: int
) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    page.deal.set_text(FieldPath.PRICE, "100000")
    qtbot.waitUntil(lambda: len(page.faults.matters) > 10, timeout=20_000)
    page.go_to(number)
    forth = walk(page, Qt.Key.Key_Tab)
    back = walk(page, Qt.Key.Key_Backtab)
    assert inputs_of(page, number) <= set(forth)
    assert set(forth) == set(back)
    for box in page.steps[number].boxes.values():
        assert not box.isVisible() or any(box.isAncestorOf(stop) for stop in forth), box.path


def test_tab_reaches_offers_and_passes_the_pad_by(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    step = decided(page, offers(6))
    stops = walk(page, Qt.Key.Key_Tab)
    assert [stop for stop in stops if stop in step.cards] == [step.cards[0]]
    assert step.taking is not None
    assert step.taking.button in stops
    signing = page.steps[SIGNING]
    assert isinstance(signing, SigningStep)
    assert signing.pad.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_escape_goes_back_and_steps_have_keys(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    page = page_in_front(qtbot, open_window, no_sync)
    for number, key in enumerate((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)):
        press(key, Qt.KeyboardModifier.AltModifier)
        assert page.step_number() == number
    for number in (VEHICLE, APPLICANT, SCAN, SCAN):
        press(Qt.Key.Key_Escape)
        assert page.step_number() == number
    press(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert page.step_number() == SCAN


def fill(page: DealPage, path: FieldPath, keys: str = "", composed: str = "") -> None:
    """One field as a clerk fills it: the cursor is there already, keys or a composition, Enter."""
    assert page._field_at_cursor() == path
    if composed:
        commit(focused(), composed)  # type: ignore[arg-type]  # an input method speaks to whatever has the focus
    write(keys)
    press(Qt.Key.Key_Return)


def test_a_whole_deal_with_keys_only(
    qtbot: QtBot, open_window: OpenWindow, engine: SyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_in_front(qtbot, open_window, engine)
    texts = faultless_texts()
    qtbot.waitUntil(lambda: len(page.faults.matters) > 20, timeout=20_000)
    press(Qt.Key.Key_F4)
    # Keys this fast are a gun's, on a machine of any speed: its Enter ends the shot, the clerk's goes on.
    with monkeypatch.context() as at_once:
        at_once.setattr(page.counter.gun_line.gun, "_clock", lambda: 0.0)
        fill(page, FieldPath.VIN, texts[FieldPath.VIN].lower())
    fill(page, FieldPath.VIN)
    assert page.step_number() == APPLICANT
    fill(page, FieldPath.NAME, composed="王小川")
    fill(page, FieldPath.SEX, "1")
    fill(page, FieldPath.ETHNICITY, composed="汉")
    fill(page, FieldPath.BIRTH_DATE, "19850312")
    fill(page, FieldPath.ADDRESS, composed=texts[FieldPath.ADDRESS])
    fill(page, FieldPath.RESIDENT_ID_NUMBER, texts[FieldPath.RESIDENT_ID_NUMBER])
    fill(page, FieldPath.ISSUING_AUTHORITY, composed=texts[FieldPath.ISSUING_AUTHORITY])
    fill(page, FieldPath.ID_VALID_FROM, "2016-5-1")
    fill(page, FieldPath.ID_VALID_UNTIL, "2036.5.1")
    fill(page, FieldPath.PHONE, "13871234567")
    press(Qt.Key.Key_Down)
    fill(page, FieldPath.OCCUPATION)
    fill(page, FieldPath.YEARS_IN_OCCUPATION, "8")
    fill(page, FieldPath.MONTHLY_INCOME, "18000")
    fill(page, FieldPath.MONTHLY_DEBT, "1500")
    assert page.step_number() == VEHICLE
    fill(page, FieldPath.BRAND_MODEL, composed=texts[FieldPath.BRAND_MODEL])
    write("1")
    qtbot.waitUntil(lambda: any(one.field == FieldPath.FIRST_REGISTERED_ON for one in page.faults.matters))
    fill(page, FieldPath.CONDITION)
    fill(page, FieldPath.NEW_ENERGY, "1")
    fill(page, FieldPath.ODOMETER, "43210")
    fill(page, FieldPath.FIRST_REGISTERED_ON, "20220618")
    assert page.step_number() == FINANCING
    fill(page, FieldPath.PRICE, "98000")
    fill(page, FieldPath.DOWN_PAYMENT, "34300")
    fill(page, FieldPath.TERM, "36")
    write(" ")
    qtbot.waitUntil(lambda: page.faults.matters == [], timeout=20_000)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.deal.is_submitted, timeout=20_000)
    take_and_sign(qtbot, page)
    the_next_deal_knows_about_the_monthly_payment(qtbot, page)


def the_next_deal_knows_about_the_monthly_payment(qtbot: QtBot, page: DealPage) -> None:
    """From what the centre has offered; a workstation that has seen no offer says nothing."""
    first = page.steps[FINANCING]
    assert isinstance(first, FinancingStep)
    assert first.preview_words() == ""
    counter = page.counter
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: (found := counter.page()) is not None and found is not page, timeout=20_000)
    again = counter.page()
    assert again is not None
    again.deal.fill(faultless_texts() | {FieldPath.TERM: "24"})
    again.go_to(FINANCING)
    step = again.steps[FINANCING]
    assert isinstance(step, FinancingStep)
    qtbot.waitUntil(lambda: "月供约" in step.preview_words(), timeout=20_000)
    assert page.deal.detail is not None
    assert page.deal.detail.decision is not None
    level = [one for one in page.deal.detail.decision.offers if one.method == "equal_instalment"]
    rate = max(one.nominal_rate for one in level)
    expected = round(level_payment(9_800_000 - 3_430_000, rate, 24) / 100)
    assert f"¥{expected:,}" in step.preview_words()
    again.deal.set_text(FieldPath.TERM, "x")
    assert step.preview_words() == ""


def take_and_sign(qtbot: QtBot, page: DealPage) -> None:
    step = page.steps[OFFERS]
    assert isinstance(step, OffersStep)
    qtbot.waitUntil(lambda: len(step.cards) > 1 and QApplication.focusWidget() is step.cards[0], timeout=90_000)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.step_number() == SIGNING, timeout=90_000)
    signing = page.steps[SIGNING]
    assert isinstance(signing, SigningStep)
    for role in USUAL_PAD_SIGNERS:
        qtbot.waitUntil(partial(waits_for, signing, role), timeout=90_000)
        # The law wants a hand here: the pen is the only thing that is not a key.
        scribble(signing)
        press(Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: signing.verification.report is not None, timeout=90_000)
    assert signing.verification.report is not None
    assert signing.verification.report.verdict is Verdict.VALID
    assert page.signing.contract is not None
    assert page.deal.detail is not None
    assert page.deal.detail.decision is not None
    assert page.deal.detail.accepted_offer_id == page.deal.detail.decision.offers[1].id
