"""Reading one file of a rule set as a graph of input → one decision table → output, noting every fault."""

import json
from typing import Any, Final

from paddock.central.risk.cells import Cell, CellError, parse_cell
from paddock.central.risk.faults import GateFault
from paddock.central.risk.feature_list import FEATURES, Feature
from paddock.central.risk.table import Row, Table
from paddock.domain.sentences import Sentence
from paddock.wire.decisions import RuleOutcome

ALLOWED_NODES: Final = ("inputNode", "decisionTableNode", "outputNode")
ROW_OUTCOMES: Final = (RuleOutcome.DECLINE, RuleOutcome.REFER, RuleOutcome.CAP)
_ROW_KEYS: Final = frozenset({"_id", "_description"})
_COLUMN_KEYS: Final = frozenset({"id", "name", "field"})


class TableReader:
    """Reads one file; what is wrong goes into `faults`."""

    def __init__(self, file: str, faults: list[GateFault]) -> None:
        self._file = file
        self._faults = faults

    def _fault(self, zh: str, en: str, row: str | None = None, column: str | None = None) -> None:
        self._faults.append(GateFault(self._file, Sentence(zh, en), row, column))

    def read(self, document: Any) -> Table | None:
        """The table of the file; None when it is not even a graph with one."""
        try:
            nodes = list(document["nodes"])
            kinds = [str(node["type"]) for node in nodes]
            links = {(edge["sourceId"], edge["targetId"]) for edge in document["edges"]}
        except (KeyError, TypeError):
            self._fault("不是含 nodes 与 edges 的决策图", "is no decision graph with nodes and edges")
            return None
        for kind in sorted({kind for kind in kinds if kind not in ALLOWED_NODES}):
            self._fault(
                f"禁用节点 {kind}: 它可能做任何事, 请删除",
                f"node type {kind} is banned, it can do anything: take it out",
            )
        if sorted(kinds) != sorted(ALLOWED_NODES):
            self._fault(
                "必须恰好有一个输入、一个决策表和一个输出", "needs exactly one input, one decision table and one output"
            )
            return None
        by_kind = dict(zip(kinds, nodes, strict=True))
        chain = [by_kind[kind].get("id") for kind in ALLOWED_NODES]
        if links != {(chain[0], chain[1]), (chain[1], chain[2])}:
            self._fault("输入、决策表与输出没有连成一线", "input, table and output are not linked in one line")
        return self._table(by_kind["decisionTableNode"])

    def _table(self, node: dict[str, Any]) -> Table | None:
        content = node.get("content")
        if not isinstance(content, dict) or not isinstance(content.get("rules"), list):
            self._fault("决策表没有内容", "has no content")
            return None
        if content.get("hitPolicy") != "collect":
            self._fault("必须收集全部命中 (collect), 不能只取第一条", "must collect every hit, not stop at the first")
        for key in ("passThrough", "inputField", "outputPath"):
            if content.get(key):
                self._fault(f"不得设置 {key}", f"{key} must not be set")
        if content.get("executionMode", "single") != "single":
            self._fault("不得循环执行", "must not loop")
        inputs = self._inputs(content.get("inputs"))
        outputs = self._outputs(content.get("outputs"))
        if outputs is None:
            return None
        rows = [self._row(row, index, inputs, outputs) for index, row in enumerate(content["rules"], start=1)]
        ids = [row.id for row in rows if row is not None]
        for row_id in sorted({row_id for row_id in ids if ids.count(row_id) > 1}):
            self._fault("行号重复, 请改用新的行号", "stands twice: give one of them another id", row_id)
        return Table(self._file.removesuffix(".json"), node, tuple(row for row in rows if row is not None))

    def _columns(self, columns: Any) -> list[dict[str, str]]:
        """The columns that are columns at all."""
        if not isinstance(columns, list):
            self._fault("没有列", "has no columns")
            return []
        good = []
        for column in columns:
            if not isinstance(column, dict) or not all(isinstance(value, str) for value in column.values()):
                self._fault("有一列不是由文字描述的", "has a column that is not described in texts")
            elif set(column) != _COLUMN_KEYS or not all(column.values()):
                self._fault(
                    "列必须恰好有 id、name 和 field",
                    "a column needs exactly id, name and field",
                    None,
                    column.get("field"),
                )
            else:
                good.append(column)
        return good

    def _inputs(self, columns: Any) -> dict[str, Feature]:
        inputs: dict[str, Feature] = {}
        for column in self._columns(columns):
            feature = FEATURES.get(column["field"])
            if feature is None:
                self._fault(
                    f"没有输入 {column['field']}, 请从输入清单中选",
                    f"there is no input {column['field']!r}: choose one of the list of inputs",
                    None,
                    column["field"],
                )
            elif feature in inputs.values() or column["id"] in inputs:
                self._fault(
                    "列重复, 请删去一列", f"input {feature.name} stands twice: take one out", None, feature.name
                )
            else:
                inputs[column["id"]] = feature
        return inputs

    def _outputs(self, columns: Any) -> dict[str, str] | None:
        outputs = {column["id"]: column["field"] for column in self._columns(columns)}
        if sorted(outputs.values()) != ["outcome", "rule"]:
            self._fault("输出必须恰好是 rule 和 outcome", "needs exactly the outputs rule and outcome")
            return None
        return outputs

    def _row(self, row: Any, index: int, inputs: dict[str, Feature], outputs: dict[str, str]) -> Row | None:
        if not isinstance(row, dict) or not all(isinstance(cell, str) for cell in row.values()):
            self._fault("行内含有不是文字的单元格", "is not a row of texts", str(index))
            return None
        row_id = row.get("_id") or str(index)
        for key in sorted(set(row) - set(inputs) - set(outputs) - _ROW_KEYS):
            self._fault(
                f"单元格所在的列 {key} 不存在", f"has a cell in a column that is not there ({key})", row_id, key
            )
        cells: dict[str, Cell] = {}
        for column, feature in inputs.items():
            text = row.get(column, "").strip()
            if not text:
                continue
            try:
                cells[feature.name] = parse_cell(text, feature)
            except CellError as error:
                self._fault(error.sentence.zh, error.sentence.en, row_id, feature.name)
        if not any(row.get(column, "").strip() for column in inputs):
            self._fault("没有任何条件, 会永远命中", "compares nothing, so it would always hit: fill a cell", row_id)
        rule, outcome = (self._output(row, row_id, outputs, field) for field in ("rule", "outcome"))
        if outcome not in ROW_OUTCOMES:
            self._fault(
                f"结果 {outcome!r} 不在 decline、refer、cap 之中",
                f"outcome {outcome!r} is none of {', '.join(ROW_OUTCOMES)}: choose one",
                row_id,
                "outcome",
            )
            return None
        return Row(row_id, rule, RuleOutcome(outcome), cells)

    def _output(self, row: dict[str, str], row_id: str, outputs: dict[str, str], field: str) -> str:
        column = next(column for column, name in outputs.items() if name == field)
        try:
            value = json.loads(row.get(column, ""))
        except ValueError:
            value = None
        if not isinstance(value, str) or not value:
            self._fault(f"{field} 必须是带引号的文字", f'{field} must be a text in "quotes"', row_id, field)
            return ""
        return value
