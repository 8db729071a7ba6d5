"""The library's plot as a picture: nothing on it takes the keyboard or the mouse, pans or zooms."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from paddock.ui.theme import colour


def still_plot(parent: QWidget) -> pg.PlotWidget:
    """A plot on a card's ground, without menus and buttons."""
    plot = pg.PlotWidget(parent, enableMenu=False)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    plot.setBackground(colour("surface"))
    return plot
