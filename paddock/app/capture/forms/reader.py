"""Read a form twice: find each value by its label, look at its print again, and compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from paddock.app.capture import geometry
from paddock.app.capture.card_text import in_simplified
from paddock.app.capture.forms.cells import Cells, Stretch
from paddock.app.capture.forms.glyphs import Glyph, glyph_rows
from paddock.app.capture.forms.labels import Label
from paddock.app.capture.forms.spec import FieldSpec, FormSpec
from paddock.app.capture.forms.values import Finder
from paddock.app.capture.forms.values import words as free_words
from paddock.app.capture.ocr import OcrEngine
from paddock.app.capture.page import Page, PlacedLine, read_region, second_look
from paddock.app.capture.results import CapturedDocument, ReadField, VinReading
from paddock.app.capture.two_looks import DOUBT_BELOW, SURE_ABOVE, compared
from paddock.app.capture.vin_reader import read_vin_text
from paddock.domain.checks import Check
from paddock.domain.documents import field_caption
from paddock.domain.sentences import Sentence

_UNREAD: Final = ReadField("", 0.0)
_COARSE_BELOW: Final = 15.0
_DETECTOR_SIDE: Final = 960
_CLOSER_WIDTH: Final = 1920
_UNLABELLED: Final = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    fields: Mapping[str, ReadField]
    lines: frozenset[PlacedLine]


def captured_form(
    page: Page, engine: OcrEngine, today: date, spec: FormSpec, words: frozenset[str] = frozenset()
) -> CapturedDocument:
    """Return the document described by `spec` on `page`; a value that was not found is empty and a check says so.

    `words` are the labels of other documents in the picture: a value ends where one of them stands.
    """
    chosen, reading = page, _read(page, spec, words)
    if _is_coarse(page) or _missing(spec, reading.fields):
        closer = read_region(page, _whole(page), engine, _CLOSER_WIDTH)
        again = _read(closer, spec, words)
        if len(_missing(spec, again.fields)) <= len(_missing(spec, reading.fields)):
            chosen, reading = closer, again
    other = _read(second_look(chosen, engine, reading.lines), spec, words)
    fields = compared(reading.fields, other.fields)
    vin = read_vin_text(chosen, engine, today) if spec.has_vin else None
    if spec.has_vin:
        fields["vin"] = _vin_field(vin)
    ordered = {name: fields[name] for name in _order(spec)}
    checks = (*_present(spec, ordered), *_vin_checks(spec, vin), *_own_checks(spec, ordered, today))
    return CapturedDocument(
        kind=spec.kind,
        fields=ordered,
        checks=checks,
        verified=all(check.passed for check in checks),
        milliseconds=0.0,
        vin=vin,
    )


def values_on(page: Page, spec: FormSpec, words: frozenset[str] = frozenset()) -> Mapping[str, ReadField]:
    """Return what one look at `page` finds of the values of `spec`, by name; what was not found is empty."""
    return _read(page, spec, words).fields


def _order(spec: FormSpec) -> list[str]:
    return [field.name for field in spec.fields]


def _read(page: Page, spec: FormSpec, words: frozenset[str]) -> _Reading:
    cells = Cells(glyph_rows(page), spec.labels | words)
    fields: dict[str, ReadField] = {}
    lines: set[PlacedLine] = set()
    for field in spec.fields:
        found = _labelled(cells, field) or _unlabelled(cells, field)
        if found is None:
            fields[field.name] = _UNREAD
            continue
        value, glyphs, confidence = found
        fields[field.name] = _as_field(value, glyphs, confidence, page)
        lines.update(glyph.line for glyph in glyphs)
    return _Reading(fields, frozenset(lines))


def _labelled(cells: Cells, field: FieldSpec) -> tuple[str, Stretch, float] | None:
    found: list[tuple[str, Stretch, float]] = []
    for label in cells.labelled(field.labels):
        hit = _beside(cells, label, field)
        # Both halves of a label that runs over two lines lead to the same value.
        if hit is not None and all(hit[1][0] is not other[1][0] for other in found):
            found.append((*hit, 1.0))
            if field.place == len(found) - 1:
                break
    return found[field.place] if len(found) > max(field.place, 0) else None


def _beside(cells: Cells, label: Label, field: FieldSpec) -> tuple[str, Stretch] | None:
    for stretch in cells.stretches(label, under=field.below):
        # Words run on over the rows below; a number that is found whole on one row ends there.
        found = None if field.find is free_words else _find(field.find, stretch)
        if found is None:
            found = _find(field.find, (*stretch, *cells.further_rows(label, stretch, field.rows)))
        if found is not None:
            return found
    return None


def _unlabelled(cells: Cells, field: FieldSpec) -> tuple[str, Stretch, float] | None:
    """A label printed too faint to be found: the value by its form, where the page has one such value only."""
    if field.anywhere is None:
        return None
    found = [hit for stretch in cells.all_text() if (hit := _find(field.anywhere, stretch)) is not None]
    values = {value for value, _ in found}
    return (*found[0], _UNLABELLED) if len(values) == 1 else None


def _find(finder: Finder, stretch: Stretch) -> tuple[str, Stretch] | None:
    text = "".join(glyph.char for glyph in stretch)
    raw = "".join(glyph.raw for glyph in stretch)
    found = finder(text, raw)
    if found is None or not found.value:
        return None
    return found.value, stretch[found.start : found.stop]


def _as_field(value: str, glyphs: Sequence[Glyph], most: float, page: Page) -> ReadField:
    confidence = min((glyph.probability for glyph in glyphs), default=0.0)
    spelled = "".join(glyph.raw for glyph in glyphs) == value
    doubtful = tuple(index for index, glyph in enumerate(glyphs) if spelled and glyph.probability < DOUBT_BELOW)
    field = ReadField(value, round(min(confidence, most), 4), page.box_outside(_quad_of(glyphs)), "text", doubtful)
    return in_simplified(field)


def _quad_of(glyphs: Sequence[Glyph]) -> geometry.Quad:
    """The part of their lines that the glyphs take up."""
    quads = []
    for line in dict.fromkeys(glyph.line for glyph in glyphs):
        own = [glyph for glyph in glyphs if glyph.line is line]
        width = max(line.right - line.left, 1.0)
        first = max((own[0].x - own[0].width * 0.6 - line.left) / width, 0.0)
        last = min((own[-1].x + own[-1].width * 0.6 - line.left) / width, 1.0)
        a, b, c, d = line.quad
        quads.append(
            np.asarray([a + (b - a) * first, a + (b - a) * last, d + (c - d) * last, d + (c - d) * first], np.float32)
        )
    return quads[0] if len(quads) == 1 else geometry.joined(quads)


def _is_coarse(page: Page) -> bool:
    """Whether the detector saw the print so small that it may have missed some."""
    if not page.lines:
        return False
    scale = min(1.0, _DETECTOR_SIDE / max(page.picture.shape[:2]))
    return bool(np.median([line.height for line in page.lines]) * scale < _COARSE_BELOW)


def _whole(page: Page) -> geometry.Quad:
    """The part of the picture that has print, with room round it, straightened."""
    hull = geometry.joined(line.quad for line in page.lines)
    share = 0.06 * geometry.width_of(hull) / max(geometry.height_of(hull), 1.0)
    return geometry.expanded(hull, 0.08, share)


def _missing(spec: FormSpec, fields: Mapping[str, ReadField]) -> list[str]:
    return [
        field.name for field in spec.fields if field.required and field.name != "vin" and not fields[field.name].value
    ]


def _vin_field(vin: VinReading | None) -> ReadField:
    if vin is None:
        return _UNREAD
    return ReadField(vin.value, vin.confidence, vin.box, vin.source, vin.doubtful)


def _vin_checks(spec: FormSpec, vin: VinReading | None) -> tuple[Check, ...]:
    return vin.checks if spec.has_vin and vin is not None else ()


def _own_checks(spec: FormSpec, fields: Mapping[str, ReadField], today: date) -> tuple[Check, ...]:
    return spec.checks({name: field.value for name, field in fields.items()}, today)


def _present(spec: FormSpec, fields: Mapping[str, ReadField]) -> tuple[Check, ...]:
    """A check for each value that must be there, and one for any value that is not read surely."""
    checks: list[Check] = []
    for field in spec.fields:
        read = fields[field.name]
        if not field.required and not read.value:
            continue
        if field.name == "vin" and read.value:
            continue  # its own checks say more
        caption, name = field_caption(field.name), f"{spec.prefix}{field.name}_present"
        if read.value and read.confidence >= SURE_ABOVE:
            checks.append(Check(name, True, Sentence(f"{caption.zh}已读取。", f"The {caption.en} was read.")))
        else:
            checks.append(
                Check(
                    name,
                    False,
                    Sentence(
                        f"{caption.zh}未读取或把握不足，请对照原件核对。",
                        f"The {caption.en} is missing or unsure: compare it with the document.",
                    ),
                )
            )
    return tuple(checks)
