"""What lies behind a decision, one panel at a time: comparison, schedule, reasons, rules, refused plans."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from paddock.app.store.views import DealDetail
from paddock.domain.states import DecisionOutcome
from paddock.ui.models.schedule import ScheduleTable, schedule_table
from paddock.ui.offer_choice import OfferChoice
from paddock.ui.screens.counter.compare_panel import ComparePanel
from paddock.ui.screens.counter.decision_panels import course_words, reasons_panel, refused_plans_panel, rules_panel
from paddock.ui.widgets.basics import button, column, row
from paddock.wire.decisions import Decision

COMPARE_PANEL = 4
_REASONS_PANEL = 1
_PANEL_AFTER_MS = 40


class BehindDecision(QFrame):
    """A card with a choice of panels. Sends `wanted` with the number of the one that is asked for: see `bring`."""

    wanted = Signal(int)

    def __init__(self, decision: Decision, choice: OfferChoice, detail: DealDetail | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(6)
        self._panels = _Panels()
        self._choice = choice
        self._schedule: ScheduleTable | None = None
        course = course_words(detail) if detail else ""
        panels = [
            (self.tr("Repayment schedule"), self._make_schedule, bool(decision.offers)),
            (self.tr("Reasons and conditions"), lambda: reasons_panel(decision, course), True),
            (self.tr("Rules ({0})").format(len(decision.rule_hits)), lambda: rules_panel(decision), True),
            (
                self.tr("Plans that do not fit ({0})").format(len(decision.refused_plans)),
                lambda: refused_plans_panel(decision),
                True,
            ),
            (self.tr("Compare"), lambda: ComparePanel(choice), bool(decision.offers)),
        ]
        choices = row(gap="small")
        group = QButtonGroup(self)
        for index, (words, make, shown) in enumerate(panels):
            self._panels.add(make)
            tab = button(words, role="choice")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _checked=False, wanted=index: self.wanted.emit(wanted))
            if not shown:
                tab.hide()
            group.addButton(tab)
            # The comparison was added last and stands first: the panels keep their numbers.
            choices.insertWidget(0 if index == COMPARE_PANEL else choices.count(), tab)
        choices.addStretch(1)
        self._panels.changed.connect(lambda index: group.buttons()[index].setChecked(True))
        approved = decision.offers and decision.decision is DecisionOutcome.APPROVED
        first = COMPARE_PANEL if approved else _REASONS_PANEL
        group.buttons()[first].setChecked(True)
        # After the offers have been painted: the window is held up by neither for long.
        QTimer.singleShot(_PANEL_AFTER_MS, self._panels, partial(self._panels.bring_first, first))
        layout.addLayout(choices)
        layout.addWidget(self._panels, 1)
        choice.changed.connect(self._show_choice)

    def bring(self, number: int) -> None:
        """Show one panel."""
        self._panels.bring(number)

    def _make_schedule(self) -> QWidget:
        self._schedule = schedule_table()
        self._show_choice()
        return self._schedule

    def _show_choice(self) -> None:
        if self._schedule is not None and self._choice.chosen:
            self._schedule.show_offer(self._choice.chosen)


class _Panels(QWidget):
    """One panel in view, and only its height counts: the table scrolls by itself, texts scroll with the page.

    A panel is made when it is first asked for: laying out hundreds of labels at once would hold up the window.
    """

    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self)
        self._makers: list[Callable[[], QWidget]] = []
        self._made: dict[int, QWidget] = {}

    def add(self, make: Callable[[], QWidget]) -> None:
        """Add a panel, not made yet."""
        self._makers.append(make)

    def bring_first(self, wanted: int) -> None:
        """Show one panel, unless the person has asked for another already."""
        if not self._made:
            self.bring(wanted)

    def bring(self, wanted: int) -> None:
        """Show one panel."""
        if wanted not in self._made:
            panel = self._made[wanted] = self._makers[wanted]()
            self._layout.addWidget(panel, 1)
        for index, panel in self._made.items():
            panel.setVisible(index == wanted)
        self.changed.emit(wanted)
