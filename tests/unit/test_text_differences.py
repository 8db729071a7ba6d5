"""What differs between two texts, and how it is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.text_differences import DifferenceKind, differences

CLAUSE = (
    "承租人逾期支付租金的，自逾期之日起就逾期金额按每日万分之五支付违约金。\n所有权自动转归承租人。\n租金 ¥2,112.00 元"
)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("的，自", "的,自", DifferenceKind.WIDTH),
        ("的，自", "的；自", DifferenceKind.PUNCTUATION),
        ("违约金。", "违约金", DifferenceKind.PUNCTUATION),
        ("2,112", "２,112", DifferenceKind.WIDTH),
        ("2,112", "2,1l2", DifferenceKind.LOOK_ALIKE),
        ("自动", "曰动", DifferenceKind.WORDS),
        ("日起", "曰起", DifferenceKind.LOOK_ALIKE),
        ("人逾", "⼈逾", DifferenceKind.LOOK_ALIKE),
        ("承租人逾", "承租人\u200b逾", DifferenceKind.INVISIBLE),
        ("租金 ¥", "租金¥", DifferenceKind.SPACE),
        ("万分之五", "万分之伍", DifferenceKind.LOOK_ALIKE),
        ("2,112", "2,712", DifferenceKind.DIGITS),
        ("自动转归", "转归", DifferenceKind.REMOVED),
        ("转归承租人", "转归原承租人", DifferenceKind.ADDED),
    ],
)
def test_each_way_to_differ_has_its_name(old: str, new: str, kind: DifferenceKind) -> None:
    assert CLAUSE.count(old) >= 1
    found = differences(CLAUSE, CLAUSE.replace(old, new, 1))
    assert [one.kind for one in found] == [kind]


def test_the_place_and_what_cannot_be_seen_are_shown() -> None:
    (found,) = differences(CLAUSE, CLAUSE.replace("自动转归", "自动\u2060转归"))
    assert (found.line, found.before, found.after) == (2, "所有权自动", "转归承租人。")
    assert found.shown == ("", "⟨U+2060⟩")


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_differences_put_into_the_original_give_the_other_text(one: str, other: str) -> None:
    found = differences(one, other)
    assert bool(found) == (one != other)
    if len(one.split("\n")) == len(other.split("\n")) == 1:
        assert sum(len(each.found) - len(each.original) for each in found) == len(other) - len(one)
