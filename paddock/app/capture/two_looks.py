"""Two looks at the same print: what both spell alike is surer, what they spell differently is for a person."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from paddock.app.capture.results import ReadField

SURE_ABOVE: Final = 0.6
"""A field below this is not read surely."""
DOUBT_BELOW: Final = 0.75
"""A character below this is one to compare."""
_DIFFERENT: Final = 0.5


def compared(fields: Mapping[str, ReadField], other: Mapping[str, ReadField]) -> dict[str, ReadField]:
    """Raise the confidence of what both looks spell alike; mark what they spell differently."""
    result: dict[str, ReadField] = {}
    for name, field in fields.items():
        again = other[name]
        if field.value and field.value == again.value:
            result[name] = replace(field, confidence=max(field.confidence, again.confidence))
            continue
        different = tuple(
            index for index, char in enumerate(field.value) if index >= len(again.value) or again.value[index] != char
        )
        doubtful = tuple(sorted({*field.doubtful, *different}))
        result[name] = replace(field, confidence=min(field.confidence, _DIFFERENT), doubtful=doubtful)
    return result
