"""The two bases of every message, and the one way a body becomes bytes."""

import hashlib
import json
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 as 64 lower-case hexadecimal digits."""

Moment = AwareDatetime
"""A point in time with its zone; UTC on the wire."""

NonNegativeFen = Annotated[int, Field(ge=0, le=10**12)]
"""An amount in fen, up to ten thousand million yuan."""

__all__ = ["UUID", "Answer", "Moment", "NonNegativeFen", "Request", "Sha256", "canonical_json", "sha256_hex"]


class Request(BaseModel):
    """What the workstation sends: unknown fields are refused, so that a typing error is never lost silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    """What the centre says: unknown fields are passed over, so that an older workstation keeps working."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def canonical_json(message: BaseModel) -> bytes:
    """The message as UTF-8 JSON with sorted keys and no spaces: the frozen body that is sent, hashed and kept."""
    return json.dumps(
        message.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def sha256_hex(body: bytes) -> str:
    """The SHA-256 of `body` as lower-case hexadecimal."""
    return hashlib.sha256(body).hexdigest()
