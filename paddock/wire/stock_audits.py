"""Stock audits 盘库 between workstation and centre."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from paddock.domain.sentences import Sentence
from paddock.domain.stock_audit import ScanFlag
from paddock.wire.messages import UUID, Answer, Moment, NonNegativeFen, Request, Sha256


class AuditScan(Request):
    """One car seen on the lot."""

    vin: Annotated[str, Field(pattern=r"^[A-HJ-NPR-Z0-9]{17}$")]
    at: Moment
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    image_sha256: Sha256 | None = None


class AuditSubmission(Request):
    """A stock audit 盘库: every car that was scanned between two moments."""

    id: UUID
    started_at: Moment
    finished_at: Moment
    audited_by: Annotated[str, Field(min_length=1, max_length=60)]
    scans: Annotated[list[AuditScan], Field(max_length=20_000)]

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.finished_at < self.started_at:
            raise ValueError("the audit ends before it begins")
        return self


class AuditLine(Answer):
    """One car of an audit."""

    vin: str
    outcome: Literal["matched", "missing", "extra"]
    explanation: Sentence
    flags: list[ScanFlag]
    principal_fen: NonNegativeFen | None
    """What is outstanding on it here; None for a car that is not financed here."""
    seen_at: Moment | None
    latitude: float | None
    longitude: float | None
    image_sha256: Sha256 | None


class AuditView(Answer):
    """What an audit found, as of the moment it was received."""

    id: UUID
    received_at: Moment
    started_at: Moment
    finished_at: Moment
    audited_by: str
    matched: int
    missing: int
    extra: int
    missing_principal_fen: NonNegativeFen
    lines: list[AuditLine]
    """The missing first, then the extra ones, then those that were found."""
