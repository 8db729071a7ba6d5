"""Two values for one field: the one that was there and the one that was read. One key takes either."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from paddock.domain.application_draft import FieldEntry, FieldPath
from paddock.ui.choices import choices_of
from paddock.ui.widgets.basics import FlowLayout, button

KEEP_KEY, TAKE_KEY = "F7", "F8"
"""Keep what was there; take what was read."""


class ConflictBar(QFrame):
    """Sends `settled` with True for the value that was read, with False for the one that was there."""

    settled = Signal(bool)

    def __init__(self, path: FieldPath) -> None:
        super().__init__()
        self._words = dict(choices_of(path))
        self._layout = FlowLayout(self)
        self._buttons: list[QPushButton] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_entry(self, entry: FieldEntry | None) -> None:
        """Offer both values while the field is in conflict."""
        for gone in self._buttons:
            self._layout.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._buttons = []
        if entry is not None and entry.in_conflict and entry.reading is not None:
            keep = self.tr("Keep “{0}”  {1}").format(self._in_words(entry.text), KEEP_KEY)
            take = self.tr("Take “{0}”, as read  {1}").format(self._in_words(entry.reading.value), TAKE_KEY)
            self._buttons = [
                button(keep, lambda: self.settled.emit(False), role="choice", icon="pencil-simple"),
                button(take, lambda: self.settled.emit(True), role="choice", icon="corners-out"),
            ]
            for made in self._buttons:
                self._layout.addWidget(made)
        self.setVisible(bool(self._buttons))

    def values(self) -> list[str]:
        """What the two buttons say; empty while there is no conflict."""
        return [made.text() for made in self._buttons]

    def _in_words(self, value: str) -> str:
        return self._words.get(value, value)
