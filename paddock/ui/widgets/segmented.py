"""One choice of a few, side by side in one frame: Tab enters it once, arrow keys move the choice."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy

from paddock.ui.theme import size
from paddock.ui.widgets.basics import bold_width, row


class Segmented(QFrame):
    """Sends `chosen` with the key a person chose, never for what the program chose."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """`name`: what is chosen, for screen readers; `choices`: (key, words) from left to right."""
        super().__init__()
        self.setProperty("role", "segments")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = row(self, margin=2, gap="hair")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for key, words in choices:
            made = QPushButton(words)
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setAccessibleName(f"{name}: {words}")
            made.clicked.connect(lambda _checked=False, picked=key: self.chosen.emit(picked))
            self._group.addButton(made)
            self._buttons[key] = made
            layout.addWidget(made)
            # The chosen one is bold, and Qt asks for the room of the plain one.
            made.setMinimumWidth(bold_width(made, words) + 2 * (size("pad", "segment_x") + 2))
        self.choose(chosen or next(iter(self._buttons), ""))

    def choose(self, key: str) -> None:
        """Show another choice without sending `chosen`. Raises `KeyError` for a key that is none of them."""
        button = self._buttons[key]
        button.setChecked(True)
        self.setFocusProxy(button)

    def forbid(self, key: str, why: str) -> None:
        """Say that a choice cannot be made here, and why."""
        self._buttons[key].setEnabled(False)
        self._buttons[key].setToolTip(why)
        self._buttons[key].setAccessibleDescription(why)

    def key(self) -> str:
        """What is chosen."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")
