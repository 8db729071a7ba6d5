"""How a sandbox source breaks: by the question's ending, by a header, or by order."""

import re
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from paddock.central.sources.payloads.base import Query
from paddock.central.sources.sandbox.scenarios import steering
from paddock.domain.sentences import Sentence

FAULT_HEADER: Final = "X-Sandbox-Fault"
SLOW_SECONDS: Final = 12.0
HANG_SECONDS: Final = 60.0


class FaultKind(StrEnum):
    """The ways to break."""

    ERROR = "error"
    SLOW = "slow"
    WRONG_SCHEMA = "wrong_schema"
    PARTIAL = "partial"
    STALE = "stale"
    HANG = "hang"

    @property
    def meaning(self) -> Sentence:
        """What it does, for testers."""
        return _MEANINGS[self]


_MEANINGS: Final = {
    FaultKind.ERROR: Sentence("返回 HTTP 500", "answers HTTP 500"),
    FaultKind.SLOW: Sentence("答复太晚", "answers too late"),
    FaultKind.WRONG_SCHEMA: Sentence("答复不符合契约", "answers what the contract does not know"),
    FaultKind.PARTIAL: Sentence("答复缺字段", "leaves fields out of its answer"),
    FaultKind.STALE: Sentence("数据过期", "answers with data that are too old"),
    FaultKind.HANG: Sentence("一直不答复", "never answers"),
}
FAULT_DIGITS: Final = {str(digit): kind for digit, kind in enumerate(FaultKind, start=1)}
"""An ending `9FSS` breaks source number SS in the way F."""
_HEADER: Final = re.compile(r"(?P<kind>[a-z_]+)(?:; ?seconds=(?P<seconds>\d+(?:\.\d+)?))?")


class Fault(Query):
    """One way to break, and for `slow` how long the answer takes."""

    kind: FaultKind
    delay_seconds: Annotated[float, Field(ge=0, le=60)] = SLOW_SECONDS


class FaultOrder(Fault):
    """Break `source` on its next `times` questions."""

    source: str
    times: Annotated[int, Field(ge=0, le=1_000_000)] = 1


def fault_for(source_number: int, query: dict[str, Any]) -> FaultKind | None:
    """How the source breaks on this question by its ending, if it does."""
    ending, _ = steering(query)
    if len(ending) == 4 and ending[0] == "9" and ending[2:] == f"{source_number:02d}":
        return FAULT_DIGITS.get(ending[1])
    return None


def fault_of_header(text: str) -> Fault | None:
    """The fault that a header `KIND` or `KIND; seconds=N` asks for; None for one that says nothing we know."""
    match = _HEADER.fullmatch(text.strip())
    if match is None or match["kind"] not in set(FaultKind):
        return None
    return Fault(kind=FaultKind(match["kind"]), delay_seconds=min(float(match["seconds"] or SLOW_SECONDS), 60.0))
