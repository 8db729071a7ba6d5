"""One thing to look at."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from tests.helpers.stage.stage import Stage

Show: TypeAlias = "Callable[[Stage], QWidget | None]"
"""Brings the scene up; returns a window of its own where the scene is not in the shell."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing to look at."""

    key: str
    show: Show
    leave: Callable[[Stage], object] = lambda _stage: None


@contextmanager
def shown(stage: Stage, scene: Scene) -> Iterator[QWidget]:
    """The scene, in view; left again at the end of the block."""
    widget = scene.show(stage)
    try:
        yield widget or stage.shell
    finally:
        scene.leave(stage)
