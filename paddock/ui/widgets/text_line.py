"""A line of text that lets an input method finish: what is being composed belongs to nobody else until it is there."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class TextLine(QLineEdit):
    """A `QLineEdit` for fields in which people compose Chinese, or type what a machine will tidy behind them."""

    def __init__(self) -> None:
        super().__init__()
        self._preedit = ""

    def is_composing(self) -> bool:
        """Whether an input method is at work and its text not yet in the line."""
        return bool(self._preedit)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape belong to the composition while there is one: the step must not change under it."""
        if self._preedit and (event.key() in _ENTER or event.key() == Qt.Key.Key_Escape):
            self._end_composition(keep=event.key() in _ENTER)
            event.accept()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """With nothing of its own to undo, the line leaves Ctrl+Z to the deal."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def replace_text(self, text: str) -> None:
        """Another form of what stands there; the cursor stays behind the same letters and digits."""
        if text == self.text():
            return
        before = sum(char.isalnum() for char in self.text()[: self.cursorPosition()])
        at = 0
        while at < len(text) and before > 0:
            before -= text[at].isalnum()
            at += 1
        self.setText(text)
        self.setCursorPosition(at)

    def _end_composition(self, *, keep: bool) -> None:
        left = self._preedit
        if keep:
            QGuiApplication.inputMethod().commit()
        else:
            QGuiApplication.inputMethod().reset()
        if self._preedit == left:
            # No input method answered (it may have gone away): what the person sees is kept or dropped here.
            event = QInputMethodEvent()
            if keep:
                event.setCommitString(left)
            self.inputMethodEvent(event)
