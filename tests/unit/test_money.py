import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.errors import BadInput
from paddock.domain.money import amount_in_words, format_yuan, parse_yuan


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("128000", 12_800_000),
        ("128,000.50", 12_800_050),
        ("¥ 1.5", 150),
        ("12.8万", 12_800_000),
        ("１２８０００元", 12_800_000),
        ("0", 0),
    ],
)
def test_what_people_type_is_read_as_fen(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize("text", ["", "abc", "-1", "1.234", "NaN", "Infinity", "12万3"])
def test_what_is_not_an_amount_is_refused_with_the_text_in_the_sentence(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_yuan(text)
    assert f"“{text}”" in refused.value.sentence.zh


@given(st.integers(0, 10**14))
def test_a_formatted_amount_reads_back(fen: int) -> None:
    assert parse_yuan(format_yuan(fen)) == fen


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (105, "壹元零伍分"),
        (110, "壹元壹角整"),
        (1_680_032, "壹万陆仟捌佰元叁角贰分"),
        (10_000_100, "壹拾万零壹元整"),
        (100_010_000, "壹佰万零壹佰元整"),
        (1_000_000_000_000, "壹佰亿元整"),
        (128_005_000, "壹佰贰拾捌万零伍拾元整"),
    ],
)
def test_capital_numerals_as_on_a_bank_form(fen: int, words: str) -> None:
    assert amount_in_words(fen) == words


@given(st.integers(0, 10**17))
def test_capital_numerals_never_repeat_or_end_in_zero(fen: int) -> None:
    words = amount_in_words(fen)
    assert "零零" not in words
    assert "零元" not in words or fen < 100


@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=2, unique=True))
def test_different_amounts_have_different_words(amounts: list[int]) -> None:
    assert amount_in_words(amounts[0]) != amount_in_words(amounts[1])
