"""Python's collector of reference cycles, kept on the GUI thread.

It runs wherever an allocation happens to set it off, on a worker thread too, and destroys there what it finds. A window
that was closed is such a cycle (parts know their window and are known by it), and a Qt object destroyed off the GUI
thread ends the process. So the collector is switched off, and a timer runs it where Qt objects may die.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from paddock.ui.native_memory import give_back
from paddock.ui.tasks import Lane, run

_LOOK_EVERY_MS = 250
_YOUNG, _MIDDLE, _OLD = 700, 10, 10
"""The collector's own thresholds: how many allocations, young and middle collections call for the next one."""
_OLD_AT_MOST_EVERY = 120
"""Looks between collections of everything, which take longest: half a minute."""


class Garbage(QObject):
    """Collects on the thread it lives on; made once, with the first desk that opens."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._since_old = 0
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect as much as Python would have by now."""
        young, middle, old = gc.get_count()
        self._since_old += 1
        if old > _OLD and self._since_old >= _OLD_AT_MOST_EVERY:
            self._since_old = 0
            gc.collect(2)
            run(self, give_back, Lane.POOL)
        elif middle > _MIDDLE:
            gc.collect(1)
        elif young > _YOUNG:
            gc.collect(0)


class _Holder:
    garbage: Garbage | None = None


def collect_on_gui_thread(app: QObject) -> None:
    """Called on the GUI thread; a second call changes nothing."""
    if _Holder.garbage is None:
        _Holder.garbage = Garbage(app)


def keep_what_is_loaded() -> None:
    """The program is loaded: its modules and classes stay to the end, and are not looked through again and again."""
    # Once: frozen a second time, a window that was closed in between would stay for ever.
    if gc.get_freeze_count() == 0:
        gc.freeze()
