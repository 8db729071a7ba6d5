"""One field of the application: its name, its input, the picture it was read from, and what is wrong with it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from paddock.domain.application_draft import FieldEntry, FieldPath
from paddock.domain.field_names import FIELD_NAMES
from paddock.domain.sentences import Sentence
from paddock.ui.choices import choices_of
from paddock.ui.states import Look
from paddock.ui.widgets.basics import ElidedLabel, label, row, set_role
from paddock.ui.widgets.chip import StateChip
from paddock.ui.widgets.inputs import (
    ChoiceEditor,
    DateEditor,
    Editor,
    LineEditor,
    ListEditor,
    MoneyEditor,
    NumberEditor,
    TermEditor,
    VinEditor,
)
from paddock.ui.words import say

_CROP_HEIGHT = 30
LOW_CONFIDENCE = 0.9
"""Below this a reading is marked as doubtful."""


def editor_for(path: FieldPath) -> Editor:  # noqa: PLR0911 - a table of kinds
    """The input that fits a field."""
    match path:
        case FieldPath.VIN:
            return VinEditor()
        case FieldPath.SEX | FieldPath.CONDITION | FieldPath.NEW_ENERGY | FieldPath.AIM:
            return ChoiceEditor(choices_of(path))
        case FieldPath.OCCUPATION:
            return ListEditor(choices_of(path))
        case FieldPath.BIRTH_DATE | FieldPath.ID_VALID_FROM | FieldPath.FIRST_REGISTERED_ON:
            return DateEditor()
        case FieldPath.ID_VALID_UNTIL:
            return DateEditor(long_term=True)
        case FieldPath.PRICE | FieldPath.DOWN_PAYMENT | FieldPath.MONTHLY_INCOME | FieldPath.MONTHLY_DEBT:
            return MoneyEditor()
        case FieldPath.ODOMETER | FieldPath.YEARS_IN_OCCUPATION:
            return NumberEditor()
        case FieldPath.TERM:
            return TermEditor()
        case _:
            return LineEditor()


class CropLabel(QLabel):
    """The strip of a picture a value was read from; a click asks to see the whole picture."""

    clicked = Signal()

    def __init__(self, height: int = _CROP_HEIGHT) -> None:
        super().__init__()
        self._height = height
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Read from this picture; click to see all of it"))
        self.setAccessibleName(self.tr("The part of the picture this was read from"))
        self.hide()

    def show_crop(self, image: QImage | None) -> None:
        """Show the strip, or nothing."""
        if image is None or image.isNull():
            self.hide()
            return
        ratio = self.devicePixelRatioF()
        shown = image.scaled(
            QSize(int(420 * ratio), int(self._height * ratio)),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(QPixmap.fromImage(shown))
        self.show()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()


class FieldBox(QWidget):
    """A field as staff see it. The value and its picture stay together; what was corrected, and by whom, stays too."""

    edited = Signal(FieldPath, str)
    picture_wanted = Signal(FieldPath)

    def __init__(self, path: FieldPath, *, crop_height: int = _CROP_HEIGHT) -> None:
        super().__init__()
        self.path = path
        self.editor = editor_for(path)
        self.editor.name(say(FIELD_NAMES[path]))
        self.setFocusProxy(self.editor)
        self._crop = CropLabel(crop_height)
        self._origin = StateChip(Look("calm", "corners-out", ""))
        self._origin.hide()
        self._message = ElidedLabel("", "faint")
        self._faults: Sequence[Sentence] = ()
        self._touched = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        head = row(gap="tight")
        caption = label(say(FIELD_NAMES[path]), "fieldname")
        caption.setBuddy(self.editor)
        caption.setMinimumHeight(24)
        head.addWidget(caption)
        head.addStretch(1)
        head.addWidget(self._origin)
        layout.addLayout(head)
        layout.addWidget(self._crop)
        layout.addWidget(self.editor)
        layout.addWidget(self._message)
        layout.addStretch(1)
        self.editor.edited.connect(self._typed)
        self._crop.clicked.connect(lambda: self.picture_wanted.emit(self.path))

    def show_entry(self, entry: FieldEntry | None, crop: QImage | None = None) -> None:
        """Show a field as it stands in the draft."""
        self.editor.set_text(entry.text if entry else "")
        self._show_origin(entry)
        self._crop.show_crop(crop if entry and entry.reading else None)
        self._show_message()

    def show_faults(self, faults: Sequence[Sentence], *, insist: bool) -> None:
        """Say what is wrong; a field nobody has touched is only marked when `insist` is set."""
        self._faults = faults if insist or self._touched or self.editor.text().strip() else ()
        self._show_message()

    def faults_shown(self) -> Sequence[Sentence]:
        """What the field says is wrong now."""
        return self._faults

    def origin_text(self) -> str:
        """Where the value came from, as the chip says it; empty for a typed value."""
        return "" if self._origin.isHidden() else self._origin.look().text

    def _typed(self, text: str) -> None:
        self._touched = True
        self.edited.emit(self.path, text)
        self._show_message()

    def _show_origin(self, entry: FieldEntry | None) -> None:
        reading = entry.reading if entry else None
        if entry is None or reading is None:
            self._origin.hide()
            return
        if entry.corrected_by:
            text = self.tr("read “{0}”, corrected by {1}").format(reading.value, entry.corrected_by)
            self._origin.setToolTip(text)
            look = Look("busy", "pencil-simple", self.tr("corrected by {0}").format(entry.corrected_by))
        else:
            share = f"{reading.confidence:.0%}"
            sure = reading.confidence >= LOW_CONFIDENCE
            self._origin.setToolTip(self.tr("Read by the machine, confidence {0}").format(share))
            look = (
                Look("good", "corners-out", self.tr("read {0}").format(share))
                if sure
                else Look("warn", "warning", self.tr("check: {0}").format(share))
            )
        self._origin.show_look(look)
        self._origin.show()

    def _show_message(self) -> None:
        if self._faults:
            set_role(self._message, "note_bad")
            self._message.setText(say(self._faults[0]))
            self.editor.show_tone("bad")
        else:
            set_role(self._message, "faint")
            self._message.setText(self.editor.hint())
            self.editor.show_tone("")
