"""One field of the application: its name, its input, the picture it was read from, and what is wrong with it."""

from collections.abc import Iterable, Sequence
from typing import Literal

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from paddock.domain.application_draft import FieldEntry, FieldPath
from paddock.domain.field_names import FIELD_NAMES
from paddock.domain.sentences import Sentence
from paddock.ui.choices import choices_of
from paddock.ui.states import Look
from paddock.ui.theme import FONT_FAMILY, size
from paddock.ui.widgets.basics import ElidedLabel, column, label, row, set_role
from paddock.ui.widgets.chip import StateChip
from paddock.ui.widgets.choice_inputs import ChoiceEditor, ListEditor, TermEditor
from paddock.ui.widgets.conflict import ConflictBar
from paddock.ui.widgets.inputs import (
    DateEditor,
    Editor,
    GroupedEditor,
    LineEditor,
    NumberEditor,
    PhoneEditor,
    VinEditor,
)
from paddock.ui.widgets.money_inputs import DownPaymentEditor, MoneyEditor
from paddock.ui.widgets.vin_strip import VinStrip
from paddock.ui.words import say

_CROP_HEIGHT = 30
_TALL_CROP_HEIGHT = 48
"""For values of more than one line."""
_CROP_WIDEST = 420
_CROP_WIDEST_INLINE = 220
"""So that the whole of an ID number has room in the input beside it."""
Arrangement = Literal["stacked", "inline"]
"""Caption, picture and input below each other, or all in one line."""
LOW_CONFIDENCE = 0.9
"""Below this a reading is marked as doubtful."""


def editor_for(path: FieldPath) -> Editor:  # noqa: C901, PLR0911 - a table of kinds
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
        case FieldPath.DOWN_PAYMENT:
            return DownPaymentEditor()
        case FieldPath.PRICE | FieldPath.MONTHLY_INCOME | FieldPath.MONTHLY_DEBT:
            return MoneyEditor()
        case FieldPath.PHONE:
            return PhoneEditor()
        case FieldPath.RESIDENT_ID_NUMBER:
            return GroupedEditor((6, 8, 4))
        case FieldPath.ODOMETER | FieldPath.YEARS_IN_OCCUPATION | FieldPath.UNITS:
            return NumberEditor()
        case FieldPath.TERM:
            return TermEditor()
        case _:
            return LineEditor()


class CropLabel(QWidget):
    """The strip of a picture a value was read from; a click asks to see the whole picture."""

    clicked = Signal()

    def __init__(self, bound: QSize) -> None:
        """`bound`: how large the strip becomes at most, in logical pixels."""
        super().__init__()
        self._bound = bound
        self._image = QImage()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Read from this picture; click to see all of it"))
        self.setAccessibleName(self.tr("The part of the picture this was read from"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_crop(self, image: QImage | None) -> None:
        """Show the strip, or nothing."""
        self._image = image or QImage()
        self.setVisible(not self._image.isNull())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self._image.size().scaled(self._bound, Qt.AspectRatioMode.KeepAspectRatio)

    def minimumSizeHint(self) -> QSize:
        """In a narrow column the strip becomes a little smaller rather than the window wider."""
        hint = self.sizeHint()
        return QSize(hint.width() * 15 // 16, hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        shown = self._image.scaled(
            self.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawImage(QPointF(0, (self.height() - shown.height() / ratio) / 2), shown)
        painter.end()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()


class FieldBox(QWidget):
    """A field as staff see it. The value and its picture stay together; what was corrected, and by whom, stays too."""

    edited = Signal(FieldPath, str)
    picture_wanted = Signal(FieldPath)
    settled = Signal(FieldPath, bool)
    """Of two values, the one that was read (True) or the one that was there."""

    def __init__(
        self,
        path: FieldPath,
        *,
        crop_height: int = 0,
        arrangement: Arrangement = "stacked",
        caption_width: int = 0,
        beside: QWidget | None = None,
        after: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Given its `parent` at once, it is styled once.

        `caption_width` is for captions in one line with their input; see `caption_width_of`.
        `beside` stands to the right of the picture, `after` to the right of the input, where there is room.
        """
        super().__init__(parent)
        self.path = path
        self.editor = editor_for(path)
        self.editor.name(say(FIELD_NAMES[path]))
        self.setFocusProxy(self.editor)
        self._crop_bound = QSize(
            _CROP_WIDEST_INLINE if arrangement == "inline" else _CROP_WIDEST,
            crop_height or (_TALL_CROP_HEIGHT if path is FieldPath.ADDRESS else _CROP_HEIGHT),
        )
        # Most fields never have these: they are made with the first thing there is to show.
        self._crop: CropLabel | None = None
        self._origin: StateChip | None = None
        self._conflict: ConflictBar | None = None
        self._head: QHBoxLayout
        """Where the chip goes, at its end."""
        self._seen: QBoxLayout
        """Where the picture goes, at `_crop_at`."""
        self._strip = VinStrip() if path is FieldPath.VIN else None
        self._story = ElidedLabel("", "note") if path is FieldPath.VIN else None
        self._message = ElidedLabel("", "faint")
        self._closes_up = False
        """Whether the line for messages takes no room while there is none."""
        self._shown: object = None
        self._faults: Sequence[Sentence] = ()
        self._touched = False
        self._told, self._told_role = "", "note"
        if arrangement == "inline":
            self._lay_inline(caption_width)
        else:
            self._lay_stacked(beside, after)
        self.editor.edited.connect(self._typed)

    def _lay_stacked(self, beside: QWidget | None, after: QWidget | None) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        head = self._head = row(gap="tight")
        caption = ElidedLabel(say(FIELD_NAMES[self.path]), "fieldname")
        caption.setBuddy(self.editor)
        caption.setMinimumHeight(24)
        head.addWidget(caption, 1)
        layout.addLayout(head)
        # Captions stand at the top and inputs at the foot, so that a row of fields lines up whatever the crops.
        layout.addStretch(1)
        seen = self._seen = column(gap="hair")
        self._crop_at = 0
        if self._strip is not None:
            seen.addWidget(self._strip)
        if beside is None:
            layout.addLayout(seen)
        else:
            across = row(gap="medium")
            across.addLayout(seen)
            across.addWidget(beside, 1)
            layout.addLayout(across)
        if after is None:
            layout.addWidget(self.editor)
        else:
            across = row(gap="medium")
            across.addWidget(self.editor, 1)
            across.addWidget(after)
            layout.addLayout(across)
            self._message.setVisible(False)
            self._closes_up = True
        self._below = layout
        self._add_below()

    def _lay_inline(self, caption_width: int) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        across = row(gap="small")
        self._head = self._seen = across
        caption = label(say(FIELD_NAMES[self.path]), "fieldname")
        caption.setBuddy(self.editor)
        caption.setFixedWidth(caption_width)
        across.addWidget(caption)
        self._crop_at = 1
        across.addWidget(self.editor, 1)
        layout.addLayout(across)
        below = self._below = column(gap="hair")
        below.setContentsMargins(caption_width + size("space", "small"), 0, 0, 0)
        self._add_below()
        self._message.hide()
        self._closes_up = True
        layout.addLayout(below)

    def _add_below(self) -> None:
        """What is said of the value stands below it; a conflict goes before both."""
        if self._story is not None:
            self._story.hide()
            self._below.addWidget(self._story)
        self._below.addWidget(self._message)

    def _show_crop(self, image: QImage | None) -> None:
        if self._crop is None:
            if image is None or image.isNull():
                return
            self._crop = CropLabel(self._crop_bound)
            self._crop.clicked.connect(lambda: self.picture_wanted.emit(self.path))
            self._seen.insertWidget(self._crop_at, self._crop)
        self._crop.show_crop(image)

    def _show_conflict(self, entry: FieldEntry | None) -> None:
        if self._conflict is None:
            if entry is None or not entry.in_conflict:
                return
            self._conflict = ConflictBar(self.path)
            self._conflict.settled.connect(lambda read: self.settled.emit(self.path, read))
            self._below.insertWidget(self._below.indexOf(self._story or self._message), self._conflict)
        self._conflict.show_entry(entry)

    def _show_chip(self, look: Look | None, tip: str = "") -> None:
        if look is None:
            if self._origin is not None:
                self._origin.hide()
            return
        if self._origin is None:
            self._origin = StateChip(look)
            self._head.addWidget(self._origin)
        self._origin.setToolTip(tip)
        self._origin.show_look(look)
        self._origin.show()

    def show_entry(
        self, entry: FieldEntry | None, crop: QImage | None = None, *, settled: bool = False, from_stock: bool = False
    ) -> None:
        """Show a field as it stands in the draft; `settled` says that a person has compared it with its picture."""
        text = entry.text if entry else ""
        key = (entry, crop.cacheKey() if crop else 0, settled, from_stock)
        if key == self._shown and self.editor.text() == text:
            # Everything is shown again with each answer of the centre: most of it has not changed.
            return
        self._shown = key
        self.editor.set_text(text)
        self._show_origin(entry, from_stock=from_stock)
        self._show_crop(crop if entry and entry.reading else None)
        self._show_conflict(entry)
        doubtful = doubtful_positions(entry) if entry and not settled else ()
        if self._strip is not None:
            self._strip.show_vin(entry.text if entry else "", doubtful, changed_positions(entry) if entry else ())
        self._show_story(entry, doubtful)
        self._show_message()

    def show_faults(self, faults: Sequence[Sentence], *, insist: bool) -> None:
        """Say what is wrong; a field nobody has touched is only marked when `insist` is set."""
        told = faults if insist or self._touched or self.editor.text().strip() else ()
        if list(told) != list(self._faults):
            self._faults = told
            self._show_message()

    def faults_shown(self) -> Sequence[Sentence]:
        """What the field says is wrong now."""
        return self._faults

    def origin_text(self) -> str:
        """Where the value came from, as the chip says it; empty for a typed value."""
        return "" if self._origin is None or self._origin.isHidden() else self._origin.look().text

    def story(self) -> str:
        """What is said of doubtful and of corrected characters; empty when there is nothing to say."""
        return self._told

    def conflict_values(self) -> list[str]:
        """The two values offered; empty while there is no conflict."""
        return self._conflict.values() if self._conflict else []

    def strip(self) -> VinStrip | None:
        """The VIN in groups; only the VIN has one."""
        return self._strip

    def _typed(self, text: str) -> None:
        self._touched = True
        self.edited.emit(self.path, text)
        self._show_message()

    def _show_origin(self, entry: FieldEntry | None, *, from_stock: bool) -> None:
        reading = entry.reading if entry else None
        if entry is None or (reading is None and not from_stock):
            self._show_chip(None)
            return
        if reading is None:
            look, tip = Look("calm", "car", self.tr("from stock")), self.tr("Filled in from the dealer's stock")
        elif entry.in_conflict:
            look = Look("warn", "arrows-left-right", self.tr("two values"))
            tip = self.tr("There was another value before this was read: choose one")
        elif entry.corrected_by:
            look = Look("busy", "pencil-simple", self.tr("corrected by {0}").format(entry.corrected_by))
            tip = self._correction(entry)
        else:
            share = f"{reading.confidence:.0%}"
            sure = reading.confidence >= LOW_CONFIDENCE
            tip = self.tr("Read by the machine, confidence {0}").format(share)
            look = (
                Look("good", "corners-out", share)
                if sure
                else Look("warn", "warning", self.tr("check {0}").format(share))
            )
        self._show_chip(look, tip)

    def _show_story(self, entry: FieldEntry | None, doubtful: Sequence[int]) -> None:
        """A correction is told in full; otherwise which characters the machine was not sure of."""
        told = ""
        if entry and entry.reading and entry.corrected_by:
            told = self._correction(entry)
        elif doubtful:
            places = self.tr(", ").join(str(at + 1) for at in doubtful)
            told = self.tr("Doubtful: character {0}. Compare it with the picture").format(places)
        self._told_role = "note" if entry and entry.corrected_by else "note_warn"
        self._told = told
        # The VIN has room for its story beside a fault; for the others it stands where the fault would.
        if self._story is not None:
            set_role(self._story, self._told_role)
            self._story.setText(told)
            self._story.setVisible(bool(told))

    def _correction(self, entry: FieldEntry) -> str:
        read = entry.reading.value if entry.reading else ""
        return self.tr("read “{0}” → changed to “{1}”, {2}").format(read, entry.text, entry.corrected_by)

    def _show_message(self) -> None:
        if self._faults:
            set_role(self._message, "note_bad")
            self._message.setText(say(self._faults[0]))
            self.editor.show_tone("bad")
        else:
            told = self._told if self._story is None else ""
            set_role(self._message, self._told_role if told else "faint")
            self._message.setText(told or self.editor.hint())
            self.editor.show_tone("")
        if self._closes_up:
            self._message.setVisible(bool(self._message.whole()))


def caption_width_of(paths: Iterable[FieldPath]) -> int:
    """How wide captions must be to stand in a column before their inputs, in the language now shown, in pixels."""
    font = QFont(FONT_FAMILY)
    font.setPixelSize(size("type", "caption"))
    return max(QFontMetrics(font).horizontalAdvance(say(FIELD_NAMES[path])) for path in paths) + 4


def changed_positions(entry: FieldEntry) -> tuple[int, ...]:
    """Where a person's text differs from the reading, counted from 0."""
    if entry.reading is None or not entry.corrected_by:
        return ()
    return tuple(
        at for at, char in enumerate(entry.text) if at >= len(entry.reading.value) or entry.reading.value[at] != char
    )


def doubtful_positions(entry: FieldEntry) -> tuple[int, ...]:
    """The characters the machine was not sure of and nobody has changed since."""
    if entry.reading is None or len(entry.text) != len(entry.reading.value):
        return ()
    changed = changed_positions(entry)
    return tuple(at for at in entry.reading.doubtful if at < len(entry.text) and at not in changed)
