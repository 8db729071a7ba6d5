"""Charts: told apart without colour, readable in both schemes, and not loaded before they are wanted."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.ui import theme
from paddock.ui.charts.axes import MONTHS, ticks
from paddock.ui.charts.bar_looks import FIRST, SECOND
from paddock.ui.charts.bars import Bar, BarPlot
from paddock.ui.charts.looks import SERIES_LOOKS, SeriesSwatch
from paddock.ui.charts.plot import LinePlot
from paddock.ui.charts.series import Series


def test_no_two_series_share_a_colour_a_dash_or_a_marker() -> None:
    for part in ("colour", "dash", "marker"):
        assert len({getattr(look, part) for look in SERIES_LOOKS}) == len(SERIES_LOOKS)


def test_every_line_can_be_seen_on_every_ground() -> None:
    for colours in theme.tokens()["colours"].values():
        for look in SERIES_LOOKS:
            assert theme.contrast(QColor(colours[look.colour]), QColor(colours["surface"])) >= 4.5


def test_a_plot_draws_what_it_is_given_and_refuses_what_cannot_be_told_apart(qtbot: QtBot) -> None:
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


@given(
    lowest=st.floats(0, 1e6), reach=st.floats(1e-3, 1e9), most=st.integers(-3, 30), steps=st.sampled_from([(), MONTHS])
)
def test_marks_are_round_in_order_within_the_axis_and_never_too_many(
    lowest: float, reach: float, most: int, steps: Sequence[float]
) -> None:
    marks = ticks(lowest, lowest + reach, most, steps)
    assert len(marks) <= max(most, 2)
    assert marks == sorted(set(marks))
    near = 1e-6 * (lowest + reach)
    assert all(lowest - near <= mark <= lowest + reach + near for mark in marks)


def test_marks_of_an_axis_are_where_people_look_for_them() -> None:
    assert ticks(0, 127_200, 4) == [0, 50_000, 100_000]
    assert ticks(0, 36, 5, MONTHS) == [0, 12, 24, 36]
    assert ticks(1, 1, 5) == [1]


@pytest.mark.parametrize("lying", [True, False])
def test_a_bar_is_as_long_as_what_it_counts_and_a_press_opens_it(qtbot: QtBot, *, lying: bool) -> None:
    plot = BarPlot("Deals", (FIRST, SECOND), lying=lying)
    qtbot.addWidget(plot)
    plot.resize(400, 240)
    plot.show_bars([Bar("a", "one", (1, 1), "2", "one: 2"), Bar("b", "two", (4, 0), "4", "two: 4")])
    ink = QColor(theme.colour(FIRST.colour))
    image = plot.grab().toImage()
    seen = [[image.pixelColor(x, y) == ink for x in range(400)] for y in range(240)]
    along = seen if lying else [list(column) for column in zip(*seen, strict=True)]
    lengths = [sum(line) for line in along]
    half = len(lengths) // 2
    # The first part of the first bar is a quarter of the second's; a pattern is another colour.
    assert max(lengths[half:]) == pytest.approx(4 * max(lengths[:half]), abs=8)
    opened: list[str] = []
    plot.opened.connect(opened.append)
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(200, 200) if lying else QPoint(330, 180))
    assert opened == ["b"]
