"""Everything that is wrong with the application, listed at once; a click goes there. And the button that sends it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from paddock.domain.application_draft import FieldPath
from paddock.domain.field_names import FIELD_NAMES
from paddock.ui.deal import Deal
from paddock.ui.widgets.basics import FlowLayout, button, clear, label
from paddock.ui.words import say, translate


class FaultBar(QFrame):
    """Sends `wanted` with a field's dotted path, and `submit`."""

    wanted = Signal(str)
    submit = Signal()

    def __init__(self, deal: Deal) -> None:
        super().__init__()
        self.setObjectName("faultbar")
        self._deal = deal
        self._summary = label("", "heading")
        self._summary.setFixedWidth(118)
        self._summary.setWordWrap(True)
        self._flow_holder = QWidget()
        self._flow_holder.setObjectName("plain")
        self._flow = FlowLayout(self._flow_holder)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._flow_holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._submit = button("", self.submit.emit, role="big", icon="paper-plane-right")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(12)
        layout.addWidget(self._summary)
        layout.addWidget(area, 1)
        layout.addWidget(self._submit, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(74)
        deal.faults_changed.connect(self.show_faults)
        deal.field_changed.connect(lambda _path: self.show_faults())
        self._key: object = None
        self.show_busy(busy=False)
        self.show_faults()

    def focus_submit(self) -> None:
        """Put the focus on the button."""
        self._submit.setFocus()

    def show_busy(self, *, busy: bool) -> None:
        """While the application is being written."""
        self._submit.setEnabled(not busy and not self._deal.is_submitted)
        self._submit.setText(self.tr("Keeping…") if busy else self.tr("Submit  F10"))

    def show_faults(self) -> None:
        """List what is wrong now."""
        unconfirmed = self._deal.unconfirmed()
        key = (tuple(self._deal.faults), tuple(unconfirmed), self._deal.is_submitted)
        if key == self._key:
            return
        self._key = key
        clear(self._flow)
        for path in unconfirmed:
            self._add(path, self.tr("Confirm the reading: {0}").format(say(FIELD_NAMES[path])))
        missing = 0
        for fault in self._deal.faults:
            if fault.code != "missing":
                self._add(fault.field, say(fault.message))
        for fault in self._deal.faults:
            if fault.code == "missing":
                missing += 1
                self._add(fault.field, say(FIELD_NAMES[FieldPath(fault.field)]), role="missing", tip=say(fault.message))
        self._summary.setText(self._words(missing, len(self._deal.faults) - missing, len(unconfirmed)))
        self.show_busy(busy=False)

    def _add(self, field: str, words: str, role: str = "fault", tip: str = "") -> None:
        shown = button(words, lambda: self.wanted.emit(field), role=role, tip=tip or words)
        shown.setAccessibleName(tip or words)
        shown.setMaximumWidth(520)
        self._flow.addWidget(shown)
        shown.show()

    def _words(self, missing: int, wrong: int, unconfirmed: int) -> str:
        if self._deal.is_submitted:
            return self.tr("Submitted")
        parts = [
            translate("FaultBar", "{0} missing").format(missing) if missing else "",
            translate("FaultBar", "{0} to correct").format(wrong) if wrong else "",
            translate("FaultBar", "{0} to confirm").format(unconfirmed) if unconfirmed else "",
        ]
        return " · ".join(part for part in parts if part) or self.tr("✓ Complete")
