"""The vehicle licence (行驶证, GA 37): plate, owner, VIN, engine number and registration date by their labels."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from paddock.app.capture import geometry
from paddock.app.capture.card_text import Row, find_date, row_from
from paddock.app.capture.ocr import OcrEngine
from paddock.app.capture.page import Page, rows_of
from paddock.app.capture.results import CapturedDocument, ReadField
from paddock.app.capture.vin_reader import read_vin_text
from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence

PLATE: Final = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]"
)
_ENGLISH: Final = re.compile(
    r"(Plate|No\.?|Owner|Engine|VIN|Register|Date|Vehicle|Type|Issue|Model|Use|Character|Address)+[.:：]*",
    re.IGNORECASE,
)
_OWNER_LABEL: Final = re.compile(r"所有人")
_ENGINE_LABEL: Final = re.compile(r"发动机号码?|机号码")
_REGISTERED_LABEL: Final = re.compile(r"注册[日目]期?|注[册冊]日")
_ENGINE: Final = re.compile(r"[A-Z0-9][A-Z0-9\-*/]{3,19}")


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    field: ReadField
    row: Row


def looks_like_licence(page: Page) -> float:
    """Return how much of a vehicle licence `page` shows, 0 to 1."""
    text = page.text
    clues = ("行驶证" in text, "号牌号码" in text, "所有人" in text, "发动机号" in text, "注册日期" in text)
    return sum(clues) / len(clues)


def captured_licence(page: Page, engine: OcrEngine, today: date) -> CapturedDocument:
    """Return the licence found on `page`; a field that was not found is empty and its check says so."""
    rows = [row_from(row) for row in rows_of(page.lines, page.skew)]
    vin = read_vin_text(page, engine, today)
    found = {
        "plate": _first(rows, _plate),
        "owner": _first(rows, _owner),
        "engine_number": _first(rows, _engine_number),
        "registered_on": _first(rows, _registered),
    }
    fields = {name: _placed(entry, page) for name, entry in found.items()}
    fields["vin"] = (
        ReadField(vin.value, vin.confidence, vin.box, vin.source, vin.doubtful) if vin else ReadField("", 0.0)
    )
    checks = tuple(_present(name, fields[name]) for name in ("plate", "owner", "engine_number", "registered_on"))
    vin_checks = vin.checks if vin else (_present("vin", fields["vin"]),)
    every = (*checks, *vin_checks)
    return CapturedDocument(
        kind="vehicle_licence",
        fields={name: fields[name] for name in ("plate", "owner", "vin", "engine_number", "registered_on")},
        checks=every,
        verified=all(check.passed for check in every),
        milliseconds=0.0,
        vin=vin,
    )


def _first(rows: list[Row], find: object) -> _Found | None:
    for row in rows:
        field = find(row)  # type: ignore[operator]
        if field is not None:
            return _Found(field, row)
    return None


def _plate(row: Row) -> ReadField | None:
    match = PLATE.search(row.text.upper().replace("·", ""))
    return None if match is None else row.field(match.start(), match.end(), match[0])


def _owner(row: Row) -> ReadField | None:
    label = _OWNER_LABEL.search(row.text)
    if label is None:
        return None
    rest = _ENGLISH.match(row.text, label.end())
    start = rest.end() if rest else label.end()
    value = re.compile(r"[\u3400-\u9fff·()（）A-Za-z0-9]+").match(row.text, start)
    return None if value is None else row.field(value.start(), value.end())


def _engine_number(row: Row) -> ReadField | None:
    label = _ENGINE_LABEL.search(row.text)
    if label is None:
        return None
    rest = _ENGLISH.match(row.text, label.end())
    value = _ENGINE.search(row.text.upper(), rest.end() if rest else label.end())
    return None if value is None else row.field(value.start(), value.end(), value[0])


def _registered(row: Row) -> ReadField | None:
    label = _REGISTERED_LABEL.search(row.text)
    if label is None:
        return None
    after = Row(
        row.text[label.end() :],
        row.raw[label.end() :],
        row.probabilities[label.end() :],
        row.lines,
        row.owners[label.end() :],
    )
    dated = find_date(after)
    return None if dated is None else dated[1]


def _placed(found: _Found | None, page: Page) -> ReadField:
    if found is None:
        return ReadField("", 0.0)
    return replace(found.field, box=page.box_outside(geometry.joined(line.quad for line in found.row.lines)))


def _present(name: str, field: ReadField) -> Check:
    labels = {
        "plate": Sentence("号牌号码", "plate number"),
        "owner": Sentence("所有人", "owner"),
        "engine_number": Sentence("发动机号码", "engine number"),
        "registered_on": Sentence("注册日期", "registration date"),
        "vin": Sentence("车辆识别代号", "VIN"),
    }
    label, check = labels[name], f"licence_{name}_present"
    if field.value and field.confidence >= 0.6:
        return Check(check, True, Sentence(f"{label.zh}已读取。", f"The {label.en} was read."))
    message = Sentence(
        f"{label.zh}未读取或把握不足，请对照行驶证核对。", f"The {label.en} is missing or unsure: compare it."
    )
    return Check(check, False, message)
