"""Step 5: what the centre decided and why, and the offers side by side for the customer."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from paddock.app.store.views import OutboxState
from paddock.domain.states import ApplicationState, DecisionOutcome
from paddock.ui.charts.late import with_charts
from paddock.ui.charts.looks import SERIES_LOOKS
from paddock.ui.deal import Deal
from paddock.ui.models.schedule import schedule_table
from paddock.ui.screens.counter.advice_panel import advice_panel
from paddock.ui.screens.counter.compare_panel import ComparePanel
from paddock.ui.screens.counter.decision_panels import (
    counteroffer_panel,
    course_words,
    problem_panel,
    reasons_panel,
    refused_plans_panel,
    rules_panel,
)
from paddock.ui.screens.counter.review_panel import ReviewPanel, clock_words
from paddock.ui.screens.counter.step import Step
from paddock.ui.states import Look, look_of_application, look_of_outbox, look_of_outcome
from paddock.ui.tasks import run
from paddock.ui.widgets.basics import CentredWords, ElidedLabel, button, card, clear, column, label, row, scrolled
from paddock.ui.widgets.chip import StateChip
from paddock.ui.widgets.offer_card import OfferCard, is_level
from paddock.ui.widgets.timeline import Timeline
from paddock.ui.words import money, percent, round_money, say
from paddock.wire.decisions import Decision, Offer
from paddock.wire.reviews import Stipulation

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_SIDE_BY_SIDE = 3
_AT_FIRST = 2 * _SIDE_BY_SIDE
COMPARE_PANEL = 4
_PANEL_AFTER_MS = 40


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


class OffersStep(Step):
    """Timeline on the left, decision and offers on the right; the lower half shows what the person asks for."""

    new_terms_wanted = Signal(object)
    """The `FlipAdvice` or `CounterofferTerms` a new application is wanted at."""
    edit_wanted = Signal()

    def __init__(self, shell: "Workbench", deal: Deal, parent: QWidget) -> None:
        super().__init__(shell, deal, parent)
        self.waits_for_contract = False
        self.cards: list[OfferCard] = []
        self._later: list[Offer] = []
        """Offers without a card yet: most customers take one of the first."""
        self._wide = 1
        self._decision: Decision | None = None
        self._review: ReviewPanel | None = None
        self._key: object = None
        self._taken: object = None
        """Which offer the centre, or the queue, has as taken, as it is shown."""
        self._foot: QWidget | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(self._timeline_card())
        self._right = QWidget()
        self._column = column(self._right, gap="medium")
        layout.addWidget(self._right, 1)
        deal.detail_changed.connect(self._show)
        deal.offers.changed.connect(self._show_choice)
        self._show()

    def shown(self) -> None:
        self.deal.load()
        self.focus_offer()

    def foot(self) -> QWidget | None:
        return self._foot

    def can_rest(self) -> bool:
        return not self.waits_for_contract

    def focus_offer(self) -> None:
        """Put the cursor on the offer in question."""
        chosen = self.deal.offers.chosen
        for shown in self.cards:
            if chosen and shown.offer.id == chosen.id:
                shown.setFocus()

    def choose(self, offer_id: str) -> None:
        """Mark an offer; its repayment schedule is shown beside it."""
        self.deal.offers.choose(offer_id)

    def step_from(self, card: OfferCard, columns: int, rows: int) -> None:
        """An arrow key: the offer beside, above or below is in question."""
        at = self.cards.index(card) + columns + rows * self._wide
        if at >= len(self.cards):
            self.show_all()
        if 0 <= at < len(self.cards):
            self.cards[at].setFocus()
            self.choose(self.cards[at].offer.id)

    def compare(self, offer_id: str) -> None:
        """Hold an offer against the others, or no more; the panel shows it."""
        if not self.deal.offers.toggle_compared(offer_id):
            self.shell.notify(self.tr("Four offers are compared already: take one out first (C on its card)"))
            return
        self.show_panel(COMPARE_PANEL)

    def _show_choice(self) -> None:
        offer = self.deal.offers.chosen
        looks = {one.id: look for one, look in zip(self.deal.offers.compared, SERIES_LOOKS, strict=False)}
        for shown in self.cards:
            shown.select(selected=offer is not None and shown.offer.id == offer.id)
            shown.show_compared(looks.get(shown.offer.id))
        if offer and self.cards:
            self._schedule.show_offer(offer)
            self._take.setEnabled(self._may_take())
            self._chosen_name.setText(f"{say(offer.plan_name)} · {say(offer.kind.name_for_people)}")
            terms = (
                self.tr("{0} months · {1} a month · down payment {2} · {3} a year (IRR)")
                if is_level(offer)
                else self.tr("{0} months · first {1} · down payment {2} · {3} a year (IRR)")
            )
            self._chosen_terms.setText(
                terms.format(
                    offer.term_months,
                    money(offer.monthly_payment_fen),
                    round_money(offer.down_payment_fen),
                    percent(offer.annual_rate),
                )
            )

    def show_panel(self, index: int) -> None:
        """Show what lies behind the decision, and bring as much of it into view as there is room for."""
        self._panels.bring(index)
        card = self._panels.parentWidget()
        # The page knows its new height only after this turn of the event loop.
        QTimer.singleShot(0, self._area, lambda: self._area.verticalScrollBar().setValue(card.y() if card else 0))

    def take_chosen(self) -> None:
        """The customer takes the marked offer."""
        offer = self.deal.offers.chosen
        if offer is None or not self.cards or not self._may_take():
            return
        self._take.setEnabled(False)
        self.waits_for_contract = True
        office, application, chosen = self.deal.office, self.deal.id, offer.id

        def taken(_outbox_id: object) -> None:
            self.shell.notify(self.tr("Offer taken. The contract is drawn up as soon as the centre has it."))
            self.shell.wake_sync()
            self.deal.load()

        run(self, lambda: office.accept_offer(application, chosen)).success(taken)

    def hand_over(self) -> None:
        """The marked offer for the customer's phone, or on paper."""
        offer = self.deal.offers.chosen
        if offer is None:
            return
        # The encoder and the printing library load when somebody asks for them, not with the counter.
        from paddock.ui.screens.counter.hand_over import HandOverDialog  # noqa: PLC0415

        dialog = HandOverDialog(self, offer)
        dialog.exec()
        dialog.deleteLater()

    # Inside

    def _answer(self, stipulation: Stipulation, words: str, paths: Sequence[Path]) -> None:
        office, application = self.deal.office, self.deal.id

        def answered(_outbox_id: object) -> None:
            self.shell.notify(self.tr("Answered. The reviewer goes on as soon as the centre has it."))
            self.shell.wake_sync()
            self.deal.load()

        def send() -> UUID:
            return office.answer_stipulation(application, stipulation.id, words, [path.read_bytes() for path in paths])

        if self._review is not None:
            # What was typed stays where it is until the answer is kept.
            run(self, send).busy(self._review.cards[stipulation.id].act).success(answered)

    def _to_taking(self) -> None:
        """Enter on an offer: onto the button that takes it, where Enter takes it. Nothing is taken by one key."""
        if self._take.isEnabled():
            self._take.setFocus()

    def _timeline_card(self) -> QWidget:
        made = card()
        made.setFixedWidth(228)
        layout = column(made, margin=16, gap="medium")
        layout.addWidget(label(self.tr("Progress"), "heading"))
        self._timeline = Timeline()
        layout.addWidget(scrolled(self._timeline), 1)
        return made

    def _may_take(self) -> bool:
        detail = self.deal.detail
        return bool(detail and not detail.accepted_offer_id and not detail.pending_offer_id)

    def _show(self) -> None:
        detail = self.deal.detail
        if detail is None:
            return
        self._timeline.show_lines(detail.timeline)
        key = (
            detail.decision,
            detail.problem,
            # Once decided, the contract's way through its states changes nothing here: offers take long to lay out.
            None if detail.decision else detail.central_state,
            None if detail.decision and detail.problem is None else detail.outbox_state,
        )
        taken = (detail.accepted_offer_id, detail.pending_offer_id)
        if key == self._key:
            if self._review is not None:
                self._review.show_detail(detail)
            # Only that is said on what is there: laying the offers out again takes long.
            if taken != self._taken and self.cards:
                self._taken = taken
                self._begin_choice()
                self._show_taken()
            return
        self._key, self._taken = key, taken
        self._decision = detail.decision
        clear(self._column)
        self.cards, self._later, self._foot, self._review = [], [], None, None
        if detail.problem is not None:
            may_edit = detail.outbox_state in {OutboxState.REJECTED, OutboxState.CONFLICT}
            self._column.addWidget(problem_panel(detail.problem, self.edit_wanted.emit if may_edit else None))
        if detail.decision is None:
            self._show_waiting()
        else:
            self._show_decision(detail.decision)

    def _show_waiting(self) -> None:
        # The library of the curves loads while the centre decides, not while the offers are laid out.
        if self.deal.is_submitted:
            with_charts(self, lambda: None)
        detail = self.deal.detail
        made = card()
        layout = column(made, margin=32, gap="medium")
        layout.addStretch(2)
        look = (
            look_of_application(detail.central_state)
            if detail and detail.central_state
            else look_of_outbox(detail.outbox_state)
            if detail and detail.outbox_state
            else Look("calm", "clock", self.tr("Not submitted"))
        )
        layout.addWidget(StateChip(look), 0, Qt.AlignmentFlag.AlignHCenter)
        title = label(self.tr("Safely kept on this workstation"), "title")
        if detail and detail.central_state:
            title.setText(self.tr("The centre is working on it"))
        layout.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        words = CentredWords(
            self.tr(
                "The decision and the offers appear here by themselves, usually within seconds of the centre "
                "having the application. You can go on with another deal."
            )
        )
        layout.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        if detail and detail.service:
            layout.addWidget(CentredWords(clock_words(detail.service)), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self._column.addWidget(made, 1)

    def _show_decision(self, decision: Decision) -> None:
        """Decision, offers and what lies behind them scroll together; the button that takes an offer stays."""
        if decision.offers:
            # First, so that the panels are made with what is chosen and compared, once.
            self._begin_choice()
        # From the outside in: what is filled first and put into its place afterwards is styled again and again.
        page = QWidget(self._right)
        self._area = scrolled(page)
        self._column.addWidget(self._area, 1)
        inside = column(page, gap="small")
        inside.addWidget(self._headline(decision))
        if (detail := self.deal.detail) and detail.central_state is ApplicationState.REFERRED:
            self._review = ReviewPanel()
            self._review.answered.connect(self._answer)
            self._review.show_detail(detail)
            inside.addWidget(self._review)
        if decision.advice:
            inside.addWidget(advice_panel(decision, self.new_terms_wanted.emit))
        elif (terms := decision.counteroffer) is not None:
            inside.addWidget(counteroffer_panel(terms, lambda: self.new_terms_wanted.emit(terms)))
        if decision.offers:
            offers = QWidget(page)
            inside.addWidget(offers)
            self._fill_offers(offers, decision)
        panels = card()
        inside.addWidget(panels, 1)
        self._fill_panels(panels, decision)
        if decision.offers:
            self._foot = self._take_bar()
            self._column.addWidget(self._foot)
            self._show_taken()
            self._show_choice()
            if self.isVisible():
                self.focus_offer()

    def _begin_choice(self) -> None:
        detail, decision = self.deal.detail, self._decision
        if detail and decision:
            self.deal.offers.begin(decision.offers, detail.accepted_offer_id or detail.pending_offer_id or "")

    def _show_taken(self) -> None:
        """Whether the customer has taken an offer, and which."""
        detail = self.deal.detail
        accepted, pending = (detail.accepted_offer_id, detail.pending_offer_id) if detail else (None, None)
        for shown in self.cards:
            shown.show_taken(taken=shown.offer.id == (accepted or pending))
        words = (
            self.tr("Taken; waiting for the centre")
            if pending
            else self.tr("Offer taken")
            if accepted
            else self.tr("The customer takes this offer")
        )
        self._take.setText(words)
        self._take.setAccessibleName(words)

    def _headline(self, decision: Decision) -> QWidget:
        made = QWidget()
        layout = row(made, gap="medium")
        layout.addWidget(StateChip(look_of_outcome(decision.decision)))
        reason = (
            say(decision.reasons[0].staff)
            if decision.reasons
            else self.tr("{0} offers: choose one with the customer").format(len(decision.offers))
        )
        words = label(reason, "heading", wrap=True)
        layout.addWidget(words, 1)
        if decision.score is not None:
            layout.addWidget(label(self.tr("Score {0}").format(decision.score), "heading"))
        if decision.sandbox:
            layout.addWidget(StateChip(Look("warn", "flask", self.tr("Sandbox data"))))
        return made

    def _fill_offers(self, holder: QWidget, decision: Decision) -> None:
        """Up to three side by side in two rows, the others a click or an arrow key further: none is hidden sideways."""
        self._offers = holder
        grid = self._grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        count = len(decision.offers)
        self._wide = count if count <= _SIDE_BY_SIDE else min(-(-count // 2), _SIDE_BY_SIDE)
        first = decision.offers[:_AT_FIRST]
        self._later = decision.offers[_AT_FIRST:]
        self._add_cards(first)
        if self._later:
            words = self.tr("Show all {0} offers").format(count)
            self._all = button(words, self.show_all, role="quiet", icon="caret-down")
            grid.addWidget(self._all, len(self.cards) // self._wide, 0, 1, self._wide, Qt.AlignmentFlag.AlignHCenter)
        holder.setMinimumHeight(holder.sizeHint().height())
        chosen = self.deal.offers.chosen
        if chosen and chosen.id in {offer.id for offer in self._later}:
            self.show_all()

    def show_all(self) -> None:
        """Show the offers that are left, below the first ones."""
        later, self._later = self._later, []
        if not later:
            return
        self._grid.removeWidget(self._all)
        self._all.hide()
        self._all.deleteLater()
        self._add_cards(later)
        self._offers.setMinimumHeight(self._grid.sizeHint().height())
        if self._foot is not None:
            self._show_taken()
            self._show_choice()

    def _add_cards(self, offers: list[Offer]) -> None:
        for offer in offers:
            shown = OfferCard(offer)
            shown.chosen.connect(self.choose)
            shown.compared.connect(self.compare)
            shown.entered.connect(self._to_taking)
            shown.moved.connect(lambda columns, rows, card=shown: self.step_from(card, columns, rows))
            at = len(self.cards)
            self.cards.append(shown)
            self._grid.addWidget(shown, at // self._wide, at % self._wide)

    def _fill_panels(self, made: QFrame, decision: Decision) -> None:
        layout = QVBoxLayout(made)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(6)
        self._panels = _Panels()
        schedule = self._schedule = schedule_table()
        course = course_words(detail) if (detail := self.deal.detail) else ""
        panels = [
            (self.tr("Repayment schedule"), lambda: schedule, bool(decision.offers)),
            (self.tr("Reasons and conditions"), lambda: reasons_panel(decision, course), True),
            (self.tr("Rules ({0})").format(len(decision.rule_hits)), lambda: rules_panel(decision), True),
            (
                self.tr("Plans that do not fit ({0})").format(len(decision.refused_plans)),
                lambda: refused_plans_panel(decision),
                True,
            ),
            (self.tr("Compare"), lambda: ComparePanel(self.deal.offers), bool(decision.offers)),
        ]
        choices = row(gap="small")
        group = QButtonGroup(made)
        for index, (words, make, shown) in enumerate(panels):
            self._panels.add(make)
            tab = button(words, role="choice")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _checked=False, wanted=index: self.show_panel(wanted))
            if not shown:
                tab.hide()
            group.addButton(tab)
            # The comparison was added last and stands first: the panels keep their numbers.
            choices.insertWidget(0 if index == COMPARE_PANEL else choices.count(), tab)
        choices.addStretch(1)
        self._panels.changed.connect(lambda index: group.buttons()[index].setChecked(True))
        first = COMPARE_PANEL if decision.offers and decision.decision is DecisionOutcome.APPROVED else 1
        group.buttons()[first].setChecked(True)
        # After the offers have been painted: the window is held up by neither for long.
        QTimer.singleShot(_PANEL_AFTER_MS, self._panels, partial(self._panels.bring_first, first))
        layout.addLayout(choices)
        layout.addWidget(self._panels, 1)

    def _take_bar(self) -> QWidget:
        made = QWidget()
        layout = row(made, gap="medium")
        chosen = column(gap="hair")
        self._chosen_name, self._chosen_terms = ElidedLabel("", "heading"), ElidedLabel("", "soft")
        chosen.addWidget(self._chosen_name)
        chosen.addWidget(self._chosen_terms)
        layout.addLayout(chosen, 1)
        layout.addWidget(button(self.tr("To the phone, or print"), self.hand_over, icon="qr-code"))
        self._take = button("", self.take_chosen, role="big", icon="check-circle")
        layout.addWidget(self._take)
        return made
