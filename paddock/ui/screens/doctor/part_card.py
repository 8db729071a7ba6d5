"""One part of the workstation on a card: its state, what was looked at, what was found, and what can be done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from paddock.app.services.doctor import Fact, Part, PartReport, Remedy
from paddock.domain.errors import PaddockError
from paddock.domain.sentences import Sentence
from paddock.ui.announce import announce
from paddock.ui.language import QT_TRANSLATE_NOOP
from paddock.ui.states import Look
from paddock.ui.widgets.basics import FlowLayout, button, clear, column, icon_label, label, row, set_role
from paddock.ui.widgets.chip import StateChip
from paddock.ui.widgets.progress import ProgressLine
from paddock.ui.words import say, translate

PARTS: dict[Part, tuple[str, str]] = {
    Part.CAMERA: (QT_TRANSLATE_NOOP("Doctor", "Camera"), "camera"),
    Part.KEYRING: (QT_TRANSLATE_NOOP("Doctor", "Keyring"), "key"),
    Part.DATABASE: (QT_TRANSLATE_NOOP("Doctor", "Database"), "database"),
    Part.CENTRE: (QT_TRANSLATE_NOOP("Doctor", "Centre"), "buildings"),
    Part.CLOCK: (QT_TRANSLATE_NOOP("Doctor", "Clock"), "clock"),
    Part.DISK: (QT_TRANSLATE_NOOP("Doctor", "Disk"), "hard-drive"),
}
"""What a part is called, and its icon."""

REMEDIES: dict[Remedy, tuple[str, str]] = {
    Remedy.CHOOSE_CAMERA: (QT_TRANSLATE_NOOP("Doctor", "Choose and test…"), "video-camera"),
    Remedy.TEST_KEYRING: (QT_TRANSLATE_NOOP("Doctor", "Test and unlock"), "lock-key-open"),
    Remedy.KEY_TO_KEYRING: (QT_TRANSLATE_NOOP("Doctor", "Move the key into the keyring"), "arrow-right"),
    Remedy.KEY_TO_PASSPHRASE: (QT_TRANSLATE_NOOP("Doctor", "Use a passphrase instead…"), "lock-key"),
    Remedy.CHANGE_PASSPHRASE: (QT_TRANSLATE_NOOP("Doctor", "Change the passphrase…"), "lock-key"),
    Remedy.RECONNECT_DATABASE: (QT_TRANSLATE_NOOP("Doctor", "Connect again"), "link"),
    Remedy.COPY_DATA: (QT_TRANSLATE_NOOP("Doctor", "Verified copy…"), "copy"),
    Remedy.COMPACT_DATABASE: (QT_TRANSLATE_NOOP("Doctor", "Make it smaller"), "arrows-in"),
    Remedy.SALVAGE_DATABASE: (QT_TRANSLATE_NOOP("Doctor", "Save what can be read"), "lifebuoy"),
    Remedy.RESTORE_DATABASE: (QT_TRANSLATE_NOOP("Doctor", "Restore a copy…"), "clock-counter-clockwise"),
    Remedy.RESTART_CENTRE: (QT_TRANSLATE_NOOP("Doctor", "Start the centre again"), "arrow-clockwise"),
    Remedy.SIGN_IN: (QT_TRANSLATE_NOOP("Doctor", "Sign in again…"), "sign-in"),
    Remedy.SET_CLOCK: (QT_TRANSLATE_NOOP("Doctor", "Switch on automatic time"), "clock-clockwise"),
    Remedy.CLEAN_DISK: (QT_TRANSLATE_NOOP("Doctor", "Remove old copies and logs"), "trash"),
}
"""What a remedy's button says, and its icon."""


def part_name(part: Part) -> str:
    """The part in the language now shown."""
    return translate("Doctor", PARTS[part][0])


def remedy_name(remedy: Remedy) -> str:
    """What the remedy's button says."""
    return translate("Doctor", REMEDIES[remedy][0])


class PartCard(QFrame):
    """Calls `wanted` with a remedy and its button when the person asks for it."""

    def __init__(self, part: Part, wanted: Callable[[Remedy, QPushButton], object]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.part = part
        self._wanted = wanted
        self.report: PartReport | None = None
        layout = column(self, margin=16, gap="small")
        head = row(gap="medium")
        head.addWidget(icon_label(PARTS[part][1], "ink_soft", 22))
        head.addWidget(label(part_name(part), "heading"))
        head.addStretch(1)
        self._chip = StateChip(_looking())
        head.addWidget(self._chip)
        layout.addLayout(head)
        self._sentence = label("", wrap=True, selectable=True)
        layout.addWidget(self._sentence)
        self._facts = QWidget()
        self._lines = column(self._facts, gap="hair")
        layout.addWidget(self._facts)
        self._done = label("", "good", wrap=True)
        self._done.hide()
        layout.addWidget(self._done)
        self.progress = ProgressLine(translate("Doctor", "Working…"))
        layout.addWidget(self.progress)
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, gap=8)
        layout.addWidget(self._buttons)
        layout.addStretch(1)
        self.show_looking()

    def show_pointed_at(self, pointed: bool) -> None:  # noqa: FBT001 - a state
        """Whether it is the part that the person came for."""
        set_role(self, "pointed" if pointed else "card")

    def take_focus(self) -> None:
        """Give the keyboard to the first thing that can be done about this part."""
        # Those of the report before are hidden, and gone a moment later.
        first = next((found for found in self._buttons.findChildren(QPushButton) if not found.isHidden()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_looking(self) -> None:
        """It is being looked at; what was found before stays in sight."""
        self._chip.show_look(_looking())
        if self.report is None:
            self._sentence.setText(translate("Doctor", "Looking…"))
            set_role(self._sentence, "soft")
            self._buttons.hide()

    def show_report(self, report: PartReport) -> None:
        """Say what was found."""
        self.report = report
        look = _fine() if report.ok else _bad()
        self._chip.show_look(look)
        self._sentence.setText(say(report.sentence))
        set_role(self._sentence, "" if report.ok else "strong")
        clear(self._lines)
        for fact in report.facts:
            self._lines.addWidget(_fact_line(fact))
        self._facts.setVisible(bool(report.facts))
        clear(self._flow)
        for at, remedy in enumerate(report.remedies):
            self._flow.addWidget(self._button(remedy, role="primary" if at == 0 and not report.ok else ""))
        self._buttons.setVisible(bool(report.remedies))
        self.setAccessibleName(f"{part_name(self.part)}: {look.text}")
        self.setAccessibleDescription(say(report.sentence))

    def say_done(self, sentence: Sentence) -> None:
        """Say what a remedy did."""
        self._say(say(sentence), "good", "✓ ")

    def say_refused(self, error: PaddockError) -> None:
        """Say why a remedy did nothing."""
        self._say(say(error.sentence), "bad", "")

    def say_nothing_done(self) -> None:
        """The person stopped it."""
        self._say(translate("Doctor", "Stopped; nothing was changed"), "soft", "")

    def button_of(self, remedy: Remedy) -> QPushButton | None:
        """The button of a remedy that is offered now."""
        name = remedy_name(remedy)
        return next((found for found in self._buttons.findChildren(QPushButton) if found.text() == name), None)

    def done_text(self) -> str:
        """What was said of the last remedy; empty when nothing was."""
        return "" if self._done.isHidden() else self._done.text()

    def _say(self, words: str, role: str, mark: str) -> None:
        self._done.setText(mark + words)
        set_role(self._done, role)
        self._done.show()
        announce(self, words)

    def _button(self, remedy: Remedy, *, role: str) -> QPushButton:
        made = button(remedy_name(remedy), role=role, icon=REMEDIES[remedy][1])
        made.clicked.connect(lambda _checked=False: self._wanted(remedy, made))
        return made


def _fact_line(fact: Fact) -> QWidget:
    made = QWidget()
    layout = row(made, gap="small")
    icon, tint = {True: ("check", "good"), False: ("warning", "bad"), None: ("minus", "ink_faint")}[fact.ok]
    layout.addWidget(icon_label(icon, tint, 14), 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(label(say(fact.text), "fieldname" if fact.ok is not False else "note_warn", wrap=True), 1)
    return made


def _looking() -> Look:
    return Look("busy", "magnifying-glass", translate("Doctor", "looking"))


def _fine() -> Look:
    return Look("good", "check-circle", translate("Doctor", "in order"))


def _bad() -> Look:
    return Look("bad", "warning-circle", translate("Doctor", "needs care"))
