"""What is pressed and chosen: buttons, choices, badges, chips."""

from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QWidget

from paddock.app.store.views import OutboxState
from paddock.domain.states import ApplicationState
from paddock.ui.gallery import samples
from paddock.ui.gallery.sheet import Sheet, State
from paddock.ui.states import Look, Tone, look_of_application, look_of_outbox
from paddock.ui.theme import size
from paddock.ui.widgets.badge import Badge
from paddock.ui.widgets.basics import FlowLayout, button, row
from paddock.ui.widgets.busy import BusyButton
from paddock.ui.widgets.chip import TINTS, StateChip
from paddock.ui.widgets.segmented import Segmented
from paddock.ui.words import translate

_ICONS: dict[Tone, str] = {
    "calm": "note-pencil",
    "good": "check-circle",
    "warn": "clock",
    "bad": "warning",
    "busy": "paper-plane-tilt",
}


def _words() -> str:
    return translate("Gallery", "Export")


def buttons() -> QWidget:
    """Every role of button."""
    sheet = Sheet()
    sheet.add("normal", button(_words(), icon="download-simple"))
    sheet.add("normal", button(_words(), role="primary", icon="download-simple"), translate("Gallery", "the main act"))
    sheet.add("normal", button(_words(), role="big"), translate("Gallery", "large"))
    sheet.add("normal", button(_words(), role="quiet", icon="download-simple"), translate("Gallery", "quiet"))
    sheet.add("warning", button(translate("Gallery", "Discard"), role="danger"), translate("Gallery", "harmful act"))
    sheet.add("focused", button(_words(), icon="download-simple"))
    sheet.add("disabled", button(_words(), icon="download-simple"))
    sheet.add("disabled", button(_words(), role="primary", icon="download-simple"))
    busy = button(_words(), icon="download-simple")
    sheet.add("loading", busy, translate("Gallery", "its work is under way"))
    BusyButton(busy).begin()
    sheet.add("long", button(samples.long_text()[:36]))
    return sheet.finish()


def choices() -> QWidget:
    """One of a few, one of two, yes or no."""
    sheet = Sheet()
    kinds = [
        ("all", translate("Gallery", "All")),
        ("new", translate("Gallery", "New")),
        ("used", translate("Gallery", "Used")),
    ]
    name = translate("Gallery", "Kind")
    sheet.add("normal", Segmented(name, kinds))
    sheet.add("focused", Segmented(name, kinds, "new"))
    sheet.add("disabled", Segmented(name, kinds, "used"))
    states: list[tuple[State, bool]] = [("normal", False), ("chosen", True), ("disabled", True)]
    for state, is_checked in states:
        choice = QPushButton(kinds[1][1])
        choice.setCheckable(True)
        choice.setProperty("role", "choice")
        choice.setChecked(is_checked)
        sheet.add(state, choice)
        for kind in (QCheckBox, QRadioButton):
            made = kind(kinds[1][1])
            made.setChecked(is_checked)
            sheet.add(state, made)
    return sheet.finish()


def chips() -> QWidget:
    """Every tone, and every state that has a look."""
    sheet = Sheet()
    for tone in TINTS:
        sheet.add("normal", StateChip(Look(tone, _ICONS[tone], samples.car())), tone)
    looks = {
        translate("Gallery", "application"): [look_of_application(state) for state in ApplicationState],
        translate("Gallery", "queue"): [look_of_outbox(state) for state in OutboxState],
    }
    for name, every in looks.items():
        holder = QWidget()
        flow = FlowLayout(holder, size("space", "small"))
        for look in every:
            flow.addWidget(StateChip(look))
        sheet.add("normal", holder, name, grow=True)
    sheet.add("long", StateChip(Look("warn", "clock", samples.long_text())), width=320)
    return sheet.finish()


def badges() -> QWidget:
    """Counts from none to more than fit."""
    sheet = Sheet()
    name = translate("Gallery", "Needs you")
    holder = QWidget()
    line = row(holder, gap="medium")
    for number, tone in zip((1, 8, 42, 7, 3), TINTS, strict=True):
        line.addWidget(Badge(name, number, tone))
    sheet.add("normal", holder)
    sheet.add("long", Badge(name, 1284, "warn"))
    sheet.add("empty", Badge(name, 0), translate("Gallery", "nothing is shown for none"))
    return sheet.finish()
