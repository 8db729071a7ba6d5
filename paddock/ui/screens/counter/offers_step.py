"""Step 5: what the centre decided and why, and the offers side by side for the customer."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from paddock.app.store.views import OutboxState
from paddock.domain.states import ApplicationState
from paddock.ui.deal import Deal
from paddock.ui.screens.counter.advice_panel import advice_panel
from paddock.ui.screens.counter.behind_decision import COMPARE_PANEL, BehindDecision
from paddock.ui.screens.counter.decision_panels import counteroffer_panel, problem_panel
from paddock.ui.screens.counter.offer_grid import OfferGrid
from paddock.ui.screens.counter.review_panel import ReviewPanel, clock_words
from paddock.ui.screens.counter.step import Step
from paddock.ui.screens.counter.take_bar import TakeBar
from paddock.ui.states import Look, look_of_application, look_of_outbox, look_of_outcome
from paddock.ui.tasks import run
from paddock.ui.turns import Turns
from paddock.ui.widgets.basics import CentredWords, card, clear, column, label, row, scrolled
from paddock.ui.widgets.chip import StateChip
from paddock.ui.widgets.offer_card import OfferCard
from paddock.ui.widgets.timeline import Timeline
from paddock.ui.words import say
from paddock.wire.decisions import Decision
from paddock.wire.reviews import Stipulation

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench


class OffersStep(Step):
    """Timeline on the left, decision and offers on the right; the lower half shows what the person asks for."""

    new_terms_wanted = Signal(object)
    """The `FlipAdvice` or `CounterofferTerms` a new application is wanted at."""
    edit_wanted = Signal()

    def __init__(self, shell: "Workbench", deal: Deal, parent: QWidget) -> None:
        super().__init__(shell, deal, parent)
        self.waits_for_contract = False
        self._grid: OfferGrid | None = None
        self._behind: BehindDecision | None = None
        self._review: ReviewPanel | None = None
        self._taking: TakeBar | None = None
        self._decision: Decision | None = None
        self._key: object = None
        self._taken: object = None
        """Which offer the centre, or the queue, has as taken, as it is shown."""
        self._turns = Turns(self)
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

    @property
    def cards(self) -> list[OfferCard]:
        """The offers that are seen; what still waits for its turn is laid out now."""
        self._turns.finish()
        return self._grid.cards if self._grid else []

    @property
    def taking(self) -> TakeBar | None:
        """What takes the offer in question; None while there is none."""
        self._turns.finish()
        return self._taking

    def is_laid_out(self) -> bool:
        """Whether all that is known of the decision is on the screen: it comes in turns."""
        return self._turns.is_done() and (self._grid is None or self._grid.turns.is_done())

    def shown(self) -> None:
        self.deal.load()
        self.focus_offer()

    def foot(self) -> QWidget | None:
        return self._taking

    def can_rest(self) -> bool:
        return not self.waits_for_contract and not (self._review and self._review.is_begun())

    def focus_offer(self) -> None:
        """Put the cursor on the offer in question."""
        if self._turns.is_done() and self._grid:
            self._grid.focus_chosen()

    def choose(self, offer_id: str) -> None:
        """Mark an offer; its repayment schedule is shown beside it."""
        self.deal.offers.choose(offer_id)

    def compare(self, offer_id: str) -> None:
        """Hold an offer against the others, or no more; the panel shows it."""
        if not self.deal.offers.toggle_compared(offer_id):
            self.shell.notify(self.tr("Four offers are compared already: take one out first (C on its card)"))
            return
        self.show_panel(COMPARE_PANEL)

    def show_panel(self, index: int) -> None:
        """Show what lies behind the decision, and bring as much of it into view as there is room for."""
        self._turns.finish()
        behind = self._behind
        if behind is None:
            return
        behind.bring(index)
        # The page knows its new height only after this turn of the event loop.
        QTimer.singleShot(0, behind, lambda: self._area.verticalScrollBar().setValue(behind.y()))

    def show_all(self) -> None:
        """Show the offers that are left, below the first ones."""
        self._turns.finish()
        if self._grid:
            self._grid.show_all()

    def take_chosen(self) -> None:
        """The customer takes the marked offer."""
        if self.taking:
            self.taking.take()

    def hand_over(self) -> None:
        """The marked offer for the customer's phone, or on paper."""
        if self.taking:
            self.taking.hand_over()

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
        if self._taking and self._taking.button.isEnabled():
            self._taking.button.setFocus()

    def _took(self) -> None:
        self.waits_for_contract = True

    def _show_choice(self) -> None:
        if self._taking:
            self._taking.refresh()

    def _timeline_card(self) -> QWidget:
        made = card()
        made.setFixedWidth(228)
        layout = column(made, margin=16, gap="medium")
        layout.addWidget(label(self.tr("Progress"), "heading"))
        self._timeline = Timeline()
        layout.addWidget(scrolled(self._timeline), 1)
        return made

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
            if taken != self._taken and self._decision and self._decision.offers:
                self._taken = taken
                self._begin_choice()
                self._show_taken()
            return
        self._key, self._taken = key, taken
        self._decision = detail.decision
        self._turns.forget()
        clear(self._column)
        self._grid = self._behind = self._review = self._taking = None
        if detail.problem is not None:
            may_edit = detail.outbox_state in {OutboxState.REJECTED, OutboxState.CONFLICT}
            self._column.addWidget(problem_panel(detail.problem, self.edit_wanted.emit if may_edit else None))
        if detail.decision is None:
            self._show_waiting()
        else:
            self._show_decision(detail.decision)

    def _show_waiting(self) -> None:
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
            self._turns.add(lambda: self._add_grid(page, inside, decision), self._add_taking)
        self._turns.add(lambda: self._add_behind(page, inside, decision))

    def _add_grid(self, page: QWidget, inside: QVBoxLayout, decision: Decision) -> None:
        self._grid = OfferGrid(decision.offers, self.deal.offers, page)
        self._grid.compare_wanted.connect(self.compare)
        self._grid.entered.connect(self._to_taking)
        inside.addWidget(self._grid)
        self._show_taken()

    def _add_taking(self) -> None:
        self._taking = TakeBar(self.shell, self.deal)
        self._taking.took.connect(self._took)
        self._column.addWidget(self._taking)
        self._taking.refresh()

    def _add_behind(self, page: QWidget, inside: QVBoxLayout, decision: Decision) -> None:
        self._behind = BehindDecision(decision, self.deal.offers, self.deal.detail, page)
        self._behind.wanted.connect(self.show_panel)
        inside.addWidget(self._behind, 1)
        if self._grid:
            # When the cards are there: the cursor goes onto one of them.
            self._grid.turns.add(lambda: self.focus_offer() if self.isVisible() else None)

    def _begin_choice(self) -> None:
        detail, decision = self.deal.detail, self._decision
        if detail and decision:
            self.deal.offers.begin(decision.offers, detail.accepted_offer_id or detail.pending_offer_id or "")

    def _show_taken(self) -> None:
        """Whether the customer has taken an offer, and which."""
        detail = self.deal.detail
        if self._grid and detail:
            self._grid.show_taken(detail.accepted_offer_id or detail.pending_offer_id or "")
        self._show_choice()

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
