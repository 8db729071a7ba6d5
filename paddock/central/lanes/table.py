"""The decision table that puts an application into a lane: data, read whole or not at all, first row that fits."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from paddock.domain.errors import EnvironmentFault
from paddock.domain.money import Fen
from paddock.domain.sentences import Sentence
from paddock.domain.vehicle_class import VehicleClass, vehicle_class
from paddock.wire.applications import ApplicationSubmission, VehicleCondition, VehicleUse

SHARE_PERCENT: Final = 90
"""The part of a lane's applications that its clock speaks of."""
_Id = Annotated[str, Field(pattern=r"^[a-z][a-z_-]{2,29}$")]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Queue(_Row):
    """Where workflows wait, and how many of one worker's it may take at once."""

    id: _Id
    at_once: Annotated[int, Field(ge=1, le=64)]
    at_once_embedded: Annotated[int, Field(ge=1, le=64)]
    """Beside the web application and on SQLite's one write lock: answering workstations comes first."""
    yields: bool
    """Whether its work waits while any other queue's runs in the same process."""


class Lane(_Row):
    """A lane with its queue; the smaller priority is taken first."""

    id: _Id
    name: Sentence
    queue: _Id
    priority: Annotated[int, Field(ge=1, le=100)]


class Condition(_Row):
    """One row: what is left out fits everything."""

    id: Annotated[str, Field(pattern=r"^LN-\d{2}$")]
    lane: _Id
    vehicle_classes: Annotated[frozenset[VehicleClass], Field(min_length=1)] | None = None
    uses: Annotated[frozenset[VehicleUse], Field(min_length=1)] | None = None
    conditions: Annotated[frozenset[VehicleCondition], Field(min_length=1)] | None = None
    dealers: Annotated[frozenset[UUID], Field(min_length=1)] | None = None
    min_amount_fen: Annotated[int, Field(gt=0)] | None = None
    """Of the amount financed."""
    min_batch_size: Annotated[int, Field(gt=1)] | None = None

    @property
    def fits_all(self) -> bool:
        """Whether nothing is asked."""
        return self.model_fields_set <= {"id", "lane"}

    def fits(self, facts: "LaneFacts") -> bool:
        """Whether everything asked holds."""
        return (
            (self.vehicle_classes is None or facts.vehicle_class in self.vehicle_classes)
            and (self.uses is None or facts.use in self.uses)
            and (self.conditions is None or facts.condition in self.conditions)
            and (self.dealers is None or facts.dealer_id in self.dealers)
            and (self.min_amount_fen is None or facts.amount_fen >= self.min_amount_fen)
            and (self.min_batch_size is None or facts.batch_size >= self.min_batch_size)
        )


class _TableFile(_Row):
    table: str
    version: str
    queues: Annotated[list[Queue], Field(min_length=1)]
    lanes: Annotated[list[Lane], Field(min_length=1)]
    rows: Annotated[list[Condition], Field(min_length=1)]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for what, ids in (
            ("queue", [queue.id for queue in self.queues]),
            ("lane", [lane.id for lane in self.lanes]),
            ("row", [row.id for row in self.rows]),
        ):
            if len(set(ids)) != len(ids):
                raise ValueError(f"a {what} stands twice")
        _refuse_unknown("queue", {lane.queue for lane in self.lanes}, (queue.id for queue in self.queues))
        _refuse_unknown("lane", {row.lane for row in self.rows}, (lane.id for lane in self.lanes))
        # So that every application has a lane, and no row is written in vain.
        if [row.fits_all for row in self.rows] != [False] * (len(self.rows) - 1) + [True]:
            raise ValueError("the last row, and no other, must fit everything")
        return self


def _refuse_unknown(what: str, named: set[str], known: Iterable[str]) -> None:
    if unknown := sorted(named - set(known)):
        raise ValueError(f"no {what} {', '.join(unknown)}")


@dataclass(frozen=True, slots=True)
class LaneFacts:
    """What a lane is chosen by."""

    vehicle_class: VehicleClass
    use: VehicleUse
    condition: VehicleCondition
    dealer_id: UUID | None
    amount_fen: Fen
    batch_size: int

    @classmethod
    def of(cls, application: ApplicationSubmission, dealer_id: UUID | None = None, waiting: int = 0) -> Self:
        """The facts of an application.

        Args:
            application: as submitted.
            dealer_id: whose it is; None where nobody knows, as for a file that is only scored.
            waiting: how many of the same workstation wait already, none of them in a declared batch: a flood that
                nobody declared is one all the same.
        """
        vehicle, financing = application.vehicle, application.financing
        kind = vehicle_class(vehicle.vin, vehicle.brand_model)
        declared = 1 if application.batch is None else application.batch.size
        return cls(
            vehicle_class=kind,
            use=vehicle.use or (VehicleUse.OPERATING if kind.is_commercial else VehicleUse.PRIVATE),
            condition=vehicle.condition,
            dealer_id=dealer_id,
            amount_fen=financing.price_fen - financing.down_payment_fen,
            batch_size=max(declared, waiting if waiting >= FLOOD else 0),
        )


FLOOD: Final = 100
"""So many waiting applications of one workstation are a batch, whatever they say: a counter serves one customer."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """The lane of an application and the row that chose it."""

    lane: Lane
    row: str


class LaneTable:
    """Lanes, queues and the rows between them."""

    def __init__(self, file: _TableFile, sha256: str) -> None:
        self.version = file.version
        self.sha256 = sha256
        self.queues = tuple(file.queues)
        self._rows = file.rows
        self._lanes = {lane.id: lane for lane in file.lanes}
        self._queues = {queue.id: queue for queue in file.queues}

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the table at `path`, or the one in the package.

        Raises:
            EnvironmentFault: the file cannot be read or is not whole; nothing is used in part.
        """
        try:
            text = (resources.files(__package__) / "lanes.json" if path is None else path).read_text("utf-8")
            document = json.loads(text)
            file = _TableFile.model_validate(document)
        except (OSError, ValueError, ValidationError) as error:
            raise EnvironmentFault(
                Sentence(
                    "通道表无法读取, 请恢复随安装提供的 lanes.json: {error}",
                    "The table of lanes cannot be used; restore the installed lanes.json: {error}",
                ).format(error=str(error).replace("\n", " "))
            ) from error
        canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return cls(file, hashlib.sha256(canonical.encode()).hexdigest())

    @property
    def lanes_that_yield(self) -> list[str]:
        """The lanes whose work steps back for all others."""
        return [lane.id for lane in self._lanes.values() if self.queue_of(lane).yields]

    def assign(self, facts: LaneFacts) -> Assigned:
        """The lane by the first row that fits; the last one fits everything."""
        row = next(row for row in self._rows if row.fits(facts))
        return Assigned(self._lanes[row.lane], row.id)

    def lane(self, name: str | None) -> Lane:
        """A lane by its id; the last row's for none, or for one that is gone from the table."""
        return self._lanes.get(name or "", self._lanes[self._rows[-1].lane])

    def queue_of(self, lane: Lane) -> Queue:
        """Where a lane's work waits."""
        return self._queues[lane.queue]


@cache
def installed_lanes() -> LaneTable:
    """The table that came with the program, read once."""
    return LaneTable.load()
