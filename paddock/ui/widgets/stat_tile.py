"""One figure of the business: what it is, how much, which way it goes. A press opens the rows behind it."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStackedWidget, QVBoxLayout

from paddock.ui import icons
from paddock.ui.theme import colour, size
from paddock.ui.widgets.basics import ElidedLabel, icon_label, row, set_role
from paddock.ui.widgets.skeleton import Skeleton
from paddock.ui.words import translate

Direction = Literal["up", "down", "level"]
_ICONS: dict[Direction, str] = {"up": "trend-up", "down": "trend-down", "level": "minus"}
NO_FIGURE = "–"


@dataclass(frozen=True, slots=True)
class Trend:
    """How a figure moved: `words` say by how much and since when; `is_good` whether that is welcome, None: neither."""

    direction: Direction
    words: str
    is_good: bool | None = None


class StatTile(QAbstractButton):
    """Sends `opened` when pressed, if it was made with `opens`; a tile without rows takes no focus."""

    opened = Signal()

    def __init__(self, name: str, *, opens: bool = True) -> None:
        super().__init__()
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(self.opened)
        self._opens = opens
        self._hovered = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(*(size("space", part) for part in ("large", "medium", "large", "medium")))
        layout.setSpacing(size("space", "tight"))
        head = row(gap="tight")
        head.addWidget(ElidedLabel(name, "soft"), 1)
        if opens:
            head.addWidget(icon_label("caret-right", "ink_faint", 14))
        layout.addLayout(head)
        self._figure = ElidedLabel(NO_FIGURE, "figure")
        self._bones = Skeleton("text", count=1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._figure)
        self._stack.addWidget(self._bones)
        self._stack.setFixedHeight(size("height", "figure"))
        layout.addWidget(self._stack)
        foot = row(gap="tight")
        self._way = icon_label("minus", "ink_faint", 16)
        self._note = ElidedLabel("", "faint")
        foot.addWidget(self._way)
        foot.addWidget(self._note, 1)
        layout.addLayout(foot)
        for part in self.findChildren(ElidedLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._stack.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_figure(None)

    def show_figure(self, figure: str | None, trend: Trend | None = None, *, note: str = "") -> None:
        """Show a figure, or that there is none; `note` stands below it where there is no trend."""
        self._stack.setCurrentWidget(self._figure)
        self._figure.setText(figure or NO_FIGURE)
        tint, role = _tone(trend)
        self._way.setVisible(trend is not None)
        if trend:
            self._way.setPixmap(icons.pixmap(_ICONS[trend.direction], tint, 16))
        words = trend.words if trend else note
        self._note.setText(words)
        set_role(self._note, role)
        self._speak(figure or translate("StatTile", "no figure yet"), words)

    def begin(self) -> None:
        """The figure is being fetched: bones in its place, unless one is shown already."""
        if self._figure.whole() == NO_FIGURE:
            self._stack.setCurrentWidget(self._bones)
            self._speak(self._bones.accessibleName(), "")

    def end(self) -> None:
        """Nothing is being fetched any more."""
        self._stack.setCurrentWidget(self._figure)

    def name(self) -> str:
        """What it counts."""
        return self._name

    def figure(self) -> str:
        """What is shown."""
        return self._figure.whole()

    def sizeHint(self) -> QSize:
        return self._column.sizeHint().expandedTo(QSize(size("width", "tile"), 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(size("width", "tile"), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._opens:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hovered = self._opens
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = False
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(colour("focus" if focused else "line"), 2 if focused else 1))
        painter.setBrush(colour("hover" if self._hovered or self.isDown() else "surface"))
        radius = size("radius", "card")
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        painter.end()

    def _speak(self, figure: str, more: str) -> None:
        self.setAccessibleName(": ".join(part for part in (self._name, figure) if part))
        self.setAccessibleDescription(more)


def _tone(trend: Trend | None) -> tuple[str, str]:
    """Colour token of the arrow, and role of its words."""
    if trend is None or trend.is_good is None:
        return "ink_faint", "faint"
    return ("good", "note_good") if trend.is_good else ("warn", "note_warn")
