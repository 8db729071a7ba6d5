"""Light, words and Esc together: what is over the window while the tour speaks."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from paddock.ui.tour.bubble import Bubble
from paddock.ui.tour.spotlight import Spotlight


class Stage:
    """Over `window` from `open` to `close`; the keyboard goes back to where it was."""

    def __init__(self, window: QWidget, go_on: Callable[[], object], leave: Callable[[], object]) -> None:
        self._window = window
        self.light = Spotlight(window)
        self.bubble = Bubble(window, go_on, leave)
        self._before: QWidget | None = None
        # Of the whole window, wherever the cursor is; a screen's own Esc may want it too, and then both hear it.
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setEnabled(False)
        self._escape.activated.connect(leave)
        self._escape.activatedAmbiguously.connect(leave)

    def open(self) -> None:
        """Show it and take the keyboard."""
        self._before = self._window.focusWidget()
        self._escape.setEnabled(True)
        self.light.show()
        self.bubble.show()

    def show_at(self, place: QRect) -> None:
        """Light `place`, in the window's coordinates, and stand beside it; an empty one is the middle."""
        self.light.light(place)
        self.light.raise_()
        self.bubble.stand_beside(place)

    def focus(self) -> None:
        """Give the keyboard to the button that goes on."""
        self.bubble.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Take everything away."""
        for part in (self.light, self.bubble):
            part.hide()
            part.deleteLater()
        self._escape.setEnabled(False)
        self._escape.deleteLater()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
