"""One invented purchase: a person, a company, a vehicle and the papers between them, all in agreement."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from stdnum import luhn
from stdnum.cn import uscc

from tests.helpers.renders import Person, invented_person, invented_vin

_PLATE_PLACES = ("京A", "京N", "沪B", "粤B", "苏E", "川A", "浙A", "鄂A", "陕A", "鲁B", "皖A", "闽D", "辽B", "湘A")
_PLATE_SYMBOLS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
_BRANDS = ("大众汽车牌", "别克牌", "丰田牌", "比亚迪牌", "吉利美日牌", "长安牌", "本田牌", "哈弗牌", "五菱牌", "红旗牌")
_PREFIXES = ("SVW", "SGM", "GTM", "BYD", "MR", "SC", "DHW", "CC", "LZW", "CA")
_TYPES = ("小型轿车", "小型普通客车", "小型越野客车", "轻型厢式货车", "重型半挂牵引车")
_COLOURS = ("白", "黑", "灰", "蓝", "红", "银")
_USES = ("非营运", "非营运", "非营运", "营运", "租赁", "营转非")
_MAKERS = ("上汽大众汽车有限公司", "广汽丰田汽车有限公司", "比亚迪汽车工业有限公司", "重庆长安汽车股份有限公司")
_TRADES = ("汽车销售服务", "汽车贸易", "商贸", "物流", "建筑工程", "餐饮管理")
_CITIES = ("苏州", "杭州", "成都", "广州", "武汉", "西安", "北京", "上海")
_COMPANY_NAMES = ("恒信", "万达通", "金桥", "华运", "众诚", "瑞丰", "新世纪", "安顺达")
_BANKS = ("中国工商银行", "中国建设银行", "招商银行", "中国农业银行", "交通银行")
_CARD_STARTS = ("622202", "621700", "621485", "622848", "622260")
_CLASSES = ("C1", "C1", "C2", "B2", "A2", "C1E", "B1B2", "A1A2")
_AUTHORITIES = ("江苏省苏州市公安局交通警察支队", "浙江省杭州市公安局交通警察支队", "北京市公安局公安交通管理局")


@dataclass(frozen=True)
class Car:
    """An invented vehicle as its papers show it."""

    vin: str
    engine_number: str
    engine_model: str
    plate: str
    vehicle_type: str
    brand: str
    model: str
    colour: str
    use_character: str
    maker: str
    fuel: str
    displacement_ml: int
    power_kw: int
    seats: int
    gross_mass_kg: int
    kerb_mass_kg: int
    dimensions_mm: str
    registered_on: date
    issued_on: date
    made_on: date
    inspected_until: date
    odometer_km: int
    certificate_number: str
    registration_number: str
    authority: str


@dataclass(frozen=True)
class Company:
    """An invented company as its licence shows it."""

    uscc: str
    name: str
    kind: str
    representative: str
    capital: str
    established_on: date
    address: str


@dataclass(frozen=True)
class DrivingLicence:
    """What a driving licence says besides the person."""

    first_issued_on: date
    classes: str
    valid_from: date
    valid_until: date
    file_number: str


@dataclass(frozen=True)
class Case:
    """One purchase: everything its documents say."""

    buyer: Person
    seller: Person
    dealer: Company
    car: Car
    licence: DrivingLicence
    bank: str
    card_number: str
    price_fen: int
    invoice_code: str
    invoice_number: str
    invoiced_on: date


def invented_case(rng: random.Random) -> Case:
    """Return a purchase in which every document agrees with every other; nobody real is meant."""
    buyer = invented_person(rng)
    car = _car(rng)
    first = date(2005, 1, 10) + timedelta(days=rng.randrange(365 * 15))
    start = first.replace(day=min(first.day, 28))
    valid_from = start.replace(year=start.year + 6)
    bank = rng.randrange(len(_BANKS))
    digits = _CARD_STARTS[bank] + "".join(str(rng.randrange(10)) for _ in range(12))
    return Case(
        buyer=buyer,
        seller=invented_person(rng),
        dealer=_company(rng),
        car=car,
        licence=DrivingLicence(
            start,
            rng.choice(_CLASSES),
            valid_from,
            valid_from.replace(year=valid_from.year + 10),
            f"{rng.randrange(110000, 650000)}{rng.randrange(10**6):06d}",
        ),
        bank=_BANKS[bank],
        card_number=digits + luhn.calc_check_digit(digits),
        price_fen=rng.randrange(50_000, 450_000) * 100,
        invoice_code=f"1{rng.randrange(10**11):011d}",
        invoice_number=f"{rng.randrange(10**8):08d}",
        invoiced_on=car.made_on + timedelta(days=rng.randrange(20, 200)),
    )


def invented_plate(rng: random.Random, *, new_energy: bool) -> str:
    """Return a plate of the grammar of GA 36: five characters, six for new energy with D or F first."""
    start = rng.choice(_PLATE_PLACES)
    if new_energy:
        return start + rng.choice("DF") + rng.choice("ABCDEFGHJK0123456789") + f"{rng.randrange(10_000):04d}"
    while True:
        tail = "".join(rng.choice(_PLATE_SYMBOLS) for _ in range(5))
        if sum(char.isalpha() for char in tail) <= 2:
            return start + tail


def _car(rng: random.Random) -> Car:
    brand = rng.randrange(len(_BRANDS))
    made = date(2015, 2, 1) + timedelta(days=rng.randrange(365 * 10))
    registered = made + timedelta(days=rng.randrange(20, 200))
    electric = rng.random() < 0.2
    kerb = rng.randrange(900, 2200)
    inspected = registered.replace(day=1)
    return Car(
        vin=invented_vin(rng),
        engine_number="".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(rng.choice((1, 3))))
        + f"{rng.randrange(10**6):06d}",
        engine_model=f"EA{rng.randrange(100, 999)}{rng.choice('ABCD')}",
        plate=invented_plate(rng, new_energy=electric),
        vehicle_type=rng.choice(_TYPES),
        brand=_BRANDS[brand],
        model=f"{_PREFIXES[brand]}{rng.randrange(6400, 7300)}{rng.choice('ABCDEFG')}{rng.choice('0123456789JDE')}",
        colour=rng.choice(_COLOURS),
        use_character=rng.choice(_USES),
        maker=rng.choice(_MAKERS),
        fuel="纯电动" if electric else rng.choice(("汽油", "柴油")),
        displacement_ml=0 if electric else rng.choice((1395, 1498, 1798, 1984, 2494)),
        power_kw=rng.randrange(70, 220),
        seats=rng.choice((5, 5, 5, 7, 2)),
        gross_mass_kg=kerb + rng.randrange(350, 600),
        kerb_mass_kg=kerb,
        dimensions_mm=f"{rng.randrange(3900, 5200)}×{rng.randrange(1650, 1990)}×{rng.randrange(1400, 1900)}",
        registered_on=registered,
        issued_on=registered + timedelta(days=rng.choice((0, 0, 400))),
        made_on=made,
        inspected_until=inspected.replace(year=inspected.year + rng.choice((2, 6, 8))),
        odometer_km=rng.randrange(800, 180_000),
        certificate_number="Y" + "".join(rng.choice("ABCDEFGH0123456789") for _ in range(13)),
        registration_number=f"{rng.randrange(10**12):012d}",
        authority=rng.choice(_AUTHORITIES),
    )


def _company(rng: random.Random) -> Company:
    city = rng.choice(_CITIES)
    body = "91" + rng.choice(("320500", "330100", "510100", "440100", "420100")) + "MA"
    body += "".join(rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(7))
    return Company(
        uscc=body + uscc.calc_check_digit(body + "0"),
        name=f"{city}{rng.choice(_COMPANY_NAMES)}{rng.choice(_TRADES)}有限公司",
        kind=rng.choice(("有限责任公司(自然人投资或控股)", "有限责任公司", "有限责任公司(自然人独资)")),
        representative=invented_person(rng).name,
        capital=rng.choice(("壹佰万元整", "伍佰万元整", "壹仟万元整", "500万元人民币")),
        established_on=date(2008, 1, 1) + timedelta(days=rng.randrange(365 * 15)),
        address=f"{city}市{rng.choice(('工业园区', '高新区', '开发区'))}{rng.choice(('星湖街', '创业路', '科技路'))}"
        f"{rng.randrange(1, 800)}号",
    )
