"""The resident ID card by its layout: labels and places first, then the fields between them (GA 448)."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from paddock.app.capture import geometry
from paddock.app.capture.card_text import Row, find_date, in_simplified, read_date, row_from
from paddock.app.capture.id_number import find_number
from paddock.app.capture.page import Page, PlacedLine, level_y, rows_of
from paddock.app.capture.results import ReadField
from paddock.domain.resident_id import (
    ETHNIC_GROUPS,
    NUMBER_LENGTH,
    ResidentIdBack,
    ResidentIdFront,
    check_character,
)

_UNREAD: Final = ReadField("", 0.0)
_LABELS_CUT_OFF: Final = 0.6
_NAME_LABEL: Final = re.compile(r"^.{0,1}(姓名|性名|姓各|姓台|妊名|名)")
_SEX: Final = re.compile(r"(?:性[别刖圳削]|[性别])[^男女]{0,2}(男|女)|^(男|女)(?=民)|(男|女)$")
_ETHNICITY: Final = re.compile(r"民[族旅]|族(?!自治)")
# A card cut by the picture's edge may keep half a label.
_ADDRESS_LABEL: Final = re.compile(r"^.{0,1}(住址|住扯|佳址|住业|任址|住)|^址|住址")
_NUMBER_LABEL: Final = re.compile(r"公?民?身份号码?|公民身份")
_AUTHORITY_LABEL: Final = re.compile(r"[签鉴]?发机[关美]|签发")
_VALIDITY_LABEL: Final = re.compile(r"有?效期限?|有效")
_PERIOD: Final = re.compile(
    r"(\d{4}[.\-/:：,，·年]?\d{2}[.\-/:：,，·月]?\d{2})日?[\-—–~～至一_.]{0,3}"
    r"(\d{4}[.\-/:：,，·年]?\d{2}[.\-/:：,，·月]?\d{2}|长期)"
)


@dataclass(frozen=True, slots=True, eq=False)
class FrontReading:
    """The portrait side as read: typed values, and each field with its confidence."""

    values: ResidentIdFront
    fields: Mapping[str, ReadField]
    lines: Mapping[str, tuple[PlacedLine, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class BackReading:
    """The emblem side as read: typed values, and each field with its confidence."""

    values: ResidentIdBack
    fields: Mapping[str, ReadField]
    lines: Mapping[str, tuple[PlacedLine, ...]]


def looks_like_front(page: Page) -> float:
    """Return how much of a portrait side `page` shows, 0 to 1."""
    text = page.text
    clues = (
        "姓名" in text or "住址" in text,
        bool(re.search(r"性[别別]", text)) or "民族" in text,
        "出生" in text,
        "公民身份" in text or "身份号码" in text or "份号码" in text,
        (number := find_number(page.lines)) is not None,
    )
    if number is not None and _born_as_numbered(page, number.field.value):
        return max(sum(clues) / len(clues), _LABELS_CUT_OFF)
    return sum(clues) / len(clues)


def _born_as_numbered(page: Page, number: str) -> bool:
    """Whether the page prints, in words, the birth date its number holds: a card even where labels are cut off."""
    if len(number) != NUMBER_LENGTH or check_character(number) != number[-1] or "驾驶" in page.text:
        return False
    printed = (find_date(row_from([line])) for line in page.lines if "年" in line.text and "月" in line.text)
    return any(found is not None and f"{found[0]:%Y%m%d}" == number[6:14] for found in printed)


def looks_like_back(page: Page) -> float:
    """Return how much of an emblem side `page` shows, 0 to 1."""
    text = page.text
    clues = (
        "中华人民" in text or "人民共和国" in text,
        "居民身份" in text or "民身份证" in text,
        bool(_AUTHORITY_LABEL.search(text)) or "公安局" in text,
        "有效期" in text or bool(_PERIOD.search(text)),
    )
    return sum(clues) / len(clues)


def read_front(page: Page) -> FrontReading:
    """Read the portrait side; a field that was not found is empty."""
    number = find_number(page.lines)
    lines = _inside_card(page, number.lines if number else ())
    printed = _above(lines, number.lines, page.skew) if number else lines
    rows = [row_from(row) for row in rows_of(printed, page.skew)]
    fields: dict[str, ReadField] = dict.fromkeys(("name", "sex", "ethnicity", "birth_date", "address"), _UNREAD)
    places: dict[str, list[PlacedLine]] = {}
    born: date | None = None
    for row in rows:
        if "name" not in places:
            _take(row, _name_in(row), "name", fields, places)
        if "sex" not in places:
            _take(row, _sex_in(row), "sex", fields, places)
        if "ethnicity" not in places:
            _take(row, _ethnicity_in(row), "ethnicity", fields, places)
        if born is None and ("生" in row.text or ("年" in row.text and "月" in row.text)):
            dated = find_date(row)
            if dated is not None:
                born, fields["birth_date"] = dated
                places["birth_date"] = list(row.lines)
    _read_address(rows, fields, places)
    if "name" not in places:
        _name_above_sex(rows, fields, places)
    if number is not None:
        fields["number"] = number.field
        places["number"] = list(number.lines)
    else:
        fields["number"] = _UNREAD
    placed = {name: _with_box(field, places.get(name, ()), page) for name, field in fields.items()}
    values = ResidentIdFront(
        name=placed["name"].value,
        sex=placed["sex"].value,
        ethnicity=placed["ethnicity"].value,
        birth_date=born,
        address=placed["address"].value,
        number=placed["number"].value,
    )
    return FrontReading(values, placed, {name: tuple(found) for name, found in places.items()})


def read_back(page: Page) -> BackReading:
    """Read the emblem side; a field that was not found is empty."""
    rows = [row_from(row) for row in rows_of(page.lines, page.skew)]
    fields = dict.fromkeys(("issuing_authority", "valid_from", "valid_until"), _UNREAD)
    places: dict[str, list[PlacedLine]] = {}
    start: date | None = None
    end: date | None = None
    long_term = False
    for index, row in enumerate(rows):
        if "issuing_authority" not in places:
            _read_authority(rows, index, fields, places)
        period = _PERIOD.search(row.text)
        if period is not None and start is None:
            start = read_date(_dotted(period[1]))
            long_term = period[2] == "长期"
            end = None if long_term else read_date(_dotted(period[2]))
            fields["valid_from"] = row.field(period.start(1), period.end(1), start.isoformat() if start else "")
            until = "长期" if long_term else (end.isoformat() if end else "")
            fields["valid_until"] = row.field(period.start(2), period.end(2), until)
            places["valid_from"] = places["valid_until"] = row.lines_of(period.start(1), period.end(2))
    placed = {name: _with_box(field, places.get(name, ()), page) for name, field in fields.items()}
    values = ResidentIdBack(placed["issuing_authority"].value, start, end, long_term)
    return BackReading(values, placed, {name: tuple(found) for name, found in places.items()})


def _dotted(text: str) -> str:
    digits = "".join(char for char in text if char.isdigit())
    return f"{digits[:4]}.{digits[4:6]}.{digits[6:]}"


def _take(
    row: Row,
    span: tuple[int, int] | None,
    name: str,
    fields: dict[str, ReadField],
    places: dict[str, list[PlacedLine]],
) -> None:
    if span is not None and span[0] < span[1]:
        field = row.field(*span)
        fields[name] = _as_name(field, row.raw[slice(*span)]) if name == "name" else field
        places[name] = row.lines_of(*span)


def _as_name(field: ReadField, raw: str) -> ReadField:
    """Keep a name as recognised, but for older forms of characters: those are written as printed, for comparing."""
    return in_simplified(replace(field, value=raw))


def _name_in(row: Row) -> tuple[int, int] | None:
    label = _NAME_LABEL.search(row.text)
    if label is None or len(row.text) <= label.end():
        return None
    return _chinese(row.text, label.end())


def _chinese(text: str, start: int) -> tuple[int, int] | None:
    """Return the stretch of Chinese characters (and name dots) at `start`, after stray marks."""
    found = re.compile(r"[^\u3400-\u9fff\U00020000-\U0003ffff]{0,2}([\u3400-\u9fff\U00020000-\U0003ffff·•]+)").match(
        text, start
    )
    return (found.start(1), found.end(1)) if found else None


def _sex_in(row: Row) -> tuple[int, int] | None:
    if not re.search(r"性|别|民|族", row.text):
        return None
    found = _SEX.search(row.text)
    if found is None:
        return None
    group = next(index for index in (1, 2, 3) if found[index])
    return found.start(group), found.end(group)


def _ethnicity_in(row: Row) -> tuple[int, int] | None:
    label = _ETHNICITY.search(row.text)
    if label is None or not re.search(r"性|别|男|女|民", row.text):
        return None
    rest = row.text[label.end() :]
    known = [group for group in ETHNIC_GROUPS if group in rest[: len(group) + 2]]
    if known:
        longest = max(known, key=len)
        start = label.end() + rest.index(longest)
        return start, start + len(longest)
    return _chinese(row.text, label.end())


def _read_address(
    rows: Sequence[Row],
    fields: dict[str, ReadField],
    places: dict[str, list[PlacedLine]],
) -> None:
    """Join the rows from the address label down to the number's label, leaving out what stands further left."""
    start = next((index for index, row in enumerate(rows) if _ADDRESS_LABEL.search(row.text)), None)
    if start is None:
        start = _row_after_birth(rows, places)
    if start is None:
        return
    label = _ADDRESS_LABEL.search(rows[start].text)
    first = rows[start]
    begin = label.end() if label else 0
    owned = first.lines_of(begin, len(first.text))
    parts = [(first, begin)]
    edge = min((line.left for line in owned), default=0.0)
    label_left = min(line.left for line in first.lines)
    height = max(line.height for line in first.lines)
    previous_y = float(np.mean([line.centre[1] for line in first.lines]))
    for row in rows[start + 1 :]:
        y = float(np.mean([line.centre[1] for line in row.lines]))
        stop = _NUMBER_LABEL.search(row.text)
        if stop or y - previous_y > 2.6 * height or len(parts) > 4:
            break
        # Print beside the card can stand on the same row.
        inside = [line for line in row.lines if line.left >= min(edge, label_left + 2 * height) - 1.0 * height]
        if not inside:
            continue
        parts.append((row_from(inside), 0))
        previous_y = y
    text = "".join(row.text[begin:] for row, begin in parts)
    probabilities = [p for row, begin in parts for p in row.probabilities[begin:]]
    if not text:
        return
    doubtful = tuple(index for index, p in enumerate(probabilities) if p < 0.75)
    fields["address"] = ReadField(text, round(min(probabilities), 4), None, "text", doubtful)
    places["address"] = [line for row, begin in parts for line in row.lines_of(begin, len(row.text))]


def _row_after_birth(rows: Sequence[Row], places: dict[str, list[PlacedLine]]) -> int | None:
    """A label printed too faint to be found: the address begins below the birth date."""
    born = places.get("birth_date")
    for index, row in enumerate(rows[:-1]):
        if born and any(line in born for line in row.lines):
            return index + 1 if len(rows[index + 1].text) >= 4 else None
    return None


def _name_above_sex(rows: Sequence[Row], fields: dict[str, ReadField], places: dict[str, list[PlacedLine]]) -> None:
    """A label printed too faint to be found: the name is the Chinese row just above the sex."""
    for above, row in itertools.pairwise(rows):
        if _sex_in(row) is not None and 2 <= len(above.text) <= 10:
            span = _chinese(above.text, 0)
            if span is not None and span[1] - span[0] >= 2:
                _take(above, span, "name", fields, places)
            return


def _read_authority(
    rows: Sequence[Row], index: int, fields: dict[str, ReadField], places: dict[str, list[PlacedLine]]
) -> None:
    row = rows[index]
    label = _AUTHORITY_LABEL.search(row.text)
    if label is not None and len(row.text) > label.end():
        _take(row, _chinese(row.text, label.end()), "issuing_authority", fields, places)
        following = rows[index + 1] if index + 1 < len(rows) else None
        # A long authority runs over two rows; the second is neither a label nor a date.
        if following is not None and re.fullmatch(r"[\u4e00-\u9fff]{1,10}(局|分局|处)", following.text):
            first = fields["issuing_authority"]
            joined = ReadField(
                first.value + following.text, min(first.confidence, *following.probabilities), None, "text"
            )
            fields["issuing_authority"] = joined
            places["issuing_authority"] += list(following.lines)
    elif label is None:
        office = re.search(r"[\u4e00-\u9fff]{2,}公安[\u4e00-\u9fff]*(局|处)$", row.text)
        if office is not None:
            _take(row, (office.start(), office.end()), "issuing_authority", fields, places)


def _above(lines: Sequence[PlacedLine], number_lines: Sequence[PlacedLine], skew: float) -> list[PlacedLine]:
    """Leave out the number and what stands below it.

    A long address ends close above the number: its last words must not be taken for a part of that row.
    """
    foot = max(level_y(line, skew) + 0.3 * line.height for line in number_lines)
    return [line for line in lines if line not in number_lines and level_y(line, skew) < foot]


def _inside_card(page: Page, number_lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """Leave out print beside, above and below the card, measured from its number.

    On the card (85.6 × 54 mm) label and number span about 0.80 of the width; the number stands at the foot.
    """
    if not number_lines:
        return list(page.lines)
    quad = geometry.joined(line.quad for line in number_lines)
    along = (quad[1] - quad[0]) / max(geometry.width_of(quad), 1.0)
    down = np.asarray([-along[1], along[0]])
    text = row_from(number_lines).text
    labelled = bool(_NUMBER_LABEL.search(text))
    width = geometry.width_of(quad) / (0.80 if labelled else 0.58)
    origin = quad[1] - along * width * 0.94
    kept: list[PlacedLine] = []
    for line in page.lines:
        offset = np.asarray(line.centre) - origin
        across, depth = float(offset @ along) / width, float(offset @ down) / width
        in_portrait = across > 0.63 and depth < -0.08
        if -0.06 < across < 1.0 and -0.66 < depth < 0.16 and not in_portrait:
            kept.append(line)
    return kept


def _with_box(field: ReadField, lines: Sequence[PlacedLine], page: Page) -> ReadField:
    if not lines:
        return field
    return replace(field, box=page.box_outside(geometry.joined(line.quad for line in lines)))
