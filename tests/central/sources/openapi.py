"""The part of JSON Schema that the published contracts use, checked by hand: what breaks a contract, and where."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def breaches(contract: str, path: str, answer: object) -> list[str]:
    """Where `answer` breaks the schema of the 200 answer at `path`; empty when it keeps it."""
    document = json.loads(contract)
    schema = document["paths"][path]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    return list(_breaches(document, schema, answer, "body"))


def _breaches(document: Any, schema: Any, value: Any, place: str) -> list[str]:
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/components/schemas/")
        return _breaches(document, document["components"]["schemas"][name], value, place)
    if "anyOf" in schema:
        tried = [_breaches(document, each, value, place) for each in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    kind = schema.get("type")
    if kind and (not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return [f"{place} is no {kind}"]
    found = _bounds(schema, value, place)
    if kind == "object":
        found += [f"{place}.{name} is missing" for name in schema.get("required", []) if name not in value]
        for name in schema.get("properties", {}).keys() & value.keys():
            found += _breaches(document, schema["properties"][name], value[name], f"{place}.{name}")
    if kind == "array":
        for index, each in enumerate(value):
            found += _breaches(document, schema["items"], each, f"{place}[{index}]")
    return found


def _bounds(schema: Any, value: Any, place: str) -> list[str]:
    if schema.get("format") == "date":
        date.fromisoformat(value)
    broken: dict[str, Callable[[Any], bool]] = {
        "enum": lambda words: value not in words,
        "minimum": lambda least: value < least,
        "maximum": lambda most: value > most,
        "pattern": lambda pattern: not re.search(pattern, value),
    }
    return [f"{place} breaks {name}" for name, breaks in broken.items() if name in schema and breaks(schema[name])]
