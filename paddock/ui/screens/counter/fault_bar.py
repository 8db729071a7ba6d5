"""Everything that is left to do, listed at once and numbered; a click or its number goes there. And what sends it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from paddock.domain.application_draft import FieldPath
from paddock.ui.deal import Deal
from paddock.ui.screens.counter.faults import Kind, Matter, counts_of, matters_of
from paddock.ui.theme import text_scale
from paddock.ui.turns import Turns
from paddock.ui.widgets.basics import ElidedLabel, FlowLayout, button, column, label, set_role

_LOWEST, _HIGHEST, _MARGIN, _EDGE = 56, 92, 7, 2
"""Of the list: room for three lines of counts, and three rows of buttons, in pixels."""
_WIDEST, _ROUND_WORDS = 520, 26
"""Of a line of the list, and what its edges take of that, in pixels."""
_BEFORE, _AFTER = {Qt.Key.Key_Left, Qt.Key.Key_Up}, {Qt.Key.Key_Right, Qt.Key.Key_Down}


class FaultBar(QFrame):
    """Sends `wanted` with a field's dotted path, `submit`, and `changed` with every new list."""

    wanted = Signal(str)
    submit = Signal()
    changed = Signal()

    def __init__(self, deal: Deal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("faultbar")
        self.matters: list[Matter] = []
        self._deal = deal
        self._typed = ""
        self._counts = [label("", "strong") for _line in range(3)]
        summary = self._summary = QWidget()
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
        self._next = ElidedLabel("", "faint")
        self._next.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sending = column(gap="hair")
        sending.addStretch(1)
        sending.addWidget(self._submit)
        sending.addWidget(self._next)
        sending.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, _MARGIN, 16, _MARGIN)
        layout.setSpacing(12)
        layout.addWidget(summary)
        layout.addWidget(area, 1)
        layout.addLayout(sending)
        self._flow_holder.installEventFilter(self)
        area.viewport().installEventFilter(self)
        deal.faults_changed.connect(self.show_faults)
        deal.field_changed.connect(self._field_changed)
        self._turns = Turns(self)
        self._key: object = None
        self._buttons: dict[tuple[str, Kind, str], _MatterButton] = {}
        self.show_busy(busy=False)
        self.show_faults()

    def focus_submit(self) -> None:
        """Put the focus on the button."""
        self._submit.setFocus()

    def focus_list(self) -> None:
        """Put the focus on the first line: arrows move, a number and Enter go there."""
        self._typed = ""
        self._turns.finish()
        first = next(iter(self._buttons.values()), None)
        (first or self._submit).setFocus()

    def summary(self) -> str:
        """How much is left to do of each kind, in words."""
        return " · ".join(words.text() for words in self._counts if words.text())

    def say_next(self, words: str) -> None:
        """What Enter does now."""
        self._next.setText(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On the list: arrows move, digits go to a number (a second digit or Enter where the first may begin two)."""
        lines = list(self._buttons.values())
        at = next((index for index, line in enumerate(lines) if line.hasFocus()), None)
        if at is None:
            super().keyPressEvent(event)
        elif event.key() in _BEFORE | _AFTER:
            self._bring(lines[(at + (1 if event.key() in _AFTER else -1)) % len(lines)])
        elif event.text().isdecimal() and event.text().isascii():
            self._number_typed(event.text(), lines)
        else:
            super().keyPressEvent(event)

    def show_busy(self, *, busy: bool) -> None:
        """While the application is being written."""
        self._submit.setEnabled(not busy and not self._deal.is_submitted)
        self._submit.setText(self.tr("Keeping…") if busy else self.tr("Submit  F10"))

    def show_faults(self) -> None:
        """List what is left to do now."""
        self.matters = [] if self._deal.is_submitted else matters_of(self._deal)
        key = (tuple(self.matters), self._deal.is_submitted, self._deal.is_blank)
        if key == self._key:
            return
        first, self._key = self._key is None, key
        if first:
            # Not in the turn in which the page is made: a new deal has two dozen of them.
            self._turns.add(self._show_buttons)
        elif self._turns.is_done():
            self._show_buttons()
        self._show_counts()
        self.show_busy(busy=False)
        self.changed.emit()

    # Inside

    def _field_changed(self, _path: FieldPath) -> None:
        """A method, not a lambda: Qt lets go of it with the bar, which the deal may outlive."""
        self.show_faults()

    def _number_typed(self, digit: str, lines: "list[_MatterButton]") -> None:
        self._typed = self._typed + digit if int(self._typed + digit) <= len(lines) else digit
        number = int(self._typed)
        if not 1 <= number <= len(lines):
            self._typed = ""
            return
        self._bring(lines[number - 1])
        if number * 10 > len(lines):
            self._typed = ""
            lines[number - 1].click()

    def _bring(self, line: "_MatterButton") -> None:
        line.setFocus()
        self._area.ensureWidgetVisible(line)

    def _fit(self) -> None:
        """As high as what is listed, within two and three rows."""
        needed = self._flow.heightForWidth(max(self._area.viewport().width(), 200))
        grown = text_scale() / 100
        # The counts on the left stand below each other, whatever the buttons need.
        lowest = max(round(_LOWEST * grown), self._summary.minimumSizeHint().height())
        self.setFixedHeight(max(min(needed, round(_HIGHEST * grown)), lowest) + 2 * _MARGIN + _EDGE)

    def _show_buttons(self) -> None:
        """Buttons that stay are kept: making two dozen anew with every key pressed would be felt."""
        while self._flow.takeAt(0) is not None:
            pass
        kept, self._buttons = self._buttons, {}
        for number, matter in enumerate(self.matters, 1):
            key = (matter.field, matter.kind, matter.words)
            made = kept.pop(key, None) or self._make(matter)
            made.show_number(number, tab_stop=number == 1)
            self._buttons[key] = made
            self._flow.addWidget(made)
            # At once and not with the layout's next turn: a key pressed before that must find it.
            made.show()
        for gone in kept.values():
            gone.hide()
            gone.deleteLater()

    def _make(self, matter: Matter) -> "_MatterButton":
        made = _MatterButton(matter)
        made.clicked.connect(lambda _checked=False: self.wanted.emit(matter.field))
        return made

    def _show_counts(self) -> None:
        """One short line each, so that it is read at a glance; never more than three kinds are said apart."""
        counts = counts_of(self.matters)
        lines = [(kind.count_words(count), kind) for kind, count in counts.items()]
        if len(lines) > len(self._counts):
            lines[1:3] = [(" · ".join(words for words, _kind in lines[1:3]), Kind.WRONG)]
        if self._deal.is_submitted:
            lines = [(self.tr("Submitted"), Kind.MISSING)]
        elif not lines:
            lines = [(self.tr("✓ Complete"), Kind.MISSING)]
        for at, shown in enumerate(self._counts):
            words, kind = lines[at] if at < len(lines) else ("", Kind.MISSING)
            set_role(shown, "strong" if kind is Kind.MISSING else "strong_bad")
            shown.setText(words)
            shown.setVisible(bool(words))


class _MatterButton(QPushButton):
    """One line of the list. The list is one stop for Tab; arrows and digits are the list's own keys."""

    def __init__(self, matter: Matter) -> None:
        super().__init__()
        self._matter = matter
        self.setProperty("role", "missing" if matter.kind is Kind.MISSING else "fault")
        self.setAutoDefault(False)
        self.setToolTip(matter.sentence)
        self.setMaximumWidth(_WIDEST)

    def show_number(self, number: int, *, tab_stop: bool) -> None:
        """Its place in the list."""
        words = f"{number}  {self._matter.words}"
        self.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, _WIDEST - _ROUND_WORDS))
        self.setAccessibleName(f"{number}: {self._matter.sentence}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab_stop else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _BEFORE | _AFTER:
            event.ignore()
        else:
            super().keyPressEvent(event)
