"""A person at the centre looks at a referred application: what is asked for 补件, answered and decided."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from paddock.domain.sentences import Sentence
from paddock.wire.messages import UUID, Answer, Moment, Request, Sha256

AnswerText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class Stipulation(Answer):
    """One thing the reviewer asks the counter for."""

    id: UUID
    sentence: Sentence
    """What to bring or to say."""
    wants_picture: bool
    """Whether a picture is needed; words are always possible."""
    asked_at: Moment
    answered_at: Moment | None = None


class StipulationAnswer(Request):
    """The body of `PUT /v1/applications/{application_id}/stipulations/{stipulation_id}`."""

    id: UUID
    """UUIDv7 made at the workstation; the idempotency key."""
    application_id: UUID
    stipulation_id: UUID
    text: AnswerText
    images: Annotated[list[Sha256], Field(max_length=10)]
    """Of pictures that were sent before."""
    answered_at: Moment
    answered_by: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class StipulationReceipt(Answer):
    """The stored answer to a `StipulationAnswer`."""

    application_id: UUID
    stipulation_id: UUID
    answered_at: Moment


class ReviewVerdict(StrEnum):
    """What a person decided."""

    APPROVED = "approved"
    DECLINED = "declined"


class Review(Answer):
    """Who decided a referred application, how and why; two people where the amount asks for it."""

    verdict: ReviewVerdict
    reason_code: str
    staff: Sentence
    customer: Sentence
    reviewers: list[str]
    reviewed_at: Moment
