"""What a few letters find, and in which order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paddock.ui.palette.entries import Entry, Kind
from paddock.ui.palette.pinyin import Place, place_of, spelling_of
from paddock.ui.palette.ranking import Question, ranked

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
VIN = "LSVAU2A37N2183294"


def entry(key: str, title: str, kind: Kind = Kind.DEAL, **more: object) -> Entry:
    return Entry(key, kind, title, lambda: None, **more)  # type: ignore[arg-type]  # named in each test


def keys(entries: list[Entry], text: str, *recent: str) -> list[str]:
    return [found.key for found in ranked(entries, Question(text, recent, NOW))]


@pytest.mark.parametrize(
    ("letters", "text", "place"),
    [
        ("wxc", "王小川", Place.START),
        ("wangxc", "王小川", Place.START),
        ("wangxiaochuan", "王小川", Place.START),
        ("xc", "王小川", Place.INSIDE),
        ("jj", "接件", Place.START),
        ("zzj", "曾志杰", Place.START),  # 曾 as a surname
        ("cengj", "曾经", Place.START),  # 曾 as a word
        ("lvy", "吕游", Place.START),
        ("crv", "本田 CR-V", Place.INSIDE),
        ("wxx", "王小川", Place.NOWHERE),
        ("wxcd", "王小川", Place.NOWHERE),
        ("", "王小川", Place.NOWHERE),
    ],
)
def test_chinese_is_found_by_the_letters_one_types_for_it(letters: str, text: str, place: Place) -> None:
    assert place_of(letters, spelling_of(text)) is place


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=6))
def test_the_initials_of_any_name_find_it(name: str) -> None:
    spelling = spelling_of(name)
    # A few signs of units (瓰, a tenth of a watt) have no reading that anybody could type.
    assume(spelling)
    initials = "".join(readings[0][0] for readings in spelling)
    assert place_of(initials, spelling) is Place.START
    assert place_of("".join(readings[-1] for readings in spelling), spelling) is Place.START


def test_the_end_of_a_vin_comes_first() -> None:
    entries = [
        entry("part", "甲", number="LSV183294N2100000"),
        entry("title", "183294 号车"),
        entry("end", "乙", number=VIN),
    ]
    assert keys(entries, "183294") == ["end", "title", "part"]
    assert keys(entries, VIN.lower()) == ["end"]


def test_a_screen_comes_before_a_customer_of_the_same_letters() -> None:
    entries = [
        entry("deal", "江军 朗逸", changed_at=NOW),
        entry("action", "接件", Kind.ACTION, keywords="进件 柜台"),
    ]
    assert keys(entries, "jj") == ["action", "deal"]


def test_keywords_find_in_any_language() -> None:
    entries = [entry("dark", "主题: 深色", Kind.ACTION, keywords="外观 dark theme Theme: dark")]
    for text in ("dark", "外观", "wg", "zhuti", "深色", "ss"):
        assert keys(entries, text) == ["dark"], text


def test_every_word_has_to_fit() -> None:
    entries = [entry("a", "王小川 大众 朗逸"), entry("b", "王小川 本田 雅阁")]
    assert keys(entries, "wxc ly") == ["a"]
    assert keys(entries, "wang xiaochuan") == ["a", "b"]


def test_what_changed_lately_and_what_was_chosen_lately_come_first() -> None:
    entries = [
        entry("old", "王一", changed_at=NOW - timedelta(days=90)),
        entry("new", "王二", changed_at=NOW - timedelta(hours=2)),
        entry("chosen", "王三", changed_at=NOW - timedelta(days=90)),
    ]
    assert keys(entries, "王", "chosen") == ["chosen", "new", "old"]
    assert keys(entries, "", "chosen")[0] == "chosen"


def test_what_cannot_be_done_now_stands_last() -> None:
    entries = [
        entry("cannot", "提交进件", Kind.ACTION, enabled=False),
        entry("can", "再次提交", Kind.ACTION),
    ]
    assert keys(entries, "提交") == ["can", "cannot"]


def test_without_letters_the_actions_of_the_screen_in_front_come_first() -> None:
    entries = [
        entry("elsewhere", "队列", Kind.ACTION),
        entry("here", "新进件", Kind.ACTION, here=True),
        entry("deal", "王小川"),
    ]
    assert keys(entries, "  ") == ["here", "deal", "elsewhere"]


@given(st.text(max_size=12), st.lists(st.text(max_size=10), max_size=5))
def test_nothing_a_person_types_breaks_it(text: str, titles: list[str]) -> None:
    entries = [entry(str(number), title, number=title) for number, title in enumerate(titles)]
    found = keys(entries, text)
    assert len(found) == len(set(found))
    assert set(found) <= {str(number) for number in range(len(titles))}
