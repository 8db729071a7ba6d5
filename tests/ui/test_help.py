"""Help on F1: a page for every screen and step in both languages, whose keys exist and whose links lead somewhere."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from paddock.domain.sentences import Language
from paddock.ui.help.desk import HelpDesk
from paddock.ui.help.pages import file_of, help_folder, load_pages, search
from paddock.ui.help.panel import HelpPanel
from paddock.ui.screens.catalogue import SCREENS
from paddock.ui.screens.counter.deal_page import STEP_NAMES
from paddock.ui.shell import Shell
from paddock.ui.shell_actions import shell_actions
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import blank_page

ROOT = Path(__file__).parents[2]
LANGUAGES: tuple[Language, ...] = get_args(Language)
EVERYWHERE = {"Enter", "Esc", "Tab", "Shift+Tab", "C", "E"}
"""Keys that widgets hear themselves; all others are declared actions."""
CODE = re.compile(r"`([^`]+)`")
KEY = re.compile(r"`((?:(?:Ctrl|Alt|Shift)\+)*(?:F\d+|[A-Z0-9=-]|Enter|Esc|Tab))`")
LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_and_every_step_has_a_page(language: Language) -> None:
    pages = load_pages(language)
    assert {entry.key for entry in SCREENS} <= set(pages)
    assert {f"counter.{name}" for name in STEP_NAMES} <= set(pages)
    assert all(page.title for page in pages.values())


def test_both_languages_have_the_same_pages_sections_and_links() -> None:
    chinese, english = load_pages("zh_CN"), load_pages("en")
    assert list(chinese) == list(english)
    for topic, page in chinese.items():
        other = english[topic]
        assert re.findall(r"^#+", page.text, re.MULTILINE) == re.findall(r"^#+", other.text, re.MULTILINE), topic
        assert LINK.findall(page.text) == LINK.findall(other.text), topic
        assert sorted(KEY.findall(page.text)) == sorted(KEY.findall(other.text)), topic


@pytest.mark.usefixtures("qapp")
def test_every_key_that_a_page_names_is_declared() -> None:
    declared = {QKeySequence(action.shortcut).toString() for action in shell_actions() if action.shortcut}
    for entry in SCREENS:
        for action in entry.load().declared_actions():
            declared.add(QKeySequence(action.shortcut).toString())
    named = {key for page in load_pages("zh_CN").values() for key in KEY.findall(page.text)}
    assert len(named) > 15
    assert {key for key in named if QKeySequence(key).toString() not in declared} <= EVERYWHERE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_table_of_keys_is_explained_on_some_page(language: Language) -> None:
    table = (ROOT / "docs" / "keyboard.md").read_text("utf-8").splitlines()
    cells = [line.split("|")[1] for line in table if line.startswith("| `")]
    keys = {key for cell in cells for code in CODE.findall(cell) for key in code.split(", ")}
    assert len(keys) > 60
    explained = {code for page in load_pages(language).values() for code in CODE.findall(page.text)}
    assert keys - explained == set()


def test_the_customer_window_has_a_page() -> None:
    assert all("F9" in load_pages(language)["customer"].text for language in LANGUAGES)


def test_every_link_leads_to_a_page() -> None:
    guide = ROOT / "docs" / "user-guide.md"
    for language in LANGUAGES:
        pages = load_pages(language).values()
        for page in pages:
            for link in LINK.findall(page.text):
                assert (help_folder() / language / link).is_file(), (page.topic, link)
        linked = LINK.findall(guide.read_text("utf-8"))
        for page in pages:
            assert page.topic == "index" or f"help/{language}/{file_of(page.topic)}" in linked


def test_search_finds_pages_by_all_their_words() -> None:
    pages = load_pages("zh_CN").values()
    assert search(pages, "核对副本")[0].page.topic == "doctor"
    assert search(pages, "口令")[0].page.topic == "passphrase"
    assert search(pages, "no such words") == []
    assert search(pages, "  ") == []


def panel_of(qtbot: QtBot, shell: Shell) -> HelpPanel:
    qtbot.waitUntil(lambda: shell.furniture.findChild(HelpPanel) is not None, timeout=10_000)
    found = shell.furniture.findChild(HelpPanel)
    assert isinstance(found, HelpPanel)
    return found


def test_f1_opens_the_page_of_the_step_and_esc_gives_the_keyboard_back(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    shell = open_window(no_sync)
    page = blank_page(qtbot, shell)
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    page.go_to(1)
    before = shell.focusWidget()
    desk = shell.findChild(HelpDesk)
    assert isinstance(desk, HelpDesk)
    qtbot.waitUntil(lambda: bool(desk.pages()), timeout=10_000)
    QTest.keyClick(shell, Qt.Key.Key_F1)
    panel = panel_of(qtbot, shell)
    assert panel.browser.topic() == "counter.applicant"
    assert "申请人" in panel.browser.toPlainText()
    panel.search.setText("密钥环")
    assert panel.finds.count() >= 2
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.browser.topic() in {"passphrase", "doctor"}
    QTest.keyClick(panel.browser, Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert shell.focusWidget() is before


def test_an_installed_wheel_brings_the_pages(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), "."]
    copy = tmp_path / "tree"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{ROOT}", copy], check=True)
    subprocess.run(build, cwd=copy, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for language in LANGUAGES:
        wanted = {f"share/paddock/help/{language}/{file.name}" for file in (help_folder() / language).glob("*.md")}
        assert wanted <= {name.partition(".data/data/")[2] for name in names}
