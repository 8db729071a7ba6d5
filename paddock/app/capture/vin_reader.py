"""A VIN from a picture: codes and printed text weighed together.

A reading is verified only when the check digit holds, the maker is known, the model year is plausible, and
either a self-checking code said it or every independent look at the text spells it without help from the
check digit.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import cv2
import numpy as np

from paddock.app.capture import geometry
from paddock.app.capture.barcodes import CodeRead
from paddock.app.capture.flattening import flattened, without_waves
from paddock.app.capture.geometry import Quad
from paddock.app.capture.ocr import OcrEngine
from paddock.app.capture.page import Page, PlacedLine, evened, rows_of
from paddock.app.capture.pixels import Picture, pixels_of
from paddock.app.capture.results import ReadField, VinReading
from paddock.app.capture.stacked import stacked_quads
from paddock.app.capture.vin_text import VinCandidate, find_vins
from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence
from paddock.domain.vin import VIN_LENGTH, check_vin, describe_vin
from paddock.domain.wmi import find_maker

# Measured on 2,504 generated strips, half of them badly damaged: 75 % verified, none of them wrong. At 0.80 and
# 0.40 it was 84 % with one wrong: a J read as 1 under glare, which no check digit sees.
_SURE_POSTERIOR: Final = 0.90
_SECOND_POSTERIOR: Final = 0.80
_EVERY_POSTERIOR: Final = 0.30
_PLAIN_WEAKEST: Final = 0.85
_PLAIN_LOOKS: Final = 3
_GUESSED_BELOW: Final = 0.15
_OLDEST_SURE_YEARS: Final = 22
_MOST_CANDIDATES: Final = 3
_WIDEST_GAP: Final = 4.0
_PLAIN_SCORE: Final = 0.97
_LONG_LINE: Final = 5.0
_MOST_TURNED: Final = 4
# Two codes below one another can have 17 characters together and no VIN in them.
_IN_TWO_LINES: Final = Check(
    "vin_reading_agrees",
    False,
    Sentence(
        "车架号分两行印刷，由两行拼接而成，请对照车辆逐位确认。",
        "The VIN was put together from two lines: compare each character with the vehicle.",
    ),
)

_EACH_CHARACTER: Final = Sentence(
    "文字识别把握不足，请对照车辆逐位确认。",
    "The text was not read surely: compare each character with the vehicle.",
)


@dataclass(frozen=True, slots=True, eq=False)
class _Sighting:
    """One place in the page that spells a VIN, with every look taken at it.

    `quads` are the pieces of print in reading order: one, or two when the VIN runs over two lines.
    """

    quads: tuple[Quad, ...]
    best: VinCandidate
    looks: tuple[VinCandidate | None, ...]


def read_vin_text(page: Page, engine: OcrEngine, today: date) -> VinReading | None:
    """Return the best VIN printed on `page`, or `None` when no line spells one."""
    found = _spellings(page, engine)
    ranked = sorted(found, key=lambda pair: _rank(pair[1]), reverse=True)[:_MOST_CANDIDATES]
    sightings = [_look_again(page, quads, first, engine) for quads, first in ranked]
    if not sightings:
        return None
    best = max(sightings, key=_weight)
    elsewhere = sum(1 for other in sightings if other is not best and other.best.as_read == best.best.value)
    return _text_reading(page, best, elsewhere, today)


def reading_from_code(code: CodeRead, picture: Picture, today: date) -> VinReading:
    """Return the reading a machine-readable code gives."""
    checks = check_vin(code.vin, today)
    sure = Check(
        "vin_reading_agrees",
        code.sure,
        Sentence("由自带校验的条码读出。", "Read from a code that checks itself.")
        if code.sure
        else Sentence(
            "该条码无自校验且只读到一次，请对照车辆逐位确认。",
            "This code has no checksum of its own and was read once: compare each character with the vehicle.",
        ),
    )
    height = max(geometry.height_of(code.quad), 4.0)
    crop = geometry.strip_from(picture, geometry.expanded(code.quad, 4.0 / height, 4.0 / height))
    return VinReading(
        value=code.vin,
        confidence=0.999 if code.sure else 0.9,
        source="barcode",
        box=geometry.as_box(code.quad),
        crop=pixels_of(crop),
        doubtful=(),
        facts=describe_vin(code.vin, today),
        checks=(*checks, sure),
        verified=code.sure and all(check.passed for check in checks),
    )


def combine(code: VinReading | None, text: VinReading | None) -> VinReading | None:
    """Weigh a code's reading with the printed one; both saying the same makes either sure."""
    if code is None or text is None:
        return code or text
    if code.value == text.value:
        return _confirmed(code, text)
    if code.verified:
        return code
    return text if text.verified else max(code, text, key=lambda reading: reading.confidence)


def as_fields(reading: VinReading) -> dict[str, ReadField]:
    """Return the reading as the fields the command line prints."""
    fields = {"vin": ReadField(reading.value, reading.confidence, reading.box, reading.source, reading.doubtful)}
    if reading.facts.maker is not None:
        fields["maker"] = ReadField(reading.facts.maker.zh, reading.confidence, None, reading.source)
    if reading.facts.model_year is not None:
        fields["model_year"] = ReadField(str(reading.facts.model_year), reading.confidence, None, reading.source)
    return fields


def _confirmed(code: VinReading, text: VinReading) -> VinReading:
    checks = tuple(check for check in code.checks if check.name != "vin_reading_agrees")
    agreed = Check(
        "vin_reading_agrees",
        True,
        Sentence("条码与印刷文字一致。", "The code and the printed text agree."),
    )
    return VinReading(
        value=code.value,
        confidence=max(code.confidence, text.confidence, 0.99),
        source="barcode",
        box=text.box,
        crop=text.crop,
        doubtful=(),
        facts=code.facts,
        checks=(*checks, agreed),
        verified=all(check.passed for check in checks),
    )


def _spellings(page: Page, engine: OcrEngine) -> list[tuple[tuple[Quad, ...], VinCandidate]]:
    """Return every line, every row of neighbouring lines and every two lines in a stack that may hold a VIN."""
    found: list[tuple[tuple[Quad, ...], VinCandidate]] = [
        ((placed.quad,), candidate) for placed in page.lines for candidate in find_vins(placed.line)[:1]
    ]
    if any(_rank(candidate)[:2] == (True, True) for _, candidate in found):
        return found
    single = [*_merged_quads(page), *_turned_quads(page)]
    merged: list[tuple[Quad, ...]] = [*((quad,) for quad in single), *stacked_quads(page)]
    lines = engine.recognise([_cut(page.picture, quads) for quads in merged])
    for quads, line in zip(merged, lines, strict=True):
        found += [(quads, candidate) for candidate in find_vins(line)[:1]]
    if any(_rank(candidate)[:2] == (True, True) for _, candidate in found):
        return found
    return [*found, *_freed_spellings(page, engine)]


def _freed_spellings(page: Page, engine: OcrEngine) -> list[tuple[tuple[Quad, ...], VinCandidate]]:
    """Return what the lines that read badly spell once light and waves are taken off them."""
    quads = _doubtful_lines(page)
    strips = [geometry.strip_from(page.picture, geometry.expanded(quad, 0.1, 0.15)) for quad in quads]
    views = [view(strip) for strip in strips for view in (flattened, without_waves)]
    lines = engine.recognise(views)
    return [((quads[index // 2],), candidate) for index, line in enumerate(lines) for candidate in find_vins(line)[:1]]


def _merged_quads(page: Page) -> list[Quad]:
    """Return the rows whose pieces together could be one VIN that was found in parts."""
    quads: list[Quad] = []
    for row in rows_of(page.lines, page.skew):
        for start in range(len(row)):
            for stop in range(start + 2, min(len(row), start + 6) + 1):
                pieces = row[start:stop]
                if _could_be_vin(pieces) and _close_together(pieces):
                    quads.append(geometry.joined(piece.quad for piece in pieces))
    return quads[:6]


def _turned_quads(page: Page) -> list[Quad]:
    """Return long lines that read badly, the other way up: among other print a plate may stand on its head."""
    return [np.roll(quad, 2, axis=0) for quad in _doubtful_lines(page)]


def _doubtful_lines(page: Page) -> list[Quad]:
    """Return the widest of the long lines that read badly."""
    doubtful = [
        placed.quad
        for placed in page.lines
        if placed.line.score < _PLAIN_SCORE
        and geometry.width_of(placed.quad) > _LONG_LINE * placed.height
        and not any("\u4e00" <= char <= "\u9fff" for char in placed.text)
    ]
    return sorted(doubtful, key=geometry.width_of, reverse=True)[:_MOST_TURNED]


def _could_be_vin(pieces: Sequence[PlacedLine]) -> bool:
    texts = ["".join(char for char in piece.text if char.isascii() and char.isalnum()) for piece in pieces]
    return all(texts) and VIN_LENGTH - 2 <= sum(len(text) for text in texts) <= VIN_LENGTH + 8


def _close_together(pieces: Sequence[PlacedLine]) -> bool:
    return all(
        after.left - before.right < _WIDEST_GAP * max(before.height, after.height)
        for before, after in itertools.pairwise(pieces)
    )


def _rank(candidate: VinCandidate) -> tuple[bool, bool, float]:
    return (candidate.holds and not candidate.corrected, find_maker(candidate.value) is not None, candidate.posterior)


def _look_again(page: Page, quads: tuple[Quad, ...], first: VinCandidate, engine: OcrEngine) -> _Sighting:
    """Read the strip again from other crops and other treatments of the pixels."""
    strips = list(_other_looks(page.picture, quads))
    looks = [_closest(find_vins(line), first) for line in engine.recognise(strips)]
    every = [first, *looks]
    seen = [look for look in every if look is not None]
    plain = Counter(look.as_read for look in seen if look.weakest > _PLAIN_WEAKEST)
    spelled = Counter(look.value for look in seen if look.holds)
    best = max(
        seen,
        key=lambda look: (
            plain[look.value] >= _PLAIN_LOOKS,
            look.holds,
            spelled[look.value],
            not look.corrected,
            look.posterior,
        ),
    )
    return _Sighting(quads, best, tuple(every))


def _closest(candidates: list[VinCandidate], first: VinCandidate) -> VinCandidate | None:
    if not candidates:
        return None
    return min(candidates[:4], key=lambda each: sum(a != b for a, b in zip(each.value, first.value, strict=True)))


def _cut(picture: Picture, quads: tuple[Quad, ...], across: float = 0.0, along: float = 0.0) -> Picture:
    """Return the pieces of print as one strip, each grown by shares of its height."""
    strips = [geometry.strip_from(picture, geometry.expanded(quad, across, along)) for quad in quads]
    if len(strips) == 1:
        return strips[0]
    height = max(strip.shape[0] for strip in strips)
    level = [cv2.resize(strip, (max(round(strip.shape[1] * height / strip.shape[0]), 4), height)) for strip in strips]
    return np.asarray(np.hstack(level), dtype=np.uint8)


def _other_looks(picture: Picture, quads: tuple[Quad, ...]) -> tuple[Picture, Picture, Picture]:
    """Return the strip cut wider and stretched with its contrast evened; narrowed; and smoothed."""
    wide = _cut(picture, quads, 0.18, 0.35)
    stretched = cv2.resize(evened(wide), None, fx=1.18, fy=1.0, interpolation=cv2.INTER_CUBIC)
    close = _cut(picture, quads, 0.04, 0.15)
    narrowed = cv2.resize(close, None, fx=0.86, fy=1.0, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(wide, (0, 0), max(wide.shape[0] / 60.0, 0.5))
    return (
        np.asarray(stretched, dtype=np.uint8),
        np.asarray(narrowed, dtype=np.uint8),
        np.asarray(soft, dtype=np.uint8),
    )


def _weight(sighting: _Sighting) -> tuple[bool, bool, int, float]:
    best = sighting.best
    agreeing = sum(1 for look in sighting.looks if look is not None and look.as_read == best.value)
    return (best.holds, find_maker(best.value) is not None, agreeing, best.posterior)


def _text_reading(page: Page, sighting: _Sighting, elsewhere: int, today: date) -> VinReading:
    best = sighting.best
    looks = [look for look in sighting.looks if look is not None]
    doubtful = _doubtful(best, looks)
    agrees = _agreement(best, sighting.looks, elsewhere, today, doubtful)
    if len(sighting.quads) > 1:
        agrees = _IN_TWO_LINES
    checks = check_vin(best.value, today)
    confidence = min(best.posterior, 1.0) * sum(look.value == best.value for look in looks) / len(sighting.looks)
    return VinReading(
        value=best.value,
        confidence=round(confidence, 4),
        source="text",
        box=page.box_outside(geometry.joined(sighting.quads)),
        crop=pixels_of(_cut(page.picture, sighting.quads, 0.15, 0.15)),
        doubtful=doubtful,
        facts=describe_vin(best.value, today),
        checks=(*checks, agrees),
        verified=agrees.passed and all(check.passed for check in checks),
    )


def _is_guess(best: VinCandidate, looks: Sequence[VinCandidate]) -> bool:
    """Whether so little speaks for a reading that each of its characters has to be compared.

    Where print is hardly legible the looks can be off by one character from the first on, and agree in the wrong ones.
    """
    if sum(look.as_read == best.value and look.weakest > _PLAIN_WEAKEST for look in looks) >= _PLAIN_LOOKS:
        return False
    known = best.holds and find_maker(best.value) is not None
    return not known or best.posterior < _GUESSED_BELOW or sum(look.value == best.value for look in looks) < 2


def _doubtful(best: VinCandidate, looks: Sequence[VinCandidate]) -> tuple[int, ...]:
    if _is_guess(best, looks):
        return tuple(range(VIN_LENGTH))
    positions = set(best.doubtful)
    for look in looks:
        positions.update(index for index in range(VIN_LENGTH) if look.as_read[index] != best.value[index])
    return tuple(sorted(positions))


def _agreement(
    best: VinCandidate,
    looks: Sequence[VinCandidate | None],
    elsewhere: int,
    today: date,
    doubtful: tuple[int, ...],
) -> Check:
    name = "vin_reading_agrees"
    plain = [look for look in looks if look is not None and look.as_read == best.value]
    posteriors = sorted((look.posterior for look in plain), reverse=True)
    sure = len(plain) >= 2 and posteriors[0] >= _SURE_POSTERIOR and posteriors[1] >= _SECOND_POSTERIOR
    sure = sure and posteriors[-1] >= _EVERY_POSTERIOR
    needed = len(looks) - (1 if elsewhere else 0)
    year = describe_vin(best.value, today).model_year
    plausible = year is not None and year > today.year - _OLDEST_SURE_YEARS
    if sure and len(plain) >= needed and best.holds and plausible:
        return Check(name, True, Sentence("多次识别结果一致。", "Independent looks at the text agree."))
    if not 0 < len(doubtful) < VIN_LENGTH:
        return Check(name, False, _EACH_CHARACTER)
    places = [str(index + 1) for index in doubtful]
    unsure = Sentence(
        "文字识别把握不足，请对照车辆确认（重点看第 {zh} 位）。",
        "The text was not read surely: compare with the vehicle (positions {en}).",
    )
    return Check(name, False, unsure.format(zh="、".join(places), en=", ".join(places)))
