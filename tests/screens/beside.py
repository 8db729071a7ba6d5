"""Scenes of what lies over or beside the screens: help, notices, tour, the rows behind a figure, a filled batch."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QPushButton

from paddock.app.store.dashboard_views import Figure
from paddock.ui.help.panel import HelpPanel
from paddock.ui.language import language
from paddock.ui.screens.batch.screen import BatchScreen
from paddock.ui.screens.counter.deal_page import APPLICANT
from paddock.ui.screens.dashboard.screen import DashboardScreen
from paddock.ui.tour.desk import TourDesk
from paddock.ui.tour.guide import Guide
from paddock.ui.widgets.segmented import Segmented
from tests.helpers.stage.stage import Stage
from tests.screens.scene import Scene

_FILTERS = ("all", "open", "accepted", "again", "known", "loose", "removed")
"""From left to right."""


def over_and_beside() -> Sequence[Scene]:
    """After a morning's work; the tour last, because it begins a deal."""
    return [
        Scene("batch", _batch),
        Scene("batch-loose", lambda stage: _batch(stage, "loose"), lambda stage: _batch(stage, "all")),
        Scene("dashboard-rows", _rows, lambda stage: _dashboard(stage).show_figures()),
        Scene("help", _help, lambda stage: _panel(stage).close_up()),
        Scene("notice", _notice, _dismiss),
        Scene("tour", _tour, _leave_the_tour),
    ]


def _batch(stage: Stage, shown: str = "all") -> None:
    stage.shell.go("batch")
    screen = stage.shell.screens["batch"]
    assert isinstance(screen, BatchScreen)
    filters = screen.findChild(Segmented)
    assert isinstance(filters, Segmented)
    filters.findChildren(QPushButton)[_FILTERS.index(shown)].click()
    stage.settle()


def _dashboard(stage: Stage) -> DashboardScreen:
    stage.shell.go("dashboard")
    screen = stage.shell.screens["dashboard"]
    assert isinstance(screen, DashboardScreen)
    return screen


def _rows(stage: Stage) -> None:
    screen = _dashboard(stage)
    stage.settle()
    screen.open_figure(Figure.DECIDED)
    stage.wait(screen.rows.isVisible)


def _panel(stage: Stage) -> HelpPanel:
    panel = stage.shell.findChild(HelpPanel)
    assert isinstance(panel, HelpPanel)
    return panel


def _help(stage: Stage) -> None:
    stage.page("draft", APPLICANT)
    stage.shell.show_help()
    stage.wait(lambda: stage.shell.findChild(HelpPanel) is not None and _panel(stage).isVisible())


def _notice(stage: Stage) -> None:
    stage.page("draft", APPLICANT)
    words = {"zh_CN": "已移除影像: 身份证反面", "en": "Picture removed: ID back"}
    stage.shell.notify(words[language()], lambda: None)


def _dismiss(stage: Stage) -> None:
    for toast in stage.shell.findChildren(QFrame, "toast"):
        for button in toast.findChildren(QPushButton):
            if button.text() == "✕":
                button.click()


def _guide(stage: Stage) -> Guide:
    desk = stage.shell.findChild(TourDesk)
    assert isinstance(desk, TourDesk)
    assert desk.guide is not None
    return desk.guide


def _tour(stage: Stage) -> None:
    stage.shell.preferences.tour_left_at = ("", None)
    stage.shell.start_tour()
    stage.wait(_guide(stage).stage.bubble.isVisible)


def _leave_the_tour(stage: Stage) -> None:
    _guide(stage).leave()
    _dismiss(stage)
    counter = stage.counter()
    counter.close_deal(counter.tabs.currentIndex())
