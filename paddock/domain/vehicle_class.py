"""What kind of vehicle it is, from its maker and model: passenger car, truck, trailer or bus."""

from enum import StrEnum
from typing import Final

from paddock.domain.wmi import find_maker


class VehicleClass(StrEnum):
    """The classes of GB/T 15089 (M1, M2/M3, N, O) as far as financing tells them apart."""

    PASSENGER = "passenger"
    TRUCK = "truck"
    TRAILER = "trailer"
    BUS = "bus"

    @property
    def is_commercial(self) -> bool:
        """Whether it is built to earn money."""
        return self is not VehicleClass.PASSENGER


def vehicle_class(vin: str, brand_model: str) -> VehicleClass:
    """The class by the words of the model first, by those of the maker (from the VIN) second.

    What neither names is a passenger car.
    """
    maker = find_maker(vin)
    for text in (brand_model, "" if maker is None else maker.zh):
        for found, words in _WORDS:
            if any(word in text for word in words):
                return found
    return VehicleClass.PASSENGER


_WORDS: Final = (
    (VehicleClass.PASSENGER, ("轿车", "小型客车", "小型普通客车", "越野")),
    (VehicleClass.TRAILER, ("挂车", "半挂", "Trailer")),
    (VehicleClass.BUS, ("客车", "公交")),
    (
        VehicleClass.TRUCK,
        ("牵引", "载货", "自卸", "货车", "卡车", "重卡", "中卡", "轻卡", "微卡", "重汽", "商用车", "解放", "Truck"),
    ),
)
"""In this order: a small 客车 is a passenger car on a licence, and a truck maker's buses are buses."""
