"""The navigation on the left: one button a screen, with a count where work waits."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from paddock.ui.frame import navigation_width
from paddock.ui.screens.catalogue import shortcut_of
from paddock.ui.theme import colour, size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from paddock.ui.screens.catalogue import ScreenEntry


class _NavigationButton(QToolButton):
    """A button that can carry a count in its corner."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setIconSize(QSize(24, 24))
        self._count = 0

    def show_count(self, number: int) -> None:
        """Show how much waits; nothing for 0."""
        self._count = number
        self.setAccessibleDescription(str(number) if number else "")
        self.update()

    def paintEvent(self, event: "QPaintEvent") -> None:
        super().paintEvent(event)
        if not self._count:
            return
        from PySide6.QtCore import Qt  # noqa: PLC0415 - see load_icons
        from PySide6.QtGui import QPainter  # noqa: PLC0415

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = str(self._count) if self._count < 100 else "99+"
        font = painter.font()
        font.setPixelSize(size("type", "tiny"))
        font.setBold(True)
        painter.setFont(font)
        width = max(18, painter.fontMetrics().horizontalAdvance(text) + 10)
        left = self.width() // 2 + 8
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("warn"))
        painter.drawRoundedRect(left, 6, width, 18, 9, 9)
        painter.setPen(colour("surface"))
        painter.drawText(left, 6, width, 18, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class Navigation(QFrame):
    """Sends `chosen` with the key of a screen, `search_wanted` for the palette."""

    chosen = Signal(str)
    search_wanted = Signal()

    def __init__(self, entries: "Sequence[ScreenEntry]") -> None:
        """`entries` from top to bottom; those of the foot's group stand apart."""
        super().__init__()
        self.setObjectName("navigation")
        self.setFixedWidth(navigation_width())
        self._entries = entries
        self._buttons: dict[str, _NavigationButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 10)
        layout.setSpacing(2)
        self.search = _NavigationButton(self.tr("Search"))
        self.search.setCheckable(False)
        self.search.setToolTip(self.tr("Actions, names, cars, numbers (Ctrl+K)"))
        self.search.clicked.connect(self.search_wanted)
        layout.addWidget(self.search)
        group = entries[0].group
        for entry in entries:
            if entry.group is not group:
                group = entry.group
                layout.addStretch(1)
            made = _NavigationButton(entry.words())
            keys = shortcut_of(entry.key)
            made.setToolTip(f"{entry.words()} ({keys})" if keys else entry.words())
            made.clicked.connect(lambda _checked=False, chosen=entry.key: self.chosen.emit(chosen))
            self._group.addButton(made)
            self._buttons[entry.key] = made
            layout.addWidget(made)

    def load_icons(self) -> None:
        """Fill the icons in; after the first paint."""
        # The namespace of Qt's enumerations costs 19 ms at its first use, which the first paint does without.
        from PySide6.QtCore import Qt  # noqa: PLC0415

        from paddock.ui import icons  # noqa: PLC0415 - after the first paint

        self.search.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.search.setIcon(icons.icon("magnifying-glass", "ink_soft"))
        for entry in self._entries:
            self._buttons[entry.key].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            self._buttons[entry.key].setIcon(icons.icon(entry.icon, "ink_soft", "accent"))

    def select(self, key: str) -> None:
        """Mark the screen now shown."""
        self._buttons[key].setChecked(True)

    def show_count(self, key: str, number: int) -> None:
        """Show how much waits on a screen."""
        self._buttons[key].show_count(number)
