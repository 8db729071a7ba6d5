"""The versioned texts of the finance contract, read from a data file and merged strictly.

A published file is never changed: an amendment is a new file with a new version, and every contract says which
one it was drawn up with.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template
from typing import Any

from paddock.domain.plans import PlanKind
from paddock.wire.applications import ConsentPurpose

CURRENT_VERSION = "2026-11"


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
    """One paragraph with `$name` places; `kinds` empty: for every legal form."""

    text: str
    kinds: frozenset[PlanKind]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause 条款 and the law it rests on."""

    id: str
    version: int
    title: str
    law: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What the customer agreed to, for one purpose."""

    title: str
    law: str
    text: str


@dataclass(frozen=True, slots=True)
class ClauseBook:
    """All texts of one version."""

    version: str
    laws: tuple[str, ...]
    kinds: Mapping[PlanKind, KindTexts]
    clauses: tuple[Clause, ...]
    consents: Mapping[ConsentPurpose, ConsentText]


@dataclass(frozen=True, slots=True)
class MergedClause:
    """A clause with every place filled in."""

    title: str
    law: str
    paragraphs: tuple[str, ...]


@cache
def clause_book(version: str = CURRENT_VERSION) -> ClauseBook:
    """The texts of `version`.

    Raises:
        FileNotFoundError: there is no such version.
    """
    file = resources.files("paddock.central.contracts").joinpath("clauses", f"{version}.json")
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return ClauseBook(
        version=data["version"],
        laws=tuple(data["laws"]),
        kinds={PlanKind(kind): KindTexts(**texts) for kind, texts in data["kinds"].items()},
        clauses=tuple(_clause(clause) for clause in data["clauses"]),
        consents={ConsentPurpose(purpose): ConsentText(**text) for purpose, text in data["consents"].items()},
    )


def merge_clauses(book: ClauseBook, kind: PlanKind, values: Mapping[str, str]) -> list[MergedClause]:
    """The clauses that apply to `kind`, with `values` in their places.

    Raises:
        KeyError: a place has no value; a contract never goes out with a gap.
    """
    merged = []
    for clause in book.clauses:
        texts = [p.text for p in clause.paragraphs if not p.kinds or kind in p.kinds]
        merged.append(
            MergedClause(clause.title, clause.law, tuple(Template(text).substitute(values) for text in texts))
        )
    return merged


def _clause(data: Mapping[str, Any]) -> Clause:
    return Clause(
        id=data["id"],
        version=data["version"],
        title=data["title"],
        law=data["law"],
        paragraphs=tuple(
            Paragraph(p["text"], frozenset(PlanKind(kind) for kind in p.get("kinds", ()))) for p in data["paragraphs"]
        ),
    )
