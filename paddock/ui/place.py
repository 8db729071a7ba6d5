"""Where the window stands on the screens, now and when it opens again: never where nobody can see or take it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect

_GRIP_WIDTH, _GRIP_HEIGHT = 120, 32
"""So much of the upper edge has to be on a screen for the window to be taken with the mouse."""


class Place(NamedTuple):
    """Position and size in logical pixels, without the frame of the window manager."""

    x: int
    y: int
    width: int
    height: int
    maximised: bool = False

    def text(self) -> str:
        """As it is kept."""
        return f"{self.x} {self.y} {self.width} {self.height} {int(self.maximised)}"

    @property
    def rect(self) -> QRect:
        """As Qt has it."""
        return QRect(self.x, self.y, self.width, self.height)


def read_place(text: str) -> Place | None:
    """What `Place.text` wrote; None for anything else."""
    parts = text.split()
    if len(parts) != 5 or not all(part.removeprefix("-").isdecimal() and len(part) < 7 for part in parts):
        return None
    x, y, width, height, maximised = map(int, parts)
    return Place(x, y, width, height, bool(maximised)) if width > 0 and height > 0 else None


def visible_place(place: Place, screens: Sequence[QRect]) -> Place:
    """`place` if it can be taken on one of `screens`, else the middle of the first; never larger than the screen."""
    grip = QRect(place.x, place.y, place.width, _GRIP_HEIGHT)
    for screen in screens:
        held = screen.intersected(grip)
        if held.width() >= min(_GRIP_WIDTH, place.width) and held.height() == _GRIP_HEIGHT:
            return _shrunk(place, screen)
    if not screens:
        return place
    main = screens[0]
    width, height = min(place.width, main.width()), min(place.height, main.height())
    x, y = main.x() + (main.width() - width) // 2, main.y() + (main.height() - height) // 2
    return Place(x, y, width, height, place.maximised)


def _shrunk(place: Place, screen: QRect) -> Place:
    """Not larger than the screen, within where the window stood, and as much of it on the screen as that allows."""
    width, height = min(place.width, screen.width()), min(place.height, screen.height())
    x = min(max(place.x, screen.x()), place.x + place.width - width)
    return Place(x, place.y, width, height, place.maximised)
