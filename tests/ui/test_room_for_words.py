"""Words that paint themselves, or are shortened by Qt, have the room they need: layouts do not see those."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionTab, QToolButton
from pytestqt.qtbot import QtBot

from paddock.domain.sentences import Language
from paddock.ui import theme
from paddock.ui.language import install_language
from paddock.ui.screens.catalogue import SCREENS
from paddock.ui.screens.counter.faults import Kind
from paddock.ui.screens.counter.step_bar import StepBar
from paddock.ui.states import Look
from paddock.ui.theme import TEXT_SCALES, ThemeChoice
from paddock.ui.widgets.basics import bold_metrics
from paddock.ui.widgets.deal_tabs import DealTabs
from paddock.ui.widgets.navigation import Navigation


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    theme.load_fonts(qapp)
    theme.apply_colours(qapp, ThemeChoice.LIGHT)
    yield qapp
    theme.apply_colours(qapp, ThemeChoice.LIGHT)
    theme.apply_font(qapp)
    install_language(qapp, "zh_CN")


@pytest.mark.parametrize("scale", TEXT_SCALES)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_screen_is_named_whole_in_the_navigation(
    qtbot: QtBot, app: QApplication, scale: int, language: Language
) -> None:
    theme.apply_colours(app, ThemeChoice.LIGHT, text_scale=scale)
    theme.apply_font(app)
    install_language(app, language)
    navigation = Navigation(SCREENS)
    qtbot.addWidget(navigation)
    navigation.load_icons()
    navigation.show()
    QCoreApplication.processEvents()
    buttons = navigation.findChildren(QToolButton)
    assert len(buttons) > len(SCREENS)
    # Qt keeps a few pixels free on either side before it shortens.
    short = [made.text() for made in buttons if bold_metrics(made).horizontalAdvance(made.text()) + 6 > made.width()]
    assert short == []


@pytest.mark.usefixtures("app")
def test_the_tab_in_front_is_shortened_as_the_bold_words_it_has(qtbot: QtBot) -> None:
    tabs = DealTabs()
    qtbot.addWidget(tabs)
    tabs.resize(700, 40)
    for name in ("陈嘉懿 本田 CR-V 锐混动", "吕静", "王小川 大众 朗逸 1.5L", "周文博 别克 君威 20T"):
        tabs.addTab("")
        tabs.say(tabs.count() - 1, name, Look("calm", "file-text", "Contract ready to sign"))
    tabs.setCurrentIndex(3)
    option = QStyleOptionTab()
    tabs.initStyleOption(option, 3)
    said = option.text
    assert said.startswith("周文博")
    assert said.endswith("…")
    room = tabs.style().subElementRect(QStyle.SubElement.SE_TabBarTabText, option, tabs).width()
    assert bold_metrics(tabs).horizontalAdvance(said) <= room


@pytest.mark.usefixtures("app")
def test_what_is_left_stands_below_the_name_of_its_step(qtbot: QtBot) -> None:
    bar = StepBar()
    qtbot.addWidget(bar)
    bar.step(0).show_counts({Kind.MISSING: 3})
    bar.resize(1180, bar.sizeHint().height())
    bar.show()
    QCoreApplication.processEvents()
    assert bar.height() >= bar.step(0).height() == bar.step(0).sizeHint().height()
    assert bar.rect().contains(bar.step(0).geometry())
