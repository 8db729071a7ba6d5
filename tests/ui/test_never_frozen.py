"""Screens while the core is slow, fails or is told to stop: bones, progress, and nothing lost."""

import threading
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from paddock.app.services.verification import VerificationReport
from paddock.app.store.store import Store
from paddock.app.store.views import DealCard, QueuePage, QueuePart
from paddock.domain.application_draft import FieldPath
from paddock.domain.errors import BadInput
from paddock.domain.long_work import Work
from paddock.domain.sentences import Sentence
from paddock.ui.office import Office
from paddock.ui.screens.contracts import ContractsScreen
from paddock.ui.screens.queue import QueueScreen
from paddock.ui.screens.stock import StockScreen
from paddock.ui.shell import Shell
from paddock.wire.contracts import ContractView
from paddock.wire.inventory import InventoryUnit
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import blank_page


class HeldOffice(Office):
    """An office whose answers wait until the test lets them go."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, "李娜")
        self.gate = threading.Event()
        self.asked: list[str] = []

    def _wait(self) -> None:
        assert self.gate.wait(10)

    def units(self, text: str) -> list[InventoryUnit]:
        self.asked.append(text)
        self._wait()
        return super().units(text)

    def queue_page(self, part: QueuePart, limit: int, including: UUID | None = None) -> QueuePage:
        self._wait()
        return super().queue_page(part, limit, including)

    def contract_cards(self) -> list[tuple[DealCard, ContractView]]:
        self._wait()
        return super().contract_cards()

    def export_queue(self, path: Path, work: Work = Work()) -> int:  # noqa: B008 - as the office has it
        work.at(1, 5, Sentence("正在导出队列", "Exporting the queue"))
        self._wait()
        return super().export_queue(path, work)

    def verify_file(self, path: Path, work: Work = Work()) -> VerificationReport:  # noqa: B008 - as above
        work.at(1, 3, Sentence("正在检查存证", "Checking the evidence"))
        self._wait()
        work.check()
        raise BadInput(Sentence(f"{path.name} 不是合同", f"{path.name} is no contract"))

    def verify_kept(self, contract_id: UUID, work: Work = Work()) -> VerificationReport:  # noqa: B008 - as above
        raise NotImplementedError


@pytest.fixture
def shell(open_window: OpenWindow, no_sync: NoSync) -> Shell:
    return open_window(no_sync)


@pytest.fixture
def held(shell: Shell, store: Store) -> HeldOffice:
    office = HeldOffice(store)
    shell.opened_desk().office = office
    return office


def test_stock_shows_bones_while_it_loads_and_asks_only_for_the_newest_search(
    qtbot: QtBot, shell: Shell, held: HeldOffice
) -> None:
    shell.go("stock")
    screen = shell.screens["stock"]
    assert isinstance(screen, StockScreen)
    qtbot.waitUntil(lambda: screen._stack.is_loading)
    for text in ("a", "au", "aud"):
        screen.search.setText(text)
        screen.refresh()
    held.gate.set()
    qtbot.waitUntil(lambda: screen._stack.currentWidget() is screen._empty)
    assert held.asked[-1] == "aud"
    assert "au" not in held.asked, "a search that waits behind a newer one is never asked"


def test_stock_says_how_old_it_is_when_the_centre_is_away(qtbot: QtBot, shell: Shell) -> None:
    shell.go("stock")
    screen = shell.screens["stock"]
    assert isinstance(screen, StockScreen)
    qtbot.waitUntil(lambda: screen._stack.currentWidget() is screen._empty)
    assert screen._stale.text() == "", "not tried yet is not offline"


@pytest.mark.parametrize("key", ["queue", "contracts"])
def test_lists_show_bones_and_then_that_there_is_nothing(
    qtbot: QtBot, shell: Shell, held: HeldOffice, key: str
) -> None:
    shell.go(key)
    screen = shell.screens[key]
    assert isinstance(screen, QueueScreen | ContractsScreen)
    stack = screen._stack if isinstance(screen, QueueScreen) else screen._lists
    empty = screen._nothing_sent if isinstance(screen, QueueScreen) else screen._none_yet
    qtbot.waitUntil(lambda: stack.is_loading)
    held.gate.set()
    qtbot.waitUntil(lambda: stack.currentWidget() is empty)


def answer(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr("paddock.ui.screens.queue.screen.confirmed", lambda _parent, _question: True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_an_export_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, shell: Shell, held: HeldOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, tmp_path / "queue.json")
    shell.go("queue")
    screen = shell.screens["queue"]
    assert isinstance(screen, QueueScreen)
    held.gate.set()
    qtbot.waitUntil(lambda: screen._stack.currentWidget() is screen._nothing_sent)
    held.gate.clear()
    screen.export()
    qtbot.waitUntil(lambda: screen._progress.words() == "正在导出队列")
    screen._progress.cancel()
    held.gate.set()
    qtbot.waitUntil(lambda: screen._progress.words() == "")
    assert not (tmp_path / "queue.json").exists()
    assert not screen._export.property("busy")


def test_a_finished_export_writes_the_file(
    qtbot: QtBot, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, tmp_path / "queue.json")
    shell.go("queue")
    screen = shell.screens["queue"]
    assert isinstance(screen, QueueScreen)
    screen.export()
    qtbot.waitUntil((tmp_path / "queue.json").exists)


def test_the_queue_is_not_written_out_without_saying_what_is_in_it(
    qtbot: QtBot, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def refuse(_parent: object, question: object) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr("paddock.ui.screens.queue.screen.confirmed", refuse)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "queue.json"), ""))
    shell.go("queue")
    screen = shell.screens["queue"]
    assert isinstance(screen, QueueScreen)
    screen.export()
    assert len(asked) == 1
    qtbot.waitUntil(lambda: screen._stack.currentWidget() is screen._nothing_sent)
    assert not (tmp_path / "queue.json").exists()


def test_verifying_shows_progress_stops_and_leaves_the_panel_as_it_was(
    qtbot: QtBot, shell: Shell, held: HeldOffice, tmp_path: Path
) -> None:
    shell.go("contracts")
    screen = shell.screens["contracts"]
    assert isinstance(screen, ContractsScreen)
    screen.verify(tmp_path / "a.pdf")
    qtbot.waitUntil(lambda: screen._progress.words() == "正在检查存证")
    assert "a.pdf" in screen._panel_title.whole()
    screen._progress.cancel()
    held.gate.set()
    qtbot.waitUntil(lambda: screen._progress.words() == "")
    assert screen._panel_title.whole() == ""
    assert shell.banner.text() == ""


def test_a_file_that_is_no_contract_is_said_once_and_the_title_goes(
    qtbot: QtBot, shell: Shell, held: HeldOffice, tmp_path: Path
) -> None:
    held.gate.set()
    shell.go("contracts")
    screen = shell.screens["contracts"]
    assert isinstance(screen, ContractsScreen)
    screen.verify(tmp_path / "b.pdf")
    qtbot.waitUntil(lambda: "b.pdf 不是合同" in shell.banner.text())
    assert screen._panel_title.whole() == ""
    assert not screen._choose.property("busy")


def test_the_language_is_changed_in_the_settings_and_the_deals_are_still_there(qtbot: QtBot, shell: Shell) -> None:
    """The counter is made again only when somebody goes there: its deals must outlive its old pages."""
    page = blank_page(qtbot, shell)
    page.deal.set_text(FieldPath.NAME, "王小川")
    shell.go("settings")
    shell.restyle()
    with qtbot.waitSignal(page.destroyed):
        pass
    shell.go("counter")
    again = blank_page(qtbot, shell)
    assert again.deal.draft.text(FieldPath.NAME) == "王小川"
    again.deal.set_text(FieldPath.NAME, "王小船")
    again.deal.set_text(FieldPath.PHONE, "13871234567")
    assert "王小船" in shell.screens["counter"].tabs.tabText(0)  # type: ignore[attr-defined]  # the counter has tabs
