"""What the window paints first: its surfaces without words, so that nothing waits for fonts."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

NAVIGATION_WIDTH = 92
STATUS_HEIGHT = 34


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
        self._status.setGeometry(NAVIGATION_WIDTH, self.height() - STATUS_HEIGHT, self.width(), STATUS_HEIGHT)
        self._navigation.setGeometry(0, 0, NAVIGATION_WIDTH, self.height())
        super().resizeEvent(event)
