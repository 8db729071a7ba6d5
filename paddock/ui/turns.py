"""Long work of the window itself, cut into parts: each has a turn of the event loop to itself, so nothing stands still.

What can be done off the GUI thread belongs into `paddock.ui.tasks`; widgets cannot be made there.
"""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Does parts in the order they were given; between two of them keys are taken and the window is painted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def add(self, *parts: Callable[[], object]) -> None:
        """Do these after what is left to do."""
        self._left.extend(parts)
        self._timer.start(0)

    def finish(self) -> None:
        """Do what is left now: somebody cannot wait for it."""
        while self._left:
            self._left.popleft()()

    def forget(self) -> None:
        """What is left is not wanted any more."""
        self._left.clear()

    def is_done(self) -> bool:
        """Whether nothing is left."""
        return not self._left

    def _turn(self) -> None:
        if self._left:
            self._left.popleft()()
        if not self._left:
            self._timer.stop()
