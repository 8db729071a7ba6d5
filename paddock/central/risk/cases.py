"""The test cases of rules, kept beside them: what a rule must say of given inputs.

Every edge of every cell is tried on both sides, so that no threshold, operator, choice or outcome changes without a
case that says so; whoever changes one on purpose changes the case with it.
"""

from collections.abc import Iterable
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from paddock.central.risk.feature_list import FEATURES, Features, Value
from paddock.central.risk.table import Row, outcome_of
from paddock.wire.decisions import RuleOutcome

CASES_FILE: Final = "cases.json"


class RuleCase(BaseModel):
    """One case: the inputs that are known (every other is missing), and what the rule must say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    given: Annotated[dict[str, str | bool | int | float], Field(strict=True)]
    expect: RuleOutcome


class CaseFile(BaseModel):
    """`rules/cases.json`: rule id → its cases."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cases: dict[str, list[RuleCase]]


def typed(given: dict[str, str | bool | int | float]) -> Features:
    """The given inputs with a ratio written as a whole number taken for the ratio it is."""
    return {
        name: float(value)
        if name in FEATURES and FEATURES[name].kind.python_type is float and type(value) is int
        else value
        for name, value in given.items()
    }


def suggested_cases(rows: tuple[Row, ...]) -> list[RuleCase]:
    """Cases for the rows of one rule: each hits, each edge is tried on both sides, each input is missing once."""
    found: dict[str, RuleCase] = {}
    for row in rows:
        hit = _others_quiet(row, rows) | {name: cell.hits[0] for name, cell in row.cells.items()}
        contexts: list[Features] = [hit]
        for name, cell in row.cells.items():
            contexts += [hit | {name: value} for value in (*cell.hits[1:], *cell.misses)]
        contexts += [_without(hit, name) for name in row.cells]
        if len(rows) > 1:
            # One input misses while another is unknown: where rows share inputs, only that tells them apart.
            for name, cell in row.cells.items():
                missed = hit | {name: cell.misses[0]}
                contexts += [_without(missed, other) for other in hit if other != name]
        for context in contexts:
            case = RuleCase(given=_known(context), expect=outcome_of(rows, context))
            found.setdefault(repr(sorted(case.given.items())), case)
    return list(found.values())


def _others_quiet(row: Row, rows: tuple[Row, ...]) -> Features:
    """Values for the inputs of the rule's other rows, with which those rows do not hit if that can be."""
    quiet: Features = {}
    for other in rows:
        for name in other.cells:
            if name not in row.cells and name not in quiet:
                cells = [each.cells[name] for each in rows if name in each.cells]
                tried: Iterable[Value] = (value for cell in cells for value in cell.misses)
                none_hit = [value for value in tried if not any(cell.region.holds(value) for cell in cells)]
                quiet[name] = none_hit[0] if none_hit else cells[0].misses[0]
    return quiet


def _without(context: Features, name: str) -> Features:
    return {other: value for other, value in context.items() if other != name}


def _known(context: Features) -> dict[str, str | bool | int | float]:
    return {name: value for name, value in context.items() if value is not None}
