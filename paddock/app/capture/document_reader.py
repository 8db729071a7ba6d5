"""One picture in, one `CapturedDocument` out: which kind it is, its fields, and whether they are sure."""

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from paddock.app.capture.bank_card_reader import captured_bank_card, looks_like_bank_card
from paddock.app.capture.barcodes import CodeRead, read_codes, read_codes_thoroughly
from paddock.app.capture.cards_on_page import captured_cards
from paddock.app.capture.geometry import Transform
from paddock.app.capture.images import content_of, decode_picture
from paddock.app.capture.ocr import OcrEngine, engine
from paddock.app.capture.odometer_reader import captured_odometer, looks_like_odometer
from paddock.app.capture.page import Page, evened, read_page, read_softened, read_strip_page
from paddock.app.capture.pdf import is_pdf, page_pictures
from paddock.app.capture.pixels import Picture
from paddock.app.capture.plate_reader import captured_plate, looks_like_plate
from paddock.app.capture.quality import cut_off, describe_quality, suspicions
from paddock.app.capture.results import CapturedDocument, VinReading
from paddock.app.capture.vin_reader import as_fields, combine, read_vin_text, reading_from_code
from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence

_ENLARGED_SIDE: Final = 1664
_LINE_ASPECT: Final = 2.5
_LINE_SIDE: Final = 1280
_PARTS: Final = ((0.22, 0.22), (0.0, 0.0), (0.44, 0.0), (0.0, 0.44), (0.44, 0.44))
_PART_SHARE: Final = 0.56
_PART_SIDE: Final = 736
_WELL_READ: Final = 0.9
_MUCH_READ: Final = 6
_FULL_OF_PRINT: Final = 12
_WORD: Final = 4
_SIDE: Final = 960
_CARDS: Final = frozenset({"resident_id_front", "resident_id_back", "driving_licence", "vehicle_licence"})
_CARD_SIDE: Final = 704
_CARD_PIXELS: Final = 1400
_CERTIFICATE_CODES: Final = frozenset({"QRCODE", "PDF417"})

_TWO_READINGS: Final = Check(
    "vin_reading_agrees",
    False,
    Sentence(
        "两次读出的车架号不同，请对照车辆逐位确认。",
        "Two looks read different VINs: compare each character with the vehicle.",
    ),
)
_NOTHING: Final = Sentence(
    "没有找到车架号或证件。请靠近、对焦、避开反光，让车架号或整张证件占画面大半后重拍。",
    "No VIN or document was found. Move closer, focus, avoid glare, and let the VIN or the whole card fill most"
    " of the picture.",
)


def read_image(source: Path | Picture, today: date | None = None) -> CapturedDocument:
    """Read the file or the picture `source`; raise `BadInput` for a file that is no usable image.

    A picture that holds nothing known gives kind "unknown" with a failed check that says what to do.
    `today` (the dealer's own calendar when left out) decides model years and whether a card has expired.
    """
    started = time.perf_counter()
    day = today or date.today()  # noqa: DTZ011  (a card expires by the dealer's own calendar)
    document = _read_file(source, day) if isinstance(source, Path) else _read(source, day)
    return replace(document, milliseconds=round((time.perf_counter() - started) * 1000, 1))


def _read_file(path: Path, today: date) -> CapturedDocument:
    """Of a PDF, every page: the first with something known on it, and the others beside it."""
    content = content_of(path)
    if not is_pdf(content):
        return _read(decode_picture(content, path.name), today)
    read = [_read(picture, today) for picture in page_pictures(content, path.name)]
    found = [document for document in read if document.kind != "unknown"]
    if not found:
        return read[0]
    more = (each for document in found[1:] for each in (document, *document.others))
    flat = tuple(replace(each, vin=None, others=()) for each in more)
    return replace(found[0], others=(*found[0].others, *flat))


def _read(picture: Picture, today: date) -> CapturedDocument:
    quick = read_codes(picture)
    code = _surest(quick, picture, today)
    if code is not None and code.verified and not _may_be_a_certificate(quick):
        return _vin_document(code)
    networks = engine()
    strip = read_strip_page(picture, networks)
    reading = read_vin_text(strip, networks, today) if strip is not None else None
    if reading is not None and reading.verified:
        return _vin_document(reading)
    page = read_page(picture, networks, _CARD_SIDE if _is_a_card(picture) else _SIDE)
    card = captured_cards(page, networks, today)
    if card is not None:
        return _with_quality(card, picture, page)
    if code is not None and code.verified:
        return _vin_document(code)
    printed = read_vin_text(page, networks, today)
    part = _car_part(page, networks, today) if code is None and not (printed and _credible(printed)) else None
    if part is not None:
        return part
    reading = _better(reading, combine(code, printed))
    if reading is None or not reading.verified:
        again = _surest(read_codes_thoroughly(picture, quick), picture, today)
        reading = _better(reading, combine(again, printed))
    return _searched(picture, page, reading, networks, today)


def _with_quality(card: CapturedDocument, picture: Picture, page: Page) -> CapturedDocument:
    """Say what is wrong with the picture: of a card that was read well, only that it may be no original.

    It does not take away what the number's own check has proved: that is for a person to judge.
    """
    told = suspicions(picture) if card.kind in _CARDS else ()
    if not card.verified:
        poor = tuple(check for check in describe_quality(picture) if not check.passed)
        told = (*poor, *cut_off(page.picture, [line.quad for line in page.lines]), *told)
    return replace(card, checks=(*card.checks, *told))


def _is_a_card(picture: Picture) -> bool:
    """Whether the picture has the shape and size of a card that was cut out or scanned: its print is large in it."""
    height, width = picture.shape[:2]
    return bool(max(height, width) <= _CARD_PIXELS and 1.45 < max(height, width) / min(height, width) < 1.75)


def _searched(
    picture: Picture, page: Page, reading: VinReading | None, networks: OcrEngine, today: date
) -> CapturedDocument:
    """What the first look at the whole picture gave, or what a closer one gives where that is not enough."""
    if reading is None or not (reading.verified or _credible(reading) or _plain(reading)):
        closer = _closer(picture, page, networks, today)
        if isinstance(closer, CapturedDocument):
            return closer
        reading = _better(reading, closer)
    if reading is not None:
        return _vin_document(reading)
    checks = (Check("document_recognised", False, _NOTHING), *describe_quality(picture))
    return CapturedDocument("unknown", {}, checks, verified=False, milliseconds=0.0)


def _closer(picture: Picture, page: Page, networks: OcrEngine, today: date) -> VinReading | CapturedDocument | None:
    """Search again, softened, with the contrast evened out and part by part, until something sure is found.

    `page` is what the first search read: where it read much, contrast is not what is missing, and a page full of
    legible print has shown what it holds.
    """
    vin = read_vin_text(read_softened(picture, networks), networks, today)
    if vin is not None and (vin.verified or _credible(vin)):
        return vin
    card: CapturedDocument | None = None
    legible = sum(placed.line.score > _WELL_READ and len(placed.text) >= _WORD for placed in page.lines)
    if legible >= _FULL_OF_PRINT:
        return vin
    faint = _faint(picture, networks) if legible < _MUCH_READ else ()
    for closer in itertools.chain(faint, _parts(picture, networks)):
        found = _card_or_vin(closer, networks, today)
        if isinstance(found, CapturedDocument):
            if found.verified:
                return found
            card = max((each for each in (card, found) if each), key=_passed)
        else:
            vin = _better(vin, found)
            if vin is not None and (vin.verified or _credible(vin)):
                return vin
    return card or vin


def _passed(document: CapturedDocument) -> int:
    return sum(check.passed for check in document.checks)


def _faint(picture: Picture, networks: OcrEngine) -> Iterator[Page]:
    yield read_page(evened(picture, (8, 8)), networks)


def _parts(picture: Picture, networks: OcrEngine) -> Iterator[Page]:
    """Read the middle of the picture and its quarters, small pictures enlarged.

    Measured: print that is small in its surroundings is found in a part of the picture at a coarse scale and
    missed in the whole at twice that scale, at a fifth of the cost.
    """
    whole, back = _enlarged(picture)
    height, width = whole.shape[:2]
    if max(height, width) > _LINE_ASPECT * min(height, width):
        yield read_page(whole, networks, _LINE_SIDE).seen_through(back)
        return
    for x, y in _PARTS:
        left, top = int(x * width), int(y * height)
        part = whole[top : top + int(_PART_SHARE * height), left : left + int(_PART_SHARE * width)]
        moved = np.asarray([[1.0, 0.0, left], [0.0, 1.0, top], [0.0, 0.0, 1.0]])
        yield read_page(np.ascontiguousarray(part), networks, _PART_SIDE).seen_through(back @ moved)


def _card_or_vin(page: Page, networks: OcrEngine, today: date) -> VinReading | CapturedDocument | None:
    card = captured_cards(page, networks, today)
    return card if card is not None else read_vin_text(page, networks, today)


def _credible(reading: VinReading) -> bool:
    """Whether an unsure reading is a VIN at least: another search would find the same print again."""
    return all(check.passed for check in reading.checks if check.name != "vin_reading_agrees")


def _car_part(page: Page, networks: OcrEngine, today: date) -> CapturedDocument | None:
    """What has no labels of its own to be known by: a bank card, a plate, a dashboard."""
    if looks_like_bank_card(page):
        return captured_bank_card(page, networks, today)
    if looks_like_plate(page):
        return captured_plate(page, networks, today)
    return captured_odometer(page, networks, today) if looks_like_odometer(page) else None


def _may_be_a_certificate(codes: Sequence[CodeRead]) -> bool:
    """Whether a code is of the kind that a maker's certificate carries beside its print."""
    return any(code.symbology in _CERTIFICATE_CODES for code in codes)


def _plain(reading: VinReading) -> bool:
    """Whether every look read the same known maker's number, be its check digit right or wrong."""
    return not reading.doubtful and reading.facts.maker is not None


def _surest(codes: Sequence[CodeRead], picture: Picture, today: date) -> VinReading | None:
    readings = [reading_from_code(code, picture, today) for code in codes]
    return max(readings, key=lambda reading: (reading.verified, reading.confidence), default=None)


def _better(one: VinReading | None, other: VinReading | None) -> VinReading | None:
    """Return the surer of two readings; two printed VINs that differ leave neither verified."""
    if one is None or other is None:
        return one or other
    best = max(one, other, key=lambda reading: (reading.verified, _credible(reading), reading.confidence))
    rival = other if best is one else one
    printed = best.source == rival.source == "text"
    if best.verified and printed and rival.value != best.value and _credible(rival):
        checks = tuple(check for check in best.checks if check.name != _TWO_READINGS.name)
        return replace(best, verified=False, checks=(*checks, _TWO_READINGS))
    return best


def _enlarged(picture: Picture) -> tuple[Picture, Transform]:
    """Return a small picture grown up to twice its size, and the way back to its own pixels."""
    scale = min(_ENLARGED_SIDE / max(picture.shape[:2]), 2.0)
    if scale <= 1.0:
        return picture, np.eye(3)
    grown = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return np.asarray(grown, dtype=np.uint8), np.diag([1.0 / scale, 1.0 / scale, 1.0])


def _vin_document(reading: VinReading) -> CapturedDocument:
    return CapturedDocument(
        kind="vin",
        fields=as_fields(reading),
        checks=reading.checks,
        verified=reading.verified,
        milliseconds=0.0,
        vin=reading,
    )
