"""Finds what a person would see cut off, squeezed or covered in a window that is shown."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedLayout,
    QWidget,
)

from paddock.ui.widgets.basics import ElidedLabel

_SLACK = 1
_OVERLAYS = {"toast", "overlay"}
"""Laid over the page on purpose."""


def ill_fitting(root: QWidget) -> list[str]:
    """One line for each thing that does not fit; empty when everything does. `root` is visible and laid out."""
    parts = [root, *root.findChildren(QWidget)]
    shown = [part for part in parts if part.isVisibleTo(root) and not _is_scrolled_away(part, root)]
    return [*_squeezed_words(shown), *_sticking_out(shown, root), *_covered(shown), *_sideways(shown)]


def _describe(part: QWidget) -> str:
    words = getattr(part, "text", lambda: "")() or part.accessibleName() or part.objectName()
    return f"{type(part).__name__} {words!r} {part.width()}x{part.height()}"


def _squeezed_words(shown: list[QWidget]) -> Iterator[str]:
    for part in shown:
        if isinstance(part, QLabel) and not isinstance(part, ElidedLabel) and part.text():
            if part.wordWrap():
                needed = part.heightForWidth(part.width())
                if needed > part.height() + _SLACK:
                    yield f"too low for its words ({needed}): {_describe(part)}"
            elif part.sizeHint().width() > part.width() + _SLACK:
                yield f"too narrow for its words ({part.sizeHint().width()}): {_describe(part)}"
        if isinstance(part, QPushButton | QCheckBox | QRadioButton) and part.text().strip():
            needed = part.fontMetrics().horizontalAdvance(part.text().replace("&", "")) + (
                part.iconSize().width() + 4 if isinstance(part, QPushButton) and not part.icon().isNull() else 0
            )
            if needed > part.width() + _SLACK:
                yield f"too narrow for its words ({needed}): {_describe(part)}"
            if part.fontMetrics().height() > part.height() + _SLACK:
                yield f"too low for its words: {_describe(part)}"


def _sticking_out(shown: list[QWidget], root: QWidget) -> Iterator[str]:
    for part in shown:
        parent = part.parentWidget()
        if part is root or parent is None or parent is root.parentWidget() or part.isWindow():
            continue
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            continue
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(part.geometry()):
            yield f"sticks out of {type(parent).__name__} {parent.width()}x{parent.height()}: {_describe(part)}"


def _covered(shown: list[QWidget]) -> Iterator[str]:
    """Neighbours in a layout that lie on each other.

    Found by their places: asking Qt for the items of layouts makes Python objects that outlive them, and ends the
    process later (PySide6 6.11).
    """
    for part in shown:
        if part.layout() is None or isinstance(part.layout(), QStackedLayout):
            continue
        inside = [one for one in shown if one.parentWidget() is part and one.objectName() not in _OVERLAYS]
        for one, other in combinations(inside, 2):
            common = one.geometry().intersected(other.geometry())
            if common.width() > _SLACK and common.height() > _SLACK:
                yield f"{_describe(one)} overlaps {_describe(other)}"


def _sideways(shown: list[QWidget]) -> Iterator[str]:
    for part in shown:
        inner = part.widget() if isinstance(part, QScrollArea) else None
        if inner is not None and isinstance(part, QScrollArea):
            needed = inner.minimumSizeHint().width()
            if needed > part.viewport().width() + _SLACK:
                yield f"would scroll sideways ({needed} in {part.viewport().width()}): {_describe(part)}"
        elif isinstance(part, QAbstractScrollArea) and part.horizontalScrollBar().maximum() > 0:
            bar = part.horizontalScrollBar()
            if bar.isVisible():
                yield f"scrolls sideways by {bar.maximum()}: {_describe(part)}"


def _is_scrolled_away(part: QWidget, root: QWidget) -> bool:
    """Pages of stacks that lie behind are not visible; what scrolling hides counts as there."""
    return part is not root and part.window() is not root.window()
