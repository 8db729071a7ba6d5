"""The way Tab takes through what is made later than its neighbours: Qt puts that at the end of the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def let_follow(part: QWidget, before: QWidget) -> None:
    """Let Tab lead from the last stop of `before` through `part`, whose own order stays."""
    stops = _stops(before)
    at = stops[-1] if stops else before
    for stop in _stops(part):
        QWidget.setTabOrder(at, stop)
        at = stop


def _stops(part: QWidget) -> list[QWidget]:
    """What takes the keyboard in `part`, in the order of Tab."""
    found, at = [], part.nextInFocusChain()
    while at is not None and at is not part:
        if part.isAncestorOf(at) and at.focusPolicy() != Qt.FocusPolicy.NoFocus:
            found.append(at)
        at = at.nextInFocusChain()
    return found
