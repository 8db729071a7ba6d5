"""What the dashboard shows: counts, and the rows behind each of them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from paddock.app.store.views import OutboxKind, OutboxState
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState

TIME_BINS: Final = (10, 30, 60, 300, 3600, 86_400)
"""Upper ends in seconds, exclusive, of the bins of the time to decision; the last bin has none."""
AGE_BINS: Final = (30, 60, 90)
"""Upper ends in days, inclusive, of the bins of stock ageing; the last bin has none."""
OLD_DAYS: Final = 60
"""A car that has stood longer than this is old stock."""
ELSEWHERE: Final = ""
"""The name of the staff of deals that were made at another workstation: it is not known here."""


class Figure(StrEnum):
    """What can be counted and opened; some need a key (a lane, a plan, a bin, a person)."""

    TODAY = "today"
    """Applications submitted today."""
    SUBMITTED = "submitted"
    DECIDED = "decided"
    """Approved, approved on conditions or declined; not while a person at the centre looks at it."""
    APPROVED = "approved"
    """Approved, on conditions too."""
    ACCEPTED = "accepted"
    """The customer took an offer."""
    SIGNED = "signed"
    LANE = "lane"
    """Decided in one lane."""
    TO_SIGN = "to_sign"
    UNSENT = "unsent"
    """Acts the centre does not have."""
    BUCKET = "bucket"
    """Submitted in one day, week or month."""
    TIME_BIN = "time_bin"
    OFFERED = "offered"
    """Deals in which one plan was offered."""
    TAKEN = "taken"
    """Deals in which the customer took one plan."""
    STAFF = "staff"
    """Submitted by one person."""
    OLD_STOCK = "old_stock"
    AGEING = "ageing"
    """Units of one brand, or of one series (`brand/series`)."""

    @property
    def is_of_stock(self) -> bool:
        """Whether its rows are units of stock."""
        return self in {Figure.OLD_STOCK, Figure.AGEING}


@dataclass(frozen=True, slots=True)
class Span:
    """What is asked for: consecutive stretches of time, and whose deals."""

    edges: tuple[datetime, ...]
    """Begin of each day, week or month, and the end of the last; aware, ascending, at least two."""
    today: datetime
    """Begin of today."""
    on: date
    """The day that ages of stock are counted to."""
    staff: str | None = None
    """Only this person's deals; None: everybody's."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How applications ended so far."""

    submitted: int
    approved: int
    counteroffer: int
    declined: int
    referred: int
    """With a person at the centre."""

    @property
    def decided(self) -> int:
        """For good; a referred application is still open."""
        return self.approved + self.counteroffer + self.declined

    @property
    def let_through(self) -> int:
        """Approved, on conditions too."""
        return self.approved + self.counteroffer

    @property
    def undecided(self) -> int:
        """Not decided yet, or not heard of."""
        return self.submitted - self.decided


@dataclass(frozen=True, slots=True)
class Bucket:
    """One day, week or month."""

    start: datetime
    outcomes: Outcomes


@dataclass(frozen=True, slots=True)
class LaneTime:
    """How long decisions take in one lane, from receipt at the centre."""

    lane: str
    """A `Lane`; empty: the centre has not said."""
    decided: int
    mean_seconds: float


@dataclass(frozen=True, slots=True)
class PlanUse:
    """How often a plan was offered and taken."""

    plan: str
    name: Sentence
    offered: int
    taken: int


@dataclass(frozen=True, slots=True)
class StockAge:
    """How long the cars of one brand or series have stood: units by `AGE_BINS`."""

    brand: str
    series: str
    """Empty: all of the brand."""
    units: tuple[int, ...]

    @property
    def key(self) -> str:
        """Of `Figure.AGEING`."""
        return f"{self.brand}/{self.series}" if self.series else self.brand

    @property
    def total(self) -> int:
        """All units."""
        return sum(self.units)


@dataclass(frozen=True, slots=True)
class StaffLine:
    """What one person brought in."""

    staff: str
    submitted: int
    approved: int
    signed: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Every figure of the dashboard, of one moment."""

    today: int
    yesterday: int
    outcomes: Outcomes
    accepted: int
    signed: int
    mean_seconds: float | None
    """From receipt to decision; None while nothing was decided."""
    lanes: tuple[LaneTime, ...]
    to_sign: int
    unsent: int
    stock: int
    """Units not sold."""
    old_stock: int
    buckets: tuple[Bucket, ...]
    time_bins: tuple[int, ...]
    """Decisions by `TIME_BINS`."""
    plans: tuple[PlanUse, ...]
    """The most offered first."""
    ageing: tuple[StockAge, ...]
    """By brand, the most units first."""
    series: tuple[StockAge, ...]
    """By series, the most old units first."""
    staff: tuple[StaffLine, ...]
    """The most applications first."""
    people: tuple[str, ...]
    """Everybody who has submitted anything at this workstation, in no period."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show at all."""
        return not (self.people or self.stock or self.outcomes.submitted or self.to_sign)


@dataclass(frozen=True, slots=True)
class DealRow:
    """One deal, or one unsent act, behind a figure."""

    id: UUID
    """The application's."""
    is_here: bool
    """Whether it was made at this workstation, so that it can be opened."""
    applicant: str
    vehicle: str
    staff: str
    submitted_at: datetime
    central_state: ApplicationState | None
    outbox_state: OutboxState | None
    act: OutboxKind | None
    """For an unsent act: what it is."""
    lane: str | None
    seconds: float | None
    """From receipt to decision."""
    plan: Sentence | None
    """That the customer took."""
