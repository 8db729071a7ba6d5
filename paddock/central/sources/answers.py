"""What became of asking a data source: answered, failed with its cause, or not asked with its reason."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from paddock.central.sources.declarations import DataSource
from paddock.central.sources.payloads import Payload
from paddock.wire.messages import Answer, Moment, Sha256


class SourceStatus(StrEnum):
    """How asking a source ended."""

    ANSWERED = "answered"
    FAILED = "failed"
    NOT_ASKED = "not_asked"


class SourceAnswer(Answer):
    """One source's answer as it is kept; `payload` is there exactly when it was answered."""

    source: str
    status: SourceStatus
    cause: str | None = None
    """Why it failed or was not asked: short, without personal data."""
    payload: dict[str, Any] | None = None
    received_at: Moment
    sha256: Sha256 | None = None
    """Of the answer's bytes as they came."""
    sandbox: bool = False
    """Whether the provider said its answers are invented (`X-Paddock-Sandbox: true`)."""

    @property
    def summary(self) -> str:
        """`answered`, `failed: CAUSE` or `not_asked: CAUSE`, as a decision reports it."""
        return self.status.value if self.cause is None else f"{self.status}: {self.cause}"


def failed(source: DataSource, cause: str, at: datetime, *, sandbox: bool = False) -> SourceAnswer:
    """The record of a source that was asked in vain."""
    return SourceAnswer(source=source.name, status=SourceStatus.FAILED, cause=cause, received_at=at, sandbox=sandbox)


def not_asked(source: DataSource, cause: str, at: datetime) -> SourceAnswer:
    """The record of a source that was not asked at all."""
    return SourceAnswer(source=source.name, status=SourceStatus.NOT_ASKED, cause=cause, received_at=at)


def read_payload(source: DataSource, payload: object) -> Payload | str:
    """The typed answer, or the cause `wrong schema: FIELDS` when `payload` does not keep the contract."""
    try:
        return source.answer_model.model_validate(payload)
    except ValidationError as error:
        fields = sorted({".".join(str(part) for part in line["loc"]) or "body" for line in error.errors()})
        return f"wrong schema: {', '.join(fields)}"
