"""Small building blocks that every screen uses, so that spacing and roles are the same everywhere."""

from collections.abc import Callable

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from paddock.ui import icons
from paddock.ui.theme import size


def label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label in one of the style sheet's roles."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class CentredWords(QLabel):
    """Centred text of a fixed width that always gets the height its lines need."""

    def __init__(self, text: str, role: str = "soft", width: int = 520) -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFixedWidth(width)

    def showEvent(self, event: QShowEvent) -> None:
        """The style sheet's font is known only now."""
        super().showEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))


def button(
    text: str, then: Callable[[], object] | None = None, *, role: str = "", icon: str = "", tip: str = ""
) -> QPushButton:
    """A push button in one of the style sheet's roles; its text is its accessible name."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if icon:
        filled, quiet = {"primary", "big", "customer_big"}, {"quiet", "customer_quiet"}
        tint = "accent_ink" if role in filled else "accent" if role in quiet else "ink_soft"
        made.setIcon(icons.icon(icon, tint))
        made.setIconSize(QSize(18, 18))
    if tip:
        made.setToolTip(tip)
    made.setAccessibleName(text or tip)
    if then:
        made.clicked.connect(lambda _checked=False: then())
    return made


def bold_width(widget: QWidget, text: str) -> int:
    """How wide `text` is in bold in the widget's font, in logical pixels."""
    return bold_metrics(widget).horizontalAdvance(text)


def bold_metrics(widget: QWidget) -> QFontMetrics:
    """The measures of the widget's font in bold."""
    widget.ensurePolished()
    font = QFont(widget.font())
    font.setBold(True)
    return QFontMetrics(font)


def icon_label(name: str, tint: str = "ink_soft", px: int = 18) -> QLabel:
    """A label that shows one icon; the text beside it says what it means."""
    made = QLabel()
    made.setPixmap(icons.pixmap(name, tint, px))
    made.setFixedSize(px + 2, px + 2)
    return made


def card(*, role: str = "card") -> QFrame:
    """A raised surface."""
    made = QFrame()
    made.setProperty("role", role)
    return made


def line() -> QFrame:
    """A hair line."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def column(parent: QWidget | None = None, *, margin: int = 0, gap: str = "small") -> QVBoxLayout:
    """A vertical layout with the house's gaps."""
    made = QVBoxLayout(parent) if parent else QVBoxLayout()
    made.setContentsMargins(QMargins(margin, margin, margin, margin))
    made.setSpacing(size("space", gap))
    return made


def row(parent: QWidget | None = None, *, margin: int = 0, gap: str = "small") -> QHBoxLayout:
    """A horizontal layout with the house's gaps."""
    made = QHBoxLayout(parent) if parent else QHBoxLayout()
    made.setContentsMargins(QMargins(margin, margin, margin, margin))
    made.setSpacing(size("space", gap))
    return made


def scrolled(content: QWidget) -> QScrollArea:
    """`content` in an area that scrolls up and down, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setObjectName(content.objectName() or "plain")
    area.setWidget(content)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def set_tone(widget: QWidget, tone: str) -> None:
    """Give `widget` another tone of the style sheet and redraw it."""
    _set_style(widget, "tone", tone)


def set_role(widget: QWidget, role: str) -> None:
    """Give `widget` another role of the style sheet and redraw it."""
    _set_style(widget, "role", role)


def _set_style(widget: QWidget, name: str, value: str) -> None:
    if (widget.property(name) or "") == value:
        return
    widget.setProperty(name, value)
    # What was never shown is styled when it is.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        repolish(widget)


def repolish(widget: QWidget) -> None:
    """Apply the style sheet again after a property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def clear(layout: QLayout) -> None:
    """Remove and delete everything in `layout`."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


class FlowLayout(QLayout):
    """Lays items out in a line and goes on in the next, so that nothing is cut off sideways."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        found = QSize()
        for item in self._items:
            found = found.expandedTo(item.minimumSize())
        return found

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        for item in self._items:
            hint = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), 10_000))
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, tallest = rect.x(), y + tallest + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._gap
            tallest = max(tallest, hint.height())
        return y + tallest - rect.y()


class ElidedLabel(QLabel):
    """One line of text that ends in … when there is no room; the whole text is its tool tip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        if text == self._whole:
            return
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def whole(self) -> str:
        """The text as given."""
        return self._whole

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        shown = self._whole
        # Before it is styled neither its font nor its width is known; it is told its size when it comes to be shown.
        if shown and self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            shown = self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, max(self.width(), 0))
        if shown != self.text():
            super().setText(shown)
        tip = self._whole if shown != self._whole else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
