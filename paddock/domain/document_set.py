"""What was read of the documents of one application, as the cross-checks see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

Points: TypeAlias = tuple[tuple[float, float], ...]
"""Corner points in pixels of the document's picture."""

SURE_ABOVE: Final = 0.6
"""A value read with less confidence is told as unsure."""


@dataclass(frozen=True, slots=True)
class DocumentValue:
    """One value of a document as it was read; `name` as `paddock scan --json` prints it, dates ISO."""

    name: str
    value: str
    confidence: float = 1.0
    box: Points = ()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document in a picture; `kind` is a `DocumentKind` value."""

    kind: str
    image_sha256: str
    values: Mapping[str, DocumentValue] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was read for a value; empty when nothing was."""
        found = self.values.get(name)
        return found.value if found else ""


@dataclass(frozen=True, slots=True)
class Place:
    """One value in one document: what a fault points at."""

    document: ReadDocument
    name: str

    @property
    def value(self) -> str:
        """As read."""
        return self.document.text(self.name)

    @property
    def is_sure(self) -> bool:
        """Whether it was read with confidence."""
        found = self.document.values.get(self.name)
        return found is not None and found.confidence >= SURE_ABOVE

    @property
    def box(self) -> Points:
        """Where it stands in its picture."""
        found = self.document.values.get(self.name)
        return found.box if found else ()


def places_of(documents: Sequence[ReadDocument], kind: str, name: str) -> list[Place]:
    """Every document of `kind` in which something was read for `name`."""
    return [Place(document, name) for document in documents if document.kind == kind and document.text(name)]
