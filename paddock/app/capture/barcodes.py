"""VINs in machine-readable codes: zxing-cpp first, pyzbar as the second opinion on prepared pictures.

Raw, each decoder is blind where the other sees, and both invent Code 39 texts on slanted or blurred stripes.
Code 39 has no checksum of its own, so one read of it alone is never enough: two passes have to agree.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import cv2
import numpy as np
import zxingcpp

from paddock.app.capture.bar_profile import profiles
from paddock.app.capture.geometry import Quad, Transform, expanded, height_of, inverse, moved, rotated, strip_from
from paddock.app.capture.pixels import Picture
from paddock.domain.vin import (
    CHECK_DIGIT_POSITION,
    VIN_ALPHABET,
    VIN_LENGTH,
    check_digit,
    normalise_vin,
)

# These carry error correction or a checksum inside; Code 39 and its kin do not.
_SELF_CHECKING: Final = frozenset({"CODE128", "QRCODE", "DATAMATRIX", "PDF417", "CODE93"})
_ZBAR_KINDS: Final = ("CODE39", "CODE93", "CODE128", "QRCODE")
_LONGEST_SIDE: Final = 2400
_STRIPE_SIDE: Final = 1200
_STRIPE_BLOCK: Final = 31
_STRONG_EDGE: Final = 120.0
_COHERENT: Final = 0.6
_FILLED: Final = 0.35
_LEVEL_WITHIN: Final = 4.0
_AROUND: Final = (12.0, 30.0)
"""Pixels added round a code before the other decoder sees it: below and above, and at both ends."""
# What vehicles and their papers carry: looking for shop codes too costs a third more and finds no VIN.
_FORMATS: Final = zxingcpp.barcode_formats_from_str("Code39|Code128|Code93|DataMatrix|QRCode|PDF417")


@dataclass(frozen=True, slots=True, eq=False)
class CodeRead:
    """A VIN read from a code; `sure` when the code checks itself or two passes agree."""

    vin: str
    symbology: str
    quad: Quad
    sure: bool


def read_codes(picture: Picture) -> list[CodeRead]:
    """Return the VINs in the codes of `picture` by the quick pass alone (about 11 ms at 1280 × 720).

    A code without a checksum is shown to the other decoder at once, cut out and level.
    """
    small, scale = _bounded(picture)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    reads = _zxing(grey, scale)
    seconds = [second for read in reads if not read.sure for second in _second_opinion(grey, read, scale)]
    return _settled(reads, [*reads, *seconds])


def read_codes_thoroughly(picture: Picture, quick: Sequence[CodeRead] = ()) -> list[CodeRead]:
    """Return the VINs in codes that the quick pass (its reads are `quick`) missed or is unsure of.

    The stages stop at the first sure read; a picture without stripes is spared those that look for stripes.
    """
    small, scale = _bounded(picture)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    even = _contrast(grey)
    seen = [*quick, *_zxing(even, scale)]
    part = striped_part(even)
    if part is not None and not any(read.sure for read in _settled(seen, seen)):
        seen += _pyzbar(grey, scale)
    if part is None or any(read.sure for read in _settled(seen, seen)):
        return _settled(seen, seen)
    level, outside = _levelled(even, part)
    for prepared, back in _prepared(level):
        found = [*_pyzbar(prepared), *_zxing(prepared)]
        seen += [replace(read, quad=moved(read.quad, outside @ back) / scale[0]) for read in found]
        settled = _settled(seen, seen)
        if any(read.sure for read in settled):
            return settled
    return _settled(seen, seen)


def _second_opinion(grey: Any, read: CodeRead, scale: tuple[float, float]) -> list[CodeRead]:
    quad = read.quad * np.asarray(scale, dtype=np.float32)
    tall = max(height_of(quad), 1.0)
    strip = strip_from(grey, expanded(quad, _AROUND[0] / tall, _AROUND[1] / tall))
    return [replace(second, quad=read.quad) for second in _pyzbar(strip)]


def striped_part(grey: Any) -> tuple[int, int, int, int] | None:
    """Return the part of `grey` (left, top, right, bottom) closely filled with parallel edges, as a 1-D code is.

    `None` when there is none. Bold print can look striped too: the part only says where to look.
    """
    scale = min(1.0, _STRIPE_SIDE / max(grey.shape[:2]))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    across = cv2.Sobel(small, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(small, cv2.CV_32F, 0, 1)
    block = (_STRIPE_BLOCK, _STRIPE_BLOCK)
    xx, yy, xy = (cv2.boxFilter(part, -1, block) for part in (across * across, down * down, across * down))
    coherence = np.sqrt((xx - yy) ** 2 + 4 * xy * xy) / np.maximum(xx + yy, 1.0)
    strong = (across * across + down * down > _STRONG_EDGE**2).astype(np.float32)
    rows, columns = np.nonzero((coherence > _COHERENT) & (cv2.boxFilter(strong, -1, block) > _FILLED))
    if rows.size <= _STRIPE_BLOCK**2:
        return None
    margin = 2 * _STRIPE_BLOCK
    low = (np.asarray([columns.min(), rows.min()]) - margin) / scale
    high = (np.asarray([columns.max(), rows.max()]) + margin) / scale
    left, top = (max(int(value), 0) for value in low)
    return left, top, min(int(high[0]), grey.shape[1]), min(int(high[1]), grey.shape[0])


def _levelled(grey: Any, part: tuple[int, int, int, int]) -> tuple[Any, Transform]:
    """Return `part` of `grey` turned so that its stripes stand upright, and the way back to `grey`.

    Neither decoder reads a linear code at a steep angle, and both invent texts there.
    """
    left, top, right, bottom = part
    cut = grey[top:bottom, left:right]
    corner = np.asarray([[1.0, 0.0, left], [0.0, 1.0, top], [0.0, 0.0, 1.0]])
    angle = _stripe_angle(cut)
    if abs(angle) < _LEVEL_WITHIN:
        return cut, corner
    level, forward = rotated(cut, angle)
    return level, corner @ inverse(forward)


def _stripe_angle(grey: Any) -> float:
    """Return the direction across most stripes in degrees, -90 to 90 (the mean of the structure tensor)."""
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    difference = float((across * across - down * down).sum())
    return math.degrees(math.atan2(2.0 * float((across * down).sum()), difference)) / 2.0


def _prepared(level: Any) -> Iterator[tuple[Any, Transform]]:
    """Yield the ways to look at upright stripes, and the way from each back to `level`."""
    same, half = np.eye(3), np.diag([0.5, 1.0, 1.0])
    yield level, same
    yield 255 - level, same
    # Stripes survive an average along their length; noise does not. Twice the width feeds narrow bars.
    smooth = cv2.resize(cv2.blur(level, (1, 9)), None, fx=2, fy=1)
    yield smooth, half
    yield 255 - smooth, half
    yield from profiles(level)
    yield from profiles(255 - level)


def _contrast(grey: Any) -> Any:
    low, high = np.percentile(grey, (2, 98))
    stretched = (grey.astype(np.float32) - low) * (255.0 / max(high - low, 1.0))
    return np.clip(stretched, 0, 255).astype(np.uint8)


def _bounded(picture: Picture) -> tuple[Picture, tuple[float, float]]:
    scale = min(1.0, _LONGEST_SIDE / max(picture.shape[:2]))
    if scale == 1.0:
        return picture, (1.0, 1.0)
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)), (scale, scale)


def _zxing(image: Any, scale: tuple[float, float] = (1.0, 1.0)) -> list[CodeRead]:
    reads: list[CodeRead] = []
    for found in zxingcpp.read_barcodes(image, formats=_FORMATS):
        position = found.position
        corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
        quad = np.asarray([[point.x / scale[0], point.y / scale[1]] for point in corners], dtype=np.float32)
        reads += _vins(found.text, str(found.format), quad)
    return reads


def _pyzbar(image: Any, scale: tuple[float, float] = (1.0, 1.0)) -> list[CodeRead]:
    from pyzbar import pyzbar  # noqa: PLC0415  (needs the zbar library; the quick pass does not)

    try:
        # Only what a VIN is printed in: zbar's decoder of shop codes writes warnings to stderr.
        decoded = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol[name] for name in _ZBAR_KINDS])
    except ValueError:
        # Measured: some pictures make pyzbar fail on its own result; it has then read nothing of use.
        return []
    reads: list[CodeRead] = []
    for found in decoded:
        left, top, width, height = found.rect
        corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
        quad = np.asarray([[x / scale[0], y / scale[1]] for x, y in corners], dtype=np.float32)
        reads += _vins(found.data.decode("utf-8", "replace"), str(found.type), quad)
    return reads


def _vins(text: str, symbology: str, quad: Quad) -> list[CodeRead]:
    """Return the VIN in a code's text: the whole of it, or a word of a longer text such as a certificate's."""
    name = "".join(char for char in symbology.upper() if char.isalnum())
    whole = normalise_vin(text)
    words = [whole] if len(whole) == VIN_LENGTH else _words(text)
    good = [word for word in dict.fromkeys(words) if _is_vin(word)]
    return [CodeRead(word, name, quad, name in _SELF_CHECKING) for word in good]


def _words(text: str) -> list[str]:
    cleaned = "".join(char if char.isascii() and char.isalnum() else " " for char in text.upper())
    return [word for word in cleaned.split() if len(word) == VIN_LENGTH]


def _is_vin(word: str) -> bool:
    return (
        len(word) == VIN_LENGTH
        and all(char in VIN_ALPHABET for char in word)
        and any(char.isdigit() for char in word)
        and (check_digit(word) == word[CHECK_DIGIT_POSITION] or word[0] not in "L12345")
    )


def _settled(reads: list[CodeRead], all_reads: list[CodeRead]) -> list[CodeRead]:
    """Merge reads of the same VIN; one that does not check itself becomes sure when read twice."""
    merged: dict[str, CodeRead] = {}
    for read in reads:
        times = sum(1 for other in all_reads if other.vin == read.vin)
        sure = read.sure or times > 1
        known = merged.get(read.vin)
        if known is None or (sure and not known.sure):
            merged[read.vin] = CodeRead(read.vin, read.symbology, read.quad, sure)
    return list(merged.values())
