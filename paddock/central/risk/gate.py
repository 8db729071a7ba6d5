"""The fail-closed gate before the rule engine.

The engine itself fails open: a cell it cannot run, or an input that is missing or of another type, silently means
"no hit". So a rule set passes here before it decides anything: only decision tables, every cell in the language of
`cells` and for the type of its input, every output complete, every rule registered once, and every row tried on the
engine with values that must and must not hit. And every context passes `faults_of_context`.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import zen
from pydantic import ValidationError

from paddock.central.risk.cells import Cell, CellError, parse_cell
from paddock.central.risk.feature_list import FEATURES, Feature, Features
from paddock.central.risk.register import Register
from paddock.wire.decisions import RuleOutcome

REGISTER_FILE: Final = "register.json"
ALLOWED_NODES: Final = ("inputNode", "decisionTableNode", "outputNode")
ROW_OUTCOMES: Final = (RuleOutcome.DECLINE, RuleOutcome.REFER, RuleOutcome.CAP)
_ROW_KEYS: Final = frozenset({"_id", "_description"})


@dataclass(frozen=True, slots=True)
class GateFault:
    """Why a rule set must not decide anything: the file, the place in it, and what is wrong there."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file} {self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table that was understood."""

    id: str
    rule: str
    outcome: RuleOutcome
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The decision table of one group, as data for the engine and as rows for us."""

    group: str
    node: dict[str, Any]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Gated:
    """A rule set as far as it was understood; fit for use only when `faults` is empty."""

    register: Register | None
    tables: tuple[Table, ...]
    documents: dict[str, Any]
    """File name → parsed JSON."""
    faults: tuple[GateFault, ...]


def read_rules(directory: Path) -> Gated:
    """Read and check every file of a rule set; never raises for what is wrong in it."""
    faults: list[GateFault] = []
    documents = {path.name: _read(path, faults) for path in sorted(directory.glob("*.json"))}
    register = _register(documents.get(REGISTER_FILE), faults)
    tables = []
    for name, document in documents.items():
        if name != REGISTER_FILE and document is not None:
            table = _TableReader(name, faults).read(document)
            if table is not None:
                tables.append(table)
    if register is not None:
        faults += _held_against_register(register, tables)
    if not faults:
        faults += [fault for table in tables for fault in _tried_on_the_engine(table)]
    order = {group.id: index for index, group in enumerate(register.groups)} if register else {}
    tables.sort(key=lambda table: order.get(table.group, len(order)))
    return Gated(register, tuple(tables), documents, tuple(faults))


def faults_of_context(features: Features) -> list[str]:
    """What keeps `features` from the engine: unknown or missing names, wrong types, texts that cannot be."""
    faults = [f"unknown input {name}" for name in features.keys() - FEATURES.keys()]
    for name, kind, choices in _CHECKED:
        value = features.get(name, _ABSENT)
        if value is None:
            continue
        # `type is`, because a bool is an int to isinstance and must not pass as one.
        if type(value) is not kind:
            what = "not there" if value is _ABSENT else f"{type(value).__name__}, not {kind.__name__}"
            faults.append(f"input {name} is {what}")
        elif kind is str and value not in choices:
            faults.append(f"{name} is never {value!r}")
        elif kind is float and not math.isfinite(cast("float", value)):
            faults.append(f"{name} is not finite")
    return faults


_ABSENT: Final = object()
_CHECKED: Final = tuple((name, feature.kind.python_type, feature.choices) for name, feature in FEATURES.items())


def _read(path: Path, faults: list[GateFault]) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        faults.append(GateFault(path.name, "file", f"cannot be read as JSON ({error})"))
        return None


def _register(document: Any, faults: list[GateFault]) -> Register | None:
    if document is None:
        faults.append(GateFault(REGISTER_FILE, "file", "is missing or broken"))
        return None
    try:
        return Register.model_validate(document)
    except ValidationError as error:
        faults += [
            GateFault(REGISTER_FILE, ".".join(str(part) for part in line["loc"]) or "register", line["msg"])
            for line in error.errors()
        ]
        return None


class _TableReader:
    """Reads one file as a graph of input → one decision table → output, noting every fault."""

    def __init__(self, file: str, faults: list[GateFault]) -> None:
        self._file = file
        self._faults = faults

    def _fault(self, place: str, message: str) -> None:
        self._faults.append(GateFault(self._file, place, message))

    def read(self, document: Any) -> Table | None:
        try:
            nodes = list(document["nodes"])
            kinds = [node["type"] for node in nodes]
            links = {(edge["sourceId"], edge["targetId"]) for edge in document["edges"]}
        except (KeyError, TypeError):
            self._fault("graph", "is no decision graph with nodes and edges")
            return None
        for kind in sorted({kind for kind in kinds if kind not in ALLOWED_NODES}):
            self._fault("graph", f"node type {kind} is banned: it can do anything, slowly or over the network")
        if sorted(kinds) != sorted(ALLOWED_NODES):
            self._fault("graph", "needs exactly one input, one decision table and one output")
            return None
        by_kind = dict(zip(kinds, nodes, strict=True))
        chain = [by_kind[kind].get("id") for kind in ALLOWED_NODES]
        if links != {(chain[0], chain[1]), (chain[1], chain[2])}:
            self._fault("graph", "input, table and output are not linked in one line")
        return self._table(by_kind["decisionTableNode"])

    def _table(self, node: dict[str, Any]) -> Table | None:
        content = node.get("content")
        if not isinstance(content, dict) or not isinstance(content.get("rules"), list):
            self._fault("table", "has no content")
            return None
        if content.get("hitPolicy") != "collect":
            self._fault("table", "must collect every hit, not stop at the first")
        for key in ("passThrough", "inputField", "outputPath"):
            if content.get(key):
                self._fault("table", f"{key} must not be set")
        if content.get("executionMode", "single") != "single":
            self._fault("table", "must not loop")
        inputs = self._inputs(content.get("inputs", []))
        outputs = {str(output.get("id")): str(output.get("field")) for output in content.get("outputs", [])}
        if sorted(outputs.values()) != ["outcome", "rule"]:
            self._fault("table", "needs exactly the outputs rule and outcome")
            return None
        rows = [self._row(row, index, inputs, outputs) for index, row in enumerate(content["rules"], start=1)]
        ids = [row.id for row in rows if row is not None]
        for row_id in sorted({row_id for row_id in ids if ids.count(row_id) > 1}):
            self._fault(f"row {row_id}", "stands twice")
        group = self._file.removesuffix(".json")
        return Table(group, node, tuple(row for row in rows if row is not None))

    def _inputs(self, columns: list[dict[str, Any]]) -> dict[str, Feature]:
        inputs: dict[str, Feature] = {}
        for column in columns:
            feature = FEATURES.get(str(column.get("field")))
            if feature is None:
                self._fault("table", f"there is no input {column.get('field')!r}")
            elif feature in inputs.values() or str(column.get("id")) in inputs:
                self._fault("table", f"input {feature.name} stands twice")
            else:
                inputs[str(column.get("id"))] = feature
        return inputs

    def _row(self, row: Any, index: int, inputs: dict[str, Feature], outputs: dict[str, str]) -> Row | None:
        if not isinstance(row, dict) or not all(isinstance(cell, str) for cell in row.values()):
            self._fault(f"row {index}", "is not a row of texts")
            return None
        row_id = row.get("_id") or str(index)
        place = f"row {row_id}"
        for key in sorted(set(row) - set(inputs) - set(outputs) - _ROW_KEYS):
            self._fault(place, f"has a cell in a column that is not there ({key})")
        cells: dict[str, Cell] = {}
        for column, feature in inputs.items():
            text = row.get(column, "").strip()
            if not text:
                continue
            try:
                cells[feature.name] = parse_cell(text, feature)
            except CellError as error:
                self._fault(f"{place}, {feature.name}", str(error))
        if not any(row.get(column, "").strip() for column in inputs):
            self._fault(place, "compares nothing, so it would always hit")
        rule, outcome = (self._output(row, place, outputs, field) for field in ("rule", "outcome"))
        if outcome not in ROW_OUTCOMES:
            self._fault(place, f"outcome {outcome!r} is none of {', '.join(ROW_OUTCOMES)}")
            return None
        return Row(str(row_id), rule, RuleOutcome(outcome), cells)

    def _output(self, row: dict[str, str], place: str, outputs: dict[str, str], field: str) -> str:
        column = next(column for column, name in outputs.items() if name == field)
        try:
            value = json.loads(row.get(column, ""))
        except ValueError:
            value = None
        if not isinstance(value, str) or not value:
            self._fault(place, f'{field} must be a text in "quotes"')
            return ""
        return value


def _held_against_register(register: Register, tables: list[Table]) -> list[GateFault]:
    groups = {rule.id: rule.group for rule in register.rules}
    faults = []
    for table in tables:
        faults += [
            GateFault(f"{table.group}.json", f"row {row.id}", f"rule {row.rule!r} is not registered in this group")
            for row in table.rows
            if groups.get(row.rule) != table.group
        ]
    written = {row.rule for table in tables for row in table.rows}
    faults += [
        GateFault(REGISTER_FILE, f"rule {rule}", "is registered but stands in no table")
        for rule in groups
        if rule not in written
    ]
    known = {table.group for table in tables}
    faults += [
        GateFault(REGISTER_FILE, f"group {group.id}", "has no file")
        for group in register.groups
        if group.id not in known
    ]
    return faults


def _tried_on_the_engine(table: Table) -> list[GateFault]:
    """Run every row alone with values that must hit, and each cell with a value that must not."""
    faults = []
    decision = zen.ZenEngine().create_decision(json.dumps(graph_of([table])))
    for row in table.rows:
        hit = {name: cell.hit for name, cell in row.cells.items()}
        if not _hits(decision, table, row, hit):
            faults.append(GateFault(f"{table.group}.json", f"row {row.id}", "the engine does not hit where it must"))
        for name, cell in row.cells.items():
            if cell.miss is not None and _hits(decision, table, row, hit | {name: cell.miss}, alone=True):
                faults.append(
                    GateFault(f"{table.group}.json", f"row {row.id}, {name}", "the engine hits where it must not")
                )
    return faults


def _hits(decision: Any, table: Table, row: Row, context: dict[str, Any], *, alone: bool = False) -> bool:
    try:
        result = decision.evaluate(context)["result"][table.group]
    except (KeyError, RuntimeError, ValueError):
        return alone  # an engine error is a fault either way
    same = [r for r in table.rows if (r.rule, r.outcome) == (row.rule, row.outcome)]
    if alone and len(same) > 1:
        # Another row with the same outcome may rightly hit: ask about this row's cell itself.
        return all(zen.compile_unary_expression(c.expression).evaluate({"$": context[n]}) for n, c in row.cells.items())
    return {"rule": row.rule, "outcome": row.outcome.value} in result


def graph_of(tables: list[Table] | tuple[Table, ...]) -> dict[str, Any]:
    """One decision graph of all tables, each answering under its group's name."""
    nodes: list[dict[str, Any]] = [{"id": "request", "name": "request", "type": "inputNode", "position": _ORIGIN}]
    edges = []
    for table in tables:
        content = {**table.node["content"], "outputPath": table.group}
        nodes.append({**table.node, "id": table.group, "content": content})
        edges += [_edge("request", table.group), _edge(table.group, "response")]
    nodes.append({"id": "response", "name": "response", "type": "outputNode", "position": _ORIGIN})
    return {"nodes": nodes, "edges": edges}


def merged_graph_of(tables: list[Table] | tuple[Table, ...]) -> dict[str, Any]:
    """The same rows in one table under the union of the columns: one step for the engine instead of one a table.

    Columns are named by input and outputs by field, because each file numbers its own.
    """
    inputs: dict[str, dict[str, Any]] = {}
    rows = []
    for table in tables:
        fields = {column["id"]: column["field"] for column in table.node["content"]["inputs"]}
        inputs |= {field: {"id": field, "name": field, "field": field} for field in fields.values()}
        rows += [{name: cell.expression for name, cell in row.cells.items()} | _said(row) for row in table.rows]
    blank = dict.fromkeys(inputs, "")
    content = {
        "hitPolicy": "collect",
        "inputs": list(inputs.values()),
        "outputs": [{"id": f"out_{field}", "name": field, "field": field} for field in ("rule", "outcome")],
        "rules": [blank | row for row in rows],
    }
    node = {"id": "rules", "name": "rules", "type": "decisionTableNode", "position": _ORIGIN, "content": content}
    return graph_of([Table("hits", node, ())])


def _said(row: Row) -> dict[str, str]:
    return {"_id": row.id, "out_rule": json.dumps(row.rule), "out_outcome": json.dumps(row.outcome)}


_ORIGIN: Final = {"x": 0, "y": 0}


def _edge(source: str, target: str) -> dict[str, str]:
    return {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
