"""A number plate on a car (GA 36): its text by its grammar, its kind by its colour."""

from datetime import date
from typing import Final

import cv2
import numpy as np

from paddock.app.capture import geometry
from paddock.app.capture.card_text import Row, row_from
from paddock.app.capture.forms.values import plate as find_plate
from paddock.app.capture.geometry import Quad
from paddock.app.capture.ocr import OcrEngine
from paddock.app.capture.page import Page, PlacedLine, second_look
from paddock.app.capture.results import CapturedDocument, ReadField
from paddock.app.capture.two_looks import SURE_ABOVE, compared
from paddock.domain.checks import Check
from paddock.domain.plate import check_plate, is_new_energy_plate
from paddock.domain.sentences import Sentence

_LARGE: Final = 0.75
_UNREAD: Final = ReadField("", 0.0)
_SATURATED: Final = 60
_HUES: Final = (("yellow", 12, 34), ("green", 35, 90), ("blue", 91, 130))


def looks_like_plate(page: Page) -> bool:
    """Whether a plate is among the largest print on `page`."""
    found = _find(page)
    if found is None:
        return False
    tallest = max(line.height for line in page.lines)
    return min(line.height for line in found[1].lines) > _LARGE * tallest


def captured_plate(page: Page, engine: OcrEngine, _today: date) -> CapturedDocument:
    """Return the plate on `page` with its colour: blue, yellow, green (new energy), white or black."""
    fields = compared(_read(page), _read(second_look(page, engine)))
    number, colour = fields["plate"], fields["colour"]
    checks = (check_plate(number.value), _sure(number), _colour_fits(number.value, colour.value))
    return CapturedDocument(
        kind="licence_plate",
        fields=fields,
        checks=checks,
        verified=all(check.passed for check in checks),
        milliseconds=0.0,
    )


def _find(page: Page) -> tuple[ReadField, Row] | None:
    """The plate in one line, or the plate of a lorry whose first two characters stand above the others."""
    lines = sorted(page.lines, key=lambda line: line.height, reverse=True)
    pairs = [(upper, lower) for upper in lines[:6] for lower in lines[:6] if _just_above(upper, lower)]
    for group in (*((line,) for line in lines), *pairs):
        row = row_from(group)
        found = find_plate(row.text, row.raw)
        if found is not None:
            return row.field(found.start, found.stop, found.value), row
    return None


def _just_above(upper: PlacedLine, lower: PlacedLine) -> bool:
    drop = lower.centre[1] - upper.centre[1]
    return upper is not lower and 0.5 * lower.height < drop < 2.0 * lower.height and upper.left < lower.right


def _read(page: Page) -> dict[str, ReadField]:
    found = _find(page)
    if found is None:
        return {"plate": _UNREAD, "colour": _UNREAD}
    field, row = found
    quad = geometry.joined(line.quad for line in row.lines)
    box = page.box_outside(quad)
    return {
        "plate": ReadField(field.value, field.confidence, box, "text", field.doubtful),
        "colour": ReadField(_colour(page, quad), 0.9, box),
    }


def _colour(page: Page, quad: Quad) -> str:
    """The ground's colour: the commonest hue of the strip, or white and black where it has none."""
    strip = geometry.strip_from(page.picture, geometry.expanded(quad, 0.05, 0.05))
    hsv = cv2.cvtColor(strip, cv2.COLOR_BGR2HSV).reshape(-1, 3)
    coloured = hsv[hsv[:, 1] > _SATURATED]
    if len(coloured) < 0.35 * len(hsv):
        return "white" if float(np.median(hsv[:, 2])) > 128 else "black"
    hue = float(np.median(coloured[:, 0]))
    return next((name for name, low, high in _HUES if low <= hue <= high), "white")


def _sure(number: ReadField) -> Check:
    if number.value and number.confidence >= SURE_ABOVE:
        return Check("plate_present", True, Sentence("号牌已读取。", "The plate was read."))
    message = Sentence(
        "号牌识别把握不足，请对照车辆逐位核对。", "The plate is not read surely: compare it with the car."
    )
    return Check("plate_present", False, message)


def _colour_fits(number: str, colour: str) -> Check:
    """New-energy plates are green (large ones yellow and green), and no others are (GA 36-2018)."""
    fits = (colour == "green") == is_new_energy_plate(number) or (colour == "yellow" and is_new_energy_plate(number))
    if fits:
        return Check("plate_colour_fits", True, Sentence("号牌颜色与位数相符。", "The plate's colour fits its length."))
    message = Sentence(
        "号牌颜色与位数不符 (新能源绿牌为 8 位，其他为 7 位)，请对照车辆核对。",
        "The plate's colour does not fit its length (green ones have 8 characters, others 7): compare with the car.",
    )
    return Check("plate_colour_fits", False, message)
