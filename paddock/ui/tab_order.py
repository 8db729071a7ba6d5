"""The way Tab takes through what is made later than its neighbours: Qt puts that at the end of the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def let_follow(part: QWidget, before: QWidget) -> None:
    """Let Tab lead from the last stop of `before` on to `part`, whose own order stays."""
    if not (stops := _stops(before)):
        return
    at = stops[-1]
    for stop in _stops(part):
        QWidget.setTabOrder(at, stop)
        at = stop


def _stops(part: QWidget) -> list[QWidget]:
    """What takes the keyboard itself in `part`, in the order of Tab."""
    found, at = [], part.nextInFocusChain()
    while at is not None and at is not part:
        takes = at.focusPolicy() != Qt.FocusPolicy.NoFocus and at.focusProxy() is None
        if takes and part.isAncestorOf(at):
            found.append(at)
        at = at.nextInFocusChain()
    return found
