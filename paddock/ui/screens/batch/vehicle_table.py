"""The tables of the batch screen: their keys accept, correct, take out, and take back."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from paddock.ui.widgets.table import Column, RowTable

R = TypeVar("R")
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}


class KeyedTable(RowTable[R]):
    """A table for hands that stay on the keyboard; `end_neared` asks for more rows."""

    accept_wanted = Signal()
    edit_wanted = Signal()
    undo_wanted = Signal()
    remove_wanted = Signal()
    end_neared = Signal()
    touched = Signal()
    """The person moves about in it."""

    def __init__(self, columns: Sequence[Column[R]], name: str) -> None:
        super().__init__(columns, name)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self.touched.emit())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.touched.emit()
        super().wheelEvent(event)

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
        if event.key() in _MOVES:
            self.touched.emit()
        super().keyPressEvent(event)

    def _scrolled(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - self.height() and value > 0:
            self.end_neared.emit()
