"""The inputs of an application's fields. Each speaks the draft's text forms (`application_draft.TEXT_FORMS`)."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from paddock.domain.application_checks import LONG_TERM
from paddock.domain.errors import BadInput
from paddock.domain.money import amount_in_words, format_yuan, parse_yuan
from paddock.domain.vin import normalise_vin
from paddock.ui.theme import size
from paddock.ui.widgets.basics import set_role, set_tone


class Editor(QWidget):
    """Base of all inputs: `edited` is sent when a person changed the text, never when the program did."""

    edited = Signal(str)

    def text(self) -> str:
        """The text in the draft's form."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show `text` without sending `edited`."""
        raise NotImplementedError

    def hint(self) -> str:
        """A line to show under the input (an amount in capital numerals); empty when there is nothing to say."""
        return ""

    def show_tone(self, tone: str) -> None:
        """Mark the input as wrong (`bad`), doubtful (`warn`) or neither."""
        raise NotImplementedError

    def name(self, accessible_name: str) -> None:
        """Tell screen readers what the input is for."""
        raise NotImplementedError


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, *, placeholder: str = "", role: str = "", suffix: str = "") -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        if role:
            self.line.setProperty("role", role)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._finished)
        self.setFocusProxy(self.line)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(size("space", "small"))
        self._layout.addWidget(self.line, 1)
        if suffix:
            from paddock.ui.widgets.basics import label  # noqa: PLC0415 - only fields with a unit need it

            self._layout.addWidget(label(suffix, "soft"))

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def show_tone(self, tone: str) -> None:
        set_tone(self.line, tone)

    def name(self, accessible_name: str) -> None:
        self.line.setAccessibleName(accessible_name)

    def _typed(self, text: str) -> None:
        self.edited.emit(text)

    def _finished(self) -> None:
        tidy = self.tidy(self.line.text())
        if tidy != self.line.text():
            self.line.setText(tidy)
            self.edited.emit(tidy)

    def tidy(self, text: str) -> str:
        """What the text becomes when the person leaves the input."""
        return text.strip()


class VinEditor(LineEditor):
    """A VIN: upper case while typing, 17 characters; pasted spaces and asterisks fall away."""

    def __init__(self) -> None:
        super().__init__(placeholder=self.tr("17 characters: scan, barcode gun or type"), role="vin_empty")
        self.line.setMaxLength(24)
        self.line.textChanged.connect(lambda text: set_role(self.line, "vin" if text else "vin_empty"))

    def _typed(self, text: str) -> None:
        upper = normalise_vin(text)
        if upper != text:
            at = self.line.cursorPosition()
            self.line.setText(upper)
            self.line.setCursorPosition(min(at, len(upper)))
        self.edited.emit(upper)

    def tidy(self, text: str) -> str:
        return normalise_vin(text)


class NumberEditor(LineEditor):
    """A whole number, with its unit behind it."""

    def __init__(self, *, suffix: str = "") -> None:
        super().__init__(suffix=suffix)
        self.line.setValidator(QRegularExpressionValidator(QRegularExpression(r"[0-9]{0,9}"), self))


class DateEditor(LineEditor):
    """A date; 20160501, 2016.5.1 and 2016年5月1日 become 2016-05-01. With `long_term`, 长期 has its own button."""

    def __init__(self, *, long_term: bool = False) -> None:
        super().__init__(placeholder=self.tr("YYYY-MM-DD"))
        self._button: QPushButton | None = None
        if long_term:
            self._button = QPushButton(self.tr("No end"))
            self._button.setProperty("role", "choice")
            self._button.setCheckable(True)
            self._button.setToolTip(self.tr("The card is valid without end (长期)"))
            self._button.clicked.connect(self._toggled)
            self._layout.addWidget(self._button)

    def set_text(self, text: str) -> None:
        super().set_text(text)
        if self._button:
            self._button.setChecked(text == LONG_TERM)

    def tidy(self, text: str) -> str:
        parts = re.fullmatch(r"\s*(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})\D?\s*", text)
        if not parts:
            return text.strip()
        year, month, day = (int(part) for part in parts.groups())
        return f"{year:04d}-{month:02d}-{day:02d}"

    def _toggled(self, checked: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.set_text(LONG_TERM if checked else "")
        self.edited.emit(self.text())


class MoneyEditor(LineEditor):
    """An amount in yuan; understands 12.8万, shows thousands and, below, the amount in capital numerals 大写."""

    def __init__(self) -> None:
        super().__init__(suffix="元")
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def tidy(self, text: str) -> str:
        try:
            return format_yuan(parse_yuan(text), symbol="").removesuffix(".00") if text.strip() else ""
        except BadInput:
            return text.strip()

    def set_text(self, text: str) -> None:
        super().set_text(text if self.line.hasFocus() else self.tidy(text))

    def hint(self) -> str:
        try:
            return amount_in_words(parse_yuan(self.text())) if self.text().strip() else ""
        except (BadInput, ValueError):
            return ""


class ChoiceEditor(Editor):
    """Two or three choices side by side; arrow keys move between them."""

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
            made.clicked.connect(lambda _checked=False, chosen=value: self.edited.emit(chosen))
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

    def show_tone(self, tone: str) -> None:
        for made in self._values.values():
            set_tone(made, tone)

    def name(self, accessible_name: str) -> None:
        self.setAccessibleName(accessible_name)
        for made in self._values.values():
            made.setAccessibleName(f"{accessible_name}: {made.text()}")


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
    """Months: the usual terms as buttons, any other typed."""

    def __init__(self, usual: Sequence[int] = (12, 24, 36, 48, 60)) -> None:
        super().__init__()
        self._presets = ChoiceEditor([(str(months), str(months)) for months in usual])
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
        self._presets.set_text(text)
        self._other.set_text("" if self._presets.text() else text)

    def show_tone(self, tone: str) -> None:
        self._presets.show_tone(tone)

    def name(self, accessible_name: str) -> None:
        self._presets.name(accessible_name)
        self._other.name(accessible_name)

    def _preset_chosen(self, value: str) -> None:
        self._other.set_text("")
        self.edited.emit(value)

    def _other_typed(self, text: str) -> None:
        self._presets.set_text(text)
        self.edited.emit(text)


class SearchLine(QLineEdit):
    """A search box; Escape empties it."""

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.setProperty("role", "search")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
