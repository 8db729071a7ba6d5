"""The dealer's stock 库存: answers as one types, and starts a deal with a car."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from paddock.app.store.views import SyncStatus
from paddock.ui.clock import today
from paddock.ui.screens.screen import Screen
from paddock.ui.states import Look, look_of_unit
from paddock.ui.stocked_car import car_name
from paddock.ui.tasks import Newest
from paddock.ui.widgets.basics import button, column, label, row
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.inputs import SearchLine
from paddock.ui.widgets.skeleton import LoadingStack, Skeleton
from paddock.ui.widgets.stale import StaleMark
from paddock.ui.widgets.table import Column, RowTable
from paddock.ui.words import count, round_money, translate
from paddock.wire.applications import VehicleCondition
from paddock.wire.inventory import InventoryUnit, UnitState

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_SEARCH_AFTER_MS = 90
AGEING_DAYS, OLD_DAYS = 30, 60
"""From the first on a car is ageing; beyond the second it is old."""


class StockScreen(Screen):
    """A search line over a table of cars."""

    def __init__(self, shell: "Workbench") -> None:
        super().__init__(shell)
        self._newest = Newest()
        layout = column(self, margin=16, gap="medium")
        head = row(gap="medium")
        head.addWidget(label(self.tr("Stock"), "title"))
        self._found = label("", "soft")
        head.addWidget(self._found)
        self._stale = StaleMark()
        head.addWidget(self._stale)
        head.addStretch(1)
        self.search = SearchLine(self.tr("Brand, series, city, or part of the VIN"))
        self.search.setFixedWidth(360)
        head.addWidget(self.search)
        self._start = button(self.tr("Start a deal with this car"), self.start_deal, role="primary", icon="plus")
        head.addWidget(self._start)
        layout.addLayout(head)
        self.table = RowTable(_columns(), self.tr("Stock"))
        self.table.sort_by(0)
        self.table.opened.connect(lambda _unit: self.start_deal())
        self.table.picked.connect(lambda unit: self._start.setEnabled(_can_sell(unit)))
        self._stack = LoadingStack(Skeleton("table", columns=8, count=14))
        self._stack.addWidget(self.table)
        self._empty = EmptyState(
            "car",
            self.tr("No car found"),
            self.tr("Stock comes from the centre with the first synchronisation. With a search, try fewer letters."),
        )
        self._stack.addWidget(self._empty)
        layout.addWidget(self._stack, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SEARCH_AFTER_MS)
        self._timer.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)
        self._start.setEnabled(False)

    def show_part(self, part: str) -> None:
        """What to search for; one car found by its VIN can be sold at once."""
        self.search.setText(part)

    def shown_part(self) -> str:
        return self.search.text()

    def visited(self) -> None:
        super().visited()
        self.search.setFocus()

    def refresh(self) -> None:
        text = self.search.text().strip()
        asked = self._newest.run(self, lambda: (self.office.units(text), self.office.sync_status()))
        asked.loading(self._stack).success(lambda both: self._show(*both))

    def start_deal(self) -> None:
        """A new deal with the selected car."""
        unit = self.table.current()
        if unit is not None and _can_sell(unit):
            self.shell.start_deal_with(unit)

    def _show(self, units: list[InventoryUnit], status: SyncStatus) -> None:
        self._stale.show_as_of(status.last_synced_at, offline=status.online is False)
        self.table.show_rows(units, lambda unit: unit.id)
        if len(units) == 1:
            self.table.selectRow(0)
        self._stack.show_content(self.table if units else self._empty)
        self._found.setText(self.tr("{0} cars").format(count(len(units))))


def _can_sell(unit: InventoryUnit | None) -> bool:
    return unit is not None and unit.state is UnitState.IN_STOCK


def _columns() -> list[Column[InventoryUnit]]:
    return [
        Column(translate("Stock", "Car"), car_name, stretch=1, key=car_name),
        Column(translate("Stock", "Kind"), _kind, key=_kind),
        Column(translate("Stock", "Odometer"), lambda unit: f"{count(unit.odometer_km)} km", right=True, key=_odometer),
        Column(translate("Stock", "VIN, last six"), lambda unit: unit.vin[-6:]),
        Column(translate("Stock", "City"), lambda unit: unit.city, key=lambda unit: unit.city),
        Column(translate("Stock", "In stock"), lambda unit: age_look(unit).text, look=age_look, key=_days),
        Column(translate("Stock", "Price"), lambda unit: round_money(unit.price_fen), right=True, key=_price),
        Column(translate("Stock", "A month from"), _monthly, right=True, key=_from),
        Column(
            translate("Stock", "State"),
            lambda unit: look_of_unit(unit.state).text,
            look=lambda unit: look_of_unit(unit.state),
            key=lambda unit: unit.state,
        ),
    ]


def _kind(unit: InventoryUnit) -> str:
    condition = translate("Stock", "New") if unit.condition is VehicleCondition.NEW else translate("Stock", "Used")
    return f"{condition} · " + translate("Stock", "new energy") if unit.new_energy else condition


def _monthly(unit: InventoryUnit) -> str:
    return round_money(unit.monthly_from_fen // 100 * 100) if unit.monthly_from_fen else "–"


def _odometer(unit: InventoryUnit) -> int:
    return unit.odometer_km


def _price(unit: InventoryUnit) -> int:
    return unit.price_fen


def _from(unit: InventoryUnit) -> int:
    return unit.monthly_from_fen or 0


def _days(unit: InventoryUnit, on: date | None = None) -> int:
    return ((on or today()) - unit.in_stock_since).days


def age_look(unit: InventoryUnit, on: date | None = None) -> Look:
    """How long a car has stood: three levels, each with its own mark, so that it does not hang on colour alone."""
    days = _days(unit, on)
    words = translate("Stock", "{0} days").format(days)
    if days > OLD_DAYS:
        return Look("bad", "hourglass-low", words)
    return Look("warn", "hourglass-medium", words) if days >= AGEING_DAYS else Look("calm", "hourglass-high", words)
