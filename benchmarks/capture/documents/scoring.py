"""Read photographed documents, compare every field with what was drawn, and keep what went wrong."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from benchmarks.capture.documents import car_parts, cards, papers
from benchmarks.capture.documents.cards import Fields
from benchmarks.capture.documents.inventions import Case, invented_case
from benchmarks.capture.documents.photo import STRENGTHS, photographed
from benchmarks.capture.documents.sheet import Fonts
from paddock.app.capture.document_reader import read_image
from paddock.app.capture.results import CapturedDocument
from paddock.app.capture.two_looks import SURE_ABOVE
from tests.helpers.renders import Picture, seeded

Render = Callable[[Case, Fonts], tuple[Picture, Fields]]

KINDS: Final[dict[str, Render]] = {
    "resident_id_front": cards.resident_id_front,
    "resident_id_back": cards.resident_id_back,
    "driving_licence": cards.driving_licence,
    "driving_licence_second_page": cards.driving_licence_second_page,
    "vehicle_licence": cards.vehicle_licence,
    "vehicle_licence_second_page": cards.vehicle_licence_second_page,
    "registration_certificate": papers.registration_certificate,
    "registration_certificate_second_page": papers.registration_certificate_second_page,
    "business_licence": papers.business_licence,
    "bank_card": cards.bank_card,
    "new_car_invoice": papers.new_car_invoice,
    "conformity_certificate": papers.conformity_certificate,
    "used_car_invoice": papers.used_car_invoice,
    "licence_plate": car_parts.licence_plate,
    "odometer": car_parts.odometer,
}
GOALS: Final = {"resident_id_front": 95, "resident_id_back": 95, "vehicle_licence": 95, "driving_licence": 95}
"""Percent of documents with every field exact at moderate strength; 90 for the others."""
TODAY: Final = date(2026, 11, 25)


@dataclass(frozen=True)
class Outcome:
    """One document that was read: what is wrong with it, and whether that was told."""

    kind: str
    picture: Picture
    read_as: str
    wrong: dict[str, tuple[str, str]]
    """Field → (drawn, read)."""
    untold: tuple[str, ...]
    """Wrong fields that are neither of low confidence nor of a document with a failed check."""
    milliseconds: float

    @property
    def exact(self) -> bool:
        """Whether the kind and every field are right."""
        return self.read_as == self.kind and not self.wrong


@dataclass
class Tally:
    """The figures of one kind."""

    documents: int = 0
    exact: int = 0
    fields: int = 0
    wrong: int = 0
    untold: int = 0
    milliseconds: list[float] = field(default_factory=list)
    of_field: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome, fields: int) -> None:
        """Count one document."""
        self.documents += 1
        self.exact += outcome.exact
        self.fields += fields
        self.wrong += len(outcome.wrong)
        self.untold += len(outcome.untold)
        self.milliseconds.append(outcome.milliseconds)
        self.of_field.update(outcome.wrong)


def outcomes(
    kind: str, samples: int, strength: str, fonts: Sequence[Fonts], seed: int = 0
) -> Iterator[tuple[Outcome, int]]:
    """Draw, damage and read `samples` documents of `kind`; yields each with the number of its fields."""
    for number in range(samples):
        picture, drawn = drawn_photo(kind, strength, fonts, number, seed)
        started = time.perf_counter()
        document = read_image(picture, TODAY)
        yield _compare(kind, picture, drawn, document, (time.perf_counter() - started) * 1000), len(drawn)


def drawn_photo(kind: str, strength: str, fonts: Sequence[Fonts], number: int, seed: int = 0) -> tuple[Picture, Fields]:
    """Return photo `number` of the series `seed`, and what its document says."""
    rng = seeded(seed * 100_003 + number * 31 + list(KINDS).index(kind))
    sheet, drawn = KINDS[kind](invented_case(rng), fonts[number % len(fonts)])
    return photographed(sheet, STRENGTHS[strength], rng), drawn


def _compare(kind: str, picture: Picture, drawn: Fields, document: CapturedDocument, ms: float) -> Outcome:
    read = {name: value.value for name, value in document.fields.items()}
    wrong = {name: (text, read.get(name, "")) for name, text in drawn.items() if read.get(name, "") != text}
    failed = any(not check.passed for check in document.checks if check.name != "document_not_expired")
    untold = tuple(
        name
        for name in wrong
        if not failed and name in document.fields and document.fields[name].confidence >= SURE_ABOVE
    )
    return Outcome(kind, picture, document.kind, wrong, untold, ms)
