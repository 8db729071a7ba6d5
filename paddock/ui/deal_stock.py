"""The car in the dealer's stock that has a deal's VIN: looked for again whenever the VIN is another."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from paddock.domain.application_draft import FieldPath
from paddock.domain.vin import VIN_LENGTH
from paddock.ui.stocked_car import texts_of_unit
from paddock.ui.tasks import run
from paddock.wire.inventory import InventoryUnit

if TYPE_CHECKING:
    from paddock.ui.deal import Deal


class DealStock(QObject):
    """What the stock knows of one deal's car; the deal's `stock_changed` tells of it."""

    def __init__(self, deal: "Deal") -> None:
        super().__init__(deal)
        self._deal = deal
        self._sought = ""
        self.unit: InventoryUnit | None = None

    def seek(self) -> None:
        """Ask whether the car with the deal's VIN stands in stock."""
        vin, office = self._deal.draft.text(FieldPath.VIN), self._deal.office
        if vin == self._sought:
            return
        self._sought = vin
        if len(vin) != VIN_LENGTH:
            self._found(vin, [])
            return
        run(self, lambda: office.units(vin)).success(lambda units: self._found(vin, units))

    def fill_in(self) -> None:
        """Take over what the stock knows of the car, as one act."""
        if self.unit is not None:
            with self._deal.one_act(self.tr("Filled in from stock")):
                self._deal.fill(texts_of_unit(self.unit), self.unit.id)

    def says(self, path: FieldPath) -> bool:
        """Whether a field says what the stock says of the deal's car."""
        unit, text = self.unit, self._deal.draft.text(path)
        taken = bool(unit and self._deal.draft.inventory_unit_id == unit.id)
        return taken and bool(text) and unit is not None and texts_of_unit(unit).get(path, "") == text

    def _found(self, vin: str, units: list[InventoryUnit]) -> None:
        if vin != self._sought:
            return
        self.unit = next((unit for unit in units if unit.vin == vin), None)
        if self.unit is None or self.unit.id != self._deal.draft.inventory_unit_id:
            # Another VIN was typed: this is not that car any more.
            self._deal.let_go_of_unit()
        self._deal.stock_changed.emit()
