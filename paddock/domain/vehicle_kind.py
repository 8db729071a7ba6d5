"""The kinds of vehicle that plans are made for: finer than the classes, and read from the same words."""

from enum import StrEnum
from typing import Final

from paddock.domain.sentences import Sentence
from paddock.domain.vehicle_class import VehicleClass, vehicle_class


class VehicleKind(StrEnum):
    """What is financed."""

    PASSENGER = "passenger"
    LIGHT_TRUCK = "light_truck"
    TRUCK = "truck"
    TRACTOR = "tractor"
    TRACTOR_TRAILER = "tractor_trailer"
    TRAILER = "trailer"
    BUS = "bus"
    AGRICULTURAL = "agricultural"

    @property
    def name_for_people(self) -> Sentence:
        """What a plan calls it."""
        return _NAMES[self]


def vehicle_kind(vin: str, brand_model: str) -> VehicleKind:
    """The kind by the words of the model where they say more than the class, else by the class."""
    if any(word in brand_model for word in _FARM):
        return VehicleKind.AGRICULTURAL
    if "牵引" in brand_model:
        return VehicleKind.TRACTOR_TRAILER if "挂" in brand_model else VehicleKind.TRACTOR
    found = vehicle_class(vin, brand_model)
    if found is VehicleClass.TRUCK and any(word in brand_model for word in _LIGHT):
        return VehicleKind.LIGHT_TRUCK
    return VehicleKind(found.value)


_FARM: Final = ("拖拉机", "收割机", "插秧机", "农机", "农业机械")
_LIGHT: Final = ("轻卡", "微卡", "轻型", "微型", "小卡", "厢式物流", "物流车")
_NAMES: Final = {
    VehicleKind.PASSENGER: Sentence("乘用车", "passenger car"),
    VehicleKind.LIGHT_TRUCK: Sentence("轻型货车", "light truck"),
    VehicleKind.TRUCK: Sentence("中重型货车", "truck"),
    VehicleKind.TRACTOR: Sentence("牵引车", "tractor"),
    VehicleKind.TRACTOR_TRAILER: Sentence("牵引车 + 挂车", "tractor with trailer"),
    VehicleKind.TRAILER: Sentence("挂车", "trailer"),
    VehicleKind.BUS: Sentence("客车", "bus"),
    VehicleKind.AGRICULTURAL: Sentence("农业机械", "farm machinery"),
}
