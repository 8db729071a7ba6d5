"""Sightings and captures for the tests of batches: invented vehicles, no recognition."""

from collections.abc import Callable
from datetime import date

from paddock.app.capture.results import Captured, CapturedDocument, DocumentKind, Pixels, ReadField, VinReading
from paddock.app.services.batch.sightings import Seen
from paddock.app.store.batch_views import SightingKind
from paddock.domain.checks import Check
from paddock.domain.errors import BadInput, PaddockError
from paddock.domain.sentences import Sentence
from paddock.domain.vin import check_vin, describe_vin
from tests.helpers.applications import vin_with_check_digit
from tests.helpers.workstations import JPEG

TODAY = date(2026, 11, 25)
BOX = ((10.0, 10.0), (110.0, 10.0), (110.0, 30.0), (10.0, 30.0))
UNSURE = Check("vin_reading_agrees", False, Sentence("两次读数不同", "Two looks differ"))


def vin(number: int) -> str:
    """An invented VIN that passes every check."""
    return vin_with_check_digit("LSVAU2A3", f"N2{number:06d}")


def seen(value: str, *, verified: bool, image: bytes | None = None, kind: SightingKind = SightingKind.CAMERA) -> Seen:
    """What a camera or photo gave."""
    return Seen(
        kind,
        "IMG_1.jpg" if kind is SightingKind.PICTURE else "",
        value,
        confidence=0.99 if verified else 0.6,
        doubtful=() if verified else (3,),
        verified=verified,
        checks=check_vin(value, TODAY) if verified else (*check_vin(value, TODAY), UNSURE),
        box=BOX,
        shows="vin",
        image=image,
    )


class FakeCapture:
    """Reads a file whose content is `JPEG + b"kind:value:verified"`; counts what it was asked."""

    def __init__(self) -> None:
        self.read_names: list[str] = []
        self.fails: Callable[[str], PaddockError | None] = lambda _name: None

    def read(self, data: bytes, name: str) -> Captured:
        """What the picture shows."""
        self.read_names.append(name)
        failure = self.fails(name)
        if failure is not None:
            raise failure
        if not data.startswith(JPEG):
            raise BadInput(Sentence(f"{name} 不是图片", f"{name} is no image"))
        kind, value, sure = data.removeprefix(JPEG).decode().split(":")
        return Captured(_document(kind, value, verified=sure == "sure"), _PIXELS, data)


def photo(value: str = "", kind: str = "vin", *, sure: bool = True) -> bytes:
    """The bytes of a picture for `FakeCapture`."""
    return JPEG + f"{kind}:{value}:{'sure' if sure else ''}".encode()


_PIXELS = Pixels(2, 1, bytes(6))


def _document(kind: str, value: str, *, verified: bool) -> CapturedDocument:
    kinds: dict[str, DocumentKind] = {
        "vin": "vin", "licence": "vehicle_licence", "card": "resident_id_front", "nothing": "unknown",
    }  # fmt: skip
    reading = None
    if kind == "vin":
        checks = (*check_vin(value, TODAY), *(() if verified else (UNSURE,)))
        reading = VinReading(
            value, 0.99 if verified else 0.6, "text", BOX, _PIXELS, () if verified else (3,),
            describe_vin(value, TODAY), checks, verified,
        )  # fmt: skip
    fields = {"vin": ReadField(value, 0.9), "plate": ReadField("鄂A12345", 0.9)} if kind == "licence" else {}
    return CapturedDocument(kinds[kind], fields, reading.checks if reading else (), verified, 1.0, reading)
