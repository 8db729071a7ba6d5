"""Icons from the Phosphor set of qtawesome (MIT), in the colours of the tokens.

qtawesome costs two hundred milliseconds to import; the shell paints before it asks for the first icon.
"""

from functools import cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

from paddock.ui.theme import colour, scheme


def icon(name: str, tint: str = "ink_soft", checked_tint: str | None = None) -> QIcon:
    """The icon `name` in the colour token `tint`, and in `checked_tint` while its button is checked."""
    import qtawesome  # noqa: PLC0415 - after the first paint

    options = {"color": colour(tint), "color_disabled": colour("ink_faint")}
    if checked_tint:
        options |= {"color_on": colour(checked_tint), "color_on_active": colour(checked_tint)}
    made = qtawesome.icon(f"ph.{name}", **options)
    return made if isinstance(made, QIcon) else QIcon(made)


@cache
def _drawn(name: str, tint: str, size: int, scheme_name: str, ratio: float) -> QPixmap:  # noqa: ARG001 - cache keys
    return icon(name, tint).pixmap(QSize(size, size), ratio)


def pixmap(name: str, tint: str = "ink_soft", size: int = 18) -> QPixmap:
    """The icon as a square picture of `size` logical pixels."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _drawn(name, tint, size, scheme(), ratio)
