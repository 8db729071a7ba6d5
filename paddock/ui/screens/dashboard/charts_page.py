"""The six charts of the dashboard, and the one that takes the room of all as a table."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from paddock.app.store.dashboard_views import Dashboard, Figure
from paddock.ui.screens.dashboard import charts
from paddock.ui.screens.dashboard.chart_card import ChartCard
from paddock.ui.screens.dashboard.spans import Grain

_ACROSS, _DOWN = 3, 2
"""Charts."""


class ChartsPage(QWidget):
    """Sends `opened` with the `Figure` and the key of the bar or row that was chosen."""

    opened = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        self.funnel = ChartCard(charts.funnel_plan())
        self.course = ChartCard(charts.course_plan(), most=14)
        self.times = ChartCard(charts.times_plan())
        self.plans = ChartCard(charts.plans_plan(), most=5)
        self.ageing = ChartCard(charts.ageing_plan(), most=5)
        self.staff = ChartCard(charts.staff_plan(), most=5)
        self.cards = (self.funnel, self.course, self.times, self.plans, self.ageing, self.staff)
        for at, card in enumerate(self.cards):
            grid.addWidget(card, at // _ACROSS, at % _ACROSS)
            card.table_wanted.connect(lambda as_table, chosen=card: self._enlarge(chosen, as_table=as_table))
        for index in range(_ACROSS):
            grid.setColumnStretch(index, 1)
        for index in range(_DOWN):
            grid.setRowStretch(index, 1)
        self.funnel.opened.connect(lambda key: self.opened.emit(Figure(key), ""))
        for card, figure in (
            (self.course, Figure.BUCKET),
            (self.times, Figure.TIME_BIN),
            (self.plans, Figure.OFFERED),
            (self.ageing, Figure.AGEING),
            (self.staff, Figure.STAFF),
        ):
            card.opened.connect(lambda key, chosen=figure: self.opened.emit(chosen, key))

    def show_figures(self, shown: Dashboard, grain: Grain) -> None:
        """Show every figure."""
        self.funnel.show_lines(charts.funnel_lines(shown))
        self.course.show_lines(charts.course_lines(shown, grain))
        self.times.show_lines(charts.times_lines(shown))
        self.plans.show_lines(charts.plans_lines(shown))
        self.ageing.show_lines(charts.ageing_lines(shown))
        self.staff.show_lines(charts.staff_lines(shown))

    def table(self) -> list[list[str]]:
        """Every chart as rows of texts."""
        return [texts for card in self.cards for texts in charts.table_of(card.plan, card.lines)]

    def _enlarge(self, chosen: ChartCard, *, as_table: bool) -> None:
        """A table takes the room of all charts; turned back into a chart it stands among the others again."""
        for card in self.cards:
            card.setVisible(card is chosen or not as_table)
        at = self.cards.index(chosen)
        place = (0, 0, _DOWN, _ACROSS) if as_table else (at // _ACROSS, at % _ACROSS, 1, 1)
        self._grid.addWidget(chosen, *place)
