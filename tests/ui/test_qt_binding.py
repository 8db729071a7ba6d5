"""The binding must give back what it returns: PySide6 6.12.0 on Python 3.11 takes a reference of None, True and False
away with every call, until the interpreter ends the process. A working day is some millions of calls."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

CALLS = 400


@pytest.mark.parametrize("singleton", [None, True, False])
def test_calls_do_not_use_up_the_singletons(qapp: QApplication, singleton: object) -> None:
    widget, picture, layout, timer = QWidget(), QPixmap(8, 8), QHBoxLayout(), QTimer()
    label, settings, painter = QLabel("车架号", widget), QSettings(), QPainter(picture)
    calls: list[Callable[[], object]] = [
        painter.save,
        painter.restore,
        widget.update,
        widget.parentWidget,
        widget.isVisible,
        widget.isEnabled,
        qapp.focusWidget,
        timer.stop,
        timer.isActive,
        lambda: label.setText("车架号"),
        lambda: layout.itemAt(0),
        lambda: widget.property("none"),
        lambda: settings.value("none"),
    ]
    before = sys.getrefcount(singleton)
    for call in calls:
        for _ in range(CALLS):
            call()
    lost = before - sys.getrefcount(singleton)
    painter.end()
    # Immortal from Python 3.12 on; until then some tens come and go with what else happens.
    assert lost < CALLS / 2


def test_sources_are_not_read_for_a_feature_nobody_uses() -> None:
    """Were the binding to look another way, `leave_sources_unread` would do nothing: the window would weigh more."""
    code = (
        "import linecache\n"
        "from pathlib import Path\n"
        "from paddock.ui.main import paint_shell\n"
        "app, shell = paint_shell(Path('window.ini'))\n"
        "import paddock.app.bootstrap\n"
        "files = [each for each in linecache.cache.values() if len(each) > 1]\n"
        "print(sum(len(line) for each in files for line in each[2]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert int(done.stdout) < 2_000_000
