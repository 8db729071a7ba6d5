"""Brings the charts in behind the window: pyqtgraph and numpy are imported on a thread, at the first chart wanted."""

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject

from paddock.ui.tasks import Lane, run

_PLOT = "paddock.ui.charts.plot"


def with_charts(parent: QObject, then: Callable[[], object]) -> None:
    """Call `then` on the GUI thread when `paddock.ui.charts.plot` can be imported at no cost."""
    run(parent, lambda: import_module(_PLOT), Lane.POOL).success(lambda _module: then())
