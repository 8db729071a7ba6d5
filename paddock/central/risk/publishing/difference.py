"""What two rule sets differ in, as people review it: rules added and removed, cells, outcomes, cards."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from paddock.central.risk.gate import REGISTER_FILE
from paddock.central.risk.publishing.edits import content_of

_NOT_SHOWN = frozenset({"_id", "_description"})


class Change(BaseModel):
    """One difference: where, what it was and what it is."""

    model_config = ConfigDict(frozen=True)

    rule: str
    row: str | None
    what: str
    """An input's name, `outcome`, `row`, `rule`, `cases`, or a field of the card."""
    before: str | None
    after: str | None


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every difference, in the order of the rules after."""
    old, new = _flat(before), _flat(after)
    changes = []
    for key in [*new, *(key for key in old if key not in new)]:
        if old.get(key) != new.get(key):
            rule, row, what = key
            changes.append(Change(rule=rule, row=row, what=what, before=old.get(key), after=new.get(key)))
    return changes


def _flat(documents: Mapping[str, Any]) -> dict[tuple[str, str | None, str], str]:
    return {(rule, row, what): text for rule, row, what, text in _facts(documents)}


def _facts(documents: Mapping[str, Any]) -> Iterator[tuple[str, str | None, str, str]]:
    register = documents[REGISTER_FILE]
    yield "", None, "version", str(register["version"])
    cases = documents["cases.json"]["cases"]
    for card in register["rules"]:
        yield card["id"], None, "rule", card["staff"]["zh"]
        for field, value in card.items():
            if field not in {"id", "staff"} and value is not None:
                yield card["id"], None, field, _words(value)
        yield card["id"], None, "staff", _words(card["staff"])
        own = cases.get(card["id"], [])
        digest = hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()
        yield card["id"], None, "cases", f"{len(own)} ({digest[:8]})"
    for group in register["groups"]:
        if f"{group['id']}.json" in documents:
            yield from _facts_of_table(content_of(documents, group["id"]))


def _facts_of_table(content: dict[str, Any]) -> Iterator[tuple[str, str | None, str, str]]:
    fields = {column["id"]: column["field"] for column in [*content["inputs"], *content["outputs"]]}
    for row in content["rules"]:
        rule = row["_id"].rpartition(".")[0]
        yield rule, row["_id"], "row", row["_id"]
        for column, text in row.items():
            if column not in _NOT_SHOWN and text:
                yield rule, row["_id"], fields.get(column, column), text


def _words(value: Any) -> str:
    return f"{value['zh']} · {value['en']}" if isinstance(value, dict) else str(value)
