"""Charts: told apart without colour, readable in both schemes, and not loaded before they are wanted."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.ui import theme
from paddock.ui.charts.late import with_charts
from paddock.ui.charts.looks import SERIES_LOOKS, SeriesSwatch
from paddock.ui.charts.series import Series


def test_no_two_series_share_a_colour_a_dash_or_a_marker() -> None:
    for part in ("colour", "dash", "marker"):
        assert len({getattr(look, part) for look in SERIES_LOOKS}) == len(SERIES_LOOKS)


def test_every_line_can_be_seen_on_every_ground() -> None:
    for colours in theme.tokens()["colours"].values():
        for look in SERIES_LOOKS:
            assert theme.contrast(QColor(colours[look.colour]), QColor(colours["surface"])) >= 4.5


def test_a_plot_draws_what_it_is_given_and_refuses_what_cannot_be_told_apart(qtbot: QtBot) -> None:
    ready: list[bool] = []
    parent = QObject()
    with_charts(parent, lambda: ready.append(True))
    qtbot.waitUntil(lambda: ready == [True], timeout=20_000)
    from paddock.ui.charts.plot import LinePlot  # noqa: PLC0415 - as the window loads it

    plot = LinePlot(name_y=lambda value: f"¥{value:.0f}")
    qtbot.addWidget(plot)
    plot.resize(420, 240)
    plot.show_series([])
    empty = plot.grab().toImage()
    plot.show_series([Series(f"{n}", [1, 2, 3], [n, 2 * n, n]) for n in range(1, 5)])
    assert plot.grab().toImage() != empty
    assert len(plot.series) == 4
    with pytest.raises(ValueError, match="told apart"):
        plot.show_series([Series("", [], [])] * 5)


def test_swatches_differ_without_their_colour(qtbot: QtBot, qapp: QApplication) -> None:
    pictures = []
    for look in SERIES_LOOKS:
        swatch = SeriesSwatch(look)
        qtbot.addWidget(swatch)
        swatch.resize(swatch.sizeHint())
        grey = swatch.grab().toImage().convertToFormat(swatch.grab().toImage().Format.Format_Grayscale8)
        ground = grey.pixelColor(0, 0).value()
        pictures.append(
            tuple(
                abs(grey.pixelColor(x, y).value() - ground) > 40
                for x in range(grey.width())
                for y in range(grey.height())
            )
        )
    assert len(set(pictures)) == len(SERIES_LOOKS)
    assert qapp is not None


def test_no_screen_loads_the_charts_by_itself() -> None:
    code = "import sys, paddock.ui.screens.catalogue as _; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
