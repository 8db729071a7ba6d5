"""Puts the window where it stood, and writes down where it stands now."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from paddock.ui.place import Place, visible_place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from paddock.ui.preferences import Preferences

_KEEP_AFTER_MS = 300


class PlaceKeeper:
    """Of one window; told with `moved` whenever Qt speaks of its place, size or state."""

    def __init__(self, window: "QMainWindow", preferences: "Preferences") -> None:
        self._window, self._preferences = window, preferences
        self._timer = QTimer(window)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER_MS)
        self._timer.timeout.connect(self._keep)

    def stand_where_it_stood(self) -> None:
        """On a screen that is there: the place kept may be on one that is not."""
        window, kept = self._window, self._preferences.place
        screens = [window.screen().availableGeometry()] + [
            screen.availableGeometry() for screen in window.screen().virtualSiblings()
        ]
        if kept is None:
            window.resize(window.size().boundedTo(screens[0].size()))
            return
        window.setGeometry(visible_place(kept, screens).rect)

    def moved(self) -> None:
        """Written down when it has come to rest."""
        self._timer.start()

    def keep_what_waits(self) -> None:
        """The window closes: nothing waits to come to rest."""
        if self._timer.isActive():
            self._keep()

    def _keep(self) -> None:
        """The place to return to, also while it is maximised; a minimised window keeps the place it had."""
        window = self._window
        if window.isMinimized() or not window.isVisible():
            return
        at = window.normalGeometry() if window.isMaximized() else window.geometry()
        self._preferences.place = Place(at.x(), at.y(), at.width(), at.height(), window.isMaximized())
