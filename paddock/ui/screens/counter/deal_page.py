"""One deal: the six steps, everything that is wrong with it, and the way to send it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from paddock.app.services.submission import ApplicationFaults
from paddock.app.store.views import OutboxState
from paddock.domain.application_draft import FieldPath
from paddock.domain.errors import PaddockError
from paddock.ui.deal import Deal
from paddock.ui.screens.counter.fault_bar import FaultBar
from paddock.ui.screens.counter.form_step import ApplicantStep, FinancingStep, VehicleStep
from paddock.ui.screens.counter.offers_step import OffersStep
from paddock.ui.screens.counter.scan_step import ScanStep
from paddock.ui.screens.counter.signing_step import SigningStep
from paddock.ui.screens.counter.step import Step
from paddock.ui.tasks import run
from paddock.ui.widgets.basics import bold_width, button, label
from paddock.ui.words import clock, say

if TYPE_CHECKING:
    from paddock.ui.screens.counter.screen import CounterScreen
    from paddock.ui.workbench import Workbench

_STEP_PADDING = 30
SCAN, APPLICANT, VEHICLE, FINANCING, OFFERS, SIGNING = range(6)
STEP_NAMES = ("scan", "applicant", "vehicle", "financing", "offers", "signing")


def step_of(field: str) -> int:
    """The step where a field is mended."""
    if field == FieldPath.VIN:
        return SCAN
    if field.startswith("applicant."):
        return APPLICANT
    return VEHICLE if field.startswith("vehicle.") else FINANCING


class DealPage(QWidget):
    """The flow of one deal."""

    def __init__(self, shell: "Workbench", counter: "CounterScreen", deal: Deal) -> None:
        super().__init__()
        self.setObjectName("page")
        self.shell = shell
        self.counter = counter
        self.deal = deal
        deal.setParent(self)
        self.steps: list[Step] = [
            ScanStep(shell, deal),
            ApplicantStep(shell, deal),
            VehicleStep(shell, deal),
            FinancingStep(shell, deal),
            OffersStep(shell, deal),
            SigningStep(shell, deal),
        ]
        self._stack = QStackedWidget()
        for step in self.steps:
            self._stack.addWidget(step)
            step.done.connect(self.next_step)
            step.picture_wanted.connect(self._show_picture)
        self._buttons = QButtonGroup(self)
        self.faults = FaultBar(deal)
        self.faults.wanted.connect(self.go_to_field)
        self.faults.submit.connect(self.submit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._step_bar())
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.faults)
        self._submitting = False
        deal.detail_changed.connect(self._detail_changed)
        deal.saved.connect(self._show_saved)
        self._offers().new_terms_wanted.connect(self._at_new_terms)
        self._offers().edit_wanted.connect(self._edit_and_resend)
        self.go_to(SCAN)
        deal.check_now()
        self._detail_changed()

    # What the counter asks of it

    def step_number(self) -> int:
        """Which step is in front, from 0."""
        return self._stack.currentIndex()

    def step_name(self) -> str:
        """The name of the step in front: of its help page."""
        return STEP_NAMES[self.step_number()]

    def shown(self) -> None:
        """The page came to the front."""
        self.steps[self.step_number()].shown()
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            # Keys, and with them the barcode gun, must never go nowhere.
            self._put_cursor()

    def left(self) -> None:
        """Another page or screen came to the front."""
        self.steps[self.step_number()].left()

    def closing(self) -> None:
        """Let go of devices."""
        for step in self.steps:
            step.closing()

    def can_go_to(self, number: int) -> bool:
        """Whether there is something to see at a step: offers and signing come later."""
        return self._buttons.buttons()[number].isEnabled()

    def go_to(self, number: int) -> None:
        """Show a step, if there is something to see there."""
        if not self.can_go_to(number):
            return
        self.steps[self.step_number()].left()
        self._stack.setCurrentIndex(number)
        self._buttons.buttons()[number].setChecked(True)
        self._put_cursor()
        if self.isVisible():
            self.steps[number].shown()
        self.faults.setVisible(number <= FINANCING)

    def _put_cursor(self) -> None:
        """Into the first field of the step in front, or onto the step where it has none."""
        number = self.step_number()
        self.steps[number].setFocus()
        first = {
            SCAN: FieldPath.VIN,
            APPLICANT: FieldPath.NAME,
            VEHICLE: FieldPath.BRAND_MODEL,
            FINANCING: FieldPath.PRICE,
        }.get(number)
        if first:
            self.steps[number].focus_field(first)

    def next_step(self) -> None:
        """Enter: confirm what was read here and go on."""
        at = self.step_number()
        if at == SCAN:
            self.deal.confirm()
        if at < FINANCING:
            self.go_to(at + 1)
        elif at == FINANCING:
            self.faults.focus_submit()

    def go_to_where_it_stands(self) -> None:
        """The step that matters now: a draft at the scan, a decision at the offers, a contract at the signing."""
        detail = self.deal.detail
        if detail and detail.contract:
            self.go_to(SIGNING)
        elif self.deal.is_submitted:
            self.go_to(OFFERS)

    def go_to_field(self, field: str) -> None:
        """Show where a field is mended and put the cursor there."""
        number = step_of(field)
        self.go_to(number)
        self.steps[number].focus_field(FieldPath(field))

    def capture(self) -> None:
        """F2."""
        self.go_to(SCAN)
        self._scan().capture()

    def open_files(self) -> None:
        """F3."""
        self.go_to(SCAN)
        self._scan().open_files()

    def wait_for_gun(self) -> None:
        """F4."""
        self.go_to(SCAN)
        self._scan().focus_vin()

    def take_scanned(self, vin: str) -> None:
        """The barcode gun fired."""
        self._scan().take_scanned(vin)

    def submit(self) -> None:
        """F10: one local transaction; every fault at once when it cannot be sent."""
        if self._submitting or self.deal.is_submitted:
            return
        if self.deal.unconfirmed():
            self.deal.insist = True
            self.faults.show_faults()
            self.go_to_field(self.deal.unconfirmed()[0])
            self.shell.notify(self.tr("Please compare the readings with their pictures and confirm them first"))
            return
        self._submitting = True
        self.faults.show_busy(busy=True)
        draft, office = self.deal.draft, self.deal.office
        run(self, lambda: office.submit(draft)).success(lambda _id: self._submitted()).failure(self._refused)

    # Inside

    def _scan(self) -> ScanStep:
        step = self.steps[SCAN]
        assert isinstance(step, ScanStep)  # noqa: S101 - made in __init__
        return step

    def _offers(self) -> OffersStep:
        step = self.steps[OFFERS]
        assert isinstance(step, OffersStep)  # noqa: S101 - made in __init__
        return step

    def _step_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("steps")
        across = QHBoxLayout(bar)
        across.setContentsMargins(12, 0, 16, 0)
        across.setSpacing(2)
        names = [
            self.tr("1  Scan"),
            self.tr("2  Applicant"),
            self.tr("3  Vehicle"),
            self.tr("4  Financing"),
            self.tr("5  Offers"),
            self.tr("6  Signing"),
        ]
        for number, name in enumerate(names):
            made = button(name, role="step", tip=f"Alt+{number + 1}")
            made.setCheckable(True)
            # The step in front is set in bold: room for that from the start, or its ends are cut.
            made.setMinimumWidth(bold_width(made, name) + _STEP_PADDING)
            made.clicked.connect(lambda _checked=False, wanted=number: self.go_to(wanted))
            made.setEnabled(number <= FINANCING)
            self._buttons.addButton(made)
            across.addWidget(made)
        across.addStretch(1)
        self._saved = label("", "faint")
        across.addWidget(self._saved)
        return bar

    def _submitted(self) -> None:
        self._submitting = False
        self.faults.show_busy(busy=False)
        self.deal.unsaved = False
        self.shell.notify(self.tr("Safely kept. It is sent by itself as soon as the centre can be reached."))
        self.shell.wake_sync()
        self.deal.load()
        self._buttons.buttons()[OFFERS].setEnabled(True)
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
        buttons = self._buttons.buttons()
        buttons[OFFERS].setEnabled(self.deal.is_submitted or detail.decision is not None)
        buttons[SIGNING].setEnabled(detail.contract is not None)
        if self.deal.is_submitted:
            for step in self.steps[:OFFERS]:
                step.refresh_all()
            state = detail.central_state
            self._saved.setText(say(state.name_for_people) if state else self.tr("Submitted"))
        if detail.contract is not None and self.step_number() == OFFERS and self._offers().waits_for_contract:
            self._offers().waits_for_contract = False
            self.go_to(SIGNING)

    def _show_saved(self) -> None:
        if self.deal.saved_at and not self.deal.is_submitted:
            self._saved.setText(self.tr("Draft saved {0}").format(clock(self.deal.saved_at)))

    def _show_picture(self, path: FieldPath) -> None:
        self.go_to(SCAN)
        self._scan().show_picture_of(path)

    def _at_new_terms(self) -> None:
        decision = self.deal.detail.decision if self.deal.detail else None
        if decision and decision.counteroffer:
            draft, terms, office = self.deal.draft, decision.counteroffer, self.deal.office
            run(self, lambda: office.draft_at_terms(draft, terms)).success(
                lambda fresh: self.counter.open_draft(fresh, FINANCING)
            )

    def _edit_and_resend(self) -> None:
        detail, office = self.deal.detail, self.deal.office
        if detail and detail.outbox_id and detail.outbox_state in {OutboxState.REJECTED, OutboxState.CONFLICT}:
            outbox_id = detail.outbox_id
            run(self, lambda: office.edit_and_resend(outbox_id)).success(self.counter.open_draft)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on, wherever an input did not use it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.step_number() <= FINANCING:
            focus = self.focusWidget()
            if isinstance(focus, QAbstractButton) and not focus.isCheckable():
                focus.click()
            else:
                self.next_step()
            return
        super().keyPressEvent(event)
