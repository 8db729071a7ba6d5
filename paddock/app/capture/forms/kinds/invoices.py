"""The two invoices of the trade: 机动车销售统一发票 and 二手车销售统一发票."""

import re
from datetime import date
from typing import Final

from paddock.app.capture.forms import values
from paddock.app.capture.forms.kinds.common import (
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

_CODE: Final = FieldSpec("invoice_code", ("发票代码", "机打代码"), values.digits_of(10, 12), required=False)
_NUMBER: Final = FieldSpec("invoice_number", ("发票号码", "机打号码"), values.digits_of(8, 20))
_DAY: Final = FieldSpec("issued_on", ("开票日期",), values.day)
_TOTAL: Final = FieldSpec("total_yuan", ("小写", "(小写)"), values.yuan)
_TYPE: Final = FieldSpec("vehicle_type", ("车辆类型",), values.chinese, required=False)
_MODEL: Final = FieldSpec("brand_model", ("厂牌型号",), values.model, required=False)
_BUYER_LABELS: Final = (
    "购买方名称及身份证号码/组织机构代码", "购买方名称及身份证号码", "购货单位(人)", "购买方名称",
    "号码/组织机构代码", "购买方名称及身份证",
)  # fmt: skip


def _party(text: str, raw: str) -> Found | None:
    """A name, up to the number that may follow it."""
    match = re.search(r"[0-9A-Z]{15,18}", text.upper())
    stop = match.start() if match else len(text)
    return values.words(text[:stop], raw[:stop])


def _new_checks(found: Values, today: date) -> tuple[Check, ...]:
    tax = (check_uscc(found["seller_tax_number"]),) if found["seller_tax_number"] else ()
    return (*id_checks(found["buyer_id_number"], today), *tax, *in_order(found, ("issued_on",), today))


def _used_checks(found: Values, today: date) -> tuple[Check, ...]:
    plate = (check_plate(found["plate"]),) if found["plate"] else ()
    return (*plate, *id_checks(found["buyer_id_number"], today), *in_order(found, ("issued_on",), today))


NEW_CAR_INVOICE: Final = FormSpec(
    kind="new_car_invoice",
    clues=(
        (r"机动车销售统一发票", 0.5), (r"发票代码|发票号码", 0.1), (r"价税合计", 0.1), (r"合格[证正]号", 0.15),
        (r"销货单位", 0.15),
        (r"商检单号|进口[证正]明书", 0.1),
    ),
    against=(r"二手车",),
    fields=(
        _CODE,
        _NUMBER,
        _DAY,
        FieldSpec("buyer", _BUYER_LABELS, _party, below=True),
        FieldSpec("buyer_id_number", _BUYER_LABELS, values.person_number, below=True, rows=2),
        _TYPE,
        _MODEL,
        FieldSpec("certificate_number", ("合格证号", "合格正号"), values.code_of(8, 20), required=False),
        engine_field,
        vin_field,
        _TOTAL,
        FieldSpec("seller", ("销货单位名称", "销售方名称", "销货单位"), values.words, required=False),
        FieldSpec("seller_tax_number", ("纳税人识别号",), values.credit_code, required=False, place=-1),
    ),
    other_labels=(
        "产地", "进口证明书号", "商检单号", "价税合计", "电话", "账号", "地址", "开户银行", "增值税税率或征收率",
        "增值税税额", "主管税务",
        "不含税价", "吨位", "限乘人数", "完税凭证号码", "机器编号", "税控码", "开票人", "备注", "销货单位盖章",
        "(大写)",
    ),
    checks=_new_checks,
    has_vin=True,
    prefix="invoice_",
)  # fmt: skip

USED_CAR_INVOICE: Final = FormSpec(
    kind="used_car_invoice",
    clues=(
        (r"二手车销售统一发票", 0.5), (r"买方", 0.15), (r"卖方", 0.15), (r"转入地", 0.15), (r"车牌照号", 0.15),
        (r"登记[证正]号", 0.1),
    ),
    fields=(
        _CODE,
        _NUMBER,
        _DAY,
        FieldSpec("buyer", ("买方单位/个人", "买方单位"), _party),
        FieldSpec("buyer_id_number", ("单位代码/身份证号码", "单位代码/身份证", "身份证号码"),
        values.person_number, below=True),
        FieldSpec("seller", ("卖方单位/个人", "卖方单位"), _party),
        FieldSpec(
            "seller_id_number",
            ("单位代码/身份证号码", "单位代码/身份证", "身份证号码"),
            values.person_number,
            below=True,
            place=1,
        ),
        FieldSpec("plate", ("车牌照号",), values.plate, anywhere=values.plate),
        FieldSpec("registration_number", ("登记证号", "登记正号"), values.digits_of(8, 14), required=False),
        _TYPE,
        vin_field,
        _MODEL,
        _TOTAL,
    ),
    other_labels=(
        "买方单位/个人住址", "卖方单位/个人住址", "电话", "转入地车辆管理所名称", "车价合计", "车价合计(大写)",
        "经营、拍卖单位", "二手车市场",
        "纳税人识别号", "开户银行", "机器编号", "税控码", "开票人", "备注",
    ),
    checks=_used_checks,
    has_vin=True,
    prefix="invoice_",
)  # fmt: skip
