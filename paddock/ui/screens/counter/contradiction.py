"""Below the picture: what two documents contradict each other in, and the button of whoever stands for it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from paddock.domain.checks import Fault
from paddock.domain.cross_checks import DocumentFault
from paddock.ui.announce import announce
from paddock.ui.widgets.basics import button, label, row, set_tone
from paddock.ui.words import say


class ContradictionBar(QFrame):
    """Sends `stood_for` with the fault when the person has compared and goes on."""

    stood_for = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_tone(self, "warn")
        self._fault: DocumentFault | None = None
        layout = row(self, gap="medium")
        layout.setContentsMargins(12, 8, 12, 8)
        self._words = label("", wrap=True)
        self._accept = button(self.tr("Compared: go on as it is"), self._stand_for, icon="check")
        self._accept.setToolTip(self.tr("Your name goes with the deal"))
        self.setFocusProxy(self._accept)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._accept)
        self.hide()

    def show_fault(self, fault: DocumentFault | None) -> None:
        """Show a fault, or nothing."""
        self._fault = fault
        self.setVisible(fault is not None)
        if fault is not None:
            self._words.setText(say(fault.message))
            self.setAccessibleName(say(fault.message))
            announce(self, say(fault.message), urgent=True)

    def keep(self, faults: Sequence[Fault]) -> None:
        """The faults were looked for again: one that is gone is shown no longer."""
        keys = {fault.key for fault in faults if isinstance(fault, DocumentFault)}
        if self._fault is not None and self._fault.key not in keys:
            self.show_fault(None)

    def text(self) -> str:
        """The sentence shown; empty when none is."""
        return "" if self._fault is None else self._words.text()

    def _stand_for(self) -> None:
        if self._fault is not None:
            self.stood_for.emit(self._fault)
