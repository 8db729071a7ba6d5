"""A card with a chart and its twin, a table that says the same to those who do not see charts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QToolButton

from paddock.ui import icons
from paddock.ui.charts.bar_looks import BarLegend, BarLook
from paddock.ui.charts.bars import Bar, BarPlot
from paddock.ui.widgets.basics import CentredWords, ElidedLabel, column, label, row
from paddock.ui.widgets.table import Column, RowTable

_MARGIN = 12
_WORDS_WIDTH = 260


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """What a chart card is called and how it is laid out; its numbers come later."""

    title: str
    looks: tuple[BarLook, ...]
    columns: tuple[str, ...]
    """Titles of the twin: the name's, then one for each number."""
    nothing: str
    """What is said when there is nothing to count."""
    lying: bool = True
    overlaid: bool = False
    legend: Sequence[tuple[BarLook, str]] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is counted: a bar of the chart, and a row of its twin."""

    key: str
    name: str
    """As short as it stands beside a bar."""
    parts: tuple[float, ...]
    number: str
    """What stands at the end of the bar."""
    words: str
    """The whole truth in one sentence."""
    cells: tuple[str, ...]
    """The numbers of the twin's row."""
    full_name: str = ""
    """For the twin, where there is room."""


class ChartCard(QFrame):
    """Sends `opened` with the key of a bar or row, `table_wanted` when the person changes between chart and table."""

    opened = Signal(str)
    table_wanted = Signal(bool)

    def __init__(self, plan: ChartPlan, *, most: int = 7) -> None:
        """`most` bars are drawn; the twin has every line."""
        super().__init__()
        self.plan = plan
        self.lines: tuple[Line, ...] = ()
        self._most = most
        self._table: RowTable[Line] | None = None
        """The twin, from when it is first asked for."""
        self.setProperty("role", "card")
        self.setAccessibleName(plan.title)
        layout = column(self, margin=_MARGIN, gap="tight")
        head = row(gap="small")
        head.addWidget(label(plan.title, "heading"))
        self._note = ElidedLabel("", "faint")
        head.addWidget(self._note, 1)
        self.twin = QToolButton()
        self.twin.setCheckable(True)
        self.twin.setIcon(icons.icon("table", "ink_soft", "accent"))
        self.twin.setIconSize(QSize(16, 16))
        self.twin.setToolTip(self.tr("As a table"))
        self.twin.setAccessibleName(self.tr("{0}: as a table").format(plan.title))
        self.twin.toggled.connect(self._turn)
        head.addWidget(self.twin)
        layout.addLayout(head)
        if plan.legend:
            self._legend = BarLegend(plan.legend)
            layout.addWidget(self._legend)
        self._stack = QStackedWidget()
        self._nothing = CentredWords(plan.nothing, width=_WORDS_WIDTH)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._nothing)
        self.plot = BarPlot(plan.title, plan.looks, lying=plan.lying, overlaid=plan.overlaid)
        self.plot.opened.connect(self.opened)
        self._stack.addWidget(self.plot)
        layout.addWidget(self._stack, 1)

    @property
    def table(self) -> RowTable[Line]:
        """The twin: every line with its numbers."""
        if self._table is None:
            self._table = RowTable(_columns(self.plan), self.plan.title)
            self._table.opened.connect(lambda line: self.opened.emit(line.key))
            self._stack.addWidget(self._table)
            self._table.show_rows(self.lines, lambda line: line.key)
        return self._table

    def show_lines(self, lines: Sequence[Line], *, note: str = "") -> None:
        """Show these numbers."""
        self.lines = tuple(lines)
        left_out = len(lines) - self._most
        more = self.tr("{0} more in the table").format(left_out) if left_out > 0 else ""
        self._note.setText(" · ".join(part for part in (note, more) if part))
        if self._table is not None:
            self._table.show_rows(self.lines, lambda line: line.key)
        self.plot.show_bars([_bar(line) for line in self.lines[: self._most]])
        self._show_page()

    def _turn(self, as_table: bool) -> None:  # noqa: FBT001 - a signal hands over one value
        self._show_page()
        self.table_wanted.emit(as_table)

    def _show_page(self) -> None:
        has_any = any(any(line.parts) for line in self.lines)
        self.twin.setEnabled(has_any)
        if not has_any:
            self._stack.setCurrentWidget(self._nothing)
        else:
            self._stack.setCurrentWidget(self.table if self.twin.isChecked() else self.plot)


def _bar(line: Line) -> Bar:
    return Bar(line.key, line.name, line.parts, line.number, line.words)


def _columns(plan: ChartPlan) -> list[Column[Line]]:
    first: Column[Line] = Column(plan.columns[0], lambda line: line.full_name or line.name, stretch=1)
    return [first, *(_number_column(title, at) for at, title in enumerate(plan.columns[1:]))]


def _number_column(title: str, at: int) -> Column[Line]:
    return Column(title, lambda line: line.cells[at], right=True)
