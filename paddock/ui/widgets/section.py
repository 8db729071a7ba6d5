"""A card with a heading: what belongs together on a screen, with its count and its buttons."""

from PySide6.QtWidgets import QFrame, QWidget

from paddock.ui.states import Tone
from paddock.ui.theme import size
from paddock.ui.widgets.badge import Badge
from paddock.ui.widgets.basics import ElidedLabel, column, label, row


class SectionCard(QFrame):
    """Put widgets into `body`, buttons and marks into the head with `add_action`."""

    def __init__(self, title: str, *, note: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        layout = column(self, margin=size("space", "large"), gap="medium")
        self._head = row(gap="small")
        self._head.addWidget(label(title, "heading"))
        self._badge = Badge(title)
        self._head.addWidget(self._badge)
        self._note = ElidedLabel(note, "soft")
        self._head.addWidget(self._note, 1)
        layout.addLayout(self._head)
        self.body = column(gap="small")
        layout.addLayout(self.body, 1)

    def add_action(self, part: QWidget) -> None:
        """Put a button or a mark at the right end of the head."""
        self._head.addWidget(part)

    def show_count(self, number: int, tone: Tone = "calm") -> None:
        """Say how many there are; nothing for 0."""
        self._badge.show_number(number, tone)

    def show_note(self, text: str) -> None:
        """Say something quiet beside the title."""
        self._note.setText(text)
