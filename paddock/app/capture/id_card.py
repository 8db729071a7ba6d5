"""A resident ID card from a page: read, looked at again closer and from other crops, and checked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

import numpy as np

from paddock.app.capture import geometry
from paddock.app.capture.address_tail import Completed, with_last_word
from paddock.app.capture.geometry import Quad
from paddock.app.capture.ocr import OcrEngine
from paddock.app.capture.page import Page, PlacedLine, read_region, second_look
from paddock.app.capture.resident_id_reader import (
    BackReading,
    FrontReading,
    read_back,
    read_front,
)
from paddock.app.capture.results import CapturedDocument, ReadField
from paddock.app.capture.two_looks import SURE_ABOVE, compared
from paddock.domain.checks import Check
from paddock.domain.resident_id import check_back, check_front
from paddock.domain.sentences import Sentence

_MORE_BELOW: Final = 0.5
_PLAINLY_READ: Final = 0.9
_VOUCHES: Final = frozenset({"id_checksum", "id_birth_date_consistent", "id_region_known"})
_VOUCHED: Final = frozenset({"number", "birth_date"})
"""A wrong digit passes the check character once in eleven times, and then contradicts the birth date or the region."""
_REGION_WIDTH: Final = 1280
_COARSE_BELOW: Final = 17.0

_FIELD_NAMES: Final = {
    "name": Sentence("姓名", "name"),
    "sex": Sentence("性别", "sex"),
    "ethnicity": Sentence("民族", "ethnic group"),
    "birth_date": Sentence("出生日期", "birth date"),
    "address": Sentence("住址", "address"),
    "number": Sentence("身份证号码", "ID number"),
    "issuing_authority": Sentence("签发机关", "issuing authority"),
    "valid_from": Sentence("有效期起始日", "start of validity"),
    "valid_until": Sentence("有效期截止日", "end of validity"),
}
_Side = TypeVar("_Side", FrontReading, BackReading)


def captured_front(page: Page, engine: OcrEngine, today: date) -> CapturedDocument:
    """Return the portrait side found on `page`."""

    def checks_of(reading: FrontReading) -> tuple[Check, ...]:
        return check_front(reading.values, today)

    def completed(page: Page, reading: FrontReading) -> Completed:
        return with_last_word(page, reading, engine)

    reading, fields, checks = _read_twice(page, engine, read_front, checks_of, completed)
    return CapturedDocument(
        kind="resident_id_front",
        fields=fields,
        checks=checks,
        verified=all(check.passed for check in checks),
        milliseconds=0.0,
        front=reading.values,
    )


def captured_back(page: Page, engine: OcrEngine, today: date) -> CapturedDocument:
    """Return the emblem side found on `page`."""

    def checks_of(reading: BackReading) -> tuple[Check, ...]:
        return check_back(reading.values, today)

    reading, fields, checks = _read_twice(page, engine, read_back, checks_of)
    return CapturedDocument(
        kind="resident_id_back",
        fields=fields,
        checks=checks,
        verified=all(check.passed for check in checks),
        milliseconds=0.0,
        back=reading.values,
    )


def _read_twice(
    page: Page,
    engine: OcrEngine,
    read: Callable[[Page], _Side],
    checks_of: Callable[[_Side], Sequence[Check]],
    completed: Callable[[Page, _Side], Completed] | None = None,
) -> tuple[_Side, dict[str, ReadField], tuple[Check, ...]]:
    """Read the card on the page; read it closer when something fails; compare with another look."""
    reading: _Side = read(page)
    chosen_page = page
    if _faults(checks_of(reading)) or _is_small(page, reading):
        closer = read_region(page, _card_region(page, reading), engine, _REGION_WIDTH)
        second = read(closer)
        if _faults(checks_of(second)) <= _faults(checks_of(reading)):
            reading, chosen_page = second, closer
    more_below = False
    if completed is not None:
        whole = completed(chosen_page, reading)
        chosen_page, more_below = whole.page, whole.unsure
        reading = read(chosen_page)
    other: _Side = read(second_look(chosen_page, engine, _worth_a_second_look(reading, checks_of(reading))))
    if _faults(checks_of(other)) < _faults(checks_of(reading)):
        reading, other = other, reading
    fields = compared(reading.fields, other.fields)
    if more_below:
        fields["address"] = replace(fields["address"], confidence=min(fields["address"].confidence, _MORE_BELOW))
    checks = (*checks_of(reading), _agreement(fields))
    return reading, fields, checks


def _worth_a_second_look(reading: FrontReading | BackReading, checks: Sequence[Check]) -> set[PlacedLine]:
    """The lines that hold values, but those whose values the number's own check vouches for together."""
    vouched = frozenset[str]()
    passed = {check.name for check in checks if check.passed}
    if passed >= _VOUCHES and all(reading.fields[name].confidence >= _PLAINLY_READ for name in _VOUCHED):
        vouched = _VOUCHED
    return {line for name, lines in reading.lines.items() if name not in vouched for line in lines}


def _faults(checks: Sequence[Check]) -> int:
    # An expired card is a fact of the card, not a fault of the reading.
    return sum(not check.passed for check in checks if check.name != "id_not_expired")


def _is_small(page: Page, reading: FrontReading | BackReading) -> bool:
    """Whether the card fills so little of the picture that the detector saw it coarsely."""
    lines = [line for found in reading.lines.values() for line in found]
    if not lines:
        return False
    scale = min(1.0, 960 / max(page.picture.shape[:2]))
    typical = float(np.median([line.height for line in lines]))
    return bool(typical * scale < _COARSE_BELOW)


def _card_region(page: Page, reading: FrontReading | BackReading) -> Quad:
    """Return the part of the page the card's fields stand in, with room for what was missed round them."""
    lines: list[PlacedLine] = [line for found in reading.lines.values() for line in found]
    labels = ("姓名", "性别", "民族", "出生", "住址", "公民", "身份", "签发", "有效", "共和国", "居民")
    lines += [line for line in page.lines if any(label in line.text for label in labels)]
    if not lines:
        height, width = page.picture.shape[:2]
        return np.asarray([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    hull = geometry.joined(line.quad for line in lines)
    share = 0.12 * geometry.width_of(hull) / max(geometry.height_of(hull), 1.0)
    return geometry.expanded(hull, max(share, 0.18), share)


def _agreement(fields: Mapping[str, ReadField]) -> Check:
    name = "id_reading_agrees"
    unsure = [key for key, field in fields.items() if field.confidence < SURE_ABOVE or not field.value]
    if not unsure:
        return Check(name, True, Sentence("两次识别结果一致。", "Two looks at the card agree."))
    zh = "、".join(_FIELD_NAMES[key].zh for key in unsure)
    en = ", ".join(_FIELD_NAMES[key].en for key in unsure)
    message = Sentence(f"{zh}识别把握不足，请对照证件逐字确认。", f"Not read surely: {en}. Compare with the card.")
    return Check(name, False, message)
