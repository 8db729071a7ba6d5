"""What capture hands out: values with their confidence, where they stood in the image, and their checks.

Plain facts without NumPy: they cross from the capture process to the window, which loads no decoder.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from paddock.domain.checks import Check
from paddock.domain.resident_id import ResidentIdBack, ResidentIdFront
from paddock.domain.vin import VinFacts

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[Point, Point, Point, Point]
"""Corners in image pixels as the text is read: top left, top right, bottom right, bottom left."""

Source: TypeAlias = Literal["barcode", "text"]
DocumentKind: TypeAlias = Literal[
    "vin",
    "resident_id_front",
    "resident_id_back",
    "driving_licence",
    "driving_licence_second_page",
    "vehicle_licence",
    "vehicle_licence_second_page",
    "registration_certificate",
    "registration_certificate_second_page",
    "business_licence",
    "bank_card",
    "new_car_invoice",
    "conformity_certificate",
    "used_car_invoice",
    "licence_plate",
    "odometer",
    "unknown",
]
"""The values of `paddock.domain.documents.DocumentKind`, and "unknown"."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture as plain bytes: `height` rows of `width` pixels of three bytes each (blue, green, red)."""

    width: int
    height: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadField:
    """One value as it was read.

    `confidence` is 0 to 1. `doubtful` are the positions (from 0) a person should compare with the original.
    """

    value: str
    confidence: float
    box: Box | None = None
    source: Source = "text"
    doubtful: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class VinReading:
    """A VIN found in an image.

    `verified` means the check digit holds and two independent looks agree; anything else is for a person to
    confirm. `crop` is the strip the value was read from, upright.
    """

    value: str
    confidence: float
    source: Source
    box: Box
    crop: Pixels
    doubtful: tuple[int, ...]
    facts: VinFacts
    checks: tuple[Check, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class CapturedDocument:
    """What one image turned out to be.

    `fields` is keyed by the names the command line prints (`vin`, `name`, `valid_from`, ...); dates are ISO
    texts. Exactly the part that fits `kind` (`vin`, `front`, `back`) is set.
    """

    kind: DocumentKind
    fields: Mapping[str, ReadField]
    checks: tuple[Check, ...]
    verified: bool
    milliseconds: float
    vin: VinReading | None = None
    front: ResidentIdFront | None = None
    back: ResidentIdBack | None = None
    others: "tuple[CapturedDocument, ...]" = ()
    """What else the same picture shows: the second page beside the first, the other side on a copy."""


@dataclass(frozen=True, slots=True)
class Captured:
    """A picture that was read: `document` counts the pixels of `pixels`.

    `kept` is what to keep of it: the file itself where every program can open it (JPEG, PNG), else JPEG.
    """

    document: CapturedDocument
    pixels: Pixels
    kept: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A VIN seen by a running camera, and the frame it was read in, as a JPEG file."""

    reading: VinReading
    jpeg: bytes = field(repr=False)
