"""The gallery: every page in every look, nothing cut off, and a front door that needs no profile."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from paddock.domain.sentences import Language
from paddock.ui.gallery.catalogue import gallery_pages
from paddock.ui.gallery.sheet import State
from paddock.ui.gallery.window import Dress, GalleryWindow
from paddock.ui.language import install_language, language
from paddock.ui.theme import ThemeChoice, apply_colours, load_fonts, scheme
from paddock.ui.widgets.segmented import Segmented
from tests.screens.legibility import illegible

KEYS = [page.key for page in gallery_pages()]


@pytest.fixture
def gallery(qtbot: QtBot, qapp: QApplication) -> Iterator[GalleryWindow]:
    load_fonts(qapp)
    window = GalleryWindow(qapp, Dress("zh_CN"))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    yield window
    window.close()
    apply_colours(qapp, ThemeChoice.LIGHT)
    install_language(qapp, "zh_CN")


def test_pages_have_keys_of_their_own_and_titles_in_both_languages(qapp: QApplication) -> None:
    titles = {}
    for chosen in get_args(Language):
        install_language(qapp, chosen)
        titles[chosen] = [page.title for page in gallery_pages()]
    install_language(qapp, "zh_CN")
    assert len(set(KEYS)) == len(KEYS) > 20
    assert all(zh != en for zh, en in zip(titles["zh_CN"], titles["en"], strict=True))
    assert get_args(State)


@pytest.mark.parametrize(
    "dress",
    [
        Dress("zh_CN"),
        Dress("en", ThemeChoice.DARK),
        Dress("en", high_contrast=True, text_scale=125),
        Dress("zh_CN", ThemeChoice.DARK, high_contrast=True, text_scale=112, less_motion=True),
    ],
    ids=["zh-light", "en-dark", "en-contrast-large", "zh-dark-contrast"],
)
def test_every_page_opens_in_every_look_and_nothing_is_cut_off(
    gallery: GalleryWindow, qapp: QApplication, dress: Dress
) -> None:
    gallery.wear(dress)
    found: set[str] = set()
    for key in KEYS:
        gallery.open_page(key)
        qapp.processEvents()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        found |= {f"{key}: {fault}" for fault in illegible(gallery)}
    assert found == set()


def test_a_switch_keeps_the_page_and_changes_its_look(gallery: GalleryWindow, qapp: QApplication) -> None:
    gallery.open_page("offers")
    for name, words in (("语言", "English"), ("Theme", "Dark"), ("Contrast", "High contrast"), ("Text size", "125%")):
        switch = next(one for one in gallery.findChildren(Segmented) if one.accessibleName() == name)
        next(one for one in switch.findChildren(QPushButton) if one.text() == words).click()
        qapp.processEvents()
    assert gallery.page
    assert gallery.page.key == "offers"
    assert gallery.page.title == "Offer cards"
    assert language() == "en"
    assert scheme() == "dark_contrast"
    assert gallery.dress == replace(gallery.dress, text_scale=125)


def test_pages_are_turned_by_keyboard(gallery: GalleryWindow, qtbot: QtBot) -> None:
    QTest.keyClick(gallery, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: gallery.page is not None and gallery.page.key == KEYS[1])
    QTest.keyClick(gallery, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(gallery, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: gallery.page is not None and gallery.page.key == KEYS[-1])


_SHOWN_THEN_CLOSED = """
from PySide6.QtWidgets import QApplication
import sys
def once(app=None):
    QApplication.processEvents()
    print([window.windowTitle() for window in QApplication.topLevelWidgets() if window.isVisible()])
    return 0
QApplication.exec = once
from paddock.app.__main__ import main
main(["--gallery", "--lang", "en"])
"""


def test_the_front_door_needs_no_profile_no_key_and_no_centre(tmp_path: Path) -> None:
    kept = ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "LANG")
    environment = {name: value for name, value in os.environ.items() if name in kept}
    environment |= {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _SHOWN_THEN_CLOSED],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "Paddock widgets" in done.stdout
    assert not list(tmp_path.rglob("*.db"))
    assert not (tmp_path / "paddock").exists()
