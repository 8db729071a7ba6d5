"""The dealer's stock 库存: answers as one types, and starts a deal with a car."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from paddock.ui.clock import today
from paddock.ui.deal import car_name
from paddock.ui.screens.screen import Screen
from paddock.ui.states import Look, look_of_unit
from paddock.ui.tasks import run
from paddock.ui.widgets.basics import button, column, label, row
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.inputs import SearchLine
from paddock.ui.widgets.table import Column, RowTable
from paddock.ui.words import count, round_money, translate
from paddock.wire.applications import VehicleCondition
from paddock.wire.inventory import InventoryUnit, UnitState

if TYPE_CHECKING:
    from paddock.ui.shell import Shell

_SEARCH_AFTER_MS = 90
_OLD_DAYS, _AGEING_DAYS = 90, 60


class StockScreen(Screen):
    """A search line over a table of cars."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        layout = column(self, margin=16, gap="medium")
        head = row(gap="medium")
        head.addWidget(label(self.tr("Stock"), "title"))
        self._found = label("", "soft")
        head.addWidget(self._found)
        head.addStretch(1)
        self.search = SearchLine(self.tr("Brand, series, city, or part of the VIN"))
        self.search.setFixedWidth(360)
        head.addWidget(self.search)
        self._start = button(self.tr("Start a deal with this car"), self.start_deal, role="primary", icon="plus")
        head.addWidget(self._start)
        layout.addLayout(head)
        self.table = RowTable(_columns(), self.tr("Stock"))
        self.table.opened.connect(lambda _unit: self.start_deal())
        self.table.picked.connect(lambda unit: self._start.setEnabled(_can_sell(unit)))
        self._stack = QStackedWidget()
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

    def visited(self) -> None:
        super().visited()
        self.search.setFocus()

    def refresh(self) -> None:
        text = self.search.text().strip()
        run(self, lambda: self.office.units(text)).success(self._show)

    def start_deal(self) -> None:
        """A new deal with the selected car."""
        unit = self.table.current()
        if unit is not None and _can_sell(unit):
            self.shell.start_deal_with(unit)

    def _show(self, units: list[InventoryUnit]) -> None:
        self.table.show_rows(units, lambda unit: unit.id)
        self._stack.setCurrentIndex(0 if units else 1)
        self._found.setText(self.tr("{0} cars").format(count(len(units))))


def _can_sell(unit: InventoryUnit | None) -> bool:
    return unit is not None and unit.state is UnitState.IN_STOCK


def _columns() -> list[Column[InventoryUnit]]:
    return [
        Column(translate("Stock", "Car"), car_name, stretch=3),
        Column(translate("Stock", "Year"), lambda unit: str(unit.model_year), width=72),
        Column(translate("Stock", "Kind"), _kind, width=150),
        Column(translate("Stock", "Odometer"), lambda unit: f"{count(unit.odometer_km)} km", right=True, width=116),
        Column(translate("Stock", "VIN, last six"), lambda unit: unit.vin[-6:], width=112),
        Column(translate("Stock", "City"), lambda unit: unit.city, width=92),
        Column(translate("Stock", "In stock"), lambda unit: _age_look(unit).text, look=_age_look, width=124),
        Column(translate("Stock", "Price"), lambda unit: round_money(unit.price_fen), right=True, width=118),
        Column(translate("Stock", "A month from"), _monthly, right=True, width=130),
        Column(
            translate("Stock", "State"),
            lambda unit: look_of_unit(unit.state).text,
            look=lambda unit: look_of_unit(unit.state),
            width=124,
        ),
    ]


def _kind(unit: InventoryUnit) -> str:
    condition = translate("Stock", "New") if unit.condition is VehicleCondition.NEW else translate("Stock", "Used")
    return f"{condition} · " + translate("Stock", "new energy") if unit.new_energy else condition


def _monthly(unit: InventoryUnit) -> str:
    return round_money(unit.monthly_from_fen // 100 * 100) if unit.monthly_from_fen else "–"


def _age_look(unit: InventoryUnit, on: date | None = None) -> Look:
    days = ((on or today()) - unit.in_stock_since).days
    tone = "bad" if days > _OLD_DAYS else "warn" if days > _AGEING_DAYS else "calm"
    return Look(tone, "clock", translate("Stock", "{0} days").format(days))  # type: ignore[arg-type]
