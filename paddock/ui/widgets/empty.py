"""What a screen says when there is nothing to show: why, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton

from paddock.ui.widgets.basics import CentredWords, column, icon_label, label


class EmptyState(QFrame):
    """An icon, a sentence, and a second one."""

    def __init__(self, icon: str, title: str, more: str, *, width: int = 440, framed: bool = True) -> None:
        super().__init__()
        if framed:
            self.setProperty("role", "card")
        layout = column(self, margin=32, gap="small")
        self._column = layout
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addStretch(2)
        layout.addWidget(icon_label(icon, "ink_faint", 44), 0, centre)
        self._title = label(title, "heading")
        layout.addWidget(self._title, 0, centre)
        self._more = CentredWords(more, width=width)
        layout.addWidget(self._more, 0, centre)
        layout.addStretch(3)
        self.setAccessibleName(title)

    def offer(self, way_out: QPushButton) -> None:
        """Put a button below the words: what the person can do about it here."""
        self._column.insertWidget(self._column.count() - 1, way_out, 0, Qt.AlignmentFlag.AlignHCenter)

    def say_more(self, more: str) -> None:
        """Replace the second sentence (what was the matter this time)."""
        self._more.setText(more)
        self._more.setMinimumHeight(self._more.heightForWidth(self._more.width()))
