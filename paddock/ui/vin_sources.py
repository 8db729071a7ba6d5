"""The readings of a deal's VIN, picture by picture, and the one reading they give together."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from PySide6.QtGui import QImage

from paddock.app.capture.vin_fusion import FusedVin, VinSource, fuse
from paddock.domain.application_draft import Reading
from paddock.ui.clock import today

_SURE = 0.99
_SETTLED = 2
"""So many pictures that agree are not outweighed by one of another vehicle."""


@dataclass(frozen=True, slots=True)
class _Kept:
    source: VinSource
    reading: Reading
    crop: QImage | None


class VinSources:
    """Lives as long as the deal is open; a picture that is taken out says nothing any more."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def add(self, source: VinSource, reading: Reading, crop: QImage | None) -> None:
        """One picture's reading; the same picture again replaces what it said."""
        self._kept[source.picture] = _Kept(source, reading, crop)

    def fused(self, pictures: Collection[str]) -> FusedVin | None:
        """What those of `pictures` (their SHA-256) say together."""
        return fuse([kept.source for name, kept in self._kept.items() if name in pictures], today())

    def together(self, newest: str, pictures: Collection[str]) -> tuple[Reading, QImage | None]:
        """The reading to take for the picture `newest`: its own, or what it and the others say together.

        A picture of another vehicle moves nothing that two pictures agree on; against a single one it is taken as it
        was read. Either way its difference is seen.
        """
        own = self._kept[newest]
        fused = self.fused({*pictures, newest})
        if fused is None or len(fused.agreeing) + len(fused.differing) < 2:
            return own.reading, own.crop
        is_other = any(each.is_other_vehicle and each.source.picture == newest for each in fused.differing)
        if is_other and len(fused.agreeing) < _SETTLED:
            return own.reading, own.crop
        agreeing = [self._kept[source.picture] for source in fused.agreeing]
        best = max(agreeing, key=lambda kept: kept.reading.confidence, default=own)
        share = 1.0
        for posterior in fused.posteriors:
            share *= posterior
        confidence = max(share, best.reading.confidence, _SURE) if fused.verified else min(share, _SURE)
        reading = replace(best.reading, value=fused.value, confidence=round(confidence, 4), doubtful=fused.doubtful)
        return reading, best.crop
