"""What stands in the window once it has words: navigation, the screens, a place beside them, the status line."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from paddock.ui.screens.catalogue import SCREENS
from paddock.ui.widgets.banner import ProblemBanner
from paddock.ui.widgets.navigation import Navigation


class Furniture(QWidget):
    """The window's central widget; made anew when language or look change."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.navigation = Navigation(SCREENS)
        self.navigation.setEnabled(False)
        self.banner = ProblemBanner()
        self._closed: QWidget | None = None
        self.pages = QStackedWidget()
        self._opening = QLabel(self.tr("Opening the workstation…"))
        self._opening.setContentsMargins(32, 24, 32, 24)
        self._opening.setProperty("role", "soft")
        self.pages.addWidget(self._opening)
        self._across = QHBoxLayout()
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._across.addWidget(self.pages, 1)
        self._right = QVBoxLayout()
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(0)
        self._right.addWidget(self.banner)
        self._right.addLayout(self._across, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addLayout(self._right, 1)

    def show_opening(self, *, under_way: bool) -> None:
        """Say on the empty page that the workstation opens; nothing while a problem says why it does not."""
        if self._closed:
            self.pages.removeWidget(self._closed)
            self._closed.deleteLater()
            self._closed = None
        self._opening.setVisible(under_way)

    def say_opening(self, words: str) -> None:
        """Say how far it has come."""
        self._opening.setText(words)

    def show_closed(self, page: QWidget) -> None:
        """Show what helps when the workstation did not open, in the place of the screens, until it opens."""
        self._closed = page
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def make_room(self, width: int) -> None:
        """Keep `width` pixels at the right free for a panel, where the screens can do without; else it covers them."""
        spare = self.width() - self.navigation.width() - self.pages.minimumSizeHint().width()
        self._across.setContentsMargins(0, 0, width if spare >= width else 0, 0)

    def put_below(self, line: QWidget) -> None:
        """Give the status line its place."""
        self._right.addWidget(line)
