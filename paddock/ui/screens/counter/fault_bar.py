"""Everything that is wrong with the application, listed at once; a click goes there. And the button that sends it."""

from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from paddock.domain.application_draft import FieldPath
from paddock.domain.field_names import FIELD_NAMES
from paddock.ui.deal import Deal
from paddock.ui.widgets.basics import FlowLayout, button, label
from paddock.ui.words import say, translate

_Wanted: TypeAlias = tuple[str, str, str, str]
"""Field, words, role and tool tip of a button."""


class FaultBar(QFrame):
    """Sends `wanted` with a field's dotted path, and `submit`."""

    wanted = Signal(str)
    submit = Signal()

    def __init__(self, deal: Deal) -> None:
        super().__init__()
        self.setObjectName("faultbar")
        self._deal = deal
        self._summary = label("", "heading")
        self._summary.setFixedWidth(156)
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
        self._buttons: dict[_Wanted, QPushButton] = {}
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
        wanted = [(str(path), self._confirm_words(path), "fault", "") for path in unconfirmed]
        faults = self._deal.faults
        wanted += [(fault.field, say(fault.message), "fault", "") for fault in faults if fault.code != "missing"]
        missing = [fault for fault in faults if fault.code == "missing"]
        wanted += [
            (fault.field, say(FIELD_NAMES[FieldPath(fault.field)]), "missing", say(fault.message)) for fault in missing
        ]
        self._show_buttons(wanted)
        self._summary.setText(self._words(len(missing), len(faults) - len(missing), len(unconfirmed)))
        self.show_busy(busy=False)

    def _confirm_words(self, path: FieldPath) -> str:
        return self.tr("Confirm the reading: {0}").format(say(FIELD_NAMES[path]))

    def _show_buttons(self, wanted: list[_Wanted]) -> None:
        """Buttons that stay are kept: making two dozen anew with every key pressed would be felt."""
        while self._flow.takeAt(0) is not None:
            pass
        kept, self._buttons = self._buttons, {}
        for key in dict.fromkeys(wanted):
            made = kept.pop(key, None) or self._make(key)
            self._buttons[key] = made
            self._flow.addWidget(made)
        for gone in kept.values():
            gone.hide()
            gone.deleteLater()

    def _make(self, key: _Wanted) -> QPushButton:
        field, words, role, tip = key
        made = button(words, lambda: self.wanted.emit(field), role=role, tip=tip or words)
        made.setAccessibleName(tip or words)
        made.setMaximumWidth(520)
        return made

    def _words(self, missing: int, wrong: int, unconfirmed: int) -> str:
        if self._deal.is_submitted:
            return self.tr("Submitted")
        parts = [
            translate("FaultBar", "{0} missing").format(missing) if missing else "",
            translate("FaultBar", "{0} to correct").format(wrong) if wrong else "",
            translate("FaultBar", "{0} to confirm").format(unconfirmed) if unconfirmed else "",
        ]
        return " · ".join(part for part in parts if part) or self.tr("✓ Complete")
