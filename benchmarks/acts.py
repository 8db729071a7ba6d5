"""What a clerk does at the window, as acts on the real widgets; every act waits as a person would."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from benchmarks.windows import kept_texts
from paddock.domain.application_draft import FieldPath
from paddock.domain.states import USUAL_PAD_SIGNERS, SignerRole
from paddock.ui.screens.catalogue import SCREENS
from paddock.ui.screens.counter.deal_page import FINANCING, OFFERS, SCAN, SIGNING, DealPage
from paddock.ui.screens.counter.offers_step import OffersStep
from paddock.ui.screens.counter.scan_step import ScanStep
from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.screens.counter.signing_step import SigningStep
from paddock.ui.screens.stock import StockScreen
from paddock.ui.shell import Shell
from tests.helpers.driven_window import pause, wait_until

_READ = {FieldPath.VIN, FieldPath.NAME, FieldPath.RESIDENT_ID_NUMBER, FieldPath.BIRTH_DATE, FieldPath.SEX}
_LOOK_MS = 250
_GLANCE_MS = 100
"""Sixty times as quick as a person who looks at a step for six seconds."""
_MINUTE_SECONDS = 60.0


class Clerk:
    """Works at one window with the pictures and texts in `folder`."""

    def __init__(self, shell: Shell, folder: Path) -> None:
        self._shell, self._folder = shell, folder

    def wait_for_centre(self) -> None:
        """The workstation has its stock: the centre answers."""
        office = self._shell.opened_desk().office
        wait_until(lambda: office.units(""), 120)
        wait_until(lambda: self._counter.page() is not None)

    def work(self) -> None:
        """The hour, one act after the other; where an act takes less than its share of the minute, the clerk rests."""
        acts = self._acts()
        began = time.monotonic()
        for done, act in enumerate(acts, 1):
            act()
            left = began + _MINUTE_SECONDS * done / len(acts) - time.monotonic()
            pause(max(round(left * 1000), 0))

    def _acts(self) -> Sequence[Callable[[], object]]:
        return [
            *(partial(self._scanned_deal, number, signed=number == 0) for number in range(2)),
            self._look_round,
            self._camera,
            *(partial(self._typed_deal, number) for number in range(3, 7)),
            self._search_stock,
            self._palette,
            self._walk_deals,
            self._look_round,
        ]

    def _scanned_deal(self, number: int, *, signed: bool) -> None:
        page = self._new_deal()
        self._scan(page, self._folder / f"photos{number}")
        self._type(page, number)
        self._submit(page)
        if signed:
            self._sign(page)
        self._look_round()

    def _typed_deal(self, number: int) -> None:
        page = self._new_deal()
        for path, text in kept_texts(self._folder, number).items():
            page.deal.set_text(path, text)
        self._submit(page)
        self._search_stock()

    # Deals

    @property
    def _counter(self) -> CounterScreen:
        self._shell.go("counter")
        return cast("CounterScreen", self._shell.screens["counter"])

    def _new_deal(self) -> DealPage:
        counter = self._counter
        before = counter.page()
        counter.new_deal()
        wait_until(lambda: counter.page() is not None and counter.page() is not before)
        page = counter.page()
        assert page is not None
        return page

    def _scan(self, page: DealPage, photos: Path) -> None:
        scan, files = page.steps[SCAN], sorted(photos.iterdir())
        assert isinstance(scan, ScanStep)
        scan.read_paths(files)
        wait_until(lambda: len(page.deal.draft.images) == len(files), 180)
        page.deal.confirm()

    def _type(self, page: DealPage, number: int) -> None:
        """Key by key where a person types; readings stay."""
        texts = kept_texts(self._folder, number)
        for at in range(FINANCING + 1):
            page.go_to(at)
            for path, box in page.steps[at].boxes.items():
                line = box.editor.focusProxy() or box.editor
                if (
                    path in texts
                    and not page.deal.draft.text(path)
                    and isinstance(line, QLineEdit)
                    and line.isEnabled()
                ):
                    line.setFocus()
                    _type(line, texts[path])
            pause(50)
        for path, text in texts.items():
            if path not in _READ:
                page.deal.set_text(path, text)

    def _submit(self, page: DealPage) -> None:
        page.submit()
        wait_until(lambda: page.deal.is_submitted)

    def _sign(self, page: DealPage) -> None:
        wait_until(lambda: page.deal.detail and page.deal.detail.decision, 180)
        offers, step = page.steps[OFFERS], page.steps[SIGNING]
        assert isinstance(offers, OffersStep)
        assert isinstance(step, SigningStep)
        wait_until(lambda: offers.is_laid_out() and offers.cards)
        for card in offers.cards:
            QTest.keyClick(card, Qt.Key.Key_Space)
            pause(_LOOK_MS)
        offers.take_chosen()
        wait_until(lambda: page.step_number() == SIGNING, 180)
        for role in USUAL_PAD_SIGNERS:
            wait_until(partial(_waits_for, step, role), 180)
            _scribble(step)
            step.sign()
        wait_until(lambda: step.verification.report is not None, 180)

    def _walk_deals(self) -> None:
        """From tab to tab, and through the steps of each."""
        tabs = self._counter.tabs
        for index in range(tabs.count()):
            tabs.setCurrentIndex(index)
            page = self._counter.page()
            assert page is not None
            for step in range(SIGNING + 1):
                page.go_to(step)
                pause(_GLANCE_MS)

    def _camera(self) -> None:
        """The camera runs for some seconds and finds a label."""
        page = self._new_deal()
        scan = page.steps[SCAN]
        assert isinstance(scan, ScanStep)
        self._shell.preferences.camera_source = str(self._folder / "camera.avi")
        scan.shown()
        wait_until(lambda: page.deal.draft.text(FieldPath.VIN))
        pause(5000)
        self._shell.preferences.camera_source = ""
        scan.left()

    # Everything else

    def _look_round(self) -> None:
        for entry in SCREENS:
            self._shell.go(entry.key)
            pause(_LOOK_MS)

    def _search_stock(self) -> None:
        self._shell.go("stock")
        stock = cast("StockScreen", self._shell.screens["stock"])
        for word in ("大众", "LSV", "宝马", "武汉"):
            stock.search.setFocus()
            _type(stock.search, word)
            pause(_LOOK_MS)
            stock.search.clear()

    def _palette(self) -> None:
        for word in ("jj", "wxc", "2183", "ht", "sz"):
            self._shell.show_palette()
            line = self._shell.focusWidget()
            if isinstance(line, QLineEdit):
                _type(line, word)
            pause(_LOOK_MS)
            self._shell.show_palette()


def _type(line: QLineEdit, text: str) -> None:
    """Letters as keys, Chinese as an input method commits it."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(line, letter)
        else:
            committed = QInputMethodEvent()
            committed.setCommitString(letter)
            QApplication.sendEvent(line, committed)
        pause(10)


def _waits_for(step: SigningStep, role: SignerRole) -> bool:
    return step.waits_for() is role


def _scribble(step: SigningStep) -> None:
    for start, end in (((60, 60), (120, 100)), ((140, 50), (90, 120)), ((200, 60), (260, 110))):
        QTest.mousePress(step.pad, Qt.MouseButton.LeftButton, pos=QPoint(*start))
        for at in range(1, 7):
            x = start[0] + (end[0] - start[0]) * at // 6
            QTest.mouseMove(step.pad, QPoint(x, start[1] + (end[1] - start[1]) * at // 6))
        QTest.mouseRelease(step.pad, Qt.MouseButton.LeftButton, pos=QPoint(*end))
