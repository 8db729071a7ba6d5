"""Ctrl+Z also from a field: while a notice can be taken back, unless something was typed since it was shown."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from paddock.ui.widgets.toasts import Toasts


class UndoKey(QObject):
    """A field keeps Ctrl+Z to itself, even with nothing to undo; so its keys are watched while a notice can be undone.

    What the person did last is what Ctrl+Z takes back: with the first letter typed, the key is the field's again.
    """

    def __init__(self, toasts: Toasts) -> None:
        super().__init__(toasts)
        self._toasts = toasts
        self._app = cast("QApplication", QApplication.instance())
        self._watched: QWidget | None = None
        self._armed = False
        toasts.changed.connect(self._look)

    def _look(self) -> None:
        if self._toasts.can_undo() == self._armed:
            return
        self._armed = not self._armed
        if self._armed:
            self._app.focusChanged.connect(self._focus_moved)
            self._watch(self._app.focusWidget())
        else:
            self._app.focusChanged.disconnect(self._focus_moved)
            self._watch(None)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._watch(now)

    def _watch(self, widget: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = widget
        if widget is not None:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo):
                return self._toasts.undo()
            if _types_into(watched, event):
                self._watch(None)
        return False


def _types_into(widget: QObject, event: QKeyEvent) -> bool:
    takes_text = isinstance(widget, QWidget) and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    return takes_text and bool(event.text()) and event.text().isprintable()
