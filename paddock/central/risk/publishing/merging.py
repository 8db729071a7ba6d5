"""Bringing what was published meanwhile into a draft: rule by rule, each taken from whoever changed it."""

import copy
import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from paddock.central.risk.cases import CASES_FILE
from paddock.central.risk.gate import REGISTER_FILE
from paddock.central.risk.publishing.edits import AddColumn, Documents, apply, content_of

_Rule: TypeAlias = dict[str, Any]
"""Everything of one rule: card, rows by input, cases."""


def merged(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[Documents, list[str]]:
    """`theirs` with what `mine` changed since `base`, and the rules that both changed in different ways.

    The result is of use only without such rules.
    """
    was, ours, other = _rules(base), _rules(mine), _rules(theirs)
    conflicts = []
    taken: dict[str, _Rule | None] = {}
    for rule in sorted(was.keys() | ours.keys() | other.keys()):
        before, here, there = was.get(rule), ours.get(rule), other.get(rule)
        if here in (before, there):
            continue
        if there != before:
            conflicts.append(rule)
        taken[rule] = here
    result: Documents = copy.deepcopy(dict(theirs))
    for rule, content in taken.items():
        _put(result, rule, content)
    return result, conflicts


def _rules(documents: Mapping[str, Any]) -> dict[str, _Rule]:
    found = {}
    for card in documents[REGISTER_FILE]["rules"]:
        content = content_of(documents, card["group"])
        fields = {column["id"]: column["field"] for column in [*content["inputs"], *content["outputs"]]}
        rows = [
            {"_id": row["_id"]} | {fields[column]: text for column, text in row.items() if column in fields and text}
            for row in content["rules"]
            if row["_id"].startswith(f"{card['id']}.")
        ]
        found[card["id"]] = {"card": card, "rows": rows, "cases": documents[CASES_FILE]["cases"].get(card["id"], [])}
    return found


def _put(documents: Documents, rule: str, wanted: _Rule | None) -> None:
    """Make `rule` in `documents` what is wanted; None takes it out."""
    register = documents[REGISTER_FILE]
    known = next((card for card in register["rules"] if card["id"] == rule), None)
    place = len(register["rules"])
    if known is not None:
        content = content_of(documents, known["group"])
        content["rules"] = [row for row in content["rules"] if not row["_id"].startswith(f"{rule}.")]
        place = register["rules"].index(known)
        register["rules"].remove(known)
        documents[CASES_FILE]["cases"].pop(rule, None)
    if wanted is None:
        return
    register["rules"].insert(place, wanted["card"])
    documents[CASES_FILE]["cases"][rule] = wanted["cases"]
    group = wanted["card"]["group"]
    inputs = {name for row in wanted["rows"] for name in row if name not in {"_id", "rule", "outcome"}}
    columns = [AddColumn(kind="add_column", group=group, feature=name) for name in sorted(inputs)]
    documents.update(apply(documents, list(columns)))
    content = content_of(documents, group)
    ids = {column["field"]: column["id"] for column in [*content["inputs"], *content["outputs"]]}
    blank = {column["id"]: "" for column in content["inputs"]}
    for row in wanted["rows"]:
        cells = {ids[name]: text for name, text in row.items() if name != "_id"}
        content["rules"].append(blank | {"_id": row["_id"], "_description": wanted["card"]["staff"]["zh"]} | cells)
    content["rules"].sort(key=lambda row: json.loads(row[ids["rule"]]))
