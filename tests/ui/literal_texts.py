"""Finds texts that are shown as they stand in the code, past the translation."""

import ast
import re
from collections.abc import Iterator

_SHOWN_FIRST = {
    "label", "button", "setText", "setToolTip", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription",
    "setWindowTitle", "setTitle", "notify", "ElidedLabel", "QLabel", "QPushButton", "QCheckBox", "QAction",
    "addAction", "addItem", "CentredWords", "show_notice",
}  # fmt: skip
"""Calls whose first argument a person reads."""
_SHOWN_SECOND = {"EmptyState": 2}
"""Calls whose first argument is an icon, and how many after it are read."""
_NAMED = {"tip", "text", "title"}
_WORD = re.compile(r"[A-Za-z]{2}|[\u4e00-\u9fff]")
_THE_SAME_EVERYWHERE = re.compile(r"(?:Ctrl|Alt|Shift|F\d|SHA-256|CSV|PDF|PNG|VIN)[+A-Z0-9 ]*")


def literal_texts(source: str) -> list[str]:
    """`line: text` of everything in a module that is shown and cannot be translated."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call):
            for argument in _shown(call):
                found += [f"{call.lineno}: {text}" for text in _texts(argument) if _needs_words(text)]
    return found


def _shown(call: ast.Call) -> list[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in _SHOWN_SECOND:
        return call.args[1 : 1 + _SHOWN_SECOND[name]]
    if name not in _SHOWN_FIRST:
        return []
    return call.args[:1] + [keyword.value for keyword in call.keywords if keyword.arg in _NAMED]


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _texts(part)
    elif isinstance(node, ast.BinOp):
        yield from (*_texts(node.left), *_texts(node.right))
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))


def _needs_words(text: str) -> bool:
    return bool(_WORD.search(text)) and not _THE_SAME_EVERYWHERE.fullmatch(text)
