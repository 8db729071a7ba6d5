"""Invented stock of any size: brands with Chinese and Latin names, VINs, cities, prices."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from paddock.domain.vin import VIN_LENGTH
from paddock.wire.applications import VehicleCondition
from paddock.wire.inventory import InventoryUnit, UnitState

_CARS = (
    ("大众", ("朗逸", "帕萨特", "途观L", "ID.4 CROZZ")),
    ("丰田", ("凯美瑞", "卡罗拉", "RAV4荣放")),
    ("本田", ("CR-V", "雅阁", "思域")),
    ("比亚迪", ("秦PLUS DM-i", "汉EV", "海豚")),
    ("别克", ("君威", "GL8")),
    ("红旗", ("H5", "HS5")),
    ("特斯拉", ("Model 3", "Model Y")),
)
_TRIMS = ("2021款 1.5L 自动舒适版", "2023款 2.0T 豪华型", "2022款 改款 280TSI", "2024款 荣耀版")
_CITIES = ("杭州", "宁波", "上海", "苏州", "南京", "合肥", "武汉")
_COLOURS = ("珍珠白", "深空灰", "中国红")
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
FIRST_DAY = date(2025, 1, 1)


def invented_stock(cars: int, seed: int = 8, version: int = 1) -> Iterator[InventoryUnit]:
    """So many cars, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - cars, not secrets
    for number in range(cars):
        brand, series = chance.choice(_CARS)
        price = chance.randrange(300, 4000) * 10_000
        yield InventoryUnit.model_construct(
            id=UUID(int=(seed << 64) + number),
            vin="L" + "".join(chance.choices(_LETTERS, k=VIN_LENGTH - 1)),
            brand=brand,
            series=chance.choice(series),
            model=chance.choice(_TRIMS),
            condition=chance.choice(list(VehicleCondition)),
            new_energy=brand in {"比亚迪", "特斯拉"},
            model_year=chance.randrange(2015, 2026),
            first_registered_on=FIRST_DAY - timedelta(days=chance.randrange(3000)),
            odometer_km=chance.randrange(200_000),
            colour=chance.choice(_COLOURS),
            city=chance.choice(_CITIES),
            price_fen=price,
            in_stock_since=FIRST_DAY + timedelta(days=chance.randrange(600)),
            state=chance.choice(list(UnitState)),
            monthly_from_fen=None if chance.random() < 0.1 else price // 40,
            version=version,
        )
