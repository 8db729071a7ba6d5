"""What several documents share: words, checks of numbers and of dates."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from paddock.app.capture.forms import values
from paddock.app.capture.forms.spec import FieldSpec, Values
from paddock.domain.bank_card import check_card_number
from paddock.domain.checks import Check
from paddock.domain.documents import field_caption
from paddock.domain.plate import check_plate
from paddock.domain.resident_id import check_number
from paddock.domain.sentences import Sentence
from paddock.domain.uscc import check_uscc

__all__ = ["check_card_number", "check_plate", "check_uscc"]

VIN_LABELS: Final = (
    "车辆识别代号", "车辆识别代号/车架号", "车辆识别代号/车架号码", "车架号/车辆识别代码", "车架号码", "车架号",
    "识别代号",
    "车辆识别代码", "车辆识别代号/车架",
)  # fmt: skip
ENGINE_LABELS: Final = ("发动机号码", "发动机号", "发动机/电机号", "机号码")
USES: Final = (
    "非营运", "营运", "公路客运", "公交客运", "出租客运", "旅游客运", "货运", "租赁", "警用", "消防", "救护",
    "工程抢险", "营转非", "出租转非", "教练", "幼儿校车", "小学生校车", "其他校车", "危化品运输", "预约出租客运",
    "预约出租转非",
)  # fmt: skip
FUELS: Final = (
    "汽油", "柴油", "电", "纯电动", "混合油", "天然气", "液化石油气", "甲醇", "乙醇", "太阳能", "混合动力",
    "插电式混合动力", "汽油/电混合动力", "氢", "汽油/电", "无",
)  # fmt: skip

vin_field: Final = FieldSpec("vin", VIN_LABELS, values.code_of(17, 17))
engine_field: Final = FieldSpec("engine_number", ENGINE_LABELS, values.code_of(4, 20, "-*/"))


def id_checks(number: str, today: date) -> tuple[Check, ...]:
    """The checks of GB 11643 on a person's number, or of GB 32100 on a company's; none for what was not read."""
    if not number:
        return ()
    if len(number) == 18 and number[:17].isdigit() and number[6:8] in {"19", "20"}:
        return check_number(number, today)
    return (check_uscc(number),)


def in_order(found: Values, names: Sequence[str], today: date) -> tuple[Check, ...]:
    """`dates_in_order` over the dates that were read: none before the one named earlier, none in the future."""
    known = [(name, found[name]) for name in names if found.get(name) and found[name] != "长期"]
    if not known:
        return ()
    for (earlier, first), (later, second) in pairwise(known):
        if first > second:
            a, b = field_caption(earlier), field_caption(later)
            return (
                Check(
                    "dates_in_order",
                    False,
                    Sentence(
                        f"{a.zh} {first} 晚于{b.zh} {second}，请对照原件更正。",
                        f"The {a.en} {first} is later than the {b.en} {second}: compare with the document.",
                    ),
                ),
            )
    name, last = known[-1]
    if last > today.isoformat():
        caption = field_caption(name)
        message = Sentence(
            f"{caption.zh} {last} 还未到，请对照原件更正。",
            f"The {caption.en} {last} is still to come: compare with the document.",
        )
        return (Check("dates_in_order", False, message),)
    return (Check("dates_in_order", True, Sentence("日期先后合理。", "The dates are in order.")),)


def not_expired(until: str, today: date, what: Sentence) -> tuple[Check, ...]:
    """`document_not_expired`; `until` is an ISO date or month, 长期, or empty."""
    if not until:
        return ()
    if until == "长期" or until >= today.isoformat()[: len(until)]:
        return (Check("document_not_expired", True, Sentence("证件在有效期内。", "The document is valid today.")),)
    message = Sentence(
        f"{what.zh}已于 {until} 到期，请客户换领或补检后再办理。",
        f"The {what.en} expired on {until}: ask the customer to renew it.",
    )
    return (Check("document_not_expired", False, message),)
