"""Everything that is wrong with the application, listed at once; a click goes there. And the button that sends it."""

from typing import TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from paddock.domain.application_draft import FieldPath
from paddock.domain.checks import Fault
from paddock.domain.field_names import FIELD_NAMES
from paddock.ui.deal import Deal
from paddock.ui.widgets.basics import FlowLayout, button, column, label
from paddock.ui.words import say, translate

_LOWEST, _HIGHEST, _MARGIN, _EDGE = 56, 92, 7, 2
"""Of the list: room for three lines of counts, and three rows of buttons, in pixels."""

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
        self._counts = [label("", role) for role in ("strong_bad", "strong_bad", "strong")]
        summary = QWidget()
        summary.setMinimumWidth(104)
        stacked = column(summary, gap="hair")
        stacked.addStretch(1)
        for words in self._counts:
            stacked.addWidget(words)
        stacked.addStretch(1)
        self._flow_holder = QWidget()
        self._flow_holder.setObjectName("plain")
        self._flow = FlowLayout(self._flow_holder)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._flow_holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._submit = button("", self.submit.emit, role="big", icon="paper-plane-right")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, _MARGIN, 16, _MARGIN)
        layout.setSpacing(12)
        layout.addWidget(summary)
        layout.addWidget(area, 1)
        layout.addWidget(self._submit, 0, Qt.AlignmentFlag.AlignVCenter)
        self._flow_holder.installEventFilter(self)
        area.viewport().installEventFilter(self)
        deal.faults_changed.connect(self.show_faults)
        deal.field_changed.connect(lambda _path: self.show_faults())
        self._key: object = None
        self._buttons: dict[_Wanted, QPushButton] = {}
        self.show_busy(busy=False)
        self.show_faults()

    def focus_submit(self) -> None:
        """Put the focus on the button."""
        self._submit.setFocus()

    def summary(self) -> str:
        """How much is missing, wrong and unconfirmed, in words."""
        return " · ".join(words.text() for words in self._counts if words.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As high as what is listed, within two and three rows."""
        needed = self._flow.heightForWidth(max(self._area.viewport().width(), 200))
        self.setFixedHeight(min(max(needed, _LOWEST), _HIGHEST) + 2 * _MARGIN + _EDGE)

    def show_busy(self, *, busy: bool) -> None:
        """While the application is being written."""
        self._submit.setEnabled(not busy and not self._deal.is_submitted)
        self._submit.setText(self.tr("Keeping…") if busy else self.tr("Submit  F10"))

    def show_faults(self) -> None:
        """List what is wrong now."""
        unconfirmed = self._deal.unconfirmed()
        key = (tuple(self._deal.faults), tuple(unconfirmed), self._deal.is_submitted, self._deal.insist)
        if key == self._key:
            return
        self._key = key
        wanted = [(str(path), self._confirm_words(path), "fault", "") for path in unconfirmed]
        faults = self._deal.faults
        missing = [fault for fault in faults if self._is_missing(fault)]
        wanted += [(fault.field, say(fault.message), "fault", "") for fault in faults if fault not in missing]
        wanted += [
            (fault.field, say(FIELD_NAMES[FieldPath(fault.field)]), "missing", say(fault.message)) for fault in missing
        ]
        self._show_buttons(wanted)
        self._show_counts(len(missing), len(faults) - len(missing), len(unconfirmed))
        self.show_busy(busy=False)

    def _is_missing(self, fault: Fault) -> bool:
        """A consent not yet asked for is no mistake of anybody, until somebody tries to send without it."""
        not_asked = fault.field == FieldPath.CONSENT and not self._deal.draft.text(FieldPath.CONSENT)
        return fault.code == "missing" or (not_asked and not self._deal.insist)

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

    def _show_counts(self, missing: int, wrong: int, unconfirmed: int) -> None:
        """One short line each, so that it is read at a glance."""
        lines = [
            translate("FaultBar", "{0} to confirm").format(unconfirmed) if unconfirmed else "",
            translate("FaultBar", "{0} to correct").format(wrong) if wrong else "",
            translate("FaultBar", "{0} missing").format(missing) if missing else "",
        ]
        if self._deal.is_submitted:
            lines = ["", "", self.tr("Submitted")]
        elif not any(lines):
            lines = ["", "", self.tr("✓ Complete")]
        for shown, words in zip(self._counts, lines, strict=True):
            shown.setText(words)
            shown.setVisible(bool(words))
