"""The sample dealer's stock: invented cars under real makers' codes, with check digits that are right."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from paddock.central.inventory.models import InventoryRecord
from paddock.domain.vin import CHECK_DIGIT_POSITION, check_digit
from paddock.wire.applications import VehicleCondition

_YEAR_CODES = dict(zip(range(2016, 2028), "GHJKLMNPRSTV", strict=True))
"""Position 10 of a VIN (GB 16735)."""
_COLOURS = ("珠光白", "星空灰", "曜石黑", "极光蓝", "烈焰红", "香槟金")
_CITIES = ("武汉", "武汉", "武汉", "鄂州", "黄石", "孝感", "荆州", "宜昌")


@dataclass(frozen=True, slots=True)
class CarLine:
    """A model that the sample dealer sells: WMI and description part of its VINs, names, price when new."""

    vin_start: str
    """Positions 1 to 8."""
    plant: str
    brand: str
    series: str
    model: str
    new_price_yuan: int
    new_energy: bool = False


CAR_LINES = (
    CarLine("LSVAU2A3", "2", "大众", "朗逸", "朗逸 {year} 款 1.5L 自动满逸版", 129_900),
    CarLine("LSVCC2CR", "N", "大众", "途观L", "途观L {year} 款 330TSI 两驱智享版", 225_800),
    CarLine("LFV2A2BU", "3", "大众", "速腾", "速腾 {year} 款 300TSI 超越版", 159_900),
    CarLine("LFV3A28W", "5", "奥迪", "A4L", "A4L {year} 款 40 TFSI 豪华动感型", 342_800),
    CarLine("LHGCV164", "8", "本田", "雅阁", "雅阁 {year} 款 260TURBO 精英版", 186_800),
    CarLine("LVHRW284", "5", "本田", "CR-V", "CR-V {year} 款 240TURBO 两驱活力版", 185_900),
    CarLine("LFMAP86C", "0", "丰田", "卡罗拉", "卡罗拉 {year} 款 1.5L 精英版", 128_800),
    CarLine("LVGBM54K", "G", "丰田", "凯美瑞", "凯美瑞 {year} 款 2.0E 精英版", 171_800),
    CarLine("LGBH52E0", "Y", "日产", "轩逸", "轩逸 {year} 款 1.6L 悦享版", 119_000),
    CarLine("LSGZJ5R5", "B", "别克", "君威", "君威 {year} 款 552T 豪华型", 189_800),
    CarLine("LBECFAHC", "F", "现代", "伊兰特", "伊兰特 {year} 款 1.5L LUX 尊贵版", 126_800),
    CarLine("LBV5U310", "S", "宝马", "3 系", "325Li {year} 款 M 运动套装", 359_900),
    CarLine("LE4ZG8DB", "L", "奔驰", "C 级", "C 260 L {year} 款 运动版", 366_600),
    CarLine("LC0CE4CB", "0", "比亚迪", "秦PLUS", "秦PLUS {year} 款 DM-i 55KM 领先型", 89_800, new_energy=True),
    CarLine("LGXCE4CB", "0", "比亚迪", "宋PLUS", "宋PLUS {year} 款 EV 520KM 旗舰型", 169_800, new_energy=True),
    CarLine("LB3752BA", "H", "吉利", "星越L", "星越L {year} 款 2.0TD 自动豪华版", 159_700),
    CarLine("L6T7722D", "N", "吉利", "银河L7", "银河L7 {year} 款 1.5T DHT 115km PRO", 142_700, new_energy=True),
    CarLine("LS4ASE2E", "K", "长安", "CS75 PLUS", "CS75 PLUS {year} 款 1.5T 自动尊贵型", 124_900),
    CarLine("LGWEF6A5", "H", "哈弗", "H6", "H6 {year} 款 1.5T 自动两驱 PLUS", 117_900),
    CarLine("LRW3E7EK", "C", "特斯拉", "Model 3", "Model 3 {year} 款 后轮驱动版", 231_900, new_energy=True),
)


def sample_units(dealer_id: UUID, today: date) -> list[InventoryRecord]:
    """60 cars: of every line one new, one young used and one older used one. The same ids for the same dealer."""
    return [
        _unit(dealer_id, line, number, variant, today) for number, line in enumerate(CAR_LINES) for variant in range(3)
    ]


def _unit(dealer_id: UUID, line: CarLine, number: int, variant: int, today: date) -> InventoryRecord:
    spread = (number * 7 + variant * 13) % 30
    age_months = (0, 18 + spread % 20, 52 + spread % 30)[variant]
    registered = None if variant == 0 else today - timedelta(days=round(age_months * 30.44))
    year = min((registered or today).year, max(_YEAR_CODES))
    vin = _vin(line, year, 100_000 + number * 1_733 + variant * 311 + spread)
    return InventoryRecord(
        id=uuid5(dealer_id, vin),
        dealer_id=dealer_id,
        vin=vin,
        brand=line.brand,
        series=line.series,
        model=line.model.format(year=year),
        condition=(VehicleCondition.NEW if variant == 0 else VehicleCondition.USED).value,
        new_energy=line.new_energy,
        model_year=year,
        first_registered_on=registered,
        odometer_km=15 + spread if variant == 0 else age_months * (980 + 21 * spread),
        colour=_COLOURS[(number + variant) % len(_COLOURS)],
        city=_CITIES[(number * 3 + variant) % len(_CITIES)],
        price_fen=_price_fen(line.new_price_yuan, age_months),
        in_stock_since=today - timedelta(days=3 + (number * 11 + variant * 29) % 140),
    )


def _vin(line: CarLine, year: int, serial: int) -> str:
    plain = f"{line.vin_start}0{_YEAR_CODES[year]}{line.plant}{serial:06d}"
    return plain[:CHECK_DIGIT_POSITION] + check_digit(plain) + plain[CHECK_DIGIT_POSITION + 1 :]


def _price_fen(new_price_yuan: int, age_months: int) -> int:
    """An asking price: a sixth off in the first year and an eighth of the rest every year after, to 100 yuan."""
    if age_months == 0:
        return new_price_yuan * 100
    years = age_months / 12
    yuan = new_price_yuan * (5 / 6) * math.pow(7 / 8, max(years - 1, 0))
    return round(yuan / 100) * 100 * 100
