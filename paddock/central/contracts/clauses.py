"""The versioned texts of the finance contract: books of clauses, each a JSON document, merged strictly.

A published book is never changed: an amendment is a new book, based on the one before, and every contract says which
one it was drawn up with. Inside a book a clause has its own version and says which one it replaces, so that the line
of a clause can be followed through the books.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib import resources
from string import Template
from typing import Any, Final

from paddock.domain.financed_extras import ExtraKind
from paddock.domain.plans import PlanKind, RepaymentMethod
from paddock.domain.states import SignerRole
from paddock.domain.vehicle_class import VehicleClass
from paddock.domain.vehicle_kind import VehicleKind
from paddock.wire.applications import ConsentPurpose, VehicleCondition

FIRST_BOOK: Final = "2026-11"
INSTALLED_BOOKS: Final = (FIRST_BOOK, "2026-11.2")
"""The books that come with the program, the oldest first."""
CURRENT_VERSION: Final = INSTALLED_BOOKS[-1]
_STRONG_IN_THE_FIRST: Final = frozenset({"ownership", "rent", "early_settlement", "default"})


@dataclass(frozen=True, slots=True)
class Deal:
    """What of a deal decides which texts apply."""

    kind: PlanKind
    method: RepaymentMethod = RepaymentMethod.EQUAL_INSTALMENT
    condition: VehicleCondition = VehicleCondition.NEW
    vehicle_class: VehicleClass = VehicleClass.PASSENGER
    vehicle_kind: VehicleKind = VehicleKind.PASSENGER
    new_energy: bool = False
    extras: frozenset[ExtraKind] = frozenset()
    signers: frozenset[SignerRole] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """Which deals a text is for; what is empty or None asks for nothing."""

    kinds: frozenset[PlanKind] = frozenset()
    methods: frozenset[RepaymentMethod] = frozenset()
    conditions: frozenset[VehicleCondition] = frozenset()
    classes: frozenset[VehicleClass] = frozenset()
    vehicle_kinds: frozenset[VehicleKind] = frozenset()
    extras: frozenset[ExtraKind] = frozenset()
    signers: frozenset[SignerRole] = frozenset()
    new_energy: bool | None = None
    with_extras: bool | None = None

    def holds(self, deal: Deal) -> bool:
        """Whether a text of this scope belongs into the contract of `deal`."""
        return (
            (not self.kinds or deal.kind in self.kinds)
            and (not self.methods or deal.method in self.methods)
            and (not self.conditions or deal.condition in self.conditions)
            and (not self.classes or deal.vehicle_class in self.classes)
            and (not self.vehicle_kinds or deal.vehicle_kind in self.vehicle_kinds)
            and (not self.extras or bool(deal.extras & self.extras))
            and (not self.signers or bool(deal.signers & self.signers))
            and self.new_energy in {None, deal.new_energy}
            and self.with_extras in {None, bool(deal.extras)}
        )


@dataclass(frozen=True, slots=True)
class KindTexts:
    """The words that depend on the legal form of the lease."""

    title: str
    subtitle: str
    down_payment: str
    amount_financed: str
    price: str
    recital: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with `$name` places."""

    text: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause 条款, the law it rests on, and the version it replaces (None: the first of its line)."""

    id: str
    version: int
    title: str
    law: str
    paragraphs: tuple[Paragraph, ...]
    scope: Scope
    strong: bool
    """Set in bold: Civil Code article 496 asks that terms of great interest to the other party be made plain."""
    replaces: int | None


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What the customer agreed to, for one purpose."""

    title: str
    law: str
    text: str


@dataclass(frozen=True, slots=True)
class InspectionItem:
    """A line of the inspection list: what is looked at, and how it should be."""

    name: str
    how: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex beside schedule and consents: paragraphs, or a list of what is looked at."""

    id: str
    title: str
    law: str
    scope: Scope
    paragraphs: tuple[str, ...]
    items: tuple[InspectionItem, ...]


@dataclass(frozen=True, slots=True)
class ClauseBook:
    """All texts of one version."""

    version: str
    based_on: str | None
    effective_from: date
    """In China; contracts drawn up from this day on are made of it, unless a later one is in force."""
    laws: tuple[str, ...]
    kinds: Mapping[PlanKind, KindTexts]
    clauses: tuple[Clause, ...]
    consents: Mapping[ConsentPurpose, ConsentText]
    annexes: tuple[Annex, ...]

    def clause(self, clause_id: str) -> Clause | None:
        """The clause of that name."""
        return next((clause for clause in self.clauses if clause.id == clause_id), None)


@dataclass(frozen=True, slots=True)
class MergedClause:
    """A clause with every place filled in."""

    title: str
    law: str
    strong: bool
    paragraphs: tuple[str, ...]


@cache
def clause_book(version: str = CURRENT_VERSION) -> ClauseBook:
    """The installed book `version`.

    Raises:
        FileNotFoundError: there is no such version among those installed.
    """
    return parse_book(json.loads(installed_text(version)))


def installed_text(version: str) -> str:
    """The JSON of an installed book. Raises `FileNotFoundError`."""
    file = resources.files("paddock.central.contracts").joinpath("clauses", f"{version}.json")
    return file.read_text(encoding="utf-8")


def parse_book(data: Mapping[str, Any]) -> ClauseBook:
    """The book that a JSON document describes.

    Raises:
        KeyError, ValueError, TypeError: something is missing, or names what nobody knows.
    """
    return ClauseBook(
        version=str(data["version"]),
        based_on=data.get("based_on"),
        effective_from=date.fromisoformat(data.get("effective_from", "2026-11-01")),
        laws=tuple(data["laws"]),
        kinds={PlanKind(kind): KindTexts(**texts) for kind, texts in data["kinds"].items()},
        clauses=tuple(_clause(clause) for clause in data["clauses"]),
        consents={ConsentPurpose(purpose): ConsentText(**text) for purpose, text in data["consents"].items()},
        annexes=tuple(_annex(name, annex) for name, annex in data.get("annexes", {}).items()),
    )


def merge_clauses(book: ClauseBook, deal: Deal, values: Mapping[str, str]) -> list[MergedClause]:
    """The clauses that apply to `deal`, with `values` in their places.

    Raises:
        KeyError: a place has no value; a contract never goes out with a gap.
    """
    return [
        MergedClause(
            clause.title,
            clause.law,
            clause.strong,
            tuple(fill(p.text, values) for p in clause.paragraphs if p.scope.holds(deal)),
        )
        for clause in book.clauses
        if clause.scope.holds(deal)
    ]


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with `values` in its places. Raises `KeyError` for a place without a value."""
    return Template(text).substitute(values)


def _clause(data: Mapping[str, Any]) -> Clause:
    return Clause(
        id=data["id"],
        version=int(data["version"]),
        title=data["title"],
        law=data["law"],
        paragraphs=tuple(Paragraph(p["text"], _scope(p)) for p in data["paragraphs"]),
        scope=_scope(data),
        # The first book says nothing of bold type: it was set by a list in the program.
        strong=bool(data.get("strong", data["id"] in _STRONG_IN_THE_FIRST and "strong" not in data)),
        replaces=data.get("replaces"),
    )


def _annex(name: str, data: Mapping[str, Any]) -> Annex:
    intro = (data["intro"],) if "intro" in data else ()
    return Annex(
        id=name,
        title=data["title"],
        law=data["law"],
        scope=_scope(data),
        paragraphs=(*intro, *data.get("paragraphs", ())),
        items=tuple(InspectionItem(item["name"], item["how"], _scope(item)) for item in data.get("items", ())),
    )


_MEANINGS: Final = {
    "kinds": PlanKind,
    "methods": RepaymentMethod,
    "conditions": VehicleCondition,
    "classes": VehicleClass,
    "vehicle_kinds": VehicleKind,
    "extras": ExtraKind,
    "signers": SignerRole,
}


def _scope(data: Mapping[str, Any]) -> Scope:
    # The first book wrote the legal forms without `for`.
    said = dict(data.get("for", {"kinds": data["kinds"]} if "kinds" in data else {}))
    unknown = set(said) - {field.name for field in fields(Scope)}
    if unknown:
        raise ValueError(f"a scope knows no {', '.join(sorted(unknown))}")
    words: dict[str, Any] = {
        name: frozenset(kind(word) for word in said.pop(name)) for name, kind in _MEANINGS.items() if name in said
    }
    return Scope(**words, **said)
