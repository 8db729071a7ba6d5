"""The six steps of a deal, each made when it is first asked for: all at once they would hold the window up."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from paddock.ui.deal import Deal
from paddock.ui.screens.counter.faults import SCAN
from paddock.ui.screens.counter.form_step import ApplicantStep, FinancingStep, VehicleStep
from paddock.ui.screens.counter.offers_step import OffersStep
from paddock.ui.screens.counter.scan_step import ScanStep
from paddock.ui.screens.counter.signing_step import SigningStep
from paddock.ui.screens.counter.step import Step

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_KINDS: Final[Sequence[type[Step]]] = (
    ScanStep,
    ApplicantStep,
    VehicleStep,
    FinancingStep,
    OffersStep,
    SigningStep,
)


class DealSteps(QStackedWidget):
    """One step in front. Sends `made` with a step that has just been made and has all the deal knows."""

    made = Signal(Step)

    def __init__(self, shell: "Workbench", deal: Deal, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._deal = shell, deal
        self._steps: list[Step | None] = [None] * len(_KINDS)
        self.number = SCAN
        """Which step is in front."""

    def __len__(self) -> int:
        return len(_KINDS)

    def __iter__(self) -> Iterator[Step]:
        """Every step; makes those that were not asked for yet."""
        return (self[number] for number in range(len(_KINDS)))

    def __getitem__(self, number: int) -> Step:
        """The step of a number, from 0; made now, if it is asked for the first time."""
        step = self._steps[number]
        if step is None:
            # Into the stack while it is empty: whatever is put into another widget afterwards is styled again.
            step = self._steps[number] = _KINDS[number](self._shell, self._deal, self)
            self.addWidget(step)
            step.show_faults()
            if self._deal.is_submitted:
                step.refresh_all()
            self.made.emit(step)
        return step

    def make(self, number: int) -> None:
        """Make a step, if it was not asked for yet."""
        self[number]

    def scan(self) -> ScanStep:
        """The first one."""
        step = self[SCAN]
        assert isinstance(step, ScanStep)  # noqa: S101 - by its place
        return step

    def in_front(self) -> Step:
        """The step in front."""
        return self[self.number]

    def bring(self, number: int) -> None:
        """Put a step in front."""
        self.number = number
        self.setCurrentWidget(self[number])

    def already_made(self) -> list[Step]:
        """Those that were asked for so far, in their order."""
        return [step for step in self._steps if step is not None]
