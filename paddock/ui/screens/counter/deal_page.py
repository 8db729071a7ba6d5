"""One deal: the six steps, everything that is wrong with it, and the way to send it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from paddock.app.services.submission import ApplicationFaults
from paddock.app.store.views import OutboxState
from paddock.domain.application_draft import FieldPath
from paddock.domain.cross_checks import FAULT_PREFIX
from paddock.domain.errors import PaddockError
from paddock.domain.field_names import FIELD_NAMES
from paddock.ui.deal import Deal
from paddock.ui.screens.counter.deal_steps import DealSteps
from paddock.ui.screens.counter.fault_bar import FaultBar
from paddock.ui.screens.counter.faults import APPLICANT, FINANCING, OFFERS, SCAN, SIGNING, VEHICLE, step_of
from paddock.ui.screens.counter.offers_step import OffersStep
from paddock.ui.screens.counter.route import Stop, first_stop, next_stop
from paddock.ui.screens.counter.signing_step import SigningStep
from paddock.ui.screens.counter.step import Step
from paddock.ui.screens.counter.step_bar import StepBar
from paddock.ui.signing import Signing
from paddock.ui.tab_order import let_follow
from paddock.ui.tasks import run
from paddock.ui.words import clock, say
from paddock.wire.decisions import CounterofferTerms, FlipAdvice

if TYPE_CHECKING:
    from paddock.ui.screens.counter.screen import CounterScreen
    from paddock.ui.workbench import Workbench

__all__ = ["APPLICANT", "FINANCING", "OFFERS", "SCAN", "SIGNING", "VEHICLE", "DealPage"]
STEP_NAMES = ("scan", "applicant", "vehicle", "financing", "offers", "signing")
_NEXT_STEP_MS = 250
"""After a step has come, when nobody waits for anything: long enough that whoever only passes by is not held up."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class DealPage(QWidget):
    """The flow of one deal."""

    turned = Signal()
    """Another step is in front, or the deal stands differently: who shows it elsewhere looks again."""

    def __init__(
        self, shell: "Workbench", counter: "CounterScreen", deal: Deal, parent: QWidget, at: int | None = None
    ) -> None:
        """`at` is the step to stand at, if there is something to see there; else the one that matters now."""
        super().__init__(parent)
        self.setObjectName("page")
        self.shell = shell
        self.counter = counter
        self.deal: Deal = deal
        self.bar = StepBar(self)
        self.bar.wanted.connect(self.go_to)
        self.bar.customer_wanted.connect(lambda: counter.toggle_customer(self))
        self.steps = DealSteps(shell, deal, self)
        self.steps.made.connect(self._step_made)
        self.faults: FaultBar = FaultBar(deal, self)
        self.faults.wanted.connect(self.go_to_field)
        self.faults.submit.connect(self.submit)
        self.faults.changed.connect(self._matters_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self.faults)
        self._submitting = False
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(_NEXT_STEP_MS)
        self._ahead.timeout.connect(self._make_next)
        deal.detail_changed.connect(self._detail_changed)
        deal.saved.connect(self._show_saved)
        self._detail_changed()
        self.go_to(at if at is not None and self.can_go_to(at) else self._where_it_stands())
        self._matters_changed()
        deal.check_now()

    # What the counter asks of it

    def step_number(self) -> int:
        """Which step is in front, from 0."""
        return self.steps.number

    def step_name(self) -> str:
        """The name of the step in front: of its help page."""
        return STEP_NAMES[self.step_number()]

    def shown(self) -> None:
        """The page came to the front."""
        self.steps.in_front().shown()
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            # Keys, and with them the barcode gun, must never go nowhere.
            self._put_cursor()

    def left(self) -> None:
        """Another page or screen came to the front."""
        self.steps.in_front().left()

    def foot(self) -> QWidget | None:
        """What is left to do, or the button that takes the next step: nothing may cover it."""
        number = self.step_number()
        return self.faults if number <= FINANCING else self.steps[number].foot()

    @property
    def signing(self) -> Signing:
        """The signing of this deal's contract."""
        return self._signing_step().signing

    def can_submit(self) -> bool:
        """Whether F10 has something to do here."""
        return not self.deal.is_submitted or self.step_number() == SIGNING

    def can_rest(self) -> bool:
        """Whether nothing would be lost if the page were made anew at the next visit: the deal keeps the rest."""
        return not self._submitting and all(step.can_rest() for step in self.steps.already_made())

    def closing(self) -> None:
        """Let go of devices."""
        for step in self.steps.already_made():
            step.closing()

    def can_go_to(self, number: int) -> bool:
        """Whether there is something to see at a step: offers and signing come later."""
        return self.bar.can_go_to(number)

    def go_to(self, number: int) -> None:
        """Show a step, if there is something to see there."""
        if not self.can_go_to(number):
            return
        # Who is there already is not told to leave and come: the camera would go off and on with every F2.
        comes = number != self.step_number() or self.steps.currentWidget() is None
        if comes and self.steps.currentWidget() is not None:
            self.steps.in_front().left()
        self.steps.bring(number)
        self.bar.select(number)
        self._put_cursor()
        if comes and self.isVisible():
            self.steps[number].shown()
        self.faults.setVisible(number <= FINANCING)
        self._ahead.start()
        self.turned.emit()

    def _make_next(self) -> None:
        """The step that comes next is made while the person is at this one: coming to it is then only showing it."""
        if self.isVisible() and self.step_number() <= FINANCING:
            self.steps.make(self.step_number() + 1)

    def _put_cursor(self) -> None:
        """Into the first field of the step in front that lacks something, or onto the step where it has none.

        Never while another screen is in front: what is read there would be typed here.
        """
        if not self.counter.isVisible():
            return
        step = self.steps.in_front()
        step.setFocus()
        first = FieldPath.VIN if self.step_number() == SCAN else first_stop(step.order(), self.faults.matters)
        if first:
            step.focus_field(first)

    def go_on(self) -> None:
        """Enter: to the next field that lacks something, else to the next step; the scan is confirmed on the way."""
        at = self.step_number()
        if at > FINANCING:
            return
        stop = self._next_stop()
        if at == SCAN:
            self.deal.confirm()
        if stop.step is None:
            self.faults.focus_submit()
        elif stop.field:
            self.go_to_field(stop.field)
        else:
            self.go_to(stop.step)

    def go_back(self) -> None:
        """Escape: the step before."""
        if self.step_number() > SCAN:
            self.go_to(self.step_number() - 1)

    def go_to_matter(self, by: int) -> None:
        """F6 and Shift+F6: the next (1) or the last (-1) of what is left to do, from where the cursor is."""
        matters = self.faults.matters
        if not matters:
            self.faults.focus_submit()
            return
        here = self._field_at_cursor()
        places = [at for at, matter in enumerate(matters) if matter.field == here]
        at = (places[0] + by) % len(matters) if places else (0 if by > 0 else len(matters) - 1)
        self.go_to_field(matters[at].field)

    def settle(self, *, take_reading: bool) -> None:
        """F7 and F8: of two values keep the written one, or take the one read; at the cursor, else the first."""
        conflicts = self.deal.conflicts()
        if not conflicts:
            return
        here = next((path for path in conflicts if path == self._field_at_cursor()), None)
        if here is None:
            # Seen before it is chosen: the first key shows the field, the second takes the value.
            self.go_to_field(conflicts[0])
            return
        self.deal.settle(here, take_reading=take_reading)

    def take_back(self) -> bool:
        """Ctrl+Z with no newer notice to undo: take the last act on this deal back; False if there is none."""
        words = self.deal.acts.undoText()
        if words:
            self.deal.acts.undo()
            self.shell.notify(self.tr("Taken back: {0}. Ctrl+Shift+Z does it again").format(words))
        return bool(words)

    def redo(self) -> None:
        """Ctrl+Shift+Z: do it again after all."""
        self.deal.acts.redo()

    def go_to_field(self, field: str) -> None:
        """Show where a field is mended and put the cursor there."""
        number = step_of(field)
        self.go_to(number)
        if field.startswith(FAULT_PREFIX):
            self.steps.scan().show_document_fault(field.removeprefix(FAULT_PREFIX))
        else:
            self.steps[number].focus_field(FieldPath(field))

    def capture(self) -> None:
        """F2."""
        self.go_to(SCAN)
        self.steps.scan().capture()

    def open_files(self) -> None:
        """F3."""
        self.go_to(SCAN)
        self.steps.scan().open_files()

    def wait_for_gun(self) -> None:
        """F4."""
        self.go_to(SCAN)
        self.steps.scan().wait_for_gun()

    def take_scanned(self, vin: str) -> None:
        """The barcode gun fired."""
        self.steps.scan().take_scanned(vin)

    def submit(self) -> None:
        """F10: one local transaction; every fault at once when it cannot be sent. At the signing: what was written."""
        if self.step_number() == SIGNING:
            self._signing_step().sign()
            return
        if self._submitting or self.deal.is_submitted:
            return
        open_questions = [*self.deal.conflicts(), *self.deal.unconfirmed()]
        if open_questions:
            self.deal.insist = True
            self.faults.show_faults()
            self.go_to_field(open_questions[0])
            self.shell.notify(
                self.tr("Two values are known here: choose one first (F7 keeps, F8 takes the reading)")
                if self.deal.conflicts()
                else self.tr("Please compare the readings with their pictures and confirm them first")
            )
            return
        self._submitting = True
        self.faults.show_busy(busy=True)
        draft, office = self.deal.draft, self.deal.office
        run(self, lambda: office.submit(draft)).success(lambda _id: self._submitted()).failure(self._refused)

    # Inside

    def _where_it_stands(self) -> int:
        """The step that matters now: a draft at the scan, a decision at the offers, a contract at the signing."""
        detail = self.deal.detail
        if detail and detail.contract:
            return SIGNING
        return OFFERS if self.deal.is_submitted else SCAN

    def _signing_step(self) -> SigningStep:
        step = self.steps[SIGNING]
        assert isinstance(step, SigningStep)  # noqa: S101 - by its place
        return step

    def _step_made(self, step: Step) -> None:
        let_follow(self.faults, step)
        step.done.connect(self.go_on)
        step.picture_wanted.connect(self._show_picture)
        if isinstance(step, OffersStep):
            step.new_terms_wanted.connect(self._at_new_terms)
            step.edit_wanted.connect(self._edit_and_resend)

    def _field_at_cursor(self) -> str:
        """The dotted path of the field that has the cursor; empty elsewhere."""
        return self.steps.in_front().field_of(QApplication.focusWidget())

    def _next_stop(self) -> Stop:
        step = self.steps.in_front()
        return next_stop(self.step_number(), step.order(), self._field_at_cursor(), self.faults.matters)

    def _matters_changed(self) -> None:
        self.bar.show_matters(self.faults.matters, counted=not self.deal.is_blank and not self.deal.is_submitted)
        self.say_next()

    def say_next(self) -> None:
        """Say what Enter does now that the cursor is where it is: the flow never leaves one guessing."""
        if self.step_number() > FINANCING or self.deal.is_submitted:
            self.faults.say_next("")
            return
        stop = self._next_stop()
        if stop.step is None:
            words = self.tr("Submit")
        elif stop.field:
            words = self._words_of(stop.field)
        else:
            words = self.bar.name_of(stop.step)
        self.faults.say_next(self.tr("Enter ↵  {0}").format(words))

    def _words_of(self, field: str) -> str:
        """What a field is called, or what two documents contradict each other in."""
        if field.startswith(FAULT_PREFIX):
            return self.tr("Compare the documents")
        return say(FIELD_NAMES[FieldPath(field)])

    def _submitted(self) -> None:
        self._submitting = False
        self.faults.show_busy(busy=False)
        self.deal.unsaved = False
        self.shell.notify(self.tr("Safely kept. It is sent by itself as soon as the centre can be reached."))
        self.shell.wake_sync()
        self.deal.load()
        self.bar.allow(OFFERS, allowed=True)
        self.go_to(OFFERS)

    def _refused(self, error: PaddockError) -> None:
        self._submitting = False
        self.faults.show_busy(busy=False)
        if not isinstance(error, ApplicationFaults):
            self.shell.show_problem(error)
            return
        self.deal.insist = True
        self.deal.faults = list(error.faults)
        self.deal.faults_changed.emit()
        if self.deal.faults:
            self.go_to_field(self.deal.faults[0].field)

    def _detail_changed(self) -> None:
        detail = self.deal.detail
        if detail is None:
            return
        self.bar.allow(OFFERS, allowed=self.deal.is_submitted or detail.decision is not None)
        self.bar.allow(SIGNING, allowed=detail.contract is not None)
        if self.deal.is_submitted:
            for step in self.steps.already_made():
                step.refresh_all()
            state = detail.central_state
            self.bar.say_state(say(state.name_for_people) if state else self.tr("Submitted"))
        self.turned.emit()
        offers = self.steps.in_front() if self.step_number() == OFFERS else None
        if detail.contract is not None and isinstance(offers, OffersStep) and offers.waits_for_contract:
            offers.waits_for_contract = False
            self.go_to(SIGNING)

    def _show_saved(self) -> None:
        if self.deal.saved_at and not self.deal.is_submitted:
            self.bar.say_state(self.tr("Draft saved {0}").format(clock(self.deal.saved_at)))

    def _show_picture(self, path: FieldPath) -> None:
        self.go_to(SCAN)
        self.steps.scan().show_picture_of(path)

    def _at_new_terms(self, terms: FlipAdvice | CounterofferTerms) -> None:
        draft, office = self.deal.draft, self.deal.office
        run(self, lambda: office.draft_at_terms(draft, terms)).success(
            lambda fresh: self.counter.open_draft(fresh, FINANCING)
        )

    def _edit_and_resend(self) -> None:
        detail, office = self.deal.detail, self.deal.office
        if detail and detail.outbox_id and detail.outbox_state in {OutboxState.REJECTED, OutboxState.CONFLICT}:
            outbox_id = detail.outbox_id
            run(self, lambda: office.edit_and_resend(outbox_id)).success(self.counter.open_draft)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on and Escape back, wherever an input did not use them."""
        focus = self.focusWidget()
        if event.key() in _ENTER and isinstance(focus, QAbstractButton) and not self._is_choice(focus):
            focus.click()
        elif event.key() in _ENTER and self.step_number() <= FINANCING:
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape and self.step_number() > SCAN:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _is_choice(self, focus: QAbstractButton) -> bool:
        """Whether a button is an input of the form: Space chooses it, Enter goes on from it."""
        return focus.isCheckable() and self.step_number() <= FINANCING and bool(self._field_at_cursor())
