"""What the window needs from the rest of the workstation; the composition root fills it in.

`open_desk` is called on a thread after the shell is painted. It may block (keyring, database, embedded centre) and
may ask for a passphrase through the callable it is given, which blocks until the person has answered.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from paddock.domain.sentences import Sentence

if TYPE_CHECKING:  # pydantic loads on the opening thread, not before the first paint
    from paddock.app.capture.camera_callbacks import CameraCallbacks
    from paddock.app.capture.results import Captured, Pixels
    from paddock.app.services.doctor import Doctor
    from paddock.app.store.ledger import Audit
    from paddock.app.store.store import Store
    from paddock.domain.long_work import Work
    from paddock.ui.office import Office

AskPassphrase: TypeAlias = Callable[[bool], str | None]
"""Ask the person at the window for the passphrase; given whether it is a new one. None: the person gave up."""


class SyncControl(Protocol):
    """The sync engine as the window sees it."""

    def wake(self) -> None:
        """Try now: something new waits, or the person asked."""

    def subscribe(self, told: Callable[[], object]) -> Callable[[], None]:
        """Call `told` (from any thread) whenever queue, deals or connection may have changed; returns how to stop."""


class LiveCamera(Protocol):
    """A camera, video file or image folder being read."""

    def stop(self) -> None:
        """Let go of the device; returns when nothing more is called back."""

    def read(self) -> "Captured":
        """Take the newest frame and read it; raises `PaddockError`, before the first frame too."""


class Capture(Protocol):
    """Pictures in, fields out. Everything blocks and is called on a thread; pictures cross as plain bytes."""

    def warm_up(self) -> None:
        """Load the models; takes seconds."""

    def decode(self, data: bytes, name: str) -> "Pixels":
        """The upright picture in a file's bytes; raises `BadInput` for what is no picture."""

    def read(self, data: bytes, name: str) -> "Captured":
        """What the picture in a file's bytes shows; raises `BadInput` for what is no picture.

        A picture that the decoders die of, or that takes too long, is an `EnvironmentFault` and harms nothing else.
        """

    def open_camera(self, source: str, callbacks: "CameraCallbacks") -> LiveCamera:
        """Begin to read `source`: a device index, an RTSP address, a video file or a folder of pictures."""

    def probe_camera(self, source: str = "0") -> Sentence | None:
        """Take one picture from `source`; None if that works, else what is wrong and what to do."""

    def close(self) -> None:
        """Give up what is under way, which fails at once, and let go of everything; may be called twice."""


@dataclass(slots=True)
class Desk:
    """One workstation, open."""

    office: "Office"
    staff_name: str
    sync: SyncControl
    capture: Capture
    doctor: "Doctor"
    centre_address: str
    """For people, in the settings."""
    embedded_centre: bool
    """Whether the centre was started by this workstation."""
    audit: "Callable[[Work], Audit] | None" = None
    """Compares the ledger with the centre's; blocking. None: there is no centre to ask."""
    close: Callable[[], object] = field(default=lambda: None)
    """Stop sync, capture and the embedded centre; blocking, called after the window is closed."""


def desk_of(  # noqa: PLR0913 - every one by its name
    store: "Store",
    *,
    staff_name: str,
    sync: SyncControl,
    capture: Capture,
    doctor: "Doctor",
    centre_address: str,
    embedded_centre: bool,
    audit: "Callable[[Work], Audit] | None" = None,
    close: Callable[[], object] = lambda: None,
) -> Desk:
    """A desk over a real store."""
    from paddock.ui.office import Office  # noqa: PLC0415 - on the opening thread

    return Desk(
        office=Office(store, staff_name),
        staff_name=staff_name,
        sync=sync,
        capture=capture,
        doctor=doctor,
        centre_address=centre_address,
        embedded_centre=embedded_centre,
        audit=audit,
        close=close,
    )
