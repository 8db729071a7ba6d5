"""One deal through the real window: real store, real recognition, real centre, real contract."""

import random
from functools import partial
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from paddock.app.services.verification import Verdict
from paddock.domain.application_draft import FieldPath
from paddock.domain.states import USUAL_PAD_SIGNERS, ApplicationState, SignerRole
from paddock.sync.engine import SyncEngine
from paddock.ui.screens.counter.deal_page import APPLICANT, OFFERS, SIGNING, DealPage
from paddock.ui.screens.counter.offers_step import OffersStep
from paddock.ui.screens.counter.scan_step import ScanStep
from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.screens.counter.signing_step import SigningStep
from paddock.ui.shell import Shell
from paddock.ui.widgets.signature_pad import SignaturePad
from tests.helpers.applications import faultless_texts, vin_with_check_digit
from tests.helpers.renders import id_back, id_front, invented_person, nameplate, on_table
from tests.ui.conftest import OpenWindow
from tests.ui.watchdog import Watchdog

READ_FROM_PICTURES = {
    FieldPath.NAME,
    FieldPath.SEX,
    FieldPath.ETHNICITY,
    FieldPath.BIRTH_DATE,
    FieldPath.ADDRESS,
    FieldPath.RESIDENT_ID_NUMBER,
    FieldPath.ISSUING_AUTHORITY,
    FieldPath.ID_VALID_FROM,
    FieldPath.ID_VALID_UNTIL,
    FieldPath.VIN,
}
VIN = vin_with_check_digit("LSVAU2A3", "N2183294")

FREEZE_MS = 100.0
"""What a person at the counter notices. The finer bar is measured where nothing else runs, by `python -m benchmarks
working_hour`."""


def counter_of(shell: Shell) -> CounterScreen:
    found = shell.screens["counter"]
    assert isinstance(found, CounterScreen)
    return found


def blank_page(qtbot: QtBot, shell: Shell) -> DealPage:
    qtbot.waitUntil(lambda: counter_of(shell).page() is not None, timeout=10_000)
    page = counter_of(shell).page()
    assert page is not None
    return page


def scribble(step: SigningStep) -> None:
    scribble_on(step.pad)


def scribble_on(pad: SignaturePad) -> None:
    for start, end in (((60, 60), (120, 100)), ((140, 50), (90, 120)), ((200, 60), (260, 110))):
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(*start))
        for at in range(1, 7):
            x = start[0] + (end[0] - start[0]) * at // 6
            QTest.mouseMove(pad, QPoint(x, start[1] + (end[1] - start[1]) * at // 6))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*end))


def pictures(folder: Path) -> list[Path]:
    person = invented_person(random.Random(7))  # noqa: S311 - pictures, not secrets
    made = {
        "front.jpg": on_table(id_front(person), 0.6, 3),
        "back.jpg": on_table(id_back(person), 0.6, 4),
        "plate.jpg": nameplate(VIN),
    }
    for name, picture in made.items():
        cv2.imwrite(str(folder / name), picture)
    return [folder / name for name in made]


@pytest.mark.alone
def test_from_photographs_to_a_signed_contract(
    qtbot: QtBot, open_window: OpenWindow, engine: SyncEngine, tmp_path: Path
) -> None:
    shell = open_window(engine)
    page = blank_page(qtbot, shell)
    files = pictures(tmp_path)
    shell.opened_desk().capture.warm_up()
    qtbot.wait(300)
    with Watchdog(FREEZE_MS):
        scan_and_submit(qtbot, page, files)
        decide_and_take(qtbot, page)
        step = page.steps[SIGNING]
        assert isinstance(step, SigningStep)
        for role in USUAL_PAD_SIGNERS:
            qtbot.waitUntil(partial(waits_for, step, role), timeout=30_000)
            assert step.preview.pages() > 0
            scribble(step)
            step.sign()
        qtbot.waitUntil(lambda: step.verification.report is not None, timeout=30_000)
        qtbot.waitUntil(step.preview.is_drawn, timeout=10_000)
    report = step.verification.report
    assert report is not None
    assert report.verdict is Verdict.VALID
    step.export_to(tmp_path / "contract.pdf")
    qtbot.waitUntil((tmp_path / "contract.evidence.json").exists, timeout=10_000)


def waits_for(step: SigningStep, role: SignerRole) -> bool:
    return step.waits_for() is role


def scan_and_submit(qtbot: QtBot, page: DealPage, files: list[Path]) -> None:
    scan = page.steps[0]
    assert isinstance(scan, ScanStep)
    scan.read_paths(files)
    qtbot.waitUntil(lambda: len(page.deal.draft.images) == len(files), timeout=60_000)
    assert page.deal.draft.text(FieldPath.VIN) == VIN
    assert page.deal.draft.entries[FieldPath.NAME].reading is not None
    assert page.deal.unconfirmed() == [FieldPath.VIN, FieldPath.RESIDENT_ID_NUMBER]
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert page.step_number() == APPLICANT
    assert page.deal.unconfirmed() == []
    for path, text in faultless_texts().items():
        if path not in READ_FROM_PICTURES:
            page.deal.set_text(path, text)
    page.submit()
    qtbot.waitUntil(lambda: page.deal.is_submitted, timeout=20_000)
    assert page.step_number() == OFFERS


def decide_and_take(qtbot: QtBot, page: DealPage) -> None:
    offers = page.steps[OFFERS]
    assert isinstance(offers, OffersStep)
    qtbot.waitUntil(lambda: bool(page.deal.detail and page.deal.detail.decision), timeout=40_000)
    detail = page.deal.detail
    assert detail is not None
    assert detail.central_state is ApplicationState.APPROVED
    qtbot.waitUntil(lambda: len(offers.cards) > 0)
    QTest.keyClick(offers.cards[-1], Qt.Key.Key_Space)
    offers.take_chosen()
    qtbot.waitUntil(lambda: page.step_number() == SIGNING, timeout=40_000)
