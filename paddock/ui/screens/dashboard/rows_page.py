"""The rows behind a figure: deals or units of stock, to be opened."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from paddock.app.store.dashboard_views import DealRow, Figure
from paddock.ui.clock import today
from paddock.ui.screens.dashboard.said import duration, lane_name, staff_name
from paddock.ui.states import Look, look_of_application, look_of_outbox, look_of_unit
from paddock.ui.stocked_car import car_name
from paddock.ui.widgets.basics import ElidedLabel, button, column, label, row
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.skeleton import LoadingStack, Skeleton
from paddock.ui.widgets.stale import StaleMark
from paddock.ui.widgets.table import Column, RowTable
from paddock.ui.words import count, moment, round_money, say, translate
from paddock.wire.inventory import InventoryUnit, UnitState

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench


class RowsPage(QWidget):
    """Sends `left` when the person goes back, `export_wanted` with the rows as texts."""

    left = Signal()
    export_wanted = Signal(str, list)

    def __init__(self, shell: "Workbench") -> None:
        super().__init__()
        self._shell = shell
        layout = column(self, gap="medium")
        head = row(gap="medium")
        self.back = button(self.tr("Back  Esc"), self.left.emit, icon="arrow-left")
        head.addWidget(self.back)
        self._title = label("", "title")
        head.addWidget(self._title)
        self._note = ElidedLabel("", "soft")
        head.addWidget(self._note, 1)
        self.stale = StaleMark()
        head.addWidget(self.stale)
        head.addWidget(button(self.tr("Export CSV"), self._export, icon="download-simple"))
        self._queue = button(self.tr("To the queue"), lambda: shell.go("queue"), icon="paper-plane-tilt")
        head.addWidget(self._queue)
        self._open = button(self.tr("Open deal"), self.open_current, role="primary", icon="arrow-square-out")
        head.addWidget(self._open)
        layout.addLayout(head)
        self.stack = LoadingStack(Skeleton("table", columns=6))
        self.deals: RowTable[DealRow] = RowTable(_deal_columns(), self.tr("Deals"))
        self.units: RowTable[InventoryUnit] = RowTable(_unit_columns(), self.tr("Cars in stock"))
        self._nothing = EmptyState("magnifying-glass", self.tr("No rows"), self.tr("This figure counts nothing now."))
        for page in (self.deals, self.units, self._nothing):
            self.stack.addWidget(page)
        for table in (self.deals, self.units):
            table.opened.connect(lambda _row: self.open_current())
            table.picked.connect(lambda _row: self._picked())
        layout.addWidget(self.stack, 1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def ask(self, title: str, figure: Figure) -> None:
        """Another figure was opened; its rows come soon."""
        self._figure = figure
        self._title.setText(title)
        self._note.setText("")
        self._queue.setVisible(figure is Figure.UNSENT)
        self._open.setText(self.tr("Start a deal with this car") if figure.is_of_stock else self.tr("Open deal"))
        self._open.setEnabled(False)
        self.stack.start_again()

    def show_deals(self, rows: list[DealRow], total: int) -> None:
        """Show deals, or unsent acts."""
        self.deals.show_rows(rows, lambda found: (found.id, found.act))
        self._show(self.deals, len(rows), total)

    def show_units(self, rows: list[InventoryUnit], total: int) -> None:
        """Show cars."""
        self.units.show_rows(rows, lambda unit: unit.id)
        self._show(self.units, len(rows), total)

    def open_current(self) -> None:
        """Open the selected deal, or start one with the selected car."""
        if self._figure.is_of_stock:
            unit = self.units.current()
            if unit is not None and unit.state is UnitState.IN_STOCK:
                self._shell.start_deal_with(unit)
            return
        found = self.deals.current()
        if found is not None and found.is_here:
            self._shell.open_deal(found.id)

    # Inside

    def _show(self, table: "RowTable[DealRow] | RowTable[InventoryUnit]", shown: int, total: int) -> None:
        self._note.setText(
            self.tr("the newest {0} of {1}").format(count(shown), count(total))
            if shown < total
            else self.tr("{0} rows").format(count(total))
        )
        self.stack.show_content(table if shown else self._nothing)
        if shown and table.current() is None:
            table.selectRow(0)
        self._picked()

    def _picked(self) -> None:
        if self._figure.is_of_stock:
            unit = self.units.current()
            self._open.setEnabled(unit is not None and unit.state is UnitState.IN_STOCK)
            self._open.setToolTip("")
            return
        found = self.deals.current()
        self._open.setEnabled(found is not None and found.is_here)
        self._open.setToolTip(
            "" if found is None or found.is_here else self.tr("Made at another workstation; it can be opened there")
        )

    def _export(self) -> None:
        table = self.units if self._figure.is_of_stock else self.deals
        columns = table.rows.columns
        rows = [[column.title for column in columns]]
        rows += [_texts(columns, found) for found in table.rows.rows]  # type: ignore[arg-type]  # columns and rows of one table
        self.export_wanted.emit(self._title.text(), rows)


def _texts(columns: "list[Column[object]]", found: object) -> list[str]:
    return [column.text(found) for column in columns]


def _deal_columns() -> list[Column[DealRow]]:
    return [
        Column(
            translate("Dashboard", "Applicant"),
            lambda found: found.applicant if found.is_here else translate("Dashboard", "(other workstation)"),
            key=lambda found: found.applicant,
        ),
        Column(translate("Dashboard", "Car"), lambda found: found.vehicle, stretch=2, key=lambda found: found.vehicle),
        Column(translate("Dashboard", "State"), lambda found: _look(found).text, look=_look),
        Column(
            translate("Dashboard", "Submitted at"),
            lambda found: moment(found.submitted_at),
            key=lambda found: found.submitted_at,
        ),
        Column(translate("Dashboard", "Staff"), lambda found: staff_name(found.staff), key=lambda found: found.staff),
        Column(
            translate("Dashboard", "Decided in"),
            lambda found: "–" if found.seconds is None else duration(found.seconds),
            right=True,
            key=lambda found: -1.0 if found.seconds is None else found.seconds,
        ),
        Column(translate("Dashboard", "Lane"), lambda found: lane_name(found.lane) if found.lane else "–"),
        Column(translate("Dashboard", "Plan"), lambda found: say(found.plan) if found.plan else "–", stretch=1),
    ]


def _look(found: DealRow) -> Look:
    if found.act is not None and found.outbox_state is not None:
        look = look_of_outbox(found.outbox_state)
        return Look(look.tone, look.icon, f"{say(found.act.name_for_people)} · {look.text}")
    if found.central_state is not None:
        return look_of_application(found.central_state)
    if found.outbox_state is not None:
        return look_of_outbox(found.outbox_state)
    return Look("calm", "question", "–")


def _unit_columns() -> list[Column[InventoryUnit]]:
    days: Callable[[InventoryUnit], int] = lambda unit: (today() - unit.in_stock_since).days  # noqa: E731
    return [
        Column(translate("Dashboard", "Car"), car_name, stretch=2, key=car_name),
        Column(translate("Dashboard", "VIN"), lambda unit: unit.vin, stretch=1),
        Column(translate("Dashboard", "Days in stock"), lambda unit: count(days(unit)), right=True, key=days),
        Column(translate("Dashboard", "City"), lambda unit: unit.city, key=lambda unit: unit.city),
        Column(
            translate("Dashboard", "Price"),
            lambda unit: round_money(unit.price_fen),
            right=True,
            key=lambda unit: unit.price_fen,
        ),
        Column(
            translate("Dashboard", "State"),
            lambda unit: look_of_unit(unit.state).text,
            look=lambda unit: look_of_unit(unit.state),
        ),
    ]
