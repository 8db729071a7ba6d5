"""The inputs in which something is chosen: side by side, from a list, or a number of months."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton

from paddock.ui.widgets.basics import set_tone
from paddock.ui.widgets.inputs import Editor, NumberEditor


class ChoiceEditor(Editor):
    """A few choices side by side: arrow keys move between them, digits choose by place."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._values: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for value, words in choices:
            made = QPushButton(words)
            made.setProperty("role", "choice")
            made.setCheckable(True)
            made.setAutoDefault(False)
            self._group.addButton(made)
            self._values[value] = made
            layout.addWidget(made, 1)
            made.clicked.connect(lambda _checked=False, chosen=value: self._choose(chosen))
            if len(self._values) == 1:
                self.setFocusProxy(made)

    def text(self) -> str:
        return next((value for value, made in self._values.items() if made.isChecked()), "")

    def set_text(self, text: str) -> None:
        if text == self.text():
            return
        self._group.setExclusive(False)
        for value, made in self._values.items():
            made.setChecked(value == text)
        self._group.setExclusive(True)
        # One stop for Tab, where the choice is, as radio buttons have it.
        self.setFocusProxy(self._values.get(text) or next(iter(self._values.values())))

    def show_tone(self, tone: str) -> None:
        for made in self._values.values():
            set_tone(made, tone)

    def name(self, accessible_name: str) -> None:
        self.setAccessibleName(accessible_name)
        for made in self._values.values():
            made.setAccessibleName(f"{accessible_name}: {made.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 is the first choice. Keys come here because push buttons have no use for digits."""
        place = ord(event.text()) - ord("1") if event.text() in {*"123456789"} else -1
        values = list(self._values)
        if not event.modifiers() and 0 <= place < len(values):
            self.set_text(values[place])
            self._values[values[place]].setFocus()
            self._choose(values[place])
            return
        super().keyPressEvent(event)

    def _choose(self, value: str) -> None:
        self.setFocusProxy(self._values[value])
        self.edited.emit(value)


class ListEditor(Editor):
    """One of many choices."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._box = QComboBox()
        self._box.addItem("", "")
        for value, words in choices:
            self._box.addItem(words, value)
        self._box.setCurrentIndex(0)
        self._box.activated.connect(lambda _index: self.edited.emit(self.text()))
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box, 1)

    def text(self) -> str:
        return str(self._box.currentData() or "")

    def set_text(self, text: str) -> None:
        self._box.setCurrentIndex(max(self._box.findData(text), 0))

    def show_tone(self, tone: str) -> None:
        set_tone(self._box, tone)

    def name(self, accessible_name: str) -> None:
        self._box.setAccessibleName(accessible_name)


class TermEditor(Editor):
    """Months: the usual terms as buttons, any other typed; digits typed on the buttons go into the other."""

    def __init__(self, usual: Sequence[int] = (12, 24, 36, 48, 60)) -> None:
        super().__init__()
        self._presets = _Terms([(str(months), str(months)) for months in usual])
        self._other = NumberEditor()
        self._other.line.setFixedWidth(72)
        self._other.line.setPlaceholderText(self.tr("other"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._presets, 1)
        layout.addWidget(self._other)
        self._presets.edited.connect(self._preset_chosen)
        self._other.edited.connect(self._other_typed)
        self.setFocusProxy(self._presets)

    def text(self) -> str:
        return self._other.text() or self._presets.text()

    def set_text(self, text: str) -> None:
        if text == self.text():
            return
        self._presets.set_text(text)
        self._other.set_text("" if self._presets.text() else text)

    def show_tone(self, tone: str) -> None:
        self._presets.show_tone(tone)

    def name(self, accessible_name: str) -> None:
        self._presets.name(accessible_name)
        self._other.name(self.tr("{0}, another").format(accessible_name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """`36` is typed, wherever in the input the cursor is."""
        if event.text().isdecimal() and not event.modifiers() and not self._other.line.hasFocus():
            self._other.line.setFocus()
            self._other.line.setText(event.text())
            self._other_typed(self._other.text())
            return
        super().keyPressEvent(event)

    def _preset_chosen(self, value: str) -> None:
        self._other.line.clear()
        self.edited.emit(value)

    def _other_typed(self, text: str) -> None:
        self._presets.set_text(text)
        self.edited.emit(text)


class _Terms(ChoiceEditor):
    """The usual terms: their digits are months, not places."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
