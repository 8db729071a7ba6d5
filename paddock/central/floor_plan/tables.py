"""The published tables of the floor plan, read from data: terms by class, and the grading of dealers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from pydantic import TypeAdapter

from paddock.domain.dealer_grading import Band, GradingTable, Measure, Tier
from paddock.domain.floor_plan import CurtailmentStep, FloorPlanTerms, LimitClass
from paddock.domain.sentences import Sentence

_TERMS = TypeAdapter(FloorPlanTerms)


@dataclass(frozen=True, slots=True)
class TermsTable:
    """What each class is financed at."""

    version: str
    by_class: Mapping[LimitClass, FloorPlanTerms]


@cache
def terms_table() -> TermsTable:
    """The table in force. Raises `ValueError` for one that makes no schedule: a centre does not start on it."""
    document = _read("terms.json")
    version = str(document["version"])
    by_class = {
        LimitClass(name): FloorPlanTerms(
            version=version,
            annual_rate=Decimal(row["annual_rate"]),
            late_factor=Decimal(row["late_factor"]),
            interest_free_days=row["interest_free_days"],
            advance_percent=row["advance_percent"],
            curtailments=tuple(CurtailmentStep(day, percent) for day, percent in row["curtailments"]),
            days_to_pay_after_sale=row["days_to_pay_after_sale"],
        )
        for name, row in document["classes"].items()
    }
    return TermsTable(version, by_class)


@cache
def grading_table() -> GradingTable:
    """The table dealers are graded by. Raises `ValueError` for one that is not whole."""
    document = _read("grading.json")
    measures = tuple(
        Measure(row["name"], Sentence(**row["words"]), tuple(Band(Decimal(at), points) for at, points in row["bands"]))
        for row in document["measures"]
    )
    tiers = tuple(
        Tier(row["name"], row["at_least"], Decimal(row["rate_discount"]), row["most_units"])
        for row in document["tiers"]
    )
    return GradingTable(str(document["version"]), measures, tiers)


def terms_for(limit_class: LimitClass, tier: Tier) -> FloorPlanTerms:
    """The terms of a class with the tier's discount taken off the rate."""
    terms = terms_table().by_class[limit_class]
    return replace(terms, annual_rate=max(terms.annual_rate - tier.rate_discount, Decimal(0)))


def terms_text(terms: FloorPlanTerms) -> str:
    """The terms as they are kept with a unit."""
    return _TERMS.dump_json(terms).decode()


@cache
def terms_of(text: str) -> FloorPlanTerms:
    """The terms that `terms_text` wrote."""
    return _TERMS.validate_json(text)


def _read(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((resources.files(__package__) / name).read_text("utf-8"))
    return document
