"""The small JSON columns of a batch, written and read in one place."""

import json
from collections.abc import Sequence

from paddock.domain.application_draft import Box, FieldPath, FieldTexts
from paddock.domain.checks import Check, Fault
from paddock.domain.sentences import Sentence


def write_checks(checks: Sequence[Check]) -> str:
    """Checks as `[name, passed, zh, en]`."""
    return _json([[check.name, check.passed, check.message.zh, check.message.en] for check in checks])


def read_checks(text: str) -> tuple[Check, ...]:
    """What `write_checks` wrote."""
    return tuple(Check(name, passed, Sentence(zh, en)) for name, passed, zh, en in json.loads(text))


def write_faults(faults: Sequence[Fault]) -> str:
    """Faults as `[field, code, zh, en]`."""
    return _json([[fault.field, fault.code, fault.message.zh, fault.message.en] for fault in faults])


def read_faults(text: str) -> tuple[Fault, ...]:
    """What `write_faults` wrote."""
    return tuple(Fault(field, code, Sentence(zh, en)) for field, code, zh, en in json.loads(text))


def write_texts(texts: FieldTexts) -> str:
    """Field texts by their dotted paths; empty ones are left out."""
    return _json({path.value: text for path, text in texts.items() if text})


def read_texts(text: str) -> FieldTexts:
    """What `write_texts` wrote; fields this program does not know are passed over."""
    known = {path.value for path in FieldPath}
    return {FieldPath(path): value for path, value in json.loads(text).items() if path in known}


def write_box(box: Box) -> str:
    """Corner points."""
    return _json([[x, y] for x, y in box])


def read_box(text: str) -> Box:
    """What `write_box` wrote."""
    return tuple((float(x), float(y)) for x, y in json.loads(text))


def write_list(values: Sequence[str | int]) -> str:
    """A list of texts or numbers."""
    return _json(list(values))


def read_strings(text: str) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(str(value) for value in json.loads(text))


def read_numbers(text: str) -> tuple[int, ...]:
    """A list of whole numbers."""
    return tuple(int(value) for value in json.loads(text))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
