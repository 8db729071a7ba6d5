"""Chinese number plates: their grammar and what it tells (GA 36-2018)."""

import re
import unicodedata
from typing import Final

from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence

PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
"""The first character of a plate: the province that issued it."""

_SYMBOL: Final = "A-HJ-NP-Z0-9"
_SMALL_ENERGY: Final = rf"[{PROVINCES}][A-HJ-NP-Z][A-HJK][{_SYMBOL}]\d{{4}}"
_LARGE_ENERGY: Final = rf"[{PROVINCES}][A-HJ-NP-Z]\d{{5}}[A-HJK]"
_USUAL: Final = rf"[{PROVINCES}使领][A-HJ-NP-Z0-9][{_SYMBOL}]{{4}}[{_SYMBOL}挂学警港澳领使试超]"
# I and O are on no plate, but recognition reads them for 1 and 0.
PLATE_PATTERN: Final = re.compile(rf"[{PROVINCES}使领][A-HJ-NP-Z][A-Z0-9]{{4,5}}[A-Z0-9挂学警港澳领使试超]")
"""A plate as it may be read, its dot left out: seven characters, or eight for new energy."""

_GRAMMAR: Final = re.compile(f"{_SMALL_ENERGY}|{_LARGE_ENERGY}|{_USUAL}")
_NEW_ENERGY: Final = re.compile(f"{_SMALL_ENERGY}|{_LARGE_ENERGY}")


def normalise_plate(text: str) -> str:
    """Return `text` half width, in capitals, without spaces, dots and hyphens."""
    return re.sub(r"[\s·•.\-—]", "", unicodedata.normalize("NFKC", text).upper())


def is_plate(text: str) -> bool:
    """Whether `text` (normalised) follows the grammar."""
    return _GRAMMAR.fullmatch(text) is not None


def is_new_energy_plate(text: str) -> bool:
    """Whether a plate (normalised) is one of the green ones, which have eight characters."""
    return _NEW_ENERGY.fullmatch(text) is not None


def check_plate(text: str) -> Check:
    """Return `plate_grammar` for a plate as read or typed."""
    if is_plate(normalise_plate(text)):
        return Check("plate_grammar", True, Sentence("号牌号码合规。", "The plate follows the grammar."))
    return Check(
        "plate_grammar",
        False,
        Sentence(
            f"号牌“{text}”不合规则（省份简称、发牌机关字母、5 位；新能源 6 位；无 I、O），请对照车辆更正。",
            f"“{text}” is no plate (province, letter, five characters, six for new energy, no I or O): compare it"
            " with the vehicle.",
        ),
    )
