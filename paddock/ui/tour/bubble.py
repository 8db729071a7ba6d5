"""The words of a stop, beside the place they speak of: one button goes on, another leaves."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QWidget

from paddock.ui.announce import announce
from paddock.ui.widgets.basics import button, column, label, row

_WIDTH = 360
_GAP = 16
_MARGIN = 12


class Bubble(QFrame):
    """Enter or a click goes on; the window's own controls can be used as well, Tab leads out of it."""

    def __init__(self, over: QWidget, go_on: Callable[[], object], leave: Callable[[], object]) -> None:
        super().__init__(over)
        self.setProperty("role", "card")
        self.setFixedWidth(_WIDTH)
        self._over = over
        layout = self._column = column(self, margin=16, gap="small")
        head = row(gap="small")
        self._title = label("", "heading", wrap=True)
        self._count = label("", "faint")
        head.addWidget(self._title, 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        self._text = label("", wrap=True)
        layout.addWidget(self._text)
        foot = row(gap="small")
        self.leave = button("", leave, role="quiet")
        self.go_on = button("", go_on, role="primary")
        self.go_on.setAutoDefault(True)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.go_on)
        layout.addLayout(foot)
        self.hide()

    def say(self, title: str, text: str, count: str) -> None:
        """Show other words; read aloud too."""
        self._title.setText(title)
        self._text.setText(text)
        self._count.setText(count)
        self.setAccessibleName(f"{title} ({count})" if count else title)
        self.setAccessibleDescription(text)
        self.go_on.setAccessibleDescription(text)
        announce(self, f"{title}. {text}")

    def offer(self, go_on: str, leave: str, *, busy: bool) -> None:
        """What the buttons say; `busy`: what was asked for is under way."""
        self.go_on.setText(go_on)
        self.go_on.setAccessibleName(go_on)
        self.go_on.setEnabled(not busy)
        self.leave.setText(leave)
        self.leave.setAccessibleName(leave)

    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def stand_beside(self, place: QRect) -> None:
        """Right of the place, else left, below, above; inside it where it fills the window; the middle for none."""
        height = max(self._column.heightForWidth(_WIDTH), self.sizeHint().height())
        size = QRect(0, 0, _WIDTH, height)
        room = self._over.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if place.isEmpty():
            size.moveCenter(room.center())
        else:
            size.moveTopLeft(_spot(place, size, room))
        self.setGeometry(size)
        self.raise_()


def _spot(place: QRect, size: QRect, room: QRect) -> QPoint:
    middle = place.center().y() - size.height() // 2
    centre = place.center().x() - size.width() // 2
    for spot in (
        QPoint(place.right() + _GAP, middle),
        QPoint(place.left() - size.width() - _GAP, middle),
        QPoint(centre, place.bottom() + _GAP),
        QPoint(centre, place.top() - size.height() - _GAP),
    ):
        moved = size.translated(spot - size.topLeft())
        # Along the place it may slide, across it may not.
        slid = QRect(moved)
        slid.moveTop(min(max(slid.top(), room.top()), room.bottom() - slid.height()))
        slid.moveLeft(min(max(slid.left(), room.left()), room.right() - slid.width()))
        if room.contains(slid) and not slid.intersects(place):
            return slid.topLeft()
    return QPoint(room.right() - size.width(), room.bottom() - size.height())
