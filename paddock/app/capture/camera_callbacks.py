"""What a running camera tells whoever opened it."""

from collections.abc import Callable
from dataclasses import dataclass

from paddock.app.capture.results import Pixels, Sighting
from paddock.domain.sentences import Sentence


def _ignore(*_told: object) -> None:
    """Not everybody wants to know everything."""


@dataclass(frozen=True, slots=True)
class CameraCallbacks:
    """Called one at a time from a thread of the camera's own; they may block, and may ask the capture for more."""

    frame: Callable[[Pixels], object]
    """A frame to show, at most 1280 pixels long; one that nobody had time for is never shown."""
    found: Callable[[Sighting], object]
    """A VIN that frames agree on: once, until another is seen."""
    fault: Callable[[Sentence], object]
    """The camera gives no more frames, and why; nothing follows."""
    candidate: Callable[[Sighting], object] = _ignore
    """A reading nobody should rely on: a person may make something of its frame."""
    ended: Callable[[], object] = _ignore
    """The end of a video file or folder; nothing follows."""
    interrupted: Callable[[], object] = _ignore
    """The capture process has died; it is being started again and the camera reopened."""
    resumed: Callable[[], object] = _ignore
    """The camera runs again."""
