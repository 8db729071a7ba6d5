"""A scenario of the sandbox."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a magic ending does: the fields of one source's answer that it changes."""

    ending: str
    source: str
    changes: dict[str, Any]
    meaning: str
