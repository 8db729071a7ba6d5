"""By when a lane usually has an answer: nine in ten of its last applications, as they really went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.desk.models import ReviewCase
from paddock.central.lanes.table import SHARE_PERCENT

LAST: Final = 200
"""So many of the last ones count."""
FEWEST: Final = 20
"""Fewer say nothing about nine in ten."""


@dataclass(frozen=True, slots=True)
class Promise:
    """When an answer may be expected, and from how many it was reckoned."""

    by: datetime | None
    sample: int


def promise(session: Session, lane: str, now: datetime) -> Promise:
    """When nine in ten of this lane's last decisions would be made, for an application received at `now`."""
    rows = session.execute(
        select(ApplicationRecord.received_at, ApplicationRecord.decided_at)
        .where(ApplicationRecord.lane == lane, ApplicationRecord.decided_at.is_not(None))
        .order_by(ApplicationRecord.decided_at.desc())
        .limit(LAST)
    )
    return promise_of([decided - received for received, decided in rows if decided is not None], now)


def review_promise(session: Session, lane: str | None, now: datetime) -> Promise:
    """When nine in ten of the lane's last referred applications were decided, for one referred at `now`."""
    rows = session.execute(
        select(ReviewCase.opened_at, ReviewCase.decided_at)
        .where(ReviewCase.lane == lane, ReviewCase.decided_at.is_not(None))
        .order_by(ReviewCase.decided_at.desc())
        .limit(LAST)
    )
    return promise_of([decided - opened for opened, decided in rows if decided is not None], now)


def promise_of(spans: Sequence[timedelta], now: datetime) -> Promise:
    """The promise from how long each of the last ones took."""
    if len(spans) < FEWEST:
        return Promise(None, len(spans))
    ninth = sorted(spans)[-(-len(spans) * SHARE_PERCENT // 100) - 1]
    return Promise(now + ninth, len(spans))
