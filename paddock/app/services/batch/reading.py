"""Read the pictures of a source one by one into its batch; what was read is on disk before the next is opened."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from paddock.app.capture.results import Captured, CapturedDocument, VinReading
from paddock.app.capture.results import Sighting as CameraSighting
from paddock.app.services.batch.sightings import Recorded, Seen, record
from paddock.app.services.batch.sources import UnreadPicture, pictures_in, set_source_state, unread_pictures
from paddock.app.store.batch_views import BatchSource, SightingKind, SourceState
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldPath
from paddock.domain.checks import Check
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.long_work import Work
from paddock.domain.sentences import Sentence

ReadPicture: TypeAlias = Callable[[bytes, str], Captured]
"""Capture: a file's bytes and name in, what it shows out."""
_ONE_FRAME: Final = Check(
    "vin_frames_agree",
    False,
    Sentence("只有一帧读出该车架号, 请对照车辆确认。", "Only one frame read this VIN: compare it with the vehicle."),
)
_FAULTS_IN_A_ROW: Final = 3
"""So many pictures that fail one after another are not the pictures' fault."""


def read_pictures(
    store: Store,
    source: BatchSource,
    read: ReadPicture,
    by: str,
    work: Work,
    told: Callable[[Recorded], object] = lambda _recorded: None,
) -> None:
    """Read what is unread of a source, telling each picture; marks it done at the end.

    Stopped or killed at any moment it can be called again: pictures this batch has read are passed over.

    Raises:
        Cancelled: the person stopped it; the caller says whether it is paused or given up.
        EnvironmentFault: the disk is full, or the capture fails again and again; the source stays unfinished.
    """
    paths = [Path(path) for path in source.paths]
    total = len(pictures_in(paths))
    failed = 0
    for found in work.each(unread_pictures(store, source.batch_id, paths), total):
        if not isinstance(found, UnreadPicture):
            continue
        seen = _seen_in(found, source, read, work)
        failed = failed + 1 if isinstance(seen, EnvironmentFault) else 0
        if isinstance(seen, EnvironmentFault):
            if failed == _FAULTS_IN_A_ROW:
                raise seen
            seen = _unreadable(found, source, seen)
        told(record(store, source.batch_id, seen, by))
    set_source_state(store, source.id, SourceState.DONE)


def seen_by_camera(sighting: CameraSighting, *, agreed: bool) -> Seen:
    """What a running camera has read, to be recorded.

    `agreed`: whether frames agree on it. What a single frame reads is never verified, whatever it says of itself.
    """
    seen = _seen_vin(sighting.reading, SightingKind.CAMERA, "", sighting.jpeg)
    return seen if agreed else replace(seen, verified=False, checks=(*seen.checks, _ONE_FRAME))


def _seen_in(found: UnreadPicture, source: BatchSource, read: ReadPicture, work: Work) -> Seen | EnvironmentFault:
    try:
        captured = read(found.content, found.path.name)
    except BadInput as refusal:
        return _unreadable(found, source, refusal)
    except EnvironmentFault as fault:
        # A window that closes takes its capture along: that is no fault of the picture.
        work.check()
        return fault
    return _seen(captured, found, source)


def _seen(captured: Captured, found: UnreadPicture, source: BatchSource) -> Seen:
    document, name = captured.document, found.path.name
    if document.vin is not None:
        seen = _seen_vin(document.vin, SightingKind.PICTURE, name, captured.kept)
    else:
        seen = _seen_document(document, name, captured.kept)
    return replace(seen, shows=document.kind, content_sha256=found.sha256, source_id=source.id)


def _seen_vin(reading: VinReading, kind: SightingKind, origin: str, image: bytes) -> Seen:
    return Seen(
        kind=kind,
        origin=origin,
        value=reading.value,
        confidence=reading.confidence,
        doubtful=reading.doubtful,
        verified=reading.verified,
        checks=reading.checks,
        box=reading.box,
        shows="vin",
        image=image,
    )


def _seen_document(document: CapturedDocument, name: str, image: bytes) -> Seen:
    """A vehicle licence names a car too; a person's card or anything else does not."""
    vin = document.fields.get("vin")
    if document.kind != "vehicle_licence" or vin is None or not vin.value:
        return Seen(SightingKind.PICTURE, name, image=image)
    texts = {
        FieldPath.PLATE: document.fields.get("plate"),
        FieldPath.FIRST_REGISTERED_ON: document.fields.get("registered_on"),
    }
    return Seen(
        kind=SightingKind.PICTURE,
        origin=name,
        value=vin.value,
        confidence=vin.confidence,
        doubtful=vin.doubtful,
        verified=document.verified,
        box=vin.box or (),
        image=image,
        facts={path: field.value for path, field in texts.items() if field is not None and field.value},
    )


def _unreadable(found: UnreadPicture, source: BatchSource, why: BadInput | EnvironmentFault) -> Seen:
    return Seen(
        SightingKind.PICTURE,
        found.path.name,
        content_sha256=found.sha256,
        source_id=source.id,
        problem=why.sentence,
    )
