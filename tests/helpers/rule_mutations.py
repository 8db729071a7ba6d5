"""A seeded mutator of rule sets: one cell changed at a time, in the ways that people and editors break cells."""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from paddock.central.risk.feature_list import FEATURES, Feature, FeatureKind

Document = dict[str, Any]
Documents = dict[str, Any]
_OPERATORS: Final = ("<", "<=", ">", ">=")
_OUTCOMES: Final = ("decline", "refer", "cap", "approve", "passed", "not_evaluated", "")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed cell: where it stands, what it said and what it says now."""

    kind: str
    rule: str
    row: str
    column: str
    before: str
    after: str
    documents: Documents


def content_of(document: Document) -> Document:
    """The decision table of a file."""
    node: Document = next(node for node in document["nodes"] if node["type"] == "decisionTableNode")
    content: Document = node["content"]
    return content


def only_rule(documents: Documents, rule: str) -> Documents:
    """The part of a rule set that is one rule: its rows, its card, its group and its cases."""
    register = documents["register.json"]
    card = next(card for card in register["rules"] if card["id"] == rule)
    table = deepcopy(documents[f"{card['group']}.json"])
    content = content_of(table)
    content["rules"] = [row for row in content["rules"] if json.loads(row["out_rule"]) == rule]
    groups = [group for group in register["groups"] if group["id"] == card["group"]]
    return {
        "register.json": {**register, "groups": groups, "rules": [card]},
        "cases.json": {"cases": {rule: documents["cases.json"]["cases"][rule]}},
        f"{card['group']}.json": table,
    }


def mutants(documents: Documents, seed: int, per_row: int) -> Iterator[Mutant]:
    """`per_row` mutants of every row of every rule, each in the part of the set that is its rule."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    for card in documents["register.json"]["rules"]:
        part = only_rule(documents, card["id"])
        file = f"{card['group']}.json"
        for index, row in enumerate(content_of(part[file])["rules"]):
            options = list(dict.fromkeys(_mutations(row, dice)))
            for kind, column, after in dice.sample(options, min(per_row, len(options))):
                changed = deepcopy(part)
                content_of(changed[file])["rules"][index][column] = after
                yield Mutant(kind, card["id"], row["_id"], column, row[column], after, changed)


def _mutations(row: dict[str, str], dice: random.Random) -> Iterator[tuple[str, str, str]]:
    filled = [column for column, text in row.items() if column.startswith("in_") and text]
    for column in filled:
        feature, text = FEATURES[column.removeprefix("in_")], row[column]
        yield from ((kind, column, after) for kind, after in _of_cell(text, feature, dice) if after != text)
        other = dice.choice([c for c in row if c.startswith("in_") and c != column] or [column])
        if row[other] != text:
            yield "another column's", other, text
    outcome = json.loads(row["out_outcome"])
    yield from (("outcome", "out_outcome", json.dumps(word)) for word in _OUTCOMES if word != outcome)
    yield "outcome", "out_outcome", outcome
    yield "rule", "out_rule", json.dumps("ZZ-99")
    yield "rule", "out_rule", row["out_rule"].strip('"')


def _of_cell(text: str, feature: Feature, dice: random.Random) -> Iterator[tuple[str, str]]:
    place = dice.randrange(len(text) + 1)
    yield "character lost", text[:place] + text[place + 1 :]
    yield "character doubled", text[:place] + text[place - 1 : place] + text[place:]
    yield "character added", text[:place] + dice.choice("=<>!()[].,;'\"x中0-") + text[place:]
    yield "blank", ""
    yield "blank", "   "
    yield "code", f"{text} or true"
    yield "code", f"{feature.name} {text}"
    yield "code", "${process.exit()}"
    yield "full-width", text.replace(">", "＞").replace("<", "＜").replace('"', "“").replace("true", "ｔｒｕｅ")
    yield "type", f'"{text.strip(chr(34))}"' if feature.is_number else "3"
    yield "type", "null"
    yield "type", "> 2026-01-01"
    if feature.kind is FeatureKind.BOOLEAN:
        yield from (("turned", word) for word in ("true", "false", "True", "yes", "1", "not true", '"true"'))
    elif feature.kind is FeatureKind.TEXT:
        yield from _of_words(text, feature, dice)
    else:
        yield from _of_number(text, dice)


def _of_words(text: str, feature: Feature, dice: random.Random) -> Iterator[tuple[str, str]]:
    words = json.loads(f"[{text}]")
    rest = [word for word in feature.choices if word not in words]
    yield "word misspelt", text.replace(words[0], words[0] + "e")
    yield "word misspelt", text.replace(words[0], words[0].upper())
    yield "word twice", f'{text}, "{words[0]}"'
    yield "word added", f'{text}, "{dice.choice(rest)}"'
    yield "word exchanged", text.replace(f'"{words[-1]}"', f'"{dice.choice(rest)}"')
    yield "unquoted", text.replace('"', "")
    yield "every word", ", ".join(f'"{word}"' for word in feature.choices)
    yield "order", ", ".join(f'"{word}"' for word in reversed(words))
    if len(words) > 1:
        yield "word lost", ", ".join(f'"{word}"' for word in words[1:])


def _of_number(text: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    if text[0] in "[(":
        low, high = text[1:-1].split("..")
        yield "end moved", f"{text[0]}{low}..{_other(high, dice)}{text[-1]}"
        yield "end moved", f"{text[0]}{_other(low, dice)}..{high}{text[-1]}"
        yield "end opened", f"{'(' if text[0] == '[' else '['}{low}..{high}{text[-1]}"
        yield "end opened", f"{text[0]}{low}..{high}{')' if text[-1] == ']' else ']'}"
        yield "ends exchanged", f"{text[0]}{high}..{low}{text[-1]}"
        yield "range to comparison", f">= {low}"
        return
    operator, _, number = text.rpartition(" ")
    for other in _OPERATORS:
        if other != operator:
            yield "operator", f"{other} {number}"
    yield "number moved", f"{operator} {_other(number, dice)}".strip()
    yield "yuan for fen", f"{operator} {Decimal(number) * 100:f}".strip()
    yield "percent", f"{operator} {number}%"
    yield "thousands", f"{operator} {number}".replace("000", ",000")
    yield "decimals", f"{operator} {number}00001" if "." in number else f"{operator} {number}.5"
    yield "negative", f"{operator} -{number}"
    yield "beyond", f"{operator} 99999999999999999999"
    yield "same, otherwise", f"{operator} {number}0" if "." in number else f"{operator}{number}"


def _other(number: str, dice: random.Random) -> str:
    value = Decimal(number)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return f"{value + step * dice.choice((-10, -2, -1, 1, 2, 10)):f}"
