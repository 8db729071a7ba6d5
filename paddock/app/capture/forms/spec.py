"""How a kind of document is described: by what it is known, what its labels say, and what may stand after them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from paddock.app.capture.forms.values import Finder
from paddock.app.capture.results import DocumentKind
from paddock.domain.checks import Check

Values: TypeAlias = Mapping[str, str]
Checks: TypeAlias = Callable[[Values, date], tuple[Check, ...]]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One value of a document.

    Attributes:
        name: as the command line prints it.
        labels: the words that stand before it, each way they are printed.
        find: finds the value in the text after the label.
        required: whether the document is incomplete without it.
        rows: over how many rows it may run.
        anywhere: finds it without its label, where the whole page has one such value only.
        below: whether it may stand under its label.
        place: which of several such values on the document it is, from the top (0) or the foot (-1).
    """

    name: str
    labels: tuple[str, ...]
    find: Finder
    required: bool = True
    rows: int = 1
    anywhere: Finder | None = None
    below: bool = False
    place: int = 0


@dataclass(frozen=True, slots=True)
class FormSpec:
    """One kind of document.

    Attributes:
        kind: as the command line prints it.
        clues: patterns and how much each says for this kind; they sum up to about 1 on a whole document.
        against: patterns that tell that it is another kind.
        fields: its values, in the order they are printed.
        other_labels: words that end the value before them.
        checks: the checks on its values.
        has_vin: whether it carries a VIN, which is read by the VIN reader.
        prefix: the first part of the names of its `..._present` checks.
    """

    kind: DocumentKind
    clues: tuple[tuple[str, float], ...]
    fields: tuple[FieldSpec, ...]
    checks: Checks
    against: tuple[str, ...] = ()
    other_labels: tuple[str, ...] = ()
    has_vin: bool = False
    prefix: str = ""
    labels: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Collect every word of the form."""
        words = {word for each in self.fields for word in each.labels}
        object.__setattr__(self, "labels", frozenset(words | set(self.other_labels)))

    def likeness(self, text: str) -> float:
        """Return how much of this kind the text of a page shows, 0 to about 1."""
        if any(re.search(pattern, text) for pattern in self.against):
            return 0.0
        return sum(weight for pattern, weight in self.clues if re.search(pattern, text))


def no_checks(_values: Values, _today: date) -> tuple[Check, ...]:
    """For documents whose values have no standard of their own."""
    return ()
