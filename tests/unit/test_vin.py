from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.errors import BadInput
from paddock.domain.vin import (
    VIN_ALPHABET,
    check_digit,
    check_vin,
    describe_vin,
    model_year,
    normalise_vin,
)
from paddock.domain.wmi_china import CHINESE_MAKERS
from tests.helpers.renders import invented_vin, seeded

TODAY = date(2026, 11, 23)


def failed(vin: str) -> list[str]:
    return [check.name for check in check_vin(vin, TODAY) if not check.passed]


@pytest.mark.parametrize("vin", ["1M8GDM9AXKP042788", "11111111111111111", "WBAFR7C57CC811956", "1HGCM82633A004352"])
def test_published_examples_have_the_right_check_digit(vin: str) -> None:
    assert check_digit(vin) == vin[8]


@given(st.integers(0, 10_000), st.integers(0, 16), st.sampled_from(VIN_ALPHABET))
def test_changing_one_character_to_another_value_is_always_noticed(seed: int, index: int, char: str) -> None:
    vin = invented_vin(seeded(seed))
    assert failed(vin) == []
    changed = vin[:index] + char + vin[index + 1 :]
    groups = ("1AJ", "2BKS", "3CLT", "4DMU", "5ENV", "6FW", "7GPX", "8HY", "9RZ", "0")
    same_value = any(vin[index] in group and char in group for group in groups)
    if index != 8 and not same_value:
        assert "vin_check_digit" in failed(changed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" lsvau2a3 4n2183456 ", "LSVAU2A34N2183456"),
        ("*LSVAU2A34N2183456*", "LSVAU2A34N2183456"),
        ("ILSVAU2A34N2183456", "LSVAU2A34N2183456"),
        ("ＬＳＶＡＵ２Ａ３４Ｎ２１８３４５６", "LSVAU2A34N2183456"),
        ("LSVAU2A34N2183456\r\n", "LSVAU2A34N2183456"),
        ("LSVAUOA3", "LSVAUOA3"),
    ],
)
def test_typed_and_scanned_forms_are_the_same_vin(typed: str, meant: str) -> None:
    assert normalise_vin(typed) == meant


@given(st.text(max_size=40))
def test_any_text_gets_the_same_five_checks(text: str) -> None:
    names = [check.name for check in check_vin(text, TODAY)]
    assert names == ["vin_length", "vin_alphabet", "vin_check_digit", "vin_maker_known", "vin_model_year"]


def test_a_letter_that_no_vin_has_is_named_with_its_position() -> None:
    check = next(each for each in check_vin("LSVAU2A34N21834O6", TODAY) if each.name == "vin_alphabet")
    assert not check.passed
    assert "第 16 位“O”" in check.message.zh


def test_a_wrong_check_digit_means_something_else_for_a_european_maker() -> None:
    chinese = next(c for c in check_vin("LSVAU2A35N2183456", TODAY) if c.name == "vin_check_digit")
    german = next(c for c in check_vin("WVWZZZ1KZ8W386752", TODAY) if c.name == "vin_check_digit")
    assert not chinese.passed
    assert not german.passed
    assert "欧洲" not in chinese.message.zh
    assert "欧洲" in german.message.zh


def test_an_unknown_maker_says_what_to_do() -> None:
    assert "vin_maker_known" in failed("LY0AU2A34N2183456")


@pytest.mark.parametrize(
    ("code", "year"), [("A", 2010), ("T", 2026), ("V", 2027), ("W", 1998), ("Y", 2000), ("1", 2001), ("9", 2009)]
)
def test_the_thirty_year_cycle_ends_next_year(code: str, year: int) -> None:
    assert model_year("LSVAU2A34" + code + "2183456", TODAY) == year


@pytest.mark.parametrize("code", ["U", "Z", "0"])
def test_some_characters_are_never_a_year(code: str) -> None:
    assert model_year("LSVAU2A34" + code + "2183456", TODAY) is None
    assert "vin_model_year" in failed("LSVAU2A34" + code + "2183456")


@given(st.sampled_from("ABCDEFGHJKLMNPRSTVWXY123456789"), st.dates(date(1996, 1, 1), date(2060, 12, 31)))
def test_a_model_year_is_never_after_next_year_and_never_thirty_behind(code: str, today: date) -> None:
    year = model_year("LSVAU2A34" + code + "2183456", today)
    assert year is not None
    assert today.year - 29 <= year <= today.year + 1 or year < 2010


def test_facts_name_maker_and_country() -> None:
    facts = describe_vin("LSVAU2A34N2183456", TODAY)
    assert facts.maker is not None
    assert facts.maker.zh == "上汽大众"
    assert facts.country is not None
    assert facts.country.zh == "中国"
    assert facts.model_year == 2022


def test_every_chinese_row_is_a_code_with_a_source() -> None:
    assert len(CHINESE_MAKERS) >= 60
    for code, row in CHINESE_MAKERS.items():
        assert len(code) == 3
        assert code.startswith("L")
        assert set(code) <= set(VIN_ALPHABET)
        assert row.source
        assert row.name.zh
        assert row.name.en


def test_a_check_digit_needs_seventeen_characters() -> None:
    with pytest.raises(BadInput):
        check_digit("LSVAU2A34")
