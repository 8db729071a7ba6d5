"""Icons from the Phosphor set that qtawesome (MIT) carries, in the colours of the tokens.

Only its files are used. Imported, it reads a dozen other icon fonts too: two hundred milliseconds and twenty megabytes.
Its own icons are drawn by Python whenever Qt paints, and that has ended the process inside Qt while the look of the
window changed; here a glyph is drawn once for every colour, size and scale, and Qt paints finished pictures.
"""

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPixmap

from paddock.ui.theme import colour

_SIZES = (16, 18, 24, 26)
"""In which icons are shown: of tabs and tables, of buttons, of the navigation, of the customer's window."""
_FILLS = 0.92
"""How much of its square a glyph takes, as qtawesome draws it."""


def icon(name: str, tint: str = "ink_soft", checked_tint: str | None = None) -> QIcon:
    """The icon `name` in the colour token `tint`, and in `checked_tint` while its button is checked."""
    return _icon(name, colour(tint).rgba(), colour(checked_tint or tint).rgba(), colour("ink_faint").rgba(), _ratio())


def pixmap(name: str, tint: str = "ink_soft", size: int = 18) -> QPixmap:
    """The icon as a square picture of `size` logical pixels."""
    return _drawn(name, colour(tint).rgba(), size, _ratio())


@cache
def _icon(name: str, off: int, on: int, disabled: int, ratio: float) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_drawn(name, off, size, ratio), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(_drawn(name, on, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
        made.addPixmap(_drawn(name, disabled, size, ratio), QIcon.Mode.Disabled, QIcon.State.Off)
    return made


@cache
def _drawn(name: str, rgba: int, size: int, ratio: float) -> QPixmap:
    # Before anything is painted: a name that is none must not end a painter half way, which ends the process.
    glyph = chr(int(_code_of(name), 16))
    made = QPixmap(QSize(size, size) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(_family())
    font.setPixelSize(round(size * _FILLS))
    painter.setFont(font)
    painter.setPen(QColor.fromRgba(rgba))
    painter.drawText(QRect(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, glyph)
    painter.end()
    return made


def glyphs() -> dict[str, str]:
    """The code point of every icon, in hexadecimal digits, by the icon's name."""
    found: dict[str, str] = json.loads(_charmap())
    return found


def _code_of(name: str) -> str:
    """Looked up in the text: as objects, nine thousand names would stay for the eighty that are shown."""
    found = re.search(rf'"{re.escape(name)}"\s*:\s*"([^"]+)"', _charmap())
    if found is None:
        raise KeyError(name)
    return found[1]


@cache
def _charmap() -> str:
    return _file("phosphor-charmap-*.json").read_text("utf-8")


@cache
def _family() -> str:
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(_file("phosphor-*.ttf"))))[0]


def _file(pattern: str) -> Path:
    """A file of the icon set; the package is found, not imported."""
    package = find_spec("qtawesome")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("qtawesome")
    return next((Path(package.origin).parent / "fonts").glob(pattern))


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
