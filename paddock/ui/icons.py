"""Icons from the Phosphor set of qtawesome (MIT), in the colours of the tokens.

qtawesome costs two hundred milliseconds to import; the shell paints before it asks for the first icon. Only its font is
used: its own icons are drawn by Python whenever Qt paints, and that has ended the process inside Qt while the look of
the window changed. Here a glyph is drawn once for every colour, size and scale, and Qt paints finished pictures.
"""

from functools import cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from paddock.ui.theme import colour

_SIZES = (16, 18, 20, 24, 32, 48)
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
    import qtawesome  # noqa: PLC0415 - after the first paint

    made = QPixmap(QSize(size, size) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(qtawesome.font("ph", round(size * _FILLS)))
    painter.setPen(QColor.fromRgba(rgba))
    painter.drawText(QRect(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, qtawesome.charmap(f"ph.{name}"))
    painter.end()
    return made


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
