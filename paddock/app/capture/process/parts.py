"""What both sides of the border have to agree on besides the messages."""

from dataclasses import replace
from typing import Final

from paddock.app.capture.limits import LONGEST_SIDE
from paddock.app.capture.process.shared import CHANNELS
from paddock.app.capture.results import CapturedDocument, Pixels, VinReading

FRAME_SIDE: Final = 1280
"""Frames are shown at most this many pixels long; they are read in full size."""
CAMERAS: Final = 4
"""How many cameras can be open at a time, each with a slot for its frame."""
STILLS: Final = 2
"""How many still pictures can be under way at a time: one that is read, one that is only decoded."""
STILL_BYTES: Final = LONGEST_SIDE * LONGEST_SIDE * CHANNELS
FRAME_BYTES: Final = FRAME_SIDE * FRAME_SIDE * CHANNELS


def without_crop(reading: VinReading) -> tuple[VinReading, bytes]:
    """The reading for a message, and the bytes of its strip, which follow the message."""
    return replace(reading, crop=replace(reading.crop, data=b"")), reading.crop.data


def with_crop(reading: VinReading, data: bytes) -> tuple[VinReading, bytes]:
    """Undo `without_crop`: the reading, and what follows the strip in `data`.

    Raises `ValueError` when the strip is not there.
    """
    crop = reading.crop
    length = crop.width * crop.height * CHANNELS
    if not 0 < length <= len(data):
        raise ValueError(f"no strip of {crop.width} × {crop.height} pixels in {len(data)} bytes")
    return replace(reading, crop=Pixels(crop.width, crop.height, data[:length])), data[length:]


def document_with_crop(document: CapturedDocument, data: bytes) -> tuple[CapturedDocument, bytes]:
    """The document with the strip of its VIN if it has one, and what follows the strip."""
    if document.vin is None:
        return document, data
    vin, rest = with_crop(document.vin, data)
    return replace(document, vin=vin), rest
