"""Looks for what a person could not read: text without room, text over text, text outside the window.

Qt knows what every widget needs; a style sheet, a translation or a scale that gives it less shows up here.
"""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QToolButton,
    QWidget,
)

from paddock.ui.widgets.basics import ElidedLabel

_SLACK = 1
_INDICATOR = 26


def illegible(root: QWidget) -> list[str]:
    """One line for each thing in `root` that cannot be read; empty: all is well."""
    found = []
    for widget in _visible(root):
        found += [f"{type(widget).__name__} {what}" for what in _faults(widget, root)]
    return [*found, *_covered(root)]


def _visible(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and not widget.visibleRegion().isEmpty():
            yield widget


def _faults(widget: QWidget, root: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractScrollArea) and widget.horizontalScrollBar().maximum() > 0:
        policy = widget.horizontalScrollBarPolicy()
        yield f"{widget.objectName() or widget.accessibleName()!r} scrolls sideways ({policy.name})"
    text = _text(widget)
    if not text:
        return
    needed, given = _width_needed(widget, text), widget.contentsRect().width()
    if needed > given + _SLACK:
        yield f"{text!r} needs {needed} px and has {given}"
    if isinstance(widget, QLabel) and (lines := _height_needed(widget)) > widget.height() + _SLACK:
        yield f"{text!r} needs {lines} px in height and has {widget.height()}"
    corner = widget.mapTo(root, QPoint(0, 0))
    if not _scrolls(widget) and not root.rect().contains(QRect(corner, widget.size())):
        yield f"{text!r} lies outside the window: {corner.x()},{corner.y()} {widget.width()}x{widget.height()}"


def _text(widget: QWidget) -> str:
    """What has to be legible on `widget`; nothing where it is cut on purpose and its tool tip says the whole."""
    if isinstance(widget, QLabel):
        whole = widget.textFormat() is not Qt.TextFormat.RichText and not isinstance(widget, ElidedLabel)
        return widget.text() if whole else ""
    if isinstance(widget, QLineEdit):
        return widget.placeholderText() if not widget.text() else ""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
        return ""
    return widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else ""


def _width_needed(widget: QWidget, text: str) -> int:
    if isinstance(widget, QLabel) and widget.wordWrap():
        # The longest word has to fit; Chinese breaks anywhere.
        words = [word for word in text.split() if word.isascii()]
        return max((widget.fontMetrics().horizontalAdvance(word) for word in words), default=0)
    needed = max(widget.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
    if isinstance(widget, QCheckBox | QRadioButton):
        return needed + _INDICATOR
    if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
        beside = not isinstance(widget, QToolButton)
        return needed + (widget.iconSize().width() + 4 if beside else 0)
    return needed


def _height_needed(widget: QLabel) -> int:
    if widget.wordWrap():
        inside = widget.contentsRect().width()
        flags = Qt.TextFlag.TextWordWrap
        return widget.fontMetrics().boundingRect(QRect(0, 0, inside, 1 << 16), flags, widget.text()).height()
    return widget.fontMetrics().height() * (widget.text().count("\n") + 1)


def _scrolls(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea | QHeaderView):
            return True
        above = above.parentWidget()
    return False


def _covered(root: QWidget) -> Iterator[str]:
    """Texts laid over each other by one layout."""
    for parent in [root, *root.findChildren(QWidget)]:
        children = [
            child
            for child in parent.children()
            if isinstance(child, QLabel | QAbstractButton) and child.isVisibleTo(root) and _text(child)
        ]
        for one, other in combinations(children, 2):
            common = one.geometry().intersected(other.geometry())
            if common.width() > _SLACK and common.height() > 2 * _SLACK:
                yield f"{_text(one)!r} and {_text(other)!r} cover each other by {common.width()}x{common.height()}"
