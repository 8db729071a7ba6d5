"""What a screen reader is told of a window (QAccessible), and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

_DEEPEST = 24
_SAYS_NOTHING = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Border, QAccessible.Role.Pane}
"""Roles that do not tell what a thing can do."""
_CANVASES = {"SignaturePad"}
"""Drawn on by hand: there is no role for it but that of its name."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing as it is told."""

    role: QAccessible.Role
    name: str
    description: str
    kind: str
    """The class of the widget; empty for what has none (cells, list items)."""
    is_focusable: bool
    is_visible: bool
    path: str

    def __str__(self) -> str:
        return f"{self.path} > {self.role.name} {self.name!r} ({self.kind})"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing with what is inside it."""

    told: Told
    children: tuple["Node", ...]

    def walk(self) -> Iterator["Node"]:
        """This and everything below."""
        yield self
        for child in self.children:
            yield from child.walk()


def tree_of(window: QWidget) -> Node:
    """The tree a screen reader sees now."""
    QAccessible.setActive(True)
    return _node(QAccessible.queryAccessibleInterface(window), "", 0)


def _node(of: QAccessibleInterface, path: str, depth: int) -> Node:
    state, thing = of.state(), of.object()
    kind = "" if thing is None else type(thing).__name__  # type: ignore[redundant-expr]  # cells have no object
    told = Told(
        of.role(),
        of.text(QAccessible.Text.Name).strip(),
        of.text(QAccessible.Text.Description).strip(),
        kind,
        bool(state.focusable) and _takes_the_keyboard(thing),
        not state.invisible,
        path,
    )
    below = f"{path} > {kind or told.role.name}" if path else kind
    children = []
    for at in range(of.childCount() if depth < _DEEPEST else 0):
        child = of.child(at)
        if child is not None and child.isValid():  # type: ignore[redundant-expr]  # Qt gives none for some rows
            children.append(_node(child, below, depth + 1))
    return Node(told, tuple(children))


def _takes_the_keyboard(thing: QObject | None) -> bool:
    """Cells and items do; of widgets those that Tab stops at."""
    if not isinstance(thing, QWidget):
        return True
    return bool(thing.focusPolicy() & Qt.FocusPolicy.TabFocus) and thing.focusProxy() is None


def unspoken(root: Node) -> list[str]:
    """What cannot be understood by hearing; empty when all can."""
    return sorted({*_nameless(root), *_roleless(root), *_mute_pictures(root)})


def _visible(root: Node) -> Iterator[Node]:
    """Hidden parts are not told, nor what is inside them."""
    if root.told.is_visible or root.told.role in {QAccessible.Role.Cell, QAccessible.Role.ColumnHeader}:
        yield root
        for child in root.children:
            yield from _visible(child)


def _nameless(root: Node) -> Iterator[str]:
    for node in _visible(root):
        if node.told.is_focusable and not node.told.name and node.told.role is not QAccessible.Role.Cell:
            yield f"no name: {node.told}"


def _roleless(root: Node) -> Iterator[str]:
    for node in _visible(root):
        if node.told.is_focusable and node.told.role in _SAYS_NOTHING and node.told.kind not in _CANVASES:
            yield f"no role: {node.told}"


def _mute_pictures(root: Node) -> Iterator[str]:
    """A picture without words is only decoration, and then something beside it or around it says what it means."""
    for node in _visible(root):
        for child in node.children:
            if child.told.role is QAccessible.Role.Graphic and child.told.is_visible and not child.told.name:
                others = [other for other in node.children if other is not child]
                if not node.told.name and not any(one.told.name for other in others for one in other.walk()):
                    yield f"a picture without words: {child.told}"
