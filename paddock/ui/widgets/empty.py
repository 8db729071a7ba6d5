"""What a screen says when there is nothing to show: why, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from paddock.ui.widgets.basics import column, icon_label, label


class EmptyState(QWidget):
    """An icon, a sentence, and a second one."""

    def __init__(self, icon: str, title: str, more: str) -> None:
        super().__init__()
        layout = column(self, margin=32, gap="small")
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addStretch(2)
        layout.addWidget(icon_label(icon, "ink_faint", 44), 0, centre)
        self._title = label(title, "heading")
        layout.addWidget(self._title, 0, centre)
        words = label(more, "soft", wrap=True)
        words.setAlignment(centre)
        words.setMinimumWidth(420)
        layout.addWidget(words, 0, centre)
        layout.addStretch(3)
        self.setAccessibleName(title)
