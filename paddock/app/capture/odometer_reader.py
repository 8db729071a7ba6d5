"""The odometer on a dashboard: the total, told from trip, speed, range, clock and temperature."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from paddock.app.capture import geometry
from paddock.app.capture.ocr import OcrEngine
from paddock.app.capture.page import Page, PlacedLine, second_look
from paddock.app.capture.results import CapturedDocument, ReadField
from paddock.app.capture.two_looks import SURE_ABOVE, compared
from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence

_TOTAL: Final = re.compile(r"ODO|0D0|OD0|0DO|总里程|总计里程|累计里程|TOTAL|行驶里程", re.IGNORECASE)
_OTHER: Final = re.compile(
    r"TRIP|小计|续航|剩余|可行驶|RANGE|DTE|km/h|保养|AVG|平均|rpm|单次|瞬时|油耗|L/100|kWh", re.IGNORECASE
)
_DASHBOARD: Final = re.compile(r"km|公里|里程|rpm|ODO|TRIP|mph", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?<![\d.:/])(\d{1,3}(?:[,，]\d{3})+|\d{1,7})(?![\d.:/%℃°])")
_MOST: Final = 3_000_000
_UNLABELLED: Final = 0.5
_NEAR: Final = 7.0


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    value: int
    line: PlacedLine
    labelled: bool


def looks_like_odometer(page: Page) -> bool:
    """Whether `page` shows a dashboard with a distance on it."""
    return bool(_DASHBOARD.search(page.text)) and _total(page) is not None


def captured_odometer(page: Page, engine: OcrEngine, _today: date) -> CapturedDocument:
    """Return the distance on `page`, whole kilometres; unsure where nothing says that it is the total."""
    fields = compared(_read(page), _read(second_look(page, engine)))
    sure = fields["odometer_km"].confidence >= SURE_ABOVE
    check = Check(
        "odometer_present",
        sure,
        Sentence("里程已读取。", "The odometer was read.")
        if sure
        else Sentence(
            "里程识别把握不足，或未见“总里程 / ODO”字样，请对照仪表核对。",
            "The distance is not read surely, or nothing says that it is the total (ODO): compare with the dashboard.",
        ),
    )
    return CapturedDocument(kind="odometer", fields=fields, checks=(check,), verified=sure, milliseconds=0.0)


def _read(page: Page) -> dict[str, ReadField]:
    found = _total(page)
    if found is None:
        return {"odometer_km": ReadField("", 0.0)}
    marks = [mark.probability for mark in found.line.line.marks if mark.char.isdigit()]
    confidence = min(marks, default=0.0) if found.labelled else min(*marks, _UNLABELLED)
    box = page.box_outside(found.line.quad)
    return {"odometer_km": ReadField(str(found.value), round(confidence, 4), box)}


def _total(page: Page) -> _Reading | None:
    """The number beside "ODO" or its like; else the largest whole number with a unit that no other word claims."""
    numbers = [(line, value) for line in page.lines for value in _numbers_in(line)]
    labels = [line for line in page.lines if _TOTAL.search(line.text)]
    labelled = [
        (_distance(label, line), line, value)
        for label in labels
        for line, value in numbers
        if _distance(label, line) < _NEAR and not _claimed(line, label, page)
    ]
    if labelled:
        _, line, value = min(labelled, key=lambda entry: entry[0])
        return _Reading(value, line, labelled=True)
    free = [
        (line, value)
        for line, value in numbers
        if re.search(r"km|公里", line.text, re.IGNORECASE) and not _OTHER.search(line.text) and value >= 10
    ]
    if not free:
        return None
    line, value = max(free, key=lambda entry: entry[1])
    return _Reading(value, line, labelled=False)


def _numbers_in(line: PlacedLine) -> list[int]:
    text = line.text
    total = _TOTAL.search(text)
    other = _OTHER.search(text)
    start = total.end() if total else 0
    stop = other.start() if other and other.start() >= start else len(text)
    if other and other.start() < start and not total:
        return []
    found = [int(re.sub("[,，]", "", match[1])) for match in _NUMBER.finditer(text[start:stop])]
    return [value for value in found if value <= _MOST][:1]


def _claimed(line: PlacedLine, label: PlacedLine, page: Page) -> bool:
    """Whether another word stands nearer to the number than the label does."""
    if line is label:
        return False
    others = [each for each in page.lines if _OTHER.search(each.text) and not _TOTAL.search(each.text)]
    return any(
        each is line or _distance(each, line) < _distance(label, line) for each in others if each.left < line.left
    )


def _distance(label: PlacedLine, number: PlacedLine) -> float:
    """How far apart they stand, in heights of the number; a row apart counts more than a gap."""
    if label is number:
        return 0.0
    height = max(number.height, 1.0)
    aside = max(number.left - label.right, label.left - number.right, 0.0) / height
    down = abs(geometry.joined([number.quad]).mean(axis=0)[1] - label.centre[1]) / height
    return aside + 1.5 * float(down)
