"""The documents that are read, and what each is called: kinds, and the captions of their values."""

from enum import StrEnum
from typing import Final

from paddock.domain.sentences import Sentence


class DocumentKind(StrEnum):
    """What a photograph shows; the values are what the command line prints and the wire carries."""

    VIN = "vin"
    RESIDENT_ID_FRONT = "resident_id_front"
    RESIDENT_ID_BACK = "resident_id_back"
    DRIVING_LICENCE = "driving_licence"
    DRIVING_LICENCE_SECOND_PAGE = "driving_licence_second_page"
    VEHICLE_LICENCE = "vehicle_licence"
    VEHICLE_LICENCE_SECOND_PAGE = "vehicle_licence_second_page"
    REGISTRATION_CERTIFICATE = "registration_certificate"
    REGISTRATION_CERTIFICATE_SECOND_PAGE = "registration_certificate_second_page"
    BUSINESS_LICENCE = "business_licence"
    BANK_CARD = "bank_card"
    NEW_CAR_INVOICE = "new_car_invoice"
    CONFORMITY_CERTIFICATE = "conformity_certificate"
    USED_CAR_INVOICE = "used_car_invoice"
    LICENCE_PLATE = "licence_plate"
    ODOMETER = "odometer"
    OTHER = "other"


_VALUES: Final = frozenset(kind.value for kind in DocumentKind)
DOCUMENT_NAMES: Final = {
    DocumentKind.VIN: Sentence("车架号", "VIN"),
    DocumentKind.RESIDENT_ID_FRONT: Sentence("身份证人像面", "resident ID, portrait side"),
    DocumentKind.RESIDENT_ID_BACK: Sentence("身份证国徽面", "resident ID, emblem side"),
    DocumentKind.DRIVING_LICENCE: Sentence("驾驶证", "driving licence"),
    DocumentKind.DRIVING_LICENCE_SECOND_PAGE: Sentence("驾驶证副页", "driving licence, second page"),
    DocumentKind.VEHICLE_LICENCE: Sentence("行驶证", "vehicle licence"),
    DocumentKind.VEHICLE_LICENCE_SECOND_PAGE: Sentence("行驶证副页", "vehicle licence, second page"),
    DocumentKind.REGISTRATION_CERTIFICATE: Sentence("登记证书", "registration certificate"),
    DocumentKind.REGISTRATION_CERTIFICATE_SECOND_PAGE: Sentence("登记证书第 2 页", "registration certificate, page 2"),
    DocumentKind.BUSINESS_LICENCE: Sentence("营业执照", "business licence"),
    DocumentKind.BANK_CARD: Sentence("银行卡", "bank card"),
    DocumentKind.NEW_CAR_INVOICE: Sentence("机动车销售统一发票", "new-car invoice"),
    DocumentKind.CONFORMITY_CERTIFICATE: Sentence("合格证", "certificate of conformity"),
    DocumentKind.USED_CAR_INVOICE: Sentence("二手车销售统一发票", "used-car invoice"),
    DocumentKind.LICENCE_PLATE: Sentence("车牌", "licence plate"),
    DocumentKind.ODOMETER: Sentence("里程表", "odometer"),
    DocumentKind.OTHER: Sentence("其他", "other"),
}
"""What each kind is called in sentences."""

_CAPTIONS: Final = {
    "vin": Sentence("车架号", "VIN"),
    "name": Sentence("姓名", "name"),
    "sex": Sentence("性别", "sex"),
    "ethnicity": Sentence("民族", "ethnic group"),
    "nationality": Sentence("国籍", "nationality"),
    "birth_date": Sentence("出生日期", "birth date"),
    "address": Sentence("住址", "address"),
    "number": Sentence("证件号码", "number"),
    "issuing_authority": Sentence("签发机关", "issuing authority"),
    "valid_from": Sentence("有效期起始日", "start of validity"),
    "valid_until": Sentence("有效期截止日", "end of validity"),
    "first_issued_on": Sentence("初次领证日期", "first issue"),
    "classes": Sentence("准驾车型", "vehicle classes"),
    "file_number": Sentence("档案编号", "file number"),
    "plate": Sentence("号牌号码", "plate number"),
    "colour": Sentence("颜色", "colour"),
    "vehicle_type": Sentence("车辆类型", "vehicle type"),
    "owner": Sentence("所有人", "owner"),
    "owner_id_type": Sentence("身份证明名称", "owner's kind of ID"),
    "owner_id_number": Sentence("所有人证件号码", "owner's ID number"),
    "use_character": Sentence("使用性质", "use"),
    "brand_model": Sentence("品牌型号", "brand and model"),
    "brand": Sentence("车辆品牌", "brand"),
    "model": Sentence("车辆型号", "model"),
    "engine_number": Sentence("发动机号码", "engine number"),
    "engine_model": Sentence("发动机型号", "engine model"),
    "registered_on": Sentence("注册日期", "registration date"),
    "issued_on": Sentence("发证日期", "issue date"),
    "seats": Sentence("核定载人数", "seats"),
    "gross_mass_kg": Sentence("总质量", "gross mass"),
    "kerb_mass_kg": Sentence("整备质量", "kerb mass"),
    "dimensions_mm": Sentence("外廓尺寸", "dimensions"),
    "inspected_until": Sentence("检验有效期", "inspection validity"),
    "certificate_number": Sentence("证书编号", "certificate number"),
    "authority": Sentence("登记机关", "registration authority"),
    "origin": Sentence("国产/进口", "origin"),
    "fuel": Sentence("燃料种类", "fuel"),
    "displacement_ml": Sentence("排量", "displacement"),
    "power_kw": Sentence("功率", "power"),
    "maker": Sentence("制造厂名称", "maker"),
    "made_on": Sentence("出厂日期", "date of manufacture"),
    "uscc": Sentence("统一社会信用代码", "unified social credit code"),
    "type": Sentence("类型", "type"),
    "legal_representative": Sentence("法定代表人", "legal representative"),
    "registered_capital": Sentence("注册资本", "registered capital"),
    "established_on": Sentence("成立日期", "date of foundation"),
    "bank": Sentence("发卡银行", "bank"),
    "invoice_code": Sentence("发票代码", "invoice code"),
    "invoice_number": Sentence("发票号码", "invoice number"),
    "buyer": Sentence("购买方", "buyer"),
    "buyer_id_number": Sentence("购买方证件号码", "buyer's number"),
    "seller": Sentence("销售方", "seller"),
    "seller_id_number": Sentence("卖方证件号码", "seller's number"),
    "seller_tax_number": Sentence("销货单位纳税人识别号", "seller's tax number"),
    "registration_number": Sentence("登记证号", "registration certificate number"),
    "total_yuan": Sentence("价税合计", "total"),
    "odometer_km": Sentence("表显里程", "odometer"),
}


def field_caption(name: str) -> Sentence:
    """What a value of a document is called."""
    return _CAPTIONS[name]


def document_name(kind: str) -> Sentence:
    """What a document is called in a sentence; an unknown kind is "other"."""
    return DOCUMENT_NAMES[DocumentKind(kind)] if kind in _VALUES else DOCUMENT_NAMES[DocumentKind.OTHER]
