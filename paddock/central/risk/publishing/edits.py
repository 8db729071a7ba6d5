"""The changes a risk manager can make to a draft, one at a time, each of a shape that cannot break the files.

What a change says may still be refused by the gate: a draft may be wrong while it is being written.
"""

import copy
import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from paddock.central.problems import Refusal, malformed_field
from paddock.central.risk.cases import CASES_FILE, RuleCase, suggested_cases
from paddock.central.risk.faults import GateFault
from paddock.central.risk.feature_list import FEATURES
from paddock.central.risk.gate import REGISTER_FILE
from paddock.central.risk.register import RuleCard
from paddock.central.risk.table import Row
from paddock.central.risk.table_reader import TableReader
from paddock.domain.sentences import Sentence
from paddock.wire.decisions import RuleOutcome

Documents: TypeAlias = dict[str, Any]
_Group = Annotated[str, Field(pattern=r"^[a-z_]+$")]
_RowId = Annotated[str, Field(max_length=20)]
_CellText = Annotated[str, Field(max_length=200)]


class _Edit(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SetCell(_Edit):
    """Write one cell; empty takes the condition away."""

    kind: Literal["set_cell"]
    group: _Group
    row: _RowId
    feature: str
    text: _CellText


class SetOutcome(_Edit):
    """What a row leads to."""

    kind: Literal["set_outcome"]
    group: _Group
    row: _RowId
    outcome: RuleOutcome


class AddRow(_Edit):
    """One more row of a rule, a copy of `like` if there is one."""

    kind: Literal["add_row"]
    group: _Group
    rule: str
    like: _RowId | None = None


class DeleteRow(_Edit):
    """Take a row out."""

    kind: Literal["delete_row"]
    group: _Group
    row: _RowId


class AddColumn(_Edit):
    """Compare one more input in a table."""

    kind: Literal["add_column"]
    group: _Group
    feature: str


class DeleteColumn(_Edit):
    """Take a column out, with whatever stands in it."""

    kind: Literal["delete_column"]
    group: _Group
    feature: str


class SetCard(_Edit):
    """Rewrite a rule's card: owner, dates, sentences, reason code; or add a new rule with its first, empty row."""

    kind: Literal["set_card"]
    card: RuleCard


class DeleteRule(_Edit):
    """Take a rule out whole: card, rows and cases."""

    kind: Literal["delete_rule"]
    rule: str


class SetCases(_Edit):
    """The test cases of a rule."""

    kind: Literal["set_cases"]
    rule: str
    cases: Annotated[list[RuleCase], Field(max_length=500)]


class SuggestCases(_Edit):
    """Write a rule's cases anew from its rows as they stand, every edge on both sides."""

    kind: Literal["suggest_cases"]
    rule: str


class SetVersion(_Edit):
    """The version people call the rule set by."""

    kind: Literal["set_version"]
    version: Annotated[str, Field(min_length=1, max_length=40)]


Edit: TypeAlias = Annotated[
    SetCell
    | SetOutcome
    | AddRow
    | DeleteRow
    | AddColumn
    | DeleteColumn
    | SetCard
    | DeleteRule
    | SetCases
    | SuggestCases
    | SetVersion,
    Field(discriminator="kind"),
]


def apply(documents: Mapping[str, Any], edits: list[Edit]) -> Documents:
    """The documents with every edit made; the given ones stay as they are.

    Raises `Refusal(malformed_request)` for an edit of something that is not there.
    """
    changed: Documents = copy.deepcopy(dict(documents))
    for edit in edits:
        _APPLY[type(edit)](changed, edit)
    return changed


def rows_of_rule(documents: Mapping[str, Any], rule: str) -> tuple[Row, ...]:
    """The rows of one rule as far as they can be read."""
    faults: list[GateFault] = []
    group = _card(documents, rule)["group"]
    table = TableReader(f"{group}.json", faults).read(documents[f"{group}.json"])
    return () if table is None else tuple(row for row in table.rows if row.rule == rule)


def content_of(documents: Mapping[str, Any], group: str) -> dict[str, Any]:
    """The decision table of a group. Raises `Refusal` when there is no such group."""
    document = documents.get(f"{group}.json")
    if document is None:
        raise _nothing("group", group)
    node = next(node for node in document["nodes"] if node["type"] == "decisionTableNode")
    content: dict[str, Any] = node["content"]
    return content


def _set_cell(documents: Documents, edit: SetCell) -> None:
    content = content_of(documents, edit.group)
    _row(content, edit.row)[_column(content, edit.feature)] = edit.text.strip()


def _set_outcome(documents: Documents, edit: SetOutcome) -> None:
    content = content_of(documents, edit.group)
    _row(content, edit.row)[_output(content, "outcome")] = json.dumps(edit.outcome.value)


def _add_row(documents: Documents, edit: AddRow) -> None:
    content = content_of(documents, edit.group)
    card = _card(documents, edit.rule)
    if card["group"] != edit.group:
        raise _nothing("rule", edit.rule)
    rows = content["rules"]
    numbers = [
        int(row["_id"].rpartition(".")[2])
        for row in rows
        if row["_id"].startswith(f"{edit.rule}.") and row["_id"].rpartition(".")[2].isdigit()
    ]
    blank = {column["id"]: "" for column in content["inputs"]} | {
        _output(content, "outcome"): json.dumps(RuleOutcome.REFER.value)
    }
    like = blank if edit.like is None else _row(content, edit.like)
    fresh = {
        **like,
        "_id": f"{edit.rule}.{max(numbers, default=0) + 1}",
        "_description": card["staff"]["zh"],
        _output(content, "rule"): json.dumps(edit.rule),
    }
    last = max(
        (index for index, row in enumerate(rows) if row["_id"].startswith(f"{edit.rule}.")), default=len(rows) - 1
    )
    rows.insert(last + 1, fresh)


def _delete_row(documents: Documents, edit: DeleteRow) -> None:
    content = content_of(documents, edit.group)
    content["rules"].remove(_row(content, edit.row))


def _add_column(documents: Documents, edit: AddColumn) -> None:
    content = content_of(documents, edit.group)
    feature = FEATURES.get(edit.feature)
    if feature is None:
        raise _nothing("feature", edit.feature)
    if any(column["field"] == edit.feature for column in content["inputs"]):
        return
    column = {"id": f"in_{feature.name}", "name": feature.caption.zh, "field": feature.name}
    content["inputs"].append(column)
    for row in content["rules"]:
        row[column["id"]] = ""


def _delete_column(documents: Documents, edit: DeleteColumn) -> None:
    content = content_of(documents, edit.group)
    column = _column(content, edit.feature)
    content["inputs"] = [each for each in content["inputs"] if each["id"] != column]
    for row in content["rules"]:
        row.pop(column, None)


def _set_card(documents: Documents, edit: SetCard) -> None:
    register = documents[REGISTER_FILE]
    card = edit.card.model_dump(mode="json")
    if not any(group["id"] == edit.card.group for group in register["groups"]):
        raise _nothing("group", edit.card.group)
    for index, known in enumerate(register["rules"]):
        if known["id"] == edit.card.id:
            if known["group"] != edit.card.group:
                raise _refused(
                    "card.group", "规则不能换组, 请删除后在新组中新建", "A rule stays in its group: delete it first"
                )
            register["rules"][index] = card
            return
    register["rules"].append(card)
    order = {group["id"]: index for index, group in enumerate(register["groups"])}
    register["rules"].sort(key=lambda each: (order.get(each["group"], len(order)), each["id"]))
    documents[CASES_FILE]["cases"].setdefault(edit.card.id, [])
    _add_row(documents, AddRow(kind="add_row", group=edit.card.group, rule=edit.card.id))


def _delete_rule(documents: Documents, edit: DeleteRule) -> None:
    card = _card(documents, edit.rule)
    content = content_of(documents, card["group"])
    column = _output(content, "rule")
    content["rules"] = [row for row in content["rules"] if row[column] != json.dumps(edit.rule)]
    documents[REGISTER_FILE]["rules"].remove(card)
    documents[CASES_FILE]["cases"].pop(edit.rule, None)


def _set_cases(documents: Documents, edit: SetCases) -> None:
    _card(documents, edit.rule)
    documents[CASES_FILE]["cases"][edit.rule] = [case.model_dump(mode="json") for case in edit.cases]


def _suggest_cases(documents: Documents, edit: SuggestCases) -> None:
    cases = suggested_cases(tuple(row for row in rows_of_rule(documents, edit.rule) if row.cells))
    documents[CASES_FILE]["cases"][edit.rule] = [case.model_dump(mode="json") for case in cases]


def _set_version(documents: Documents, edit: SetVersion) -> None:
    documents[REGISTER_FILE]["version"] = edit.version


_APPLY: dict[type[_Edit], Any] = {
    SetCell: _set_cell,
    SetOutcome: _set_outcome,
    AddRow: _add_row,
    DeleteRow: _delete_row,
    AddColumn: _add_column,
    DeleteColumn: _delete_column,
    SetCard: _set_card,
    DeleteRule: _delete_rule,
    SetCases: _set_cases,
    SuggestCases: _suggest_cases,
    SetVersion: _set_version,
}


def _card(documents: Mapping[str, Any], rule: str) -> dict[str, Any]:
    for card in documents[REGISTER_FILE]["rules"]:
        if card["id"] == rule:
            found: dict[str, Any] = card
            return found
    raise _nothing("rule", rule)


def _row(content: dict[str, Any], row_id: str) -> dict[str, str]:
    for row in content["rules"]:
        if row.get("_id") == row_id:
            found: dict[str, str] = row
            return found
    raise _nothing("row", row_id)


def _column(content: dict[str, Any], feature: str) -> str:
    for column in content["inputs"]:
        if column["field"] == feature:
            return str(column["id"])
    raise _nothing("feature", feature)


def _output(content: dict[str, Any], field: str) -> str:
    return str(next(column["id"] for column in content["outputs"] if column["field"] == field))


def _nothing(field: str, name: str) -> Refusal:
    return _refused(field, f"草稿中没有 {name}, 请刷新", f"The draft has no {name}: refresh")


def _refused(field: str, zh: str, en: str) -> Refusal:
    return malformed_field(field, Sentence(zh, en))
