"""Papers of a vehicle (registration certificate, GA/T 1012; maker's certificate) and of a company."""

import re
from datetime import date
from typing import Final

from paddock.app.capture.forms import values
from paddock.app.capture.forms.kinds.common import (
    FUELS,
    USES,
    check_plate,
    check_uscc,
    engine_field,
    id_checks,
    in_order,
    vin_field,
)
from paddock.app.capture.forms.spec import FieldSpec, FormSpec, Values
from paddock.app.capture.forms.values import Found
from paddock.domain.checks import Check

_OWNER_LABELS: Final = (
    "机动车所有人/身份证明名称/号码", "机动车所有人/身份证明名称", "机动车所有人身份证明名称号码", "机动车所有人",
)  # fmt: skip
_POWER_LABELS: Final = ("排量/功率", "排量和功率(ml/kW)", "排量和功率", "排量/功率(ml/kW)")
_ID_TYPES: Final = (
    "居民身份证", "统一社会信用代码", "营业执照", "组织机构代码证书", "军官证", "护照", "临时居民身份证", "居住证",
)  # fmt: skip


def _before_slash(text: str, raw: str) -> Found | None:
    """The first part of "owner/kind of ID/number"."""
    cut = text.split("/", maxsplit=1)[0]
    whole = re.search(r"(居民身份[证正]|营业执照|组织机构|统一社会信用)", cut)
    length = whole.start() if whole else len(cut)
    return values.words(text[:length], raw[:length])


def _displacement(text: str, _raw: str) -> Found | None:
    match = re.search(r"(\d{3,5})(?:ml|ML|mL)?/?", text)
    return None if match is None or int(match[1]) < 500 else Found(match.start(1), match.end(1), match[1])


def _power(text: str, _raw: str) -> Found | None:
    """The number after the slash, or the one before kW."""
    match = re.search(r"/(\d{1,3}(?:\.\d)?)", text) or re.search(r"(\d{1,3}(?:\.\d)?)kw", text, re.IGNORECASE)
    return None if match is None else Found(match.start(1), match.end(1), match[1])


def _capital(text: str, raw: str) -> Found | None:
    """An amount in words or figures with its unit."""
    match = re.search(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元整正0-9.,，]+(?:人民币|美元|港元|[万亿]?元)?[整正]?", text)
    if match is None:
        return None
    stop = match.end() + (3 if text[match.end() :].startswith("人民币") else 0)
    start = match.start() - (3 if text[: match.start()].endswith("人民币") else 0)
    return Found(start, stop, values.normal_words(raw[start:stop]))


def _owner_checks(found: Values, today: date) -> tuple[Check, ...]:
    plate = (check_plate(found["plate"]),) if found["plate"] else ()
    return (*plate, *id_checks(found["owner_id_number"], today), *in_order(found, ("registered_on",), today))


def _vehicle_checks(found: Values, today: date) -> tuple[Check, ...]:
    return in_order(found, ("made_on", "issued_on"), today)


def _company_checks(found: Values, today: date) -> tuple[Check, ...]:
    code = (check_uscc(found["uscc"]),) if found["uscc"] else ()
    return (*code, *in_order(found, ("established_on",), today))


REGISTRATION_CERTIFICATE: Final = FormSpec(
    kind="registration_certificate",
    clues=(
        (r"登记[证正]书", 0.35), (r"登记机关", 0.15), (r"机动车登记编号", 0.25), (r"身份[证正]明名称", 0.2),
        (r"登记日期", 0.1),
        (r"登记摘要", 0.15),
    ),
    against=(r"发票", r"合格[证正]编号"),
    fields=(
        FieldSpec("certificate_number", ("登记证书编号", "证书编号"), values.digits_of(10, 14), required=False),
        FieldSpec("owner", _OWNER_LABELS, _before_slash),
        FieldSpec("owner_id_type", _OWNER_LABELS, values.one_of(*_ID_TYPES), required=False),
        FieldSpec("owner_id_number", _OWNER_LABELS, values.person_number, rows=2),
        FieldSpec("authority", ("登记机关",), values.chinese, required=False),
        FieldSpec("registered_on", ("登记日期",), values.day),
        FieldSpec("plate", ("机动车登记编号",), values.plate, anywhere=values.plate),
    ),
    checks=_owner_checks,
    other_labels=("注册登记摘要信息栏", "转移登记摘要信息栏"),
    prefix="certificate_",
)  # fmt: skip

REGISTRATION_CERTIFICATE_SECOND_PAGE: Final = FormSpec(
    kind="registration_certificate_second_page",
    clues=(
        (r"注册登记机动车信息栏|登记机动车信息", 0.35), (r"车辆获得方式", 0.15), (r"车辆出厂日期", 0.15),
        (r"国产/?进口", 0.1),
        (r"转向形式", 0.1), (r"制造厂名称", 0.1), (r"轮胎规格|轮胎数", 0.1),
    ),
    against=(r"发票", r"合格[证正]编号"),
    fields=(
        FieldSpec("vehicle_type", ("车辆类型",), values.chinese),
        FieldSpec("brand", ("车辆品牌",), values.words),
        FieldSpec("model", ("车辆型号",), values.code_of(4, 24, "-/()")),
        FieldSpec("colour", ("车身颜色",), values.words, required=False),
        vin_field,
        FieldSpec("origin", ("国产/进口",), values.one_of("国产", "进口"), required=False),
        engine_field,
        FieldSpec("engine_model", ("发动机型号",), values.code_of(2, 24, "-/."), required=False),
        FieldSpec("fuel", ("燃料种类",), values.one_of(*FUELS), required=False),
        FieldSpec("displacement_ml", _POWER_LABELS, _displacement, required=False),
        FieldSpec("power_kw", _POWER_LABELS, _power, required=False),
        FieldSpec("maker", ("制造厂名称",), values.words, required=False, rows=2),
        FieldSpec("gross_mass_kg", ("总质量",), values.count_of("kg|千克", 200, 60_000), required=False),
        FieldSpec("seats", ("核定载客",), values.count_of("人", 1, 99), required=False),
        FieldSpec("use_character", ("使用性质",), values.one_of(*USES), required=False),
        FieldSpec("made_on", ("车辆出厂日期",), values.day),
        FieldSpec("issued_on", ("发证日期",), values.day, required=False),
    ),
    other_labels=(
        "转向形式", "轮距", "轮胎数", "轮胎规格", "钢板弹簧片数", "轴距", "轴数", "外廓尺寸", "货厢内部尺寸",
        "核定载质量",
        "准牵引总质量", "驾驶室载客", "车辆获得方式", "发证机关", "发证机关章",
    ),
    checks=_vehicle_checks,
    has_vin=True,
    prefix="certificate_",
)  # fmt: skip

CONFORMITY_CERTIFICATE: Final = FormSpec(
    kind="conformity_certificate",
    clues=(
        (r"出厂合格[证正]|整车.{0,4}合格[证正]", 0.5), (r"合格[证正]编号", 0.3), (r"车辆制造企业名称", 0.15),
        (r"车辆制造日期", 0.15),
        (r"底盘", 0.1),
    ),
    against=(r"发票",),
    fields=(
        FieldSpec("certificate_number", ("合格证编号", "合格正编号"), values.code_of(10, 16)),
        FieldSpec("issued_on", ("发证日期",), values.day, required=False),
        FieldSpec("maker", ("车辆制造企业名称",), values.words, required=False, rows=2),
        FieldSpec(
            "brand", ("车辆品牌/车辆名称", "车辆品牌"), _before_slash, required=False
        ),
        FieldSpec("model", ("车辆型号",), values.code_of(4, 24, "-/()")),
        vin_field,
        FieldSpec("colour", ("车身颜色",), values.words, required=False),
        FieldSpec("engine_model", ("发动机型号",), values.code_of(2, 24, "-/."), required=False),
        FieldSpec("engine_number", ("发动机号", "发动机号码"), values.code_of(4, 20, "-*/"), required=False),
        FieldSpec("fuel", ("燃料种类",), values.one_of(*FUELS), required=False),
        FieldSpec("displacement_ml", _POWER_LABELS, _displacement, required=False),
        FieldSpec("power_kw", _POWER_LABELS, _power, required=False),
        FieldSpec(
            "seats", ("额定载客(含驾驶员)(人)", "额定载客"), values.count_of("人", 1, 99), required=False
        ),
        FieldSpec("gross_mass_kg", ("总质量(kg)", "总质量"), values.count_of("kg", 200, 60_000), required=False),
        FieldSpec("kerb_mass_kg", ("整备质量(kg)", "整备质量"), values.count_of("kg", 100, 40_000), required=False),
        FieldSpec("made_on", ("车辆制造日期",), values.day),
    ),
    other_labels=(
        "底盘型号", "底盘合格证编号", "底盘ID", "排放标准", "油耗", "外廓尺寸", "轮胎规格", "轮距", "轴距", "轴数",
        "最高设计车速",
        "转向形式", "驾驶室准乘人数", "车辆名称",
    ),
    checks=_vehicle_checks,
    has_vin=True,
    prefix="certificate_",
)  # fmt: skip

BUSINESS_LICENCE: Final = FormSpec(
    kind="business_licence",
    clues=(
        (r"营业执照", 0.4), (r"统一社会信用", 0.3), (r"法定代表人|经营者|负责人", 0.15), (r"注册资本", 0.1),
        (r"经营范围", 0.15),
        (r"成立日期|注册日期", 0.1),
    ),
    against=(r"发票", r"登记[证正]书编号"),
    fields=(
        FieldSpec(
            "uscc", ("统一社会信用代码", "信用代码", "注册号"), values.credit_code, below=True,
            anywhere=values.credit_code
        ),
        FieldSpec("name", ("名称", "称"), values.words, rows=2),
        FieldSpec("type", ("类型", "型"), values.words, required=False, rows=2),
        FieldSpec("legal_representative", ("法定代表人", "经营者", "负责人", "投资人", "执行事务合伙人"),
        values.chinese),
        FieldSpec("registered_capital", ("注册资本",), _capital, required=False),
        FieldSpec("established_on", ("成立日期", "注册日期"), values.day),
        FieldSpec("address", ("住所", "经营场所", "主要经营场所", "营业场所", "所"), values.words, required=False,
        rows=3),
    ),
    other_labels=("经营范围", "营业期限", "登记机关", "组成形式", "合伙期限"),
    checks=_company_checks,
    prefix="company_",
)  # fmt: skip
