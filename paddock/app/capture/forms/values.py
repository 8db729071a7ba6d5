"""What may stand after a label: each kind of value finds itself in a text and gives its normal form."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from paddock.domain.plate import PLATE_PATTERN
from paddock.domain.uscc import normalise_uscc

_DIGIT_LIKE: Final = str.maketrans("OoQDIil|LZzSsB", "00001111122558")
_DATE: Final = re.compile(
    r"((?:19|20)\d{2})[年.\-/:：,，·一—]{0,2}(1[0-2]|0?[1-9])[月.\-/:：,，·一—]{0,2}(3[01]|[12]\d|0?[1-9])(?!\d)日?"
)
_MONTH: Final = re.compile(r"((?:19|20)\d{2})[年.\-/:：,，]{0,2}(1[0-2]|0?[1-9])月?")
_HAN: Final = r"\u3400-\u9fff\U00020000-\U0003ffff〇"
_LEAD: Final = re.compile(r"^[^\w(（]+|^_+")


@dataclass(frozen=True, slots=True)
class Found:
    """A value: where it stands in the text and how it is written normally."""

    start: int
    stop: int
    value: str


Finder: TypeAlias = Callable[[str, str], Found | None]
"""From a text (set words in their printed form) and the same as recognised to the value in it."""


def day(text: str, _raw: str) -> Found | None:
    """A date in any of the ways documents print one; ISO."""
    for match in _DATE.finditer(text.translate(_DIGIT_LIKE)):
        try:
            found = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
        return Found(match.start(), match.end(), found.isoformat())
    return None


def second_day(text: str, raw: str) -> Found | None:
    """The date after the first one, or 长期 (valid without end)."""
    first = day(text, raw)
    if first is None:
        return None
    rest = text[first.stop :]
    if "长期" in rest:
        at = first.stop + rest.index("长期")
        return Found(at, at + 2, "长期")
    second = day(rest, raw[first.stop :])
    return None if second is None else Found(first.stop + second.start, first.stop + second.stop, second.value)


def month(text: str, _raw: str) -> Found | None:
    """A year and a month; 2026-06."""
    match = _MONTH.search(text.translate(_DIGIT_LIKE))
    return None if match is None else Found(match.start(), match.end(), f"{match[1]}-{int(match[2]):02d}")


def plate(text: str, _raw: str) -> Found | None:
    """A number plate (GA 36), written without its dot."""
    compact, places = _without(text.upper(), "·•.-—* ")
    match = PLATE_PATTERN.search(compact)
    if match is None:
        return None
    province, office, tail = match[0][0], match[0][1], match[0][2:]
    # I and O are on no plate.
    tail = tail.replace("O", "0").replace("I", "1")
    return Found(places[match.start()], places[match.end() - 1] + 1, province + office + tail)


def resident_number(text: str, _raw: str) -> Found | None:
    """The 18 characters of GB 11643."""
    match = re.search(r"(?<![0-9A-Z])[1-9]\d{16}[\dX](?![0-9A-Z])", text.upper().translate(_DIGIT_LIKE))
    return None if match is None else Found(match.start(), match.end(), match[0])


def person_number(text: str, raw: str) -> Found | None:
    """What identifies a buyer or seller: a resident ID number or a unified social credit code."""
    return resident_number(text, raw) or credit_code(text, raw)


def credit_code(text: str, _raw: str) -> Found | None:
    """The unified social credit code (GB 32100), 18 characters."""
    for match in re.finditer(r"[0-9A-Z]{18}", text.upper()):
        code = normalise_uscc(match[0])
        if re.fullmatch(r"[159ANY][1-59]\d{6}[0-9A-HJ-NPQRTUWXY]{10}", code):
            return Found(match.start(), match.end(), code)
    return None


def code_of(shortest: int, longest: int, more: str = "") -> Finder:
    """Capital letters and digits (and `more`), so many of them."""
    pattern = re.compile(rf"[0-9A-Z{re.escape(more)}]{{{shortest},{longest}}}")

    def find(text: str, _raw: str) -> Found | None:
        match = pattern.search(text.upper())
        return None if match is None else Found(match.start(), match.end(), match[0].strip("-*/"))

    return find


def digits_of(shortest: int, longest: int) -> Finder:
    """Digits, so many of them; letters that look like digits are taken for them."""
    pattern = re.compile(rf"(?<!\d)\d{{{shortest},{longest}}}(?!\d)")

    def find(text: str, _raw: str) -> Found | None:
        match = pattern.search(text.translate(_DIGIT_LIKE))
        return None if match is None else Found(match.start(), match.end(), match[0])

    return find


def count_of(unit: str, lowest: int, highest: int) -> Finder:
    """A whole number within bounds, with or without its unit (a pattern)."""
    pattern = re.compile(rf"(?<![\d.])(\d{{1,7}})(?![\d.])(?:{unit})?", re.IGNORECASE)

    def find(text: str, _raw: str) -> Found | None:
        for match in pattern.finditer(text.replace(",", "")):
            if lowest <= int(match[1]) <= highest:
                return Found(match.start(), match.end(), str(int(match[1])))
        return None

    return find


def yuan(text: str, _raw: str) -> Found | None:
    """An amount in yuan with two decimals."""
    match = re.search(r"(\d{1,3}(?:[,，]\d{3})+|\d{2,10})[.．](\d{2})(?!\d)", text.translate(_DIGIT_LIKE))
    if match is None:
        return None
    return Found(match.start(), match.end(), f"{int(re.sub('[,，]', '', match[1]))}.{match[2]}")


def chinese(text: str, raw: str) -> Found | None:
    """The stretch of Chinese characters (and name dots) at the beginning, as recognised: a name may have any."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    match = re.compile(rf"[{_HAN}·•]+").match(text, start)
    return None if match is None else Found(match.start(), match.end(), raw[match.start() : match.end()].strip("·•"))


def words(text: str, raw: str) -> Found | None:
    """Everything printed, but marks that lead or trail."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    stop = len(text.rstrip(":：;；,，、·-_—|*"))
    return None if stop <= start else Found(start, stop, normal_words(raw[start:stop]))


def normal_words(text: str) -> str:
    """Half-width brackets, as the checks and the screen have them."""
    return text.translate(str.maketrans("（）【】", "()[]"))


def model(text: str, raw: str) -> Found | None:
    """A brand in Chinese with a model's code after it: 大众汽车牌SVW7144."""
    match = re.search(rf"[{_HAN}·]{{0,14}}\(?[{_HAN}A-Z ]{{0,14}}\)?[A-Z0-9][A-Z0-9/\-()]{{2,24}}", text.upper())
    if match is None:
        return words(text, raw)
    found = raw[match.start() : match.end()]
    return Found(match.start(), match.end(), normal_words(found).upper())


def one_of(*known: str) -> Finder:
    """One of a few words, the longest that fits."""
    ordered = sorted(known, key=len, reverse=True)

    def find(text: str, _raw: str) -> Found | None:
        for word in ordered:
            at = text.find(word)
            if at >= 0:
                return Found(at, at + len(word), word)
        return None

    return find


def either(*finders: Finder) -> Finder:
    """What the first that finds anything finds."""

    def find(text: str, raw: str) -> Found | None:
        return next((found for finder in finders if (found := finder(text, raw)) is not None), None)

    return find


def dimensions(text: str, _raw: str) -> Found | None:
    """Length, width and height in millimetres: 4678×1806×1474."""
    match = re.search(r"(\d{4,5})[×xX*✕+](\d{4})[×xX*✕+](\d{3,4})", text)
    return None if match is None else Found(match.start(), match.end(), f"{match[1]}×{match[2]}×{match[3]}")


def _without(text: str, left_out: str) -> tuple[str, list[int]]:
    places = [index for index, char in enumerate(text) if char not in left_out]
    return "".join(text[index] for index in places), places
