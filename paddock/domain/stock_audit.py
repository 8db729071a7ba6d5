"""A stock audit 盘库: what was financed against what was scanned on the lot."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class LotScan:
    """One car seen on the lot."""

    vin: str
    at: datetime
    latitude: float | None
    """Degrees, WGS 84; None where the device gave none."""
    longitude: float | None
    image_sha256: str | None


class ScanFlag(StrEnum):
    """Why a scan is looked at by a person."""

    OUTSIDE_TIME = "outside_time"
    """Seen before the audit began or after it ended."""
    NO_PHOTO = "no_photo"
    PHOTO_USED_TWICE = "photo_used_twice"
    """The same photograph stands for two cars."""
    FAR_AWAY = "far_away"
    """Not where the other cars were seen."""


@dataclass(frozen=True, slots=True)
class AuditOutcome:
    """The three lists of an audit, each VIN once and in order, and what is odd about the scans."""

    matched: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    flags: dict[str, tuple[ScanFlag, ...]]
    """By VIN; a car without a flag is left out."""


_FAR_DEGREES = 0.02
"""About two kilometres: a lot and its overflow."""


def audit(
    expected: Collection[str], scans: Sequence[LotScan], started_at: datetime, finished_at: datetime
) -> AuditOutcome:
    """Compare; the same car seen twice counts once.

    Raises:
        ValueError: the audit ends before it begins.
    """
    if finished_at < started_at:
        raise ValueError("an audit ends after it begins")
    seen = {scan.vin for scan in scans}
    photos = Counter(
        sha256 for sha256, _vin in {(scan.image_sha256, scan.vin) for scan in scans if scan.image_sha256 is not None}
    )
    middle = _middle(scans)
    flags: dict[str, tuple[ScanFlag, ...]] = {}
    for scan in scans:
        found = {
            ScanFlag.OUTSIDE_TIME: not started_at <= scan.at <= finished_at,
            ScanFlag.NO_PHOTO: scan.image_sha256 is None,
            ScanFlag.PHOTO_USED_TWICE: scan.image_sha256 is not None and photos[scan.image_sha256] > 1,
            ScanFlag.FAR_AWAY: middle is not None and _is_far(scan, middle),
        }
        raised = {flag for flag, holds in found.items() if holds} | set(flags.get(scan.vin, ()))
        if raised:
            flags[scan.vin] = tuple(flag for flag in ScanFlag if flag in raised)
    wanted = set(expected)
    return AuditOutcome(
        matched=_sorted(wanted & seen), missing=_sorted(wanted - seen), extra=_sorted(seen - wanted), flags=flags
    )


def _sorted(vins: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(vins))


def _middle(scans: Sequence[LotScan]) -> tuple[float, float] | None:
    """The median place: one car far away does not move it."""
    places = [(scan.latitude, scan.longitude) for scan in scans]
    known = [(lat, lon) for lat, lon in places if lat is not None and lon is not None]
    if not known:
        return None
    half = len(known) // 2
    return sorted(lat for lat, _ in known)[half], sorted(lon for _, lon in known)[half]


def _is_far(scan: LotScan, middle: tuple[float, float]) -> bool:
    if scan.latitude is None or scan.longitude is None:
        return False
    return abs(scan.latitude - middle[0]) > _FAR_DEGREES or abs(scan.longitude - middle[1]) > _FAR_DEGREES
