"""The tables of the batch screen: their keys accept, correct, take out, and take back."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from paddock.ui.widgets.table import Column, RowTable

R = TypeVar("R")


class KeyedTable(RowTable[R]):
    """A table for hands that stay on the keyboard; `end_neared` asks for more rows."""

    accept_wanted = Signal()
    edit_wanted = Signal()
    undo_wanted = Signal()
    remove_wanted = Signal()
    end_neared = Signal()

    def __init__(self, columns: Sequence[Column[R]], name: str) -> None:
        super().__init__(columns, name)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {
            Qt.Key.Key_Space: self.accept_wanted,
            Qt.Key.Key_E: self.edit_wanted,
            Qt.Key.Key_Backspace: self.undo_wanted,
            Qt.Key.Key_Delete: self.remove_wanted,
        }.get(Qt.Key(event.key()))
        if wanted is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            wanted.emit()
            return
        if event.text().isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # No search by letters: they may be a barcode gun's.
            return
        super().keyPressEvent(event)

    def _scrolled(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - self.height() and value > 0:
            self.end_neared.emit()
