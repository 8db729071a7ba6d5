"""The inputs of text, numbers and dates. Each speaks the draft's text forms (`application_draft.TEXT_FORMS`)."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from paddock.domain.application_checks import LONG_TERM
from paddock.domain.vin import normalise_vin
from paddock.ui.theme import size
from paddock.ui.widgets.basics import label, set_role, set_tone
from paddock.ui.widgets.text_line import TextLine

_HALF_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: " "}
_LATIN = Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText


def half_width(text: str) -> str:
    """`１２３，` → `123,`: digits and marks as an input method in Chinese mode writes them, in their plain form."""
    return text.translate(_HALF_WIDTH)


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
    """One line of text.

    What stands in the line may be another form than the draft's (`138 7123 4567`): `as_typed` makes the form shown
    while a person types, `tidy` the one shown afterwards, `value_of` the draft's from either.
    """

    def __init__(self, *, placeholder: str = "", role: str = "", suffix: str = "") -> None:
        super().__init__()
        self.line = TextLine()
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
            self._layout.addWidget(label(suffix, "soft"))

    def text(self) -> str:
        return self.value_of(self.line.text())

    def set_text(self, text: str) -> None:
        if text == self.text() or text == self.line.text():
            return
        self.line.setText(text if self.line.hasFocus() else self.tidy(text))
        self.line.setCursorPosition(0)

    def show_tone(self, tone: str) -> None:
        set_tone(self.line, tone)

    def name(self, accessible_name: str) -> None:
        self.line.setAccessibleName(accessible_name)

    def as_typed(self, text: str) -> str:
        """The form shown while the text is typed."""
        return text

    def tidy(self, text: str) -> str:
        """The form shown when the person leaves the input."""
        return text.strip()

    def value_of(self, text: str) -> str:
        """The draft's form of what stands in the line."""
        return text

    def _typed(self, text: str) -> None:
        if not self.line.is_composing():
            self.line.replace_text(self.as_typed(text))
        self.edited.emit(self.text())

    def _finished(self) -> None:
        before = self.text()
        self.line.replace_text(self.tidy(self.line.text()))
        if self.text() != before:
            self.edited.emit(self.text())


class VinEditor(LineEditor):
    """A VIN: upper case while typing, 17 characters; pasted spaces and asterisks fall away."""

    def __init__(self) -> None:
        super().__init__(placeholder=self.tr("17 characters: scan, barcode gun or type"), role="vin_empty")
        self.line.setMaxLength(24)
        self.line.setInputMethodHints(_LATIN | Qt.InputMethodHint.ImhUppercaseOnly)
        self.line.textChanged.connect(lambda text: set_role(self.line, "vin" if text else "vin_empty"))

    def wait_for_gun(self) -> None:
        """Take the cursor; until it goes elsewhere no input method composes what a gun types."""
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.line.editingFinished.connect(self._let_compose, Qt.ConnectionType.SingleShotConnection)
        self.line.setFocus()
        self.line.selectAll()

    def as_typed(self, text: str) -> str:
        return normalise_vin(text)

    def tidy(self, text: str) -> str:
        return normalise_vin(text)

    def _let_compose(self) -> None:
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)


class GroupedEditor(LineEditor):
    """A number people read in groups (`138 7123 4567`); the draft has it without the gaps."""

    def __init__(self, groups: Sequence[int]) -> None:
        super().__init__()
        self._groups = tuple(groups)
        self.line.setInputMethodHints(_LATIN)

    def as_typed(self, text: str) -> str:
        return grouped(self.value_of(text), self._groups)

    def tidy(self, text: str) -> str:
        return self.as_typed(text)

    def value_of(self, text: str) -> str:
        return re.sub(r"[\s\-]", "", half_width(text)).upper()


class PhoneEditor(GroupedEditor):
    """A mobile number, in groups of 3, 4 and 4; a pasted +86 falls away."""

    def __init__(self) -> None:
        super().__init__((3, 4, 4))
        self.line.setInputMethodHints(_LATIN | Qt.InputMethodHint.ImhPreferNumbers)

    def value_of(self, text: str) -> str:
        return re.sub(r"^(\+|00)86", "", super().value_of(text))


class NumberEditor(LineEditor):
    """A whole number with its unit behind it; shows thousands, understands 4.3万."""

    def __init__(self, *, suffix: str = "") -> None:
        super().__init__(suffix=suffix)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhNoPredictiveText)

    def as_typed(self, text: str) -> str:
        return with_thousands(half_width(text))

    def tidy(self, text: str) -> str:
        value = self.value_of(text)
        found = re.fullmatch(r"(\d+(?:\.\d+)?)万", value)
        if found:
            try:
                whole = Decimal(found[1]) * 10_000
            except InvalidOperation:
                return value
            value = str(int(whole)) if whole == whole.to_integral_value() else value
        return with_thousands(value)

    def value_of(self, text: str) -> str:
        return re.sub(r"[\s,]", "", half_width(text))


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
        return self.value_of(text)

    def value_of(self, text: str) -> str:
        plain = half_width(text).strip()
        parts = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain) or re.fullmatch(
            r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?", plain
        )
        if not parts:
            return plain
        year, month, day = (int(part) for part in parts.groups())
        return f"{year:04d}-{month:02d}-{day:02d}"

    def _toggled(self, checked: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.line.setText(LONG_TERM if checked else "")
        self.edited.emit(self.text())


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


def grouped(text: str, groups: Sequence[int]) -> str:
    """`13871234567` in groups of 3, 4 and 4 → `138 7123 4567`; what does not fit stays behind the last group."""
    parts, at = [], 0
    for length in groups:
        parts.append(text[at : at + length])
        at += length
    return " ".join(part for part in [*parts, text[at:]] if part)


def with_thousands(text: str) -> str:
    """`128000.5` → `128,000.5`; anything but a plain number stays as it is."""
    plain = text.replace(",", "").strip()
    found = re.fullmatch(r"(\d+)(\.\d*)?", plain, re.ASCII)
    return f"{int(found[1]):,}{found[2] or ''}" if found else text
