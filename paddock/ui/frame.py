"""What the window paints first: its surfaces without words, so that nothing waits for fonts."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from paddock.ui.theme import size

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_AROUND_NAVIGATION = 28
STATUS_HEIGHT = 34


def navigation_width() -> int:
    """In logical pixels, for the size of text now chosen."""
    return size("width", "navigation") + _AROUND_NAVIGATION


class Frame(QWidget):
    """Surfaces where navigation, page and status line will be.

    Without layouts: they would ask for the size of text, and with it for fonts.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._navigation, self._status = QFrame(self), QFrame(self)
        self._navigation.setObjectName("navigation")
        self._status.setObjectName("statusline")

    def resizeEvent(self, event: "QResizeEvent") -> None:
        left = navigation_width()
        self._status.setGeometry(left, self.height() - STATUS_HEIGHT, self.width(), STATUS_HEIGHT)
        self._navigation.setGeometry(0, 0, left, self.height())
        super().resizeEvent(event)
