"""Papers: registration certificate, business licence, the two invoices of the trade, the maker's certificate."""

import numpy as np
import zxingcpp
from PIL import Image

from benchmarks.capture.documents.cards import Fields
from benchmarks.capture.documents.inventions import Case
from benchmarks.capture.documents.sheet import Fonts, Ink, Sheet
from paddock.domain.money import format_yuan
from tests.helpers.renders import Picture

_SCALE = 8.0
_GREEN: Ink = (60, 105, 80)
_BROWN: Ink = (125, 75, 50)


def registration_certificate(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """Page 1: owner and registration."""
    car, owner, sheet = case.car, case.seller, Sheet(200, 110, _SCALE, (243, 244, 236), fonts)
    sheet.guilloche(6)
    sheet.title(62, 4, "机动车登记证书", 8)
    sheet.label(120, 16, "登记证书编号", 3)
    sheet.value(142, 15.6, car.registration_number, 3.6)
    sheet.label(8, 24, "注册登记摘要信息栏", 3)
    rows = (
        ("1.机动车所有人/身份证明名称/号码", f"{owner.name}/居民身份证/{owner.number}", None, None),
        ("2.登记机关", car.authority, "3.登记日期", car.registered_on.isoformat()),
        ("4.机动车登记编号", car.plate, None, None),
    )
    for index, (label, text, other, second) in enumerate(rows):
        y = 31 + index * 12
        sheet.label(7, y + 3.5, label, 2.9)
        sheet.value(56, y + 3.2, text, 3.4)
        if other and second:
            sheet.label(128, y + 3.5, other, 2.9)
            sheet.value(150, y + 3.2, second, 3.4)
        sheet.box(5, y, 195, y + 12)
    sheet.label(8, 70, "转移登记摘要信息栏", 3)
    sheet.box(5, 76, 195, 106)
    return sheet.picture(), {
        "certificate_number": car.registration_number,
        "owner": owner.name,
        "owner_id_type": "居民身份证",
        "owner_id_number": owner.number,
        "authority": car.authority,
        "registered_on": car.registered_on.isoformat(),
        "plate": car.plate,
    }


def registration_certificate_second_page(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """Page 2: the vehicle."""
    car, sheet = case.car, Sheet(200, 150, _SCALE, (243, 244, 236), fonts)
    sheet.guilloche(6)
    sheet.title(70, 3, "注册登记机动车信息栏", 5)
    displacement = f"{car.displacement_ml or '--'} ml / {car.power_kw} kw"
    rows = (
        ("5.车辆类型", car.vehicle_type, "6.车辆品牌", car.brand),
        ("7.车辆型号", car.model, "8.车身颜色", car.colour),
        ("9.车辆识别代号/车架号", car.vin, "10.国产/进口", "国产"),
        ("11.发动机号", car.engine_number, "12.发动机型号", car.engine_model),
        ("13.燃料种类", car.fuel, "14.排量/功率", displacement),
        ("15.制造厂名称", car.maker, "16.转向形式", "方向盘"),
        ("17.轮距", "前 1540 后 1520 mm", "18.轮胎数", "4"),
        ("23.外廓尺寸", f"{car.dimensions_mm} mm", "25.总质量", f"{car.gross_mass_kg} kg"),
        ("27.核定载客", f"{car.seats} 人", "30.使用性质", car.use_character),
        ("31.车辆获得方式", "购买", "32.车辆出厂日期", car.made_on.isoformat()),
        ("33.发证机关", "", "34.发证日期", car.issued_on.isoformat()),
    )
    for index, (left, first, right, second) in enumerate(rows):
        y = 12 + index * 12
        sheet.label(7, y + 4, left, 2.9)
        sheet.value(46, y + 3.6, first, 3.4)
        sheet.label(112, y + 4, right, 2.9)
        sheet.value(146, y + 3.6, second, 3.4)
    sheet.grid((5, 44, 110, 144, 195), [12 + 12 * row for row in range(12)])
    fields = {
        "vehicle_type": car.vehicle_type,
        "brand": car.brand,
        "model": car.model,
        "colour": car.colour,
        "vin": car.vin,
        "origin": "国产",
        "engine_number": car.engine_number,
        "engine_model": car.engine_model,
        "fuel": car.fuel,
        "power_kw": str(car.power_kw),
        "maker": car.maker,
        "gross_mass_kg": str(car.gross_mass_kg),
        "seats": str(car.seats),
        "use_character": car.use_character,
        "made_on": car.made_on.isoformat(),
        "issued_on": car.issued_on.isoformat(),
    }
    if car.displacement_ml:
        fields["displacement_ml"] = str(car.displacement_ml)
    return sheet.picture(), fields


def business_licence(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """The copy (副本) as issued since 2018."""
    company, sheet = case.dealer, Sheet(297, 210, 5.6, (246, 243, 234), fonts)
    sheet.guilloche(5)
    sheet.title(106, 24, "营业执照", 17, spread=5)
    sheet.label(138, 44, "(副  本)", 5)
    sheet.label(22, 36, "统一社会信用代码", 4.6)
    sheet.text(22, 43, company.uscc, 5, fonts.digits)
    left = (
        ("名    称", company.name),
        ("类    型", company.kind),
        ("法定代表人", company.representative),
        ("经营范围", "汽车销售；汽车租赁；二手车经纪；汽车零配件批发；汽车装饰用品销售"),
    )
    for index, (label, text) in enumerate(left):
        y = 66 + index * 15
        sheet.text(24, y, label, 4.6, fonts.label, _BROWN)
        sheet.wrapped(54, y, text, 24, 7, 4.4)
    right = (
        ("注册资本", company.capital),
        ("成立日期", f"{company.established_on:%Y年%m月%d日}"),
        ("住    所", company.address),
    )
    for index, (label, text) in enumerate(right):
        y = 66 + index * 15
        sheet.text(176, y, label, 4.6, fonts.label, _BROWN)
        sheet.wrapped(202, y, text, 18, 7, 4.4)
    sheet.label(205, 150, "登记机关", 5)
    issued = company.established_on
    sheet.value(200, 175, f"{issued:%Y}  年  {issued:%m}  月  {issued:%d}  日", 5)
    sheet.box(8, 8, 289, 202, ink=_BROWN)
    return sheet.picture(), {
        "uscc": company.uscc,
        "name": company.name,
        "type": company.kind,
        "legal_representative": company.representative,
        "registered_capital": company.capital,
        "established_on": company.established_on.isoformat(),
        "address": company.address,
    }


def new_car_invoice(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """机动车销售统一发票."""
    car, buyer, dealer, sheet = case.car, case.buyer, case.dealer, Sheet(241, 150, 7, (250, 249, 245), fonts)
    untaxed = round(case.price_fen / 1.13)
    total = _plain(case.price_fen)
    sheet.title(78, 4, "机动车销售统一发票", 7, _BROWN)
    _invoice_head(sheet, case)
    rows: tuple[tuple[tuple[str, str], ...], ...] = (
        (("购买方名称及身份证号码/组织机构代码", f"{buyer.name} {buyer.number}"), ("纳税人识别号", "")),
        (("车辆类型", car.vehicle_type), ("厂牌型号", car.brand + car.model), ("产地", "中国")),
        (("合格证号", car.certificate_number), ("进口证明书号", ""), ("商检单号", "")),
        (("发动机号码", car.engine_number), ("车辆识别代号/车架号码", car.vin)),
        (("价税合计", f"⊗{_capital(case.price_fen)}"), ("小写", f"￥{total}")),
        (("销货单位名称", dealer.name), ("电话", "0512-60000000")),
        (("纳税人识别号", dealer.uscc), ("账号", "3220100000012345")),
        (("地址", dealer.address), ("开户银行", case.bank)),
        (("增值税税率或征收率", "13%"), ("增值税税额", f"￥{_plain(case.price_fen - untaxed)}")),
        (("不含税价", f"￥{_plain(untaxed)}"), ("吨位", ""), ("限乘人数", str(car.seats))),
    )
    _invoice_table(sheet, rows, 34, 10.4)
    sheet.label(12, 142, "销货单位盖章", 2.6, _BROWN)
    sheet.label(120, 142, "开票人 张会计    备注: 一车一票", 2.6, _BROWN)
    return sheet.picture(), _invoice_fields(case) | {
        "buyer": buyer.name,
        "buyer_id_number": buyer.number,
        "vehicle_type": car.vehicle_type,
        "brand_model": car.brand + car.model,
        "certificate_number": car.certificate_number,
        "engine_number": car.engine_number,
        "vin": car.vin,
        "total_yuan": total,
        "seller": dealer.name,
        "seller_tax_number": dealer.uscc,
    }


def used_car_invoice(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """二手车销售统一发票."""
    car, buyer, seller, sheet = case.car, case.buyer, case.seller, Sheet(241, 150, 7, (250, 249, 245), fonts)
    total = _plain(case.price_fen)
    sheet.title(78, 4, "二手车销售统一发票", 7, _BROWN)
    _invoice_head(sheet, case)
    rows: tuple[tuple[tuple[str, str], ...], ...] = (
        (("买方单位/个人", buyer.name), ("单位代码/身份证号码", buyer.number)),
        (("买方单位/个人住址", buyer.address), ("电话", "13800000000")),
        (("卖方单位/个人", seller.name), ("单位代码/身份证号码", seller.number)),
        (("卖方单位/个人住址", seller.address), ("电话", "13900000000")),
        (("车牌照号", car.plate), ("登记证号", car.registration_number), ("车辆类型", car.vehicle_type)),
        (("车架号/车辆识别代码", car.vin), ("厂牌型号", car.brand + car.model)),
        (("转入地车辆管理所名称", "苏州市车辆管理所"),),
        (("车价合计", f"⊗{_capital(case.price_fen)}"), ("小写", f"￥{total}")),
        (("二手车市场", f"{case.dealer.name}"), ("纳税人识别号", case.dealer.uscc)),
    )
    _invoice_table(sheet, rows, 34, 11)
    return sheet.picture(), _invoice_fields(case) | {
        "buyer": buyer.name,
        "buyer_id_number": buyer.number,
        "seller": seller.name,
        "seller_id_number": seller.number,
        "plate": car.plate,
        "registration_number": car.registration_number,
        "vehicle_type": car.vehicle_type,
        "vin": car.vin,
        "brand_model": car.brand + car.model,
        "total_yuan": total,
    }


def conformity_certificate(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """机动车整车出厂合格证, with a QR code of its main values."""
    car, sheet = case.car, Sheet(210, 148, _SCALE, (240, 246, 240), fonts)
    sheet.guilloche(6)
    sheet.title(58, 6, "机动车整车出厂合格证", 8, _GREEN)
    rows = (
        ("1.合格证编号", car.certificate_number, "2.发证日期", f"{car.made_on:%Y年%m月%d日}"),
        ("3.车辆制造企业名称", car.maker, "", ""),
        ("4.车辆品牌/车辆名称", f"{car.brand}/{car.vehicle_type}", "5.车辆型号", car.model),
        ("6.车辆识别代号/车架号", car.vin, "7.车身颜色", car.colour),
        ("8.底盘型号", "", "9.底盘合格证编号", ""),
        ("10.发动机型号", car.engine_model, "11.发动机号", car.engine_number),
        ("12.燃料种类", car.fuel, "13.排量和功率(ml/kW)", f"{car.displacement_ml or '--'} / {car.power_kw}"),
        ("14.额定载客(含驾驶员)(人)", str(car.seats), "15.总质量(kg)", str(car.gross_mass_kg)),
        ("16.整备质量(kg)", str(car.kerb_mass_kg), "17.车辆制造日期", f"{car.made_on:%Y年%m月%d日}"),
    )
    for index, (left, first, right, second) in enumerate(rows):
        y = 20 + index * 9.6
        sheet.label(10, y + 2.4, left, 2.9)
        sheet.value(56, y + 2, first, 3.4)
        sheet.label(112, y + 2.4, right, 2.9)
        sheet.value(150, y + 2, second, 3.4)
    code = zxingcpp.create_barcode(
        f"{car.certificate_number}|{car.vin}|{car.model}|{car.engine_number}", zxingcpp.BarcodeFormat.QRCode
    )
    sheet.paste(Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(code, scale=8))), 168, 108, 32)
    fields = {
        "certificate_number": car.certificate_number,
        "issued_on": car.made_on.isoformat(),
        "maker": car.maker,
        "brand": car.brand,
        "model": car.model,
        "vin": car.vin,
        "colour": car.colour,
        "engine_model": car.engine_model,
        "engine_number": car.engine_number,
        "fuel": car.fuel,
        "power_kw": str(car.power_kw),
        "seats": str(car.seats),
        "gross_mass_kg": str(car.gross_mass_kg),
        "kerb_mass_kg": str(car.kerb_mass_kg),
        "made_on": car.made_on.isoformat(),
    }
    if car.displacement_ml:
        fields["displacement_ml"] = str(car.displacement_ml)
    return sheet.picture(), fields


def _invoice_head(sheet: Sheet, case: Case) -> None:
    for text, value, x, y in (
        ("发票代码", case.invoice_code, 170, 12),
        ("发票号码", case.invoice_number, 170, 19),
        ("开票日期", case.invoiced_on.isoformat(), 14, 26),
        ("机器编号", "661612345678", 120, 26),
    ):
        sheet.label(x, y, text, 3, _BROWN)
        sheet.value(x + 18, y - 0.2, value, 3.4)


def _invoice_table(sheet: Sheet, rows: tuple[tuple[tuple[str, str], ...], ...], top: float, pitch: float) -> None:
    left, right = 10.0, 232.0
    for index, row in enumerate(rows):
        y = top + index * pitch
        sheet.box(left, y, right, y + pitch, ink=_BROWN)
        share = (right - left) / len(row)
        for column, (label, text) in enumerate(row):
            x = left + column * share
            sheet.line(x, y, x, y + pitch, _BROWN)
            if len(label) > 9:
                sheet.label(x + 1.5, y + 1.2, label[: len(label) // 2], 2.5, _BROWN)
                sheet.label(x + 1.5, y + 5.2, label[len(label) // 2 :], 2.5, _BROWN)
                sheet.value(x + 26, y + 3, text, 3.2)
            else:
                sheet.label(x + 1.5, y + 3.4, label, 2.6, _BROWN)
                sheet.wrapped(x + 3 + 2.7 * len(label), y + 3, text, 24, 3.4, 3.0)


def _invoice_fields(case: Case) -> Fields:
    return {
        "invoice_code": case.invoice_code,
        "invoice_number": case.invoice_number,
        "issued_on": case.invoiced_on.isoformat(),
    }


def _plain(fen: int) -> str:
    return format_yuan(fen, symbol="").replace(",", "")


def _capital(fen: int) -> str:
    """Amounts in capital numerals, whole yuan."""
    digits, units = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟", "万", "拾", "佰")
    text = str(fen // 100)
    return "".join(digits[int(d)] + units[len(text) - 1 - at] for at, d in enumerate(text)) + "圆整"
