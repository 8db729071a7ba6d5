"""Forms by their layout alone: labels and places, never the order of lines."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.app.capture.forms.cells import Cells
from paddock.app.capture.forms.glyphs import glyph_rows
from paddock.app.capture.forms.kinds.invoices import NEW_CAR_INVOICE, USED_CAR_INVOICE
from paddock.app.capture.forms.kinds.licences import DRIVING_LICENCE, VEHICLE_LICENCE, VEHICLE_LICENCE_SECOND_PAGE
from paddock.app.capture.forms.kinds.papers import (
    BUSINESS_LICENCE,
    CONFORMITY_CERTIFICATE,
    REGISTRATION_CERTIFICATE,
    REGISTRATION_CERTIFICATE_SECOND_PAGE,
)
from paddock.app.capture.forms.known import FORMS, forms_on
from paddock.app.capture.forms.reader import values_on
from paddock.app.capture.forms.spec import FormSpec
from paddock.app.capture.forms.values import (
    credit_code,
    day,
    dimensions,
    month,
    plate,
    resident_number,
    second_day,
    yuan,
)
from paddock.app.capture.page import Page
from tests.helpers.placed import Words, page_with

LICENCE: tuple[Words, ...] = (
    ("中华人民共和国机动车行驶证", 260, 20),
    ("号牌号码", 40, 100), ("苏E12A45", 200, 104), ("车辆类型", 520, 100), ("小型轿车", 680, 104),
    ("Plate No.", 40, 132), ("Vehicle Type", 520, 132),
    ("所有人", 40, 190), ("王轩强", 200, 194),
    ("住址", 40, 280), ("江苏省昆山市建设路1号2栋", 200, 276), ("303室", 200, 312),
    ("使用性质", 40, 370), ("非营运", 200, 374), ("品牌型号", 420, 370), ("大众汽车牌SVW7144", 580, 374),
    ("发动机号码", 300, 520), ("DLW123456", 520, 524),
    ("注册日期", 300, 600), ("2021-06-18", 460, 604), ("发证日期", 700, 600), ("2021-06-20", 860, 604),
)  # fmt: skip
LICENCE_VALUES = {
    "plate": "苏E12A45", "vehicle_type": "小型轿车", "owner": "王轩强", "address": "江苏省昆山市建设路1号2栋303室",
    "use_character": "非营运", "brand_model": "大众汽车牌SVW7144", "engine_number": "DLW123456",
    "registered_on": "2021-06-18", "issued_on": "2021-06-20",
}  # fmt: skip


def read(page: Page, spec: FormSpec) -> dict[str, str]:
    return {name: field.value for name, field in values_on(page, spec).items() if field.value}


def test_a_licence_reads_whatever_the_order_of_its_lines() -> None:
    for seed in range(4):
        shuffled = list(LICENCE)
        random.Random(seed).shuffle(shuffled)  # noqa: S311
        assert read(page_with(*shuffled), VEHICLE_LICENCE) == LICENCE_VALUES


def test_print_that_slipped_half_a_row_off_the_form_reads() -> None:
    printed = {"苏E12A45", "小型轿车", "王轩强", "DLW123456", "2021-06-18", "2021-06-20", "非营运"}
    slipped = [(text, x, y + 22 if text in printed else y) for text, x, y in LICENCE]
    found = read(page_with(*slipped), VEHICLE_LICENCE)
    assert {name: found[name] for name in ("plate", "owner", "engine_number", "registered_on", "issued_on")} == {
        name: LICENCE_VALUES[name] for name in ("plate", "owner", "engine_number", "registered_on", "issued_on")
    }


def test_words_that_recognition_joined_are_parted_at_the_labels() -> None:
    page = page_with(
        ("中华人民共和国机动车驾驶证", 260, 20), ("证号11010519491231002X", 60, 90),
        ("姓名王小川性别男国籍中国", 60, 150), ("住址湖北省武汉市中北路12号", 60, 210),
        ("出生日期1985-03-12", 300, 300),
        ("初次领证日期2006-05-20", 300, 360), ("准驾车型C1", 300, 420), ("有效期限2022-05-20至2032-05-20", 60, 480),
    )  # fmt: skip
    assert read(page, DRIVING_LICENCE) == {
        "number": "11010519491231002X", "name": "王小川", "sex": "男", "nationality": "中国",
        "address": "湖北省武汉市中北路12号", "birth_date": "1985-03-12", "first_issued_on": "2006-05-20",
        "classes": "C1",
        "valid_from": "2022-05-20", "valid_until": "2032-05-20",
    }  # fmt: skip


def test_older_forms_of_characters_and_a_misread_label_are_known() -> None:
    found = read(
        page_with(("發動機號碼", 40, 40), ("DLW123456", 260, 40), ("所有人", 40, 100), ("張三", 260, 100),
                  ("号牌号码", 40, 160), ("粵B12345", 260, 160), ("住册日期", 40, 220), ("2021年6月8日", 260, 220)),
        VEHICLE_LICENCE,
    )  # fmt: skip
    # Cards print simplified characters: what was read otherwise is written so, and marked for comparing.
    assert found == {"plate": "粤B12345", "owner": "张三", "engine_number": "DLW123456", "registered_on": "2021-06-08"}


def test_a_value_without_its_label_is_found_by_its_form_where_it_is_the_only_one() -> None:
    assert read(page_with(("苏E12A45", 200, 100)), VEHICLE_LICENCE) == {"plate": "苏E12A45"}
    assert read(page_with(("苏E12A45", 200, 100), ("沪A12345", 200, 300)), VEHICLE_LICENCE) == {}


def test_both_pages_of_a_licence_side_by_side_are_two_documents() -> None:
    second: tuple[Words, ...] = (
        ("中华人民共和国机动车行驶证副页", 1260, 20), ("号牌号码", 1240, 100), ("苏E12A45", 1400, 100),
        ("档案编号", 1640, 100), ("320501234567", 1800, 100), ("核定载人数", 1240, 190), ("5人", 1410, 190),
        ("总质量", 1640, 190), ("1795kg", 1800, 190), ("整备质量", 1240, 280), ("1310kg", 1400, 280),
        ("外廓尺寸", 1240, 370), ("4678×1806×1474mm", 1400, 370), ("检验记录", 1240, 520),
        ("检验有效期至2027年06月苏E", 1400, 520),
    )  # fmt: skip
    page = page_with(*LICENCE, *second, width=2400)
    assert [spec.kind for _, spec in forms_on(page, 0.5)] == ["vehicle_licence_second_page", "vehicle_licence"]
    words = VEHICLE_LICENCE.labels | VEHICLE_LICENCE_SECOND_PAGE.labels
    main = {name: field.value for name, field in values_on(page, VEHICLE_LICENCE, words).items() if field.value}
    assert main == LICENCE_VALUES
    other = {
        name: field.value for name, field in values_on(page, VEHICLE_LICENCE_SECOND_PAGE, words).items() if field.value
    }
    assert other == {
        "plate": "苏E12A45", "file_number": "320501234567", "seats": "5", "gross_mass_kg": "1795",
        "kerb_mass_kg": "1310", "dimensions_mm": "4678×1806×1474", "inspected_until": "2027-06",
    }  # fmt: skip


def test_spaced_labels_and_values_over_two_rows_of_a_business_licence() -> None:
    page = page_with(
        ("营业执照", 400, 20), ("统一社会信用代码", 60, 90), ("91320594MA1MTGDQ11", 60, 130), ("名", 60, 210),
        ("称", 130, 210),
        ("苏州恒信汽车销售服务有限公司", 220, 210), ("类", 60, 270), ("型", 130, 270),
        ("有限责任公司（自然人投资或控股）", 220, 270), ("法定代表人", 60, 330), ("王小川", 240, 330),
        ("注册资本", 800, 210), ("伍佰万元整", 960, 210), ("成立日期", 800, 270), ("2012年07月26日", 960, 270),
        ("住", 800, 330), ("所", 870, 330), ("苏州工业园区星湖街", 960, 330), ("633号", 960, 366),
        ("登记机关", 800, 500),
    )  # fmt: skip
    assert read(page, BUSINESS_LICENCE) == {
        "uscc": "91320594MA1MTGDQ11", "name": "苏州恒信汽车销售服务有限公司", "type": "有限责任公司(自然人投资或控股)",
        "legal_representative": "王小川", "registered_capital": "伍佰万元整", "established_on": "2012-07-26",
        "address": "苏州工业园区星湖街633号",
    }  # fmt: skip


def test_owner_kind_of_id_and_number_in_one_cell_are_three_values() -> None:
    page = page_with(
        ("机动车登记证书", 400, 20), ("1.机动车所有人/身份证明名称/号码", 40, 100),
        ("王小川/居民身份证/11010519491231002X", 560, 100), ("2.登记机关", 40, 160),
        ("苏州市公安局交通警察支队", 240, 160),
        ("3.登记日期", 700, 160), ("2021-06-18", 880, 160), ("4.机动车登记编号", 40, 220), ("苏E12A45", 320, 220),
    )  # fmt: skip
    assert read(page, REGISTRATION_CERTIFICATE) == {
        "owner": "王小川", "owner_id_type": "居民身份证", "owner_id_number": "11010519491231002X",
        "authority": "苏州市公安局交通警察支队", "registered_on": "2021-06-18", "plate": "苏E12A45",
    }  # fmt: skip


def test_the_number_of_a_label_is_no_part_of_the_value_before_it() -> None:
    page = page_with(
        ("7.车辆型号SVW7144B9", 40, 40), ("8.车身颜色", 500, 40), ("白", 700, 40), ("11.发动机号", 40, 100),
        ("Y909182", 240, 100),
        ("12.发动机型号", 500, 100), ("EA211", 720, 100), ("13.燃料种类", 40, 160), ("汽油", 240, 160),
        ("14.排量/功率", 500, 160), ("1395 ml / 110 kw", 720, 160), ("32.车辆出厂日期", 40, 220),
        ("2021-03-01", 320, 220),
    )  # fmt: skip
    assert read(page, REGISTRATION_CERTIFICATE_SECOND_PAGE) == {
        "model": "SVW7144B9", "colour": "白", "engine_number": "Y909182", "engine_model": "EA211", "fuel": "汽油",
        "displacement_ml": "1395", "power_kw": "110", "made_on": "2021-03-01",
    }  # fmt: skip


def test_buyer_and_seller_have_numbers_of_their_own() -> None:
    page = page_with(
        ("二手车销售统一发票", 400, 20), ("开票日期", 40, 80), ("2024-01-25", 200, 80), ("发票号码", 700, 80),
        ("12345678", 860, 80),
        ("买方单位/个人", 40, 140), ("陈明", 300, 140), ("单位代码/身份证号码", 600, 140),
        ("11010519491231002X", 900, 140),
        ("卖方单位/个人", 40, 200), ("孔敏", 300, 200), ("单位代码/身份证号码", 600, 200),
        ("110105199003078510", 900, 200),
        ("小写", 600, 260), ("￥98,000.00", 700, 260),
    )  # fmt: skip
    assert read(page, USED_CAR_INVOICE) == {
        "invoice_number": "12345678", "issued_on": "2024-01-25", "buyer": "陈明",
        "buyer_id_number": "11010519491231002X",
        "seller": "孔敏", "seller_id_number": "110105199003078510", "total_yuan": "98000.00",
    }  # fmt: skip


def test_each_form_is_known_by_its_own_title_and_by_no_other() -> None:
    titles = {
        "机动车销售统一发票\n发票代码\n发票号码\n价税合计": NEW_CAR_INVOICE,
        "机动车整车出厂合格证\n合格证编号": CONFORMITY_CERTIFICATE,
        "營業執照\n統一社會信用代码\n法定代表人\n营业执照": BUSINESS_LICENCE,
    }
    for text, spec in titles.items():
        assert max(FORMS, key=lambda form: form.likeness(text)) is spec


@pytest.mark.parametrize(
    ("text", "value"),
    [("2021-06-18", "2021-06-18"), ("2021年6月8日", "2021-06-08"), ("2O21.O6.18", "2021-06-18"),
    ("20210618", "2021-06-18"),
     ("2021-02-30", None), ("1821-02-03", None)],
)  # fmt: skip
def test_dates(text: str, value: str | None) -> None:
    found = day(text, text)
    assert (found and found.value) == value


def test_values_in_their_normal_form() -> None:
    assert (found := second_day("2019-05-20至长期", "")) is not None
    assert found.value == "长期"
    assert (found := month("检验有效期至2027年06月苏E", "")) is not None
    assert found.value == "2027-06"
    assert (found := plate("苏E·D12345", "")) is not None
    assert found.value == "苏ED12345"
    assert (found := plate("京NO8I2A", "")) is not None
    assert found.value == "京N0812A"
    assert (found := yuan("￥1,098,000.5O", "")) is not None
    assert found.value == "1098000.50"
    assert (found := dimensions("4678X1806x1474mm", "")) is not None
    assert found.value == "4678×1806×1474"
    assert (found := credit_code("91320594MAIMTGDQ11", "")) is not None
    assert found.value == "91320594MA1MTGDQ11"
    assert resident_number("911010519491231002X", "") is None


@given(st.text(max_size=40))
def test_no_text_breaks_a_finder(text: str) -> None:
    for finder in (day, second_day, month, plate, yuan, dimensions, credit_code, resident_number):
        found = finder(text, text)
        assert found is None or 0 <= found.start < found.stop <= len(text)
    for spec in FORMS:
        for field in spec.fields:
            found = field.find(text, text)
            assert found is None or 0 <= found.start <= found.stop <= len(text)


def test_rows_of_a_page_seen_aslant_stay_rows() -> None:
    level = page_with(*LICENCE)
    shear = np.asarray([[1.0, 0.08], [0.0, 1.0]], dtype=np.float32)
    tilted = replace(level, lines=tuple(replace(line, quad=line.quad @ shear) for line in level.lines))
    rows = Cells(glyph_rows(tilted), VEHICLE_LICENCE.labels).rows
    assert len(rows) <= 12
    assert read(tilted, VEHICLE_LICENCE)["plate"] == "苏E12A45"
