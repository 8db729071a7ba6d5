"""From a file, a drop or a camera frame to fields in the deal, all off the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from paddock.app.capture.results import Captured, CapturedDocument, ReadField
from paddock.app.capture.vin_fusion import SourceKind, VinSource
from paddock.app.services.files import bytes_of_file
from paddock.domain.application_draft import DraftImage, FieldPath, Reading
from paddock.domain.checks import Check
from paddock.domain.document_set import DocumentValue
from paddock.domain.documents import DocumentKind
from paddock.domain.draft_documents import FIELDS_OF_KIND
from paddock.domain.errors import PaddockError
from paddock.ui.deal import Deal
from paddock.ui.desk import Desk
from paddock.ui.tasks import Lane, run
from paddock.ui.widgets.kept_picture import KeptPicture, kept_picture
from paddock.ui.widgets.picture import Shown, borrowed_image, crop_of, image_of, shown_of

_LONGEST = 200
"""Characters of a value that are kept for comparing; what the wire takes."""
_DERIVED = frozenset({"maker", "model_year"})
"""What follows from a VIN and is printed nowhere."""


@dataclass(frozen=True, slots=True)
class Read:
    """A picture kept and read: ready to be shown."""

    kept: DraftImage
    shown: Shown
    packed: KeptPicture
    kind: str
    verified: bool
    values: dict[FieldPath, Reading] = field(default_factory=dict)
    crops: dict[FieldPath, QImage] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    milliseconds: float = 0.0
    vin_source: VinSource | None = None
    """What it says of the VIN, to be weighed with what other pictures say."""


def read_file(
    parent: QObject, deal: Deal, path: Path, then: Callable[[Read], object], explain: Callable[[PaddockError], object]
) -> None:
    """Read a picture file into the deal."""
    desk = deal.desk
    run(parent, lambda: _read_bytes(desk, bytes_of_file(path), path.name), Lane.CAPTURE).success(then).failure(explain)


def read_bytes(
    parent: QObject, deal: Deal, data: bytes, then: Callable[[Read], object], explain: Callable[[PaddockError], object]
) -> None:
    """Read a picture that has no file (pasted or dropped from another program)."""
    desk = deal.desk
    run(parent, lambda: _read_bytes(desk, data, "picture"), Lane.CAPTURE).success(then).failure(explain)


def read_frame(
    parent: QObject,
    deal: Deal,
    take: Callable[[], Captured],
    then: Callable[[Read], object],
    explain: Callable[[PaddockError], object],
) -> None:
    """Take the camera's newest frame and read it."""
    desk = deal.desk
    run(parent, lambda: _kept(desk, take()), Lane.CAPTURE).success(then).failure(explain)


def apply_read(deal: Deal, read: Read) -> None:
    """Put what was read into the deal."""
    deal.add_picture(read.kept, read.packed)
    for path, reading in read.values.items():
        deal.take_reading(path, reading, read.crops.get(path))


def _read_bytes(desk: Desk, data: bytes, name: str) -> Read:
    return _kept(desk, desk.capture.read(data, name))


def _kept(desk: Desk, captured: Captured) -> Read:
    document = captured.document
    kind = document.kind if document.kind != "unknown" else DocumentKind.OTHER.value
    kept = replace(desk.office.keep_image(captured.kept, kind), values=_values_of(document))
    return _assemble(document, kind, kept, borrowed_image(captured.pixels))


def _values_of(document: CapturedDocument) -> tuple[DocumentValue, ...]:
    """What the document says, to be kept with its picture and compared with the others."""
    return tuple(
        DocumentValue(name, read.value[:_LONGEST], min(max(read.confidence, 0.0), 1.0), read.box or ())
        for name, read in document.fields.items()
        if read.value and name not in _DERIVED
    )


def _assemble(document: CapturedDocument, kind: str, kept: DraftImage, image: QImage) -> Read:
    shown = shown_of(image)
    read = Read(
        kept,
        shown,
        kept_picture(shown),
        kind,
        document.verified,
        checks=document.checks,
        milliseconds=document.milliseconds,
        vin_source=_vin_source(document, kept.sha256),
    )
    fields = {
        path: each.fields[name]
        for each in (*document.others, document)
        for name, path in FIELDS_OF_KIND.get(each.kind, {}).items()
        if name in each.fields and each.fields[name].value
    }
    for path, value in fields.items():
        read.values[path] = _reading(value, kept.sha256)
        if document.vin is not None and path is FieldPath.VIN:
            read.crops[path] = image_of(document.vin.crop)
        elif value.box:
            read.crops[path] = crop_of(image, value.box)
    return read


def _vin_source(document: CapturedDocument, sha256: str) -> VinSource | None:
    value = document.fields.get("vin")
    if value is None or not value.value:
        return None
    said: SourceKind = "barcode" if value.source == "barcode" else "text"
    return VinSource(
        picture=sha256,
        kind=said if document.kind == "vin" else "document",
        value=value.value,
        confidence=value.confidence,
        doubtful=value.doubtful,
        verified=document.verified,
        shows=document.kind,
    )


def _reading(value: ReadField, sha256: str) -> Reading:
    return Reading(value.value, min(max(value.confidence, 0.0), 1.0), sha256, value.box or (), value.doubtful)
