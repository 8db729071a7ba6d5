"""A page of the gallery: the states of one widget below each other, each with its name."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from paddock.ui.theme import size
from paddock.ui.widgets.basics import label, row
from paddock.ui.words import translate

State = Literal[
    "normal", "empty", "loading", "warning", "error", "disabled", "focused", "long", "read_only", "stale", "chosen"
]
_NAME_WIDTH = 124


def state_words(state: State) -> str:
    """What a state is called."""
    return {
        "normal": translate("Gallery", "Normal"),
        "empty": translate("Gallery", "Empty"),
        "loading": translate("Gallery", "Loading"),
        "warning": translate("Gallery", "Warning"),
        "error": translate("Gallery", "Error"),
        "disabled": translate("Gallery", "Disabled"),
        "focused": translate("Gallery", "With keyboard focus"),
        "long": translate("Gallery", "Long text"),
        "read_only": translate("Gallery", "Read only"),
        "stale": translate("Gallery", "Stale"),
        "chosen": translate("Gallery", "Chosen"),
    }[state]


class Sheet(QWidget):
    """Add states in the order a person meets them."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, size("space", "small"), 0)
        self._grid.setHorizontalSpacing(size("space", "large"))
        self._grid.setVerticalSpacing(size("space", "large"))
        self._grid.setColumnStretch(1, 1)
        self._focused: QWidget | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def add(
        self, state: State, part: QWidget, detail: str = "", *, width: int = 0, height: int = 0, grow: bool = False
    ) -> None:
        """Add `part` as one state; `detail` says what is special about it, `grow` lets it take the whole width."""
        at = self._grid.rowCount()
        words = state_words(state)
        name = label(f"{words}\n{detail}" if detail else words, "faint", wrap=True)
        name.setFixedWidth(_NAME_WIDTH)
        if width:
            part.setFixedWidth(width)
        if height:
            part.setFixedHeight(height)
        if state == "disabled":
            part.setEnabled(False)
        if state == "focused":
            self._focused = part
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        # In a line of its own and not by alignment, which would forget that wrapped text needs more height.
        line = row(gap="hair")
        line.addWidget(part, 1 if grow else 0)
        if not grow:
            line.addStretch(1)
        self._grid.addLayout(line, at, 1)

    def finish(self) -> "Sheet":
        """No more states: what is left of the height stays empty."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        return self

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.focus_the_focused()

    def focus_the_focused(self) -> None:
        """Give the keyboard to the one that shows how that looks."""
        if self._focused:
            self._focused.setFocus(Qt.FocusReason.TabFocusReason)
