"""What a bundle's frames hold: one record each, as JSON, or one picture."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_JSON, _PICTURE = b"J", b"P"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table, by the names of its columns."""

    table: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """The plain bytes of a kept picture."""

    data: bytes


def frame_of(record: Record | Picture) -> bytes:
    """The record as a frame's bytes."""
    if isinstance(record, Picture):
        return _PICTURE + record.data
    values = {name: _out(value) for name, value in record.values.items()}
    return _JSON + json.dumps([record.table, values], ensure_ascii=False, separators=(",", ":")).encode()


def record_of(frame: bytes) -> Record | Picture:
    """The record that `frame_of` wrote. Raises `ValueError` for anything else."""
    if frame[:1] == _PICTURE:
        return Picture(frame[1:])
    if frame[:1] != _JSON:
        raise ValueError("a frame of no known kind")
    table, values = json.loads(frame[1:])
    return Record(str(table), {name: _in(value) for name, value in values.items()})


def _out(value: Any) -> Any:
    """Rows are read below their column types: text, numbers and bytes are all there is."""
    return {"bytes": value.hex()} if isinstance(value, bytes) else value


def _in(value: Any) -> Any:
    return bytes.fromhex(value["bytes"]) if isinstance(value, dict) else value
