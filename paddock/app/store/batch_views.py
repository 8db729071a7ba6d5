"""What screens and the command line see of a batch: frozen values, no tables."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from paddock.app.store.views import OutboxState
from paddock.domain.application_draft import Box, FieldTexts
from paddock.domain.checks import Check, Fault
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.wire.inventory import UnitState


class VehicleState(StrEnum):
    """Where a vehicle of a batch stands."""

    ACCEPTED = "accepted"
    """Sure by itself, or accepted by a person."""
    OPEN = "open"
    """An exception: a person has to look."""
    REMOVED = "removed"
    """Taken out; can be put back."""


class SightingKind(StrEnum):
    """How a vehicle came to be seen."""

    CAMERA = "camera"
    PICTURE = "picture"
    LIST = "list"
    GUN = "gun"
    TYPED = "typed"

    @property
    def name_for_people(self) -> Sentence:
        """What staff see on the screen."""
        return _KIND_NAMES[self]

    @property
    def is_interactive(self) -> bool:
        """Whether a person made it happen just now, so that Backspace takes it back."""
        return self in {SightingKind.CAMERA, SightingKind.GUN, SightingKind.TYPED}

    @property
    def is_given_by_person(self) -> bool:
        """Whether somebody stands for the value: it was typed, listed, or aimed at."""
        return self in {SightingKind.LIST, SightingKind.GUN, SightingKind.TYPED}


_KIND_NAMES = {
    SightingKind.CAMERA: Sentence("摄像头", "Camera"),
    SightingKind.PICTURE: Sentence("照片", "Photo"),
    SightingKind.LIST: Sentence("表格", "List"),
    SightingKind.GUN: Sentence("扫码枪", "Barcode gun"),
    SightingKind.TYPED: Sentence("手输", "Typed"),
}


class SourceKind(StrEnum):
    """What a batch is filled from besides camera, gun and keys."""

    PICTURES = "pictures"
    LIST = "list"


class SourceState(StrEnum):
    """How far a folder or list was read."""

    READING = "reading"
    """Under way; after a crash it goes on by itself."""
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def is_unfinished(self) -> bool:
        """Whether there is a rest that can still be read."""
        return self in {SourceState.READING, SourceState.PAUSED}


class ActKind(StrEnum):
    """What can be taken back."""

    SEEN = "seen"
    ACCEPT = "accept"
    EDIT = "edit"
    REMOVE = "remove"
    RESTORE = "restore"


class VehicleFilter(StrEnum):
    """Which vehicles of a batch a list shows."""

    ALL = "all"
    """Everything but what was taken out; exceptions first."""
    OPEN = "open"
    ACCEPTED = "accepted"
    REPEATED = "repeated"
    """Seen more than once."""
    KNOWN = "known"
    """In the dealer's stock already, or with a deal."""
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """The line over the list: `✓ 86  ? 4  重复 2`."""

    accepted: int
    open: int
    repeats: int
    """Sightings of vehicles that were in the batch already; they were merged."""
    loose: int
    """Pictures without a VIN and files that could not be read, not put aside."""
    refused: int
    """Rows of lists that were not imported and not yet given back."""
    removed: int

    @property
    def vehicles(self) -> int:
        """Everything that counts as a vehicle of the batch."""
        return self.accepted + self.open


@dataclass(frozen=True, slots=True)
class BatchCard:
    """A batch in a list of batches."""

    id: UUID
    name: str
    started_at: datetime
    started_by: str
    closed_at: datetime | None
    accepted: int
    open: int


@dataclass(frozen=True, slots=True)
class BatchSource:
    """A folder, files or a list, and how far it was read."""

    id: UUID
    batch_id: UUID
    kind: SourceKind
    name: str
    paths: tuple[str, ...]
    state: SourceState
    added_at: datetime
    refused: int
    """Rows that were not imported and not yet given back."""


@dataclass(frozen=True, slots=True)
class DealOfVehicle:
    """A draft or deal with a vehicle's VIN."""

    application_id: UUID
    applicant: str
    local_state: OutboxState
    central_state: ApplicationState | None

    @property
    def is_over(self) -> bool:
        """Whether it came to nothing, so that another deal may be made."""
        return self.central_state is ApplicationState.DECLINED


@dataclass(frozen=True, slots=True)
class UnitOfVehicle:
    """A unit of the dealer's stock with a vehicle's VIN."""

    id: UUID
    state: UnitState
    brand: str
    series: str


@dataclass(frozen=True, slots=True)
class BatchVehicle:
    """One row of the list."""

    id: UUID
    vin: str
    state: VehicleState
    verified: bool
    """As capture says; a person's acceptance is not a verification."""
    accepted_by: str | None
    corrected_by: str | None
    seen_at: datetime
    sightings: int
    facts: FieldTexts
    """The other fields a list gave."""
    draft_id: UUID | None
    kind: SightingKind
    origin: str
    read_value: str
    """The VIN as the best sighting read it."""
    confidence: float
    doubtful: tuple[int, ...]
    """Positions in `read_value`, from 0."""
    box: Box
    image_sha256: str | None
    checks: tuple[Check, ...]
    """Of the VIN as it was read."""
    unit: UnitOfVehicle | None
    deal: DealOfVehicle | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One sighting of a vehicle, or a picture without one."""

    id: UUID
    kind: SightingKind
    origin: str
    at: datetime
    by: str
    value: str
    confidence: float
    verified: bool
    image_sha256: str | None
    shows: str
    problem: Sentence | None


@dataclass(frozen=True, slots=True)
class VehicleDetail:
    """What opens with an exception."""

    vehicle: BatchVehicle
    sightings: tuple[Sighting, ...]
    alike: tuple[str, ...]
    """VINs of this batch that differ from it in one or two characters: perhaps the same car."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a list that was not imported."""

    source_id: UUID
    row: int
    cells: tuple[str, ...]
    faults: tuple[Fault, ...]
