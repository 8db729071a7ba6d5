"""Says a change aloud: what a person who sees the screen notices by itself, a screen reader has to be told."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Let a screen reader say `text` when it has finished its sentence, or at once when `urgent`.

    Costs nothing while no assistive technology is connected.
    """
    if text and QAccessible.isActive():
        _send(widget, text, urgent=urgent)


def _send(widget: QWidget, text: str, *, urgent: bool) -> None:
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
