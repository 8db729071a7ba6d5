"""What is asked of the consent ledger and what it answers."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from paddock.domain.sentences import Sentence
from paddock.wire.applications import ConsentPurpose
from paddock.wire.messages import Answer, Moment, Request

Because = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=500)]


class Subject(Request):
    """Whose: one application's, or a person's over all applications. An ID number never stands in an address."""

    application_id: UUID | None = None
    resident_id_number: Annotated[str | None, Field(pattern=r"^[0-9]{17}[0-9X]$")] = Field(default=None, repr=False)

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.application_id is None) == (self.resident_id_number is None):
            raise ValueError("give application_id or resident_id_number")
        return self


class RevokeOrder(Subject):
    """Take consents back, all of them unless `purposes` are named."""

    purposes: Annotated[list[ConsentPurpose], Field(min_length=1)] = Field(default_factory=lambda: list(ConsentPurpose))
    because: Because


class ConsentView(Answer):
    """One consent."""

    application_id: UUID
    purpose: ConsentPurpose
    text_version: str
    given_at: Moment
    recorded_at: Moment
    revoked_at: Moment | None
    revoked_by: str | None
    revoked_because: str | None


class QueryView(Answer):
    """One question to a source: who, why, under which consent, and how it ended."""

    application_id: UUID
    source: str
    caption: Sentence
    reason: Sentence
    purpose: ConsentPurpose | None
    asked_at: Moment
    cached: bool
    """Whether an earlier answer served and nobody was asked."""
    outcome: str | None


class ConsentReport(Answer):
    """Everything the ledger holds, oldest first."""

    consents: list[ConsentView]
    queries: list[QueryView]


class Revoked(Answer):
    """What was taken back now; what was taken back before is not told again."""

    revoked: list[ConsentView]
