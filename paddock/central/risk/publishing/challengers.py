"""Reading what challengers said beside decisions."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.risk.publishing.models import ChallengerRecord


@dataclass(frozen=True, slots=True)
class ChallengerRow:
    """One decision with the challenger's figure beside it."""

    application_id: UUID
    challenger: str
    bad_probability: float
    scorecard: str
    score: int | None
    outcome: str
    decided_at: datetime

    def as_document(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self) | {"application_id": str(self.application_id), "decided_at": self.decided_at.isoformat()}


def challenger_rows(session: Session) -> list[ChallengerRow]:
    """Every decision a challenger looked at, oldest first."""
    record = ChallengerRecord
    query = select(
        record.application_id,
        record.challenger,
        record.bad_probability,
        record.scorecard,
        record.score,
        record.outcome,
        record.decided_at,
    ).order_by(record.decided_at, record.application_id)
    return [ChallengerRow(*row) for row in session.execute(query)]
