"""A button whose work is under way: it cannot start it again, keeps the keyboard, and says so."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from paddock.ui import icons
from paddock.ui.widgets.basics import repolish
from paddock.ui.words import translate

_LOOKS_BUSY_AFTER_MS = 150
_PRESSES = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Shortcut,
}
_PRESSING_KEYS = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select}


class BusyButton(QObject):
    """Dresses a button while work is under way.

    It is not disabled: that would hand its keyboard focus, and with it the next Enter, to its neighbour.
    """

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button = button
        self._icon = QIcon()
        self._described = ""
        self._looks_busy = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOKS_BUSY_AFTER_MS)
        self._soon.timeout.connect(self._look_busy)

    def begin(self) -> None:
        """No press counts from now on; after a moment it can be seen why."""
        self._button.installEventFilter(self)
        self._soon.start()

    def end(self) -> None:
        """The button is itself again."""
        self._soon.stop()
        self._button.removeEventFilter(self)
        if self._looks_busy:
            self._looks_busy = False
            self._button.setIcon(self._icon)
            self._button.setAccessibleDescription(self._described)
            self._mark(busy=False)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return event.key() in _PRESSING_KEYS
        return event.type() in _PRESSES or super().eventFilter(watched, event)

    def _look_busy(self) -> None:
        self._looks_busy = True
        self._icon = self._button.icon()
        self._described = self._button.accessibleDescription()
        if not self._icon.isNull():
            self._button.setIcon(icons.icon("hourglass-medium", "ink_faint"))
        self._button.setAccessibleDescription(translate("Busy", "Under way"))
        self._mark(busy=True)

    def _mark(self, *, busy: bool) -> None:
        self._button.setProperty("busy", busy)
        repolish(self._button)
