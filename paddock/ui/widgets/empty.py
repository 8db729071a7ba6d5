"""What a screen says when there is nothing to show: why, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from paddock.ui.widgets.basics import CentredWords, column, icon_label, label


class EmptyState(QFrame):
    """An icon, a sentence, and a second one."""

    def __init__(self, icon: str, title: str, more: str, *, width: int = 440, framed: bool = True) -> None:
        super().__init__()
        if framed:
            self.setProperty("role", "card")
        layout = column(self, margin=32, gap="small")
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addStretch(2)
        layout.addWidget(icon_label(icon, "ink_faint", 44), 0, centre)
        self._title = label(title, "heading")
        layout.addWidget(self._title, 0, centre)
        self._more = CentredWords(more, width=width)
        layout.addWidget(self._more, 0, centre)
        layout.addStretch(3)
        self.setAccessibleName(title)

    def say_more(self, more: str) -> None:
        """Replace the second sentence (what was the matter this time)."""
        self._more.setText(more)
        self._more.setMinimumHeight(self._more.heightForWidth(self._more.width()))
