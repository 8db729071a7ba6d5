"""What became of asking a data source: answered, failed with its cause, or not asked with its reason."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from pydantic import ValidationError

from paddock.central.sources.payloads.base import Payload
from paddock.central.sources.source import DataSource
from paddock.wire.messages import Answer, Moment, Sha256

NOT_CALLED_FOR: Final = "not called for"
"""The asking table spares the source: what it gives is not missed."""
NO_CONSENT: Final = "no consent"
DECLINED_BEFORE: Final = "declined before"
"""A cheaper source had declined already: what this one gives is not missed, as long as that holds."""


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
    as_of: Moment | None = None
    """The moment whose truth the data are, as the provider says."""
    version: str | None = None
    """Of the contract by which it was read."""
    sha256: Sha256 | None = None
    """Of the answer's bytes as they came."""
    sandbox: bool = False
    """Whether the provider said its answers are invented (`X-Paddock-Sandbox: true`)."""
    cached: bool = False
    """Whether it was received for an earlier application and served again within its cache life."""

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
    """The typed answer, or the cause when `payload` does not keep the contract.

    `partial: FIELDS` when it leaves some out and is right otherwise, else `wrong schema: FIELDS`. Neither is used.
    """
    try:
        return source.answer_model.model_validate(payload)
    except ValidationError as error:
        lines = error.errors(include_url=False, include_input=False)
        fields = sorted({".".join(str(part) for part in line["loc"]) or "body" for line in lines})
        left_out = all(line["type"] == "missing" for line in lines) and len(lines) < len(
            source.answer_model.model_fields
        )
        return f"{'partial' if left_out else 'wrong schema'}: {', '.join(fields)}"
