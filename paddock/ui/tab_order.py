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
    """What takes the keyboard itself in `part`, in the order of Tab.

    Looked for around one of them, not along the whole window: with some deals open that has thousands of parts.
    """
    # Not what opens in a window of its own, such as the list of a combo box: Tab does not come by there.
    stops = [inside for inside in part.findChildren(QWidget) if _takes_keyboard(inside) and part.isAncestorOf(inside)]
    if not stops:
        return []
    start = stops[0]
    while (before := start.previousInFocusChain()) is not None and part.isAncestorOf(before):
        start = before
    left, found = set(stops), list[QWidget]()
    at: QWidget | None = start
    while left and at is not None:
        if at in left:
            found.append(at)
            left.remove(at)
        at = at.nextInFocusChain()
        if at is start:
            break
    return found


def _takes_keyboard(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
