"""The driving licence (GA 482) and the vehicle licence (GA 37), main and second page each."""

import re
from datetime import date
from typing import Final

from paddock.app.capture.forms import values
from paddock.app.capture.forms.kinds.common import (
    USES,
    check_plate,
    engine_field,
    id_checks,
    in_order,
    not_expired,
    vin_field,
)
from paddock.app.capture.forms.spec import FieldSpec, FormSpec, Values
from paddock.app.capture.forms.values import Found
from paddock.domain.checks import Check
from paddock.domain.resident_id import ResidentIdFront, check_front
from paddock.domain.sentences import Sentence

_CLASS: Final = re.compile(r"(?:A[123]|B[12]|C[1-6]|[DEFMNP])(?:[.、,，/]?(?:A[123]|B[12]|C[1-6]|[DEFMNP]))*")
_TERMS: Final = (6, 10)
_ID_SAYS: Final = frozenset({"id_birth_date_consistent", "id_sex_consistent"})
_PERIOD_LABELS: Final = ("有效期限", "有效期", "有效起始日期")


def _classes(text: str, _raw: str) -> Found | None:
    """Vehicle classes of 公安部令 162: A1 to C6, D, E, F, M, N, P, one after another."""
    upper = text.upper().replace("CI", "C1").replace("BI", "B1").replace("AI", "A1").replace("CL", "C1")
    match = _CLASS.search(upper)
    return None if match is None else Found(match.start(), match.end(), re.sub(r"[^A-Z0-9]", "", match[0]))


def _driver_checks(found: Values, today: date) -> tuple[Check, ...]:
    number = found["number"]
    born = date.fromisoformat(found["birth_date"]) if found["birth_date"] else None
    person = ResidentIdFront(found["name"], found["sex"], "", born, found["address"], number)
    agreeing = [check for check in check_front(person, today) if check.name in _ID_SAYS] if number else []
    return (
        *id_checks(number, today),
        *agreeing,
        *in_order(found, ("birth_date", "first_issued_on"), today),
        *_term(found),
        *not_expired(found["valid_until"], today, Sentence("驾驶证", "driving licence")),
    )


def _term(found: Values) -> tuple[Check, ...]:
    """A licence is valid for 6 or 10 years, then long term (公安部令 162, article 57)."""
    start, end = found["valid_from"], found["valid_until"]
    if not start or not end:
        return ()
    lawful = end == "长期" or (start[5:] == end[5:] and int(end[:4]) - int(start[:4]) in _TERMS)
    if lawful or (start.endswith("02-29") and int(end[:4]) - int(start[:4]) in _TERMS):
        return (Check("licence_term", True, Sentence("有效期年限合规。", "The term of validity is a lawful one.")),)
    message = Sentence(
        "驾驶证有效期应为 6 年、10 年或长期，请对照驾驶证更正起止日期。",
        "A driving licence is valid for 6 or 10 years or long term: compare both dates with it.",
    )
    return (Check("licence_term", False, message),)


def _owner_checks(found: Values, today: date) -> tuple[Check, ...]:
    plate = (check_plate(found["plate"]),) if found["plate"] else ()
    return (*plate, *in_order(found, ("registered_on", "issued_on"), today))


def _second_page_checks(found: Values, today: date) -> tuple[Check, ...]:
    plate = (check_plate(found["plate"]),) if found["plate"] else ()
    return (
        *plate,
        *_masses(found),
        *not_expired(found["inspected_until"], today, Sentence("机动车检验", "vehicle's inspection")),
    )


def _masses(found: Values) -> tuple[Check, ...]:
    gross, kerb = found.get("gross_mass_kg", ""), found.get("kerb_mass_kg", "")
    if not gross or not kerb:
        return ()
    if int(gross) > int(kerb):
        return (Check("masses_plausible", True, Sentence("质量合理。", "The masses are plausible.")),)
    message = Sentence(
        f"总质量 {gross} kg 不大于整备质量 {kerb} kg，请对照行驶证副页更正。",
        f"The gross mass {gross} kg is not above the kerb mass {kerb} kg: compare with the second page.",
    )
    return (Check("masses_plausible", False, message),)


def _driver_second_checks(found: Values, today: date) -> tuple[Check, ...]:
    return id_checks(found["number"], today)


DRIVING_LICENCE: Final = FormSpec(
    kind="driving_licence",
    clues=(
        (r"机动车驾驶[证正](?!副)|Driving[Ll]icen[sc]e", 0.3), (r"准驾车型", 0.2), (r"初次领[证正]", 0.2),
        (r"国籍", 0.1),
        (r"有效期限|有效期", 0.1), (r"[证正]号", 0.1),
    ),
    fields=(
        FieldSpec("number", ("证号", "正号"), values.resident_number, anywhere=values.resident_number),
        FieldSpec("name", ("姓名",), values.chinese),
        FieldSpec("sex", ("性别",), values.one_of("男", "女")),
        FieldSpec("nationality", ("国籍",), values.chinese, required=False),
        FieldSpec("address", ("住址", "住业", "佳址"), values.words, rows=3),
        FieldSpec("birth_date", ("出生日期",), values.day),
        FieldSpec("first_issued_on", ("初次领证日期", "初次领正日期"), values.day),
        FieldSpec("classes", ("准驾车型",), _classes),
        FieldSpec("valid_from", _PERIOD_LABELS, values.day),
        FieldSpec("valid_until", _PERIOD_LABELS, values.second_day),
    ),
    checks=_driver_checks,
    prefix="licence_",
)  # fmt: skip

DRIVING_LICENCE_SECOND_PAGE: Final = FormSpec(
    kind="driving_licence_second_page",
    clues=((r"驾驶[证正]副页", 0.7), (r"档案编号", 0.15), (r"[证正]号", 0.1), (r"记录", 0.1)),
    fields=(
        FieldSpec("number", ("证号", "正号"), values.resident_number, anywhere=values.resident_number),
        FieldSpec("name", ("姓名",), values.chinese),
        FieldSpec("file_number", ("档案编号",), values.digits_of(10, 14)),
    ),
    other_labels=("记录",),
    checks=_driver_second_checks,
    prefix="licence_",
)

VEHICLE_LICENCE: Final = FormSpec(
    kind="vehicle_licence",
    clues=(
        (r"行驶[证正](?!副)|Vehicle[Ll]icen[sc]e", 0.3), (r"号牌号码", 0.15), (r"所有人", 0.1),
        (r"使用性质", 0.1),
        (r"发动机号", 0.1), (r"注[册冊]日期", 0.15), (r"品牌型号", 0.15),
    ),
    against=(r"登记[证正]书|信息栏", r"发票", r"合格[证正]"),
    fields=(
        FieldSpec("plate", ("号牌号码", "号牌号"), values.plate, anywhere=values.plate),
        FieldSpec("vehicle_type", ("车辆类型",), values.chinese, required=False),
        FieldSpec("owner", ("所有人",), values.words),
        FieldSpec("address", ("住址", "佳址", "住业"), values.words, required=False, rows=3),
        FieldSpec("use_character", ("使用性质",), values.one_of(*USES), required=False),
        FieldSpec("brand_model", ("品牌型号",), values.model, required=False),
        vin_field,
        engine_field,
        FieldSpec("registered_on", ("注册日期", "注冊日期", "册日期"), values.day),
        FieldSpec("issued_on", ("发证日期", "发正日期"), values.day, required=False),
    ),
    checks=_owner_checks,
    has_vin=True,
    prefix="licence_",
)  # fmt: skip

VEHICLE_LICENCE_SECOND_PAGE: Final = FormSpec(
    kind="vehicle_licence_second_page",
    clues=(
        (r"行驶[证正]副页", 0.4), (r"检验记录|检验有效期", 0.2), (r"核定载人", 0.2), (r"档案编号", 0.1),
        (r"整备质量", 0.15),
        (r"外廓尺寸", 0.1), (r"准?牵引总质量", 0.1),
    ),
    against=(r"登记[证正]书", r"合格[证正]编号|整车出厂"),
    fields=(
        FieldSpec("plate", ("号牌号码", "号牌号"), values.plate, anywhere=values.plate),
        FieldSpec("file_number", ("档案编号",), values.digits_of(10, 14), required=False),
        FieldSpec("seats", ("核定载人数",), values.count_of("人", 1, 99), required=False),
        FieldSpec("gross_mass_kg", ("总质量",), values.count_of("kg|千克", 200, 60_000), required=False),
        FieldSpec("kerb_mass_kg", ("整备质量",), values.count_of("kg|千克", 100, 40_000), required=False),
        FieldSpec(
            "dimensions_mm", ("外廓尺寸",), values.dimensions, required=False, anywhere=values.dimensions
        ),
        FieldSpec(
            "inspected_until", ("检验有效期至", "检验有效期", "检验记录"), values.month, required=False, rows=2,
            below=True
        ),
    ),
    other_labels=("核定载质量", "准牵引总质量", "备注"),
    checks=_second_page_checks,
    prefix="licence_",
)  # fmt: skip
