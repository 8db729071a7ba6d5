"""Cards people carry: resident ID (GA 448), driving licence (GA 482), vehicle licence (GA 37), bank card."""

from datetime import date

from benchmarks.capture.documents.inventions import Case
from benchmarks.capture.documents.sheet import BLACK, Fonts, Ink, Sheet
from tests.helpers.renders import Picture

Fields = dict[str, str]
_BLUE: Ink = (60, 110, 160)
_RED: Ink = (130, 45, 45)
_SCALE = 12.0


def _iso(day: date) -> str:
    return day.isoformat()


def resident_id_front(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """The portrait side."""
    person, sheet = case.buyer, Sheet(85.6, 54, _SCALE, (232, 240, 245), fonts)
    sheet.guilloche()
    for text, x, y in (("姓名", 6, 6.6), ("性别", 6, 13.5), ("民族", 23, 13.5), ("出生", 6, 20), ("住址", 6, 27)):
        sheet.label(x, y, text, 2.5, _BLUE)
    sheet.text(14.8, 6, person.name, 3.6, fonts.value, spread=0.3)
    sheet.value(14.8, 13.1, person.sex)
    sheet.value(31.7, 13.1, person.ethnicity)
    born = person.birth_date
    for text, at, ink in (
        (f"{born.year}", 14.8, BLACK), ("年", 22.7, _BLUE), (f"{born.month}", 27, BLACK), ("月", 31.4, _BLUE),
        (f"{born.day}", 35.2, BLACK), ("日", 39.8, _BLUE),
    ):  # fmt: skip
        sheet.text(at, 19.7 if ink is BLACK else 20, text, 3.0 if ink is BLACK else 2.5, fonts.value, ink)
    sheet.wrapped(14.8, 26.6, person.address, 11, 4.2)
    sheet.label(6, 46.3, "公民身份号码", 2.5, _BLUE)
    sheet.text(28, 45.6, person.number, 3.6, fonts.digits, spread=0.55)
    sheet.bust(58, 8, 22)
    return sheet.picture(), {
        "name": person.name,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "birth_date": _iso(born),
        "address": person.address,
        "number": person.number,
    }


def resident_id_back(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """The emblem side."""
    person, sheet = case.buyer, Sheet(85.6, 54, _SCALE, (240, 232, 232), fonts)
    sheet.guilloche()
    sheet.box(6, 5, 19, 19, fill=(190, 60, 50), ink=None)
    sheet.title(28, 6, "中华人民共和国", 5)
    sheet.title(26, 14.5, "居民身份证", 6.4, spread=2)
    until = "长期" if person.valid_until is None else f"{person.valid_until:%Y.%m.%d}"
    sheet.label(19, 38, "签发机关", 2.6)
    sheet.value(34, 37.7, person.authority)
    sheet.label(19, 45.6, "有效期限", 2.6)
    sheet.text(34, 45.3, f"{person.valid_from:%Y.%m.%d}-{until}", 3.0, fonts.value)
    return sheet.picture(), {
        "issuing_authority": person.authority,
        "valid_from": _iso(person.valid_from),
        "valid_until": "长期" if person.valid_until is None else _iso(person.valid_until),
    }


def driving_licence(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """The main page."""
    person, licence, sheet = case.buyer, case.licence, Sheet(88, 60, _SCALE, (238, 243, 238), fonts)
    sheet.guilloche(8)
    sheet.title(18, 2.5, "中华人民共和国机动车驾驶证", 3.9)
    sheet.text(19, 7, "Driving License of the People's Republic of China", 1.9, fonts.digits)
    _pair(sheet, 5, 11, "证号", "No.", person.number, 20)
    _pair(sheet, 5, 17.5, "姓名", "Name", person.name, 14)
    _pair(sheet, 36, 17.5, "性别", "Sex", person.sex, 10)
    _pair(sheet, 58, 17.5, "国籍", "Nationality", "中国", 14)
    _pair(sheet, 5, 24, "住址", "Address", "", 14)
    sheet.wrapped(17, 24, person.address, 21, 4, 2.8)
    _pair(sheet, 27, 33.5, "出生日期", "Date of Birth", _iso(person.birth_date), 21)
    _pair(sheet, 27, 39.5, "初次领证日期", "Date of First Issue", _iso(licence.first_issued_on), 21)
    _pair(sheet, 27, 45.5, "准驾车型", "Class", licence.classes, 21)
    period = f"{_iso(licence.valid_from)} 至 {_iso(licence.valid_until)}"
    _pair(sheet, 5, 53, "有效期限", "Valid Period", "", 20)
    sheet.text(24, 53.2, period, 2.8, fonts.value)
    sheet.seal(5, 33, 18, case.car.authority)
    sheet.bust(68, 30, 15)
    return sheet.picture(), {
        "number": person.number,
        "name": person.name,
        "sex": person.sex,
        "nationality": "中国",
        "address": person.address,
        "birth_date": _iso(person.birth_date),
        "first_issued_on": _iso(licence.first_issued_on),
        "classes": licence.classes,
        "valid_from": _iso(licence.valid_from),
        "valid_until": _iso(licence.valid_until),
    }


def driving_licence_second_page(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """The second page."""
    person, sheet = case.buyer, Sheet(88, 60, _SCALE, (240, 243, 240), fonts)
    sheet.guilloche(8)
    sheet.title(14, 3, "中华人民共和国机动车驾驶证副页", 4)
    _pair(sheet, 5, 12, "证号", "No.", person.number, 20)
    _pair(sheet, 5, 20, "姓名", "Name", person.name, 14)
    _pair(sheet, 40, 20, "档案编号", "File No.", case.licence.file_number, 16)
    _pair(sheet, 5, 29, "记录", "Record", "", 14)
    sheet.wrapped(
        14,
        30,
        f"请于{case.licence.valid_until:%Y年%m月%d日}前九十日内申请换领新驾驶证。",
        22,
        4.5,
        2.6,
    )
    return sheet.picture(), {"number": person.number, "name": person.name, "file_number": case.licence.file_number}


def vehicle_licence(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """The main page."""
    car, owner, sheet = case.car, case.seller, Sheet(88, 60, _SCALE, (238, 240, 248), fonts)
    sheet.guilloche(8)
    sheet.title(18, 2.5, "中华人民共和国机动车行驶证", 3.9, _RED)
    sheet.text(20, 7, "Vehicle License of the People's Republic of China", 1.9, fonts.digits, _RED)
    _pair(sheet, 4, 11, "号牌号码", "Plate No.", car.plate, 15, _RED)
    _pair(sheet, 44, 11, "车辆类型", "Vehicle Type", car.vehicle_type, 16, _RED)
    _pair(sheet, 4, 18, "所有人", "Owner", owner.name, 15, _RED)
    _pair(sheet, 4, 25, "住址", "Address", "", 15, _RED)
    sheet.wrapped(17, 25, owner.address, 23, 3.6, 2.6)
    _pair(sheet, 4, 32.5, "使用性质", "Use Character", car.use_character, 16, _RED)
    _pair(sheet, 38, 32.5, "品牌型号", "Model", car.brand + car.model, 14, _RED)
    _pair(sheet, 28, 39.5, "车辆识别代号", "VIN", car.vin, 19, _RED)
    _pair(sheet, 28, 46, "发动机号码", "Engine No.", car.engine_number, 19, _RED)
    _pair(sheet, 28, 52.5, "注册日期", "Register Date", _iso(car.registered_on), 12.5, _RED)
    _pair(sheet, 59.5, 52.5, "发证日期", "Issue Date", _iso(car.issued_on), 11, _RED)
    sheet.seal(4, 39.5, 19, car.authority)
    return sheet.picture(), {
        "plate": car.plate,
        "vehicle_type": car.vehicle_type,
        "owner": owner.name,
        "address": owner.address,
        "use_character": car.use_character,
        "brand_model": car.brand + car.model,
        "vin": car.vin,
        "engine_number": car.engine_number,
        "registered_on": _iso(car.registered_on),
        "issued_on": _iso(car.issued_on),
    }


def vehicle_licence_second_page(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """The second page."""
    car, sheet = case.car, Sheet(88, 60, _SCALE, (240, 241, 246), fonts)
    sheet.guilloche(8)
    sheet.title(20, 2, "中华人民共和国机动车行驶证副页", 3.4)
    rows = (
        ("号牌号码", car.plate, "档案编号", case.licence.file_number),
        ("核定载人数", f"{car.seats}人", "总质量", f"{car.gross_mass_kg}kg"),
        ("整备质量", f"{car.kerb_mass_kg}kg", "核定载质量", "--"),
        ("外廓尺寸", f"{car.dimensions_mm}mm", "准牵引总质量", "--"),
    )
    for index, (left, first, right, second) in enumerate(rows):
        y = 8 + index * 6.4
        sheet.label(4, y + 1.4, left)
        sheet.value(19, y + 1, first, 2.8)
        sheet.label(46, y + 1.4, right)
        sheet.value(64, y + 1, second, 2.8)
    sheet.label(4, 35, "备注")
    sheet.label(4, 44, "检验记录")
    sheet.value(19, 44, f"检验有效期至{car.inspected_until:%Y年%m月}{car.plate[:2]}", 2.8)
    sheet.grid((3, 18, 45, 62.5, 85), [8 + 6.4 * row for row in range(5)], (150, 150, 160))
    return sheet.picture(), {
        "plate": car.plate,
        "file_number": case.licence.file_number,
        "seats": str(car.seats),
        "gross_mass_kg": str(car.gross_mass_kg),
        "kerb_mass_kg": str(car.kerb_mass_kg),
        "dimensions_mm": car.dimensions_mm,
        "inspected_until": f"{car.inspected_until:%Y-%m}",
    }


def bank_card(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """The front, its number embossed in groups of four."""
    tint: Ink = ((150, 40, 45), (30, 70, 130), (40, 110, 90), (60, 60, 70))[int(case.card_number[-1]) % 4]
    pale: Ink = (238, 236, 228)
    sheet = Sheet(85.6, 54, _SCALE, tint, fonts)
    sheet.guilloche(14)
    sheet.title(6, 5, case.bank, 4.2, pale)
    sheet.title(62, 5.5, "借记卡", 3, pale)
    sheet.box(8, 19, 19, 27, fill=(205, 180, 110), ink=None)
    number = case.card_number
    groups = " ".join(number[start : start + 4] for start in range(0, len(number), 4))
    sheet.text(8, 31, groups, 4.6, fonts.digits, pale)
    sheet.text(40, 40, f"{case.licence.valid_until:%m/%y}", 2.8, fonts.digits, pale)
    sheet.text(28, 40.3, "VALID THRU", 1.6, fonts.digits, pale)
    sheet.title(68, 46, "银联", 4, pale)
    return sheet.picture(), {
        "number": number,
        "bank": case.bank,
        "valid_until": f"{case.licence.valid_until:%Y-%m}",
    }


def _pair(  # noqa: PLR0913, PLR0917
    sheet: Sheet, x: float, y: float, zh: str, en: str, text: str, indent: float, ink: Ink = BLACK
) -> None:
    """Print a label in two languages, one above the other, and its value to the right."""
    sheet.label(x, y, zh, 2.2, ink)
    sheet.text(x, y + 2.6, en, 1.4, sheet.fonts.digits, ink)
    if text:
        sheet.value(x + indent, y + 0.4, text, 2.9)
