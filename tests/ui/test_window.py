from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from paddock.app.services.drafts import load_draft
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldPath
from paddock.ui.main import furnish, paint_shell
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import blank_page


def test_the_frame_is_painted_before_its_words(qtbot: QtBot, tmp_path: Path) -> None:
    app, shell = paint_shell(tmp_path / "window.ini")
    qtbot.addWidget(shell)
    with qtbot.waitSignal(shell.painted, timeout=5_000):
        shell.show()
    assert not shell.findChildren(QToolButton) + shell.findChildren(QLabel)
    furnish(app, shell)
    assert [entry.text() for entry in shell.findChildren(QToolButton)][:2] == ["搜索", "接件"]


def test_unbroken_typing_is_saved_while_it_goes_on(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store
) -> None:
    page = blank_page(qtbot, open_window(no_sync))
    name = ""
    for number in range(40):
        name += str(number % 10)
        page.deal.set_text(FieldPath.NAME, name)
        qtbot.wait(25)
    kept = load_draft(store, page.deal.id)
    assert kept is not None
    assert len(kept.text(FieldPath.NAME)) > 10


def test_the_first_page_has_the_cursor(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    shell = open_window(no_sync)
    page = blank_page(qtbot, shell)
    shell.activateWindow()
    qtbot.waitUntil(lambda: page.isAncestorOf(QApplication.focusWidget() or shell), timeout=5_000)
