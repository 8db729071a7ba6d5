"""The look of the window: design tokens → palette and style sheet; light and dark, each also in high contrast.

Every colour and size lies in `resources/style/tokens.json`; nothing else in the window names a colour.
"""

from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Template
from typing import Any, Literal

from PySide6.QtCore import QJsonDocument, QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

import paddock.resources

Scheme = Literal["light", "dark", "light_contrast", "dark_contrast"]
_RESOURCES = Path(paddock.resources.__file__ or "").parent
FONT_FAMILY = "Noto Sans SC"
TEXT_SCALES = (100, 112, 125)
"""Per cent. What grows with the text: see `_GROWING`. Larger than that: the scale of the desktop, tested to 200%."""
_LEAST_WINDOW = (1180, 660)
"""What the screens need at 100%, in logical pixels; larger text needs as much more."""
_GROWING = frozenset({"type", "height", "width"})
"""Groups of tokens that grow with the size of the text; space and corners stay, or a row would lose its words."""
_LENGTHS = ("type", "space", "pad", "radius", "height", "width", "part")


class ThemeChoice(StrEnum):
    """What the person chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ContrastChoice(StrEnum):
    """What the person chose in the settings."""

    SYSTEM = "system"
    NORMAL = "normal"
    HIGH = "high"


class _Current:
    scheme: Scheme = "light"
    text_scale: int = 100
    less_motion: bool = False


def style_folder() -> Path:
    """Where the tokens, the style sheet template and its small pictures lie."""
    return _RESOURCES / "style"


@cache
def tokens() -> dict[str, Any]:
    """The design tokens as written in `tokens.json`."""
    # Qt reads JSON too, and is there already: the first paint does without importing another reader.
    loaded: dict[str, Any] = QJsonDocument.fromJson((style_folder() / "tokens.json").read_bytes()).toVariant()
    return loaded


def colour(name: str) -> QColor:
    """The colour called `name` in the scheme now shown."""
    return QColor(tokens()["colours"][_Current.scheme][name])


def size(group: str, name: str) -> int:
    """A length in logical pixels or a duration in milliseconds: `size("space", "large")`."""
    plain = int(tokens()[group][name])
    return (plain * _Current.text_scale + 50) // 100 if group in _GROWING else plain


def motion(name: str) -> int:
    """How long a movement lasts, in milliseconds; 0 where the person asked for less motion, here or of the desktop."""
    return 0 if _Current.less_motion or system_wants_less_motion() else size("motion_ms", name)


def system_wants_less_motion() -> bool:
    """Whether the person asked the desktop for less motion."""
    # Asked for here: Qt's classes of hints are not for the first paint, which does not move.
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    # Kept by name: what `accessibility` gives is only valid as long as Python holds the object it came from.
    hints = QGuiApplication.styleHints()
    # Qt says it from 6.12 on; with an older one the person can say it in the settings.
    asked = getattr(hints.accessibility(), "motionPreference", None)
    return asked is not None and asked().name == "ReducedMotion"


def system_wants_contrast() -> bool:
    """Whether the person asked the desktop for high contrast."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - as above
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    hints = QGuiApplication.styleHints()
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def scheme() -> Scheme:
    """The scheme now shown."""
    return _Current.scheme


def is_dark() -> bool:
    """Whether the scheme now shown has light words on a dark ground."""
    return _Current.scheme in {"dark", "dark_contrast"}


def text_scale() -> int:
    """The size of the text now shown, in per cent."""
    return _Current.text_scale


def least_window(scale: int) -> QSize:
    """What the window needs at least for text of that size (per cent), in logical pixels."""
    return QSize(*(side * scale // 100 for side in _LEAST_WINDOW))


def fitting_scale(wanted: int, screen: QSize) -> int:
    """The size of text nearest to `wanted` with which the window still fits the screen."""
    fitting = (scale for scale in TEXT_SCALES if least_window(scale).boundedTo(screen) == least_window(scale))
    return max((scale for scale in fitting if scale <= wanted), default=TEXT_SCALES[0])


def load_fonts(app: QApplication) -> None:
    """Make Noto Sans SC known to Qt and write with it."""
    # Asked for here: the first paint has no words yet, and does without Qt's font classes.
    from PySide6.QtGui import QFontDatabase  # noqa: PLC0415

    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(_RESOURCES / "fonts" / name))
    apply_font(app)


def apply_font(app: QApplication) -> None:
    """Write in the size now chosen; the fonts are loaded."""
    from PySide6.QtGui import QFont  # noqa: PLC0415 - as above

    font = QFont(FONT_FAMILY)
    font.setPixelSize(size("type", "body"))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)


def apply_colours(
    app: QApplication,
    choice: ThemeChoice,
    *,
    high_contrast: bool = False,
    text_scale: int = 100,
    less_motion: bool = False,
) -> None:
    """Dress the application; `SYSTEM` follows what the desktop says now."""
    _Current.scheme = _scheme_for(app, choice, high_contrast=high_contrast)
    _Current.text_scale = text_scale if text_scale in TEXT_SCALES else 100
    _Current.less_motion = less_motion
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet(_Current.scheme))


def style_sheet(of: Scheme) -> str:
    """The style sheet of one scheme, with every token filled in; an unknown token raises `KeyError`."""
    values = dict(tokens()["colours"][of])
    for group in _LENGTHS:
        values |= {f"{group}_{name}": f"{size(group, name)}px" for name in tokens()[group]}
    values |= {f"less_{name}": f"{int(pixels) - 1}px" for name, pixels in tokens()["pad"].items()}
    values |= {"icons": style_folder().as_posix(), "scheme": of}
    return Template((style_folder() / "window.qss").read_text("utf-8")).substitute(values)


def contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(of: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(of.redF()) + 0.7152 * linear(of.greenF()) + 0.0722 * linear(of.blueF())


def _scheme_for(app: QApplication, choice: ThemeChoice, *, high_contrast: bool) -> Scheme:
    if choice is ThemeChoice.SYSTEM:
        # The palette follows the desktop until it is ours. Asking for Qt's colour scheme, or for the style, would load
        # hundreds of enumerations before the first paint.
        palette = app.style().standardPalette() if app.styleSheet() else app.palette()
        dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    else:
        dark = choice is ThemeChoice.DARK
    if high_contrast:
        return "dark_contrast" if dark else "light_contrast"
    return "dark" if dark else "light"


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, name in (
        (role.Window, "window"),
        (role.Base, "surface"),
        (role.AlternateBase, "window"),
        (role.Button, "surface"),
        (role.WindowText, "ink"),
        (role.Text, "ink"),
        (role.ButtonText, "ink"),
        (role.PlaceholderText, "ink_faint"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "accent_ink"),
        (role.ToolTipBase, "ink"),
        (role.ToolTipText, "surface"),
        (role.Link, "accent"),
        (role.Mid, "line_strong"),
        (role.Light, "surface"),
        (role.Dark, "line"),
    ):
        palette.setColor(which, colour(name))
    return palette
