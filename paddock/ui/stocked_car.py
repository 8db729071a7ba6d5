"""A car of the dealer's stock, in the words and forms of a draft."""

from paddock.domain.application_draft import FieldPath
from paddock.domain.money import format_yuan
from paddock.wire.inventory import InventoryUnit


def car_name(unit: InventoryUnit) -> str:
    """Brand, series and model of a car in stock, the series said once."""
    model = unit.model if unit.model.startswith(unit.series) else f"{unit.series} {unit.model}"
    return f"{unit.brand} {model}"


def texts_of_unit(unit: InventoryUnit) -> dict[FieldPath, str]:
    """What a car in stock says of itself, in the draft's forms."""
    return {
        FieldPath.VIN: unit.vin,
        FieldPath.CONDITION: unit.condition.value,
        FieldPath.BRAND_MODEL: car_name(unit),
        FieldPath.NEW_ENERGY: "true" if unit.new_energy else "false",
        FieldPath.FIRST_REGISTERED_ON: unit.first_registered_on.isoformat() if unit.first_registered_on else "",
        FieldPath.ODOMETER: str(unit.odometer_km),
        FieldPath.PRICE: format_yuan(unit.price_fen, symbol="").removesuffix(".00"),
    }
