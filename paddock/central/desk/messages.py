"""What reviewers and the desk say to each other."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from paddock.domain.sentences import Sentence
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Decision

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
_Asked = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=200)]


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Verb(StrEnum):
    """What a reviewer does with a case that is theirs."""

    APPROVE = "approve"
    DECLINE = "decline"
    ASK = "ask"


class AskOrder(_Message):
    """One thing to ask the counter for."""

    zh: _Asked
    en: _Asked
    wants_picture: bool = False


class DecideOrder(_Message):
    """The body of `POST /v1/desk/cases/{id}/decide`."""

    verb: Verb
    reason_code: str = ""
    """For approving and declining: one of `GET /v1/desk/reasons`."""
    note: Note = ""
    """For staff of the lender only."""
    asks: Annotated[list[AskOrder], Field(max_length=10)] = []


class WhoseMove(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLAIMED = "claimed"
    COUNTER = "counter"
    """The counter has something to answer."""
    SECOND = "second"
    """A second person has to agree."""


class CaseLine(_Message):
    """A case in the list: enough to choose one, no more of a person than the name."""

    application_id: UUID
    dealer: str
    applicant: str
    amount_fen: int
    lane: str | None
    lane_name: Sentence
    referred_at: datetime
    expected_by: datetime | None
    move: WhoseMove
    reviewer: str | None
    proposer: str | None
    reason: Sentence


class ActView(_Message):
    """One line of what was done with a case."""

    at: datetime
    by: str
    action: str
    reason_code: str | None
    note: str


class AskView(_Message):
    """What was asked, and what the counter answered."""

    id: UUID
    sentence: Sentence
    wants_picture: bool
    asked_at: datetime
    answered_at: datetime | None
    answered_by: str | None
    text: str | None
    images: list[str]


class CaseView(_Message):
    """Everything about one case."""

    line: CaseLine
    needs_two: bool
    beyond_limit: bool
    """Whether only a senior reviewer may approve it."""
    application: ApplicationSubmission
    decision: Decision
    suggested_asks: list[Sentence]
    """The conditions the rules name."""
    asks: list[AskView]
    acts: list[ActView]


class ReasonView(_Message):
    """A reason to choose."""

    code: str
    verdict: str
    staff: Sentence
