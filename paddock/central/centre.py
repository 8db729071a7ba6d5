"""The centre as its endpoints see it: one object that carries everything with a lifetime."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from typing import Annotated, TypeAlias
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.changes.watcher import FeedWatcher
from paddock.central.database import Clock, Database, utc_now
from paddock.central.idempotency import AnswerBook
from paddock.central.identity.attempts import FailedAttempts
from paddock.central.keys import KeyFolder, keys_of
from paddock.central.lanes.turns import Turns
from paddock.central.problems import Refusal
from paddock.central.receipts.signer import ReceiptSigner
from paddock.central.settings import Settings
from paddock.wire.decisions import Offer
from paddock.wire.problems import ProblemCode

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Chinese dates are meant in this zone; it has had no summer time since 1991."""


def chinese_date(moment: datetime) -> date:
    """The calendar date in China at `moment`."""
    return moment.astimezone(CHINA).date()


ContractDrawing: TypeAlias = Callable[[Session, ApplicationRecord, Offer, datetime], UUID]
"""Draws up the contract for an accepted offer, in the caller's transaction; returns its id."""


def _leave_to_the_sweeper(_application_id: UUID) -> None:
    """What a process does that runs no workflows and reaches no queue."""


def _no_contracts(*_of: object) -> UUID:
    raise Refusal(ProblemCode.UNAVAILABLE, detail="this process draws up no contracts")


@dataclass
class Centre:
    """Settings, database, clock, and the way to get a decision started."""

    settings: Settings
    database: Database
    clock: Clock = utc_now
    failed_sign_ins: FailedAttempts = field(default_factory=FailedAttempts)
    turns: Turns = field(default_factory=Turns)
    """Who comes first in this process: customers at counters, before batches."""
    watcher: FeedWatcher = field(init=False)
    draw_up_contract: ContractDrawing = _no_contracts
    start_decision: Callable[[UUID], None] = _leave_to_the_sweeper
    """Starts the workflow of a received application; called after its commit, never inside."""

    def __post_init__(self) -> None:
        self.watcher = FeedWatcher(self.database)

    @cached_property
    def keys(self) -> KeyFolder:
        """The folder of this centre's private keys."""
        return keys_of(self.settings)

    @cached_property
    def answers(self) -> AnswerBook:
        """The answers to writes; its signing key is read, or made, with the first one."""
        return AnswerBook(self.database, self.clock, ReceiptSigner(self.keys))

    @classmethod
    def opened(cls, settings: Settings) -> "Centre":
        """The centre on the database its settings name."""
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        return cls(settings, Database(settings.resolved_database_url, key=settings.raw_database_key))


def centre_of(request: Request) -> Centre:
    """The centre that serves `request`."""
    centre: Centre = request.app.state.centre
    return centre


CentreHere: TypeAlias = Annotated[Centre, Depends(centre_of)]
"""An endpoint's parameter for the centre."""
