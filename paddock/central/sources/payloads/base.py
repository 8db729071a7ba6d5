"""What every question and answer of the published contracts has in common.

Answers are strict: a number sent as text is a wrong schema, never a guess. Every field is required, and one that a
source may not know is `null` outright, so that a spelling mistake cannot pass as "unknown". Unknown extra fields are
passed over: providers add them without notice.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Count: TypeAlias = Annotated[int, Field(ge=0, le=100_000)]
Fen: TypeAlias = Annotated[int, Field(ge=0, le=10**13)]
Ratio: TypeAlias = Annotated[float, Field(ge=0, le=1)]
Kilometres: TypeAlias = Annotated[int, Field(ge=0, le=3_000_000)]
# Strict models take a date or an enumeration member only; from JSON they come as text.
Day: TypeAlias = Annotated[date, Field(strict=False)]


class Query(BaseModel):
    """What is sent to a source; the centre makes it, so unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Payload(BaseModel):
    """What a source answers."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Part(BaseModel):
    """An entry of a list in an answer."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class MatchResult(StrEnum):
    """Whether what was sent belongs together."""

    MATCH = "match"
    MISMATCH = "mismatch"
    NO_RECORD = "no_record"


Match: TypeAlias = Annotated[MatchResult, Field(strict=False)]


class Suspicion(StrEnum):
    """How bad an entry of a list of frauds or rings is."""

    NONE = "none"
    WATCH = "watch"
    CONFIRMED = "confirmed"


Suspected: TypeAlias = Annotated[Suspicion, Field(strict=False)]
