"""Which characters of two texts differ, and how: meant for contracts, where one full stop or one 己 for 已 matters.

Lines are matched first and characters within the lines that differ, so that a long contract takes milliseconds.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from paddock.domain.sentences import Sentence

_AROUND: Final = 8
"""Characters shown on each side of a difference."""
_LOOK_ALIKE: Final = (
    *("0OoОοΟ〇○", "1lI丨|｜", "2Z", "5S", "8B", "6b", "9gq", "AАΑ", "BВΒ", "CСϹ", "EЕΕ", "HНΗ", "KКΚ", "MМΜ", "NΝ"),
    *("PРΡ", "TТΤ", "XХΧ×", "YУΥ", "aа", "cс", "eе", "oоο", "pр", "xх×", "yу", "iі"),
    *(
        "己已巳",
        "日曰",
        "未末",
        "土士",
        "人入八",
        "大太犬",
        "千干于",
        "天夭无元",
        "贷货",
        "租祖",
        "全金",
        "免兔",
        "治冶",
    ),
    *("人亼", "戊戌戍", "王玉主", "今令", "木本术", "田由甲申", "刀力", "九丸", "七匕", "十拾", "一壹", "二贰", "三叁"),
    *("四肆", "五伍", "六陆", "七柒", "八捌", "九玖", "百佰", "千仟", "拨拔", "折拆", "延廷", "担但", "住往", "账帐"),
)
"""Groups of characters that are taken for one another in print; digits and their 大写 too, since both are written."""


class DifferenceKind(StrEnum):
    """How two pieces of text differ."""

    PUNCTUATION = "punctuation"
    WIDTH = "width"
    LOOK_ALIKE = "look_alike"
    INVISIBLE = "invisible"
    SPACE = "space"
    DIGITS = "digits"
    ADDED = "added"
    REMOVED = "removed"
    WORDS = "words"
    MOVED = "moved"
    """A whole page stands in another's place."""

    @property
    def name_for_people(self) -> Sentence:
        """What a report calls it."""
        return _NAMES[self]


_NAMES: Final = {
    DifferenceKind.PUNCTUATION: Sentence("标点不同", "punctuation"),
    DifferenceKind.WIDTH: Sentence("全角与半角不同", "full and half width"),
    DifferenceKind.LOOK_ALIKE: Sentence("换成了形近字符", "replaced by a look-alike"),
    DifferenceKind.INVISIBLE: Sentence("不可见字符不同", "invisible characters"),
    DifferenceKind.SPACE: Sentence("空白不同", "white space"),
    DifferenceKind.DIGITS: Sentence("数字不同", "digits"),
    DifferenceKind.ADDED: Sentence("多出文字", "words added"),
    DifferenceKind.REMOVED: Sentence("缺少文字", "words missing"),
    DifferenceKind.WORDS: Sentence("文字不同", "other words"),
    DifferenceKind.MOVED: Sentence("页面次序被调换", "pages in another order"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two texts differ."""

    kind: DifferenceKind
    original: str
    found: str
    before: str
    """What stands before it in the original."""
    after: str
    line: int
    """Of the original, from 1."""

    @property
    def shown(self) -> tuple[str, str]:
        """Both pieces with everything invisible spelled out as U+XXXX."""
        return visible(self.original), visible(self.found)


def differences(original: str, found: str) -> list[Difference]:
    """Every place where `found` differs from `original`, in order; none: they are the same, character for character."""
    if original == found:
        return []
    mine, theirs = original.split("\n"), found.split("\n")
    result: list[Difference] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            result += _inside(mine[i1:i2], theirs[j1:j2], i1 + 1)
    return result


def kind_of(original: str, found: str) -> DifferenceKind:
    """How `found` differs from `original`."""
    return next(kind for kind, holds in _TESTS if holds(original, found))


def visible(text: str) -> str:
    """`text` with white space and invisible characters spelled out."""
    return "".join(
        f"⟨U+{ord(one):04X}⟩" if _is_invisible(one) or (one.isspace() and one != " ") else "␣" if one == " " else one
        for one in text
    )


def _inside(mine: Sequence[str], theirs: Sequence[str], first_line: int) -> Iterator[Difference]:
    """The differences of two blocks of lines, character by character."""
    left, right = "\n".join(mine), "\n".join(theirs)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        before = left[max(i1 - _AROUND, 0) : i1].rpartition("\n")[2]
        after = left[i2 : i2 + _AROUND].partition("\n")[0]
        line = first_line + left.count("\n", 0, i1)
        original, found = left[i1:i2], right[j1:j2]
        if len(original) == len(found) and len({kind_of(*pair) for pair in zip(original, found, strict=True)}) > 1:
            # Neighbours that differ in different ways are told apart.
            for index, (one, other) in enumerate(zip(original, found, strict=True)):
                around = (left[max(i1 + index - _AROUND, 0) : i1 + index], left[i1 + index + 1 :][:_AROUND])
                yield Difference(kind_of(one, other), one, other, *around, line)
            continue
        yield Difference(kind_of(original, found), original, found, before, after, line)


def _bare(text: str, without: Callable[[str], bool]) -> str:
    return "".join(one for one in text if not without(one))


def _is_invisible(one: str) -> bool:
    return unicodedata.category(one) in {"Cf", "Cc", "Mn", "Me", "Co", "Cn"} and one not in "\n\t\r"


def _is_punctuation(one: str) -> bool:
    return unicodedata.category(one)[0] in "PS"


def _is_same_width(original: str, found: str) -> bool:
    forms = {"F", "H", "W", "N", "Na", "A"}
    wide = any(unicodedata.east_asian_width(one) in {"F", "H"} or one == "\u3000" for one in original + found)
    known = {unicodedata.east_asian_width(one) for one in original + found} <= forms
    return wide and known and unicodedata.normalize("NFKC", original) == unicodedata.normalize("NFKC", found)


def _alike(one: str, other: str) -> bool:
    if one == other or unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other):
        return True
    return any(one in group and other in group for group in _LOOK_ALIKE)


_TESTS: Final[tuple[tuple[DifferenceKind, Callable[[str, str], bool]], ...]] = (
    (DifferenceKind.INVISIBLE, lambda a, b: _bare(a, _is_invisible) == _bare(b, _is_invisible)),
    (DifferenceKind.SPACE, lambda a, b: _bare(a, str.isspace) == _bare(b, str.isspace)),
    (DifferenceKind.WIDTH, _is_same_width),
    (DifferenceKind.LOOK_ALIKE, lambda a, b: len(a) == len(b) and all(map(_alike, a, b))),
    (DifferenceKind.PUNCTUATION, lambda a, b: _bare(a, _is_punctuation) == _bare(b, _is_punctuation)),
    (DifferenceKind.ADDED, lambda a, _b: not a),
    (DifferenceKind.REMOVED, lambda _a, b: not b),
    (DifferenceKind.DIGITS, lambda a, b: any(map(str.isdigit, a + b))),
    (DifferenceKind.WORDS, lambda _a, _b: True),
)
"""The narrowest first."""
