"""Locks the window when nobody has touched it for a while: no data is seen, and the work of the engine goes on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from paddock.ui.widgets.lock_page import LockPage

if TYPE_CHECKING:
    from paddock.ui.shell import Shell

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleLock(QObject):
    """Watches the windows of the program, not its widgets: what a system window is sent is little."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell
        self._page: LockPage | None = None
        self._hidden: list[QWidget] = []
        self._watched: QWindow | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)  # noqa: S101 - there is a window
        app.focusWindowChanged.connect(self._watch)
        shell.furnished.connect(self._furnished)
        self._watch(shell.windowHandle())
        self.start_over()

    @property
    def is_locked(self) -> bool:
        """Whether nothing of the work is seen."""
        return self._page is not None

    def start_over(self) -> None:
        """Somebody is there, or the time was chosen anew."""
        minutes = self._shell.preferences.lock_minutes
        if minutes:
            self._idle.start(minutes * 60_000)
        else:
            self._idle.stop()

    def lock(self) -> None:
        """Show the lock alone: everything else of the program is hidden, dialogs are closed."""
        if self._page is not None or self._shell.desk is None:
            return
        self._idle.stop()
        screen = self._shell.current_screen
        if screen:
            screen.left()  # lets go of the camera
        for window in QApplication.topLevelWidgets():
            if window is not self._shell and window.isVisible():
                self._put_away(window)
        self._shell.furniture.hide()
        office = self._shell.desk.office
        self._page = LockPage(self._shell, office.unlock_way, office.unlock)
        self._page.unlocked.connect(self.unlock)
        self._page.appear()

    def unlock(self) -> None:
        """Show everything as it was."""
        page, self._page = self._page, None
        if page is not None:
            page.hide()
            page.deleteLater()
        self._shell.furniture.show()
        for window in self._hidden:
            window.show()
        self._hidden = []
        screen = self._shell.current_screen
        if screen:
            screen.visited()
            screen.setFocus()
        self.start_over()

    def stop(self) -> None:
        """The desk is closed: there is nothing to lock."""
        self._idle.stop()
        self._watch(None)
        if self._page is not None:
            self._page.deleteLater()
            self._page = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT and self._page is None:
            self.start_over()
        return super().eventFilter(watched, event)

    def _put_away(self, window: QWidget) -> None:
        if isinstance(window, QDialog):
            # Hidden, a dialog would end all the same: what was typed into it was not kept yet.
            window.reject()
        else:
            self._hidden.append(window)
            window.destroyed.connect(self._forget(window))
            window.hide()

    def _forget(self, window: QWidget) -> Callable[[], None]:
        def forget() -> None:
            if window in self._hidden:
                self._hidden.remove(window)

        return forget

    def _watch(self, window: QWindow | None) -> None:
        """The window that has the keyboard, and only that one."""
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)

    def _furnished(self) -> None:
        """Made anew in another language or theme while it was locked."""
        if self._page is not None:
            self._shell.furniture.hide()
            self._page.raise_()
