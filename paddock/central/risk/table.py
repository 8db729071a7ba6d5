"""A decision table as it was understood, and as a graph for the engine."""

import json
from dataclasses import dataclass
from typing import Any, Final

import zen

from paddock.central.risk.cells import Cell
from paddock.central.risk.feature_list import Features
from paddock.wire.decisions import RuleOutcome

SEVERITY: Final = {
    RuleOutcome.DECLINE: 0,
    RuleOutcome.REFER: 1,
    RuleOutcome.NOT_EVALUATED: 2,
    RuleOutcome.CAP: 3,
    RuleOutcome.PASSED: 4,
}
"""Worst first: what a rule with several rows, and a decision with several rules, comes down to."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table that was understood."""

    id: str
    rule: str
    outcome: RuleOutcome
    cells: dict[str, Cell]

    def truth(self, features: Features) -> bool | None:
        """Whether the row hits; None where that hangs on something missing (three-valued logic)."""
        doubt = False
        for name, cell in self.cells.items():
            value = features.get(name)
            if value is None:
                doubt = True
            elif not cell.region.holds(value):
                return False
        return None if doubt else True


@dataclass(frozen=True, slots=True)
class Table:
    """The decision table of one group, as data for the engine and as rows for us."""

    group: str
    node: dict[str, Any]
    rows: tuple[Row, ...]


def outcome_of(rows: tuple[Row, ...], features: Features) -> RuleOutcome:
    """What the rows of one rule come to, by the sets their cells stand for and without the engine."""
    said = [RuleOutcome.PASSED]
    for row in rows:
        truth = row.truth(features)
        if truth is not False:
            said.append(row.outcome if truth else RuleOutcome.NOT_EVALUATED)
    return min(said, key=SEVERITY.__getitem__)


def rows_by_rule(tables: tuple[Table, ...]) -> dict[str, tuple[Row, ...]]:
    """Rule → its rows, in the order they stand in."""
    found: dict[str, list[Row]] = {}
    for table in tables:
        for row in table.rows:
            found.setdefault(row.rule, []).append(row)
    return {rule: tuple(rows) for rule, rows in found.items()}


def graph_of(tables: tuple[Table, ...]) -> dict[str, Any]:
    """One decision graph of all tables as written, each answering under its group's name."""
    nodes: list[dict[str, Any]] = [{"id": "request", "name": "request", "type": "inputNode", "position": _ORIGIN}]
    edges = []
    for table in tables:
        content = {**table.node["content"], "outputPath": table.group}
        nodes.append({**table.node, "id": table.group, "content": content})
        edges += [_edge("request", table.group), _edge(table.group, "response")]
    nodes.append({"id": "response", "name": "response", "type": "outputNode", "position": _ORIGIN})
    return {"nodes": nodes, "edges": edges}


def merged_graph_of(rows: tuple[Row, ...]) -> dict[str, Any]:
    """The rows in one table under the union of their columns.

    Columns are named by input and outputs by field, because each file numbers its own.
    """
    return graph_of((_united("hits", rows),))


def graph_in_pieces(rows: tuple[Row, ...]) -> dict[str, Any]:
    """The rows in a few tables of rows with like inputs, each answering under a number.

    The engine looks at every column of every row, empty ones too: one table of all rows is mostly empty and takes half
    as long again, and a table for every set of inputs ten times as long.
    """
    alike = sorted(rows, key=lambda row: sorted(row.cells))
    pieces = [tuple(alike[start : start + _ROWS_A_PIECE]) for start in range(0, len(alike), _ROWS_A_PIECE)]
    return graph_of(tuple(_united(f"piece_{number}", piece) for number, piece in enumerate(pieces)))


def _united(name: str, rows: tuple[Row, ...]) -> Table:
    inputs = dict.fromkeys(each for row in rows for each in row.cells)
    blank = dict.fromkeys(inputs, "")
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": each, "name": each, "field": each} for each in inputs],
        "outputs": [{"id": f"out_{field}", "name": field, "field": field} for field in ("rule", "outcome")],
        "rules": [blank | {each: cell.expression for each, cell in row.cells.items()} | _said(row) for row in rows],
    }
    node = {"id": name, "name": name, "type": "decisionTableNode", "position": _ORIGIN, "content": content}
    return Table(name, node, ())


def hits_of_each(rows: tuple[Row, ...], contexts: list[Features]) -> list[list[RuleOutcome]]:
    """What the engine's table of `rows` says of each context, in one call; what is missing is left out of one."""
    graph = merged_graph_of(rows)
    content = next(node["content"] for node in graph["nodes"] if node["id"] == "hits")
    content |= {"executionMode": "loop", "inputField": "contexts"}
    decision = zen.ZenEngine().create_decision(json.dumps(graph))
    answers = decision.evaluate({"contexts": contexts})["result"]["hits"] if contexts else []
    return [[RuleOutcome(hit["outcome"]) for hit in hits] for hits in answers]


def _said(row: Row) -> dict[str, str]:
    return {"_id": row.id, "out_rule": json.dumps(row.rule), "out_outcome": json.dumps(row.outcome)}


_ORIGIN: Final = {"x": 0, "y": 0}
_ROWS_A_PIECE: Final = 64
"""Anything from 24 to 64 takes the same time."""


def _edge(source: str, target: str) -> dict[str, str]:
    return {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
