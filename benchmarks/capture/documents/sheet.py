"""A sheet to draw a document on, measured in millimetres, with printed labels and filled-in values."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.helpers.renders import BOLD, REGULAR, Picture, as_picture

Ink = tuple[int, int, int]
BLACK: Ink = (25, 25, 28)
_SYSTEM = Path("/usr/share/fonts/truetype")


@dataclass(frozen=True)
class Fonts:
    """What a document is printed with: its form, what is filled in, and machine-printed digits."""

    label: Path
    value: Path
    digits: Path
    title: Path


TUNING = Fonts(REGULAR, REGULAR, BOLD, BOLD)
"""The shipped font, for trying things out and for the tests."""

_EVALUATION = (
    Fonts(
        _SYSTEM / "wqy/wqy-zenhei.ttc",
        _SYSTEM / "arphic-gbsn00lp/gbsn00lp.ttf",
        _SYSTEM / "liberation/LiberationMono-Regular.ttf",
        _SYSTEM / "wqy/wqy-zenhei.ttc",
    ),
    Fonts(
        _SYSTEM / "arphic-gbsn00lp/gbsn00lp.ttf",
        _SYSTEM / "wqy/wqy-microhei.ttc",
        _SYSTEM / "liberation/LiberationSans-Regular.ttf",
        _SYSTEM / "wqy/wqy-zenhei.ttc",
    ),
    Fonts(
        _SYSTEM / "wqy/wqy-microhei.ttc",
        _SYSTEM / "wqy/wqy-zenhei.ttc",
        _SYSTEM / "dejavu/DejaVuSans.ttf",
        _SYSTEM / "wqy/wqy-microhei.ttc",
    ),
)


def evaluation_fonts() -> tuple[Fonts, ...]:
    """The fonts kept for measuring, of those this machine has; none means that nothing can be measured honestly."""
    return tuple(
        fonts
        for fonts in _EVALUATION
        if all(path.exists() for path in (fonts.label, fonts.value, fonts.digits, fonts.title))
    )


@lru_cache(maxsize=256)
def _face(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


class Sheet:
    """A sheet of `width` × `height` millimetres at `scale` pixels a millimetre."""

    def __init__(self, width: float, height: float, scale: float, paper: Ink, fonts: Fonts) -> None:
        self.fonts = fonts
        self._scale = scale
        self._image = Image.new("RGB", (round(width * scale), round(height * scale)), paper)
        self._draw = ImageDraw.Draw(self._image)
        self._paper = paper

    def text(
        self, x: float, y: float, text: str, size: float, font: Path, ink: Ink = BLACK, spread: float = 0.0
    ) -> None:
        """Print `text` with its top left at (x, y): characters `size` high, `spread` apart."""
        face = _face(str(font), round(size * self._scale))
        if not spread:
            self._draw.text((x * self._scale, y * self._scale), text, font=face, fill=ink)
            return
        at = x * self._scale
        for char in text:
            self._draw.text((at, y * self._scale), char, font=face, fill=ink)
            at += face.getlength(char) + spread * self._scale

    def fitting(self, text: str, width: float, size: float, font: Path) -> float:
        """Return `size`, or what of it lets `text` be no longer than `width`."""
        long = _face(str(font), round(size * self._scale)).getlength(text) / self._scale
        return size * min(width / long, 1.0)

    def label(self, x: float, y: float, text: str, size: float = 2.4, ink: Ink = BLACK) -> None:
        """Print a part of the form."""
        self.text(x, y, text, size, self.fonts.label, ink)

    def value(self, x: float, y: float, text: str, size: float = 3.0, ink: Ink = BLACK) -> None:
        """Print what is filled in; codes in the font of digits."""
        font = self.fonts.digits if text.isascii() else self.fonts.value
        self.text(x, y, text, size, font, ink)

    def wrapped(self, x: float, y: float, text: str, per_row: int, pitch: float, size: float = 3.0) -> None:
        """Print a long value in rows of `per_row` characters."""
        for row, start in enumerate(range(0, len(text), per_row)):
            self.text(x, y + row * pitch, text[start : start + per_row], size, self.fonts.value)

    def title(self, x: float, y: float, text: str, size: float, ink: Ink = BLACK, spread: float = 0.0) -> None:
        """Print the document's name."""
        self.text(x, y, text, size, self.fonts.title, ink, spread)

    def line(self, x0: float, y0: float, x1: float, y1: float, ink: Ink = BLACK, width: float = 0.2) -> None:
        """Draw a rule."""
        points = [(x0 * self._scale, y0 * self._scale), (x1 * self._scale, y1 * self._scale)]
        self._draw.line(points, fill=ink, width=max(round(width * self._scale), 1))

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: Ink | None = None, ink: Ink | None = BLACK) -> None:
        """Draw a rectangle."""
        corners = [value * self._scale for value in (x0, y0, x1, y1)]
        self._draw.rectangle(corners, fill=fill, outline=ink)

    def grid(self, xs: Sequence[float], ys: Sequence[float], ink: Ink = BLACK) -> None:
        """Draw a table's rules."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1], ink)
        for y in ys:
            self.line(xs[0], y, xs[-1], y, ink)

    def bust(self, x: float, y: float, width: float) -> None:
        """Draw a grey figure where a portrait stands."""
        s, height = self._scale, width * 1.25
        self._draw.rectangle((x * s, y * s, (x + width) * s, (y + height) * s), fill=(225, 228, 232))
        self._draw.ellipse(
            ((x + 0.3 * width) * s, (y + 0.15 * height) * s, (x + 0.7 * width) * s, (y + 0.6 * height) * s),
            fill=(170, 150, 140),
        )
        self._draw.pieslice(
            ((x + 0.1 * width) * s, (y + 0.6 * height) * s, (x + 0.9 * width) * s, (y + 1.4 * height) * s),
            180, 360, fill=(70, 75, 90),
        )  # fmt: skip

    def seal(self, x: float, y: float, size: float, text: str) -> None:
        """Press a red square seal, as traffic police offices do."""
        red: Ink = (196, 70, 70)
        self.box(x, y, x + size, y + size, ink=red)
        per_row = max(len(text) // 3, 1)
        for row in range(3):
            part = text[row * per_row : (row + 1) * per_row if row < 2 else None]
            self.text(x + 1, y + 1 + row * (size - 2) / 3, part, min(size / 4, (size - 2) / max(len(part), 1)),
                      self.fonts.label, red)  # fmt: skip

    def guilloche(self, depth: int = 12) -> None:
        """Draw the faint waves of security paper."""
        ink = tuple(max(channel - depth, 0) for channel in self._paper)
        width, height = self._image.size
        for offset in range(-200, height + 200, 14):
            wave = [(float(x), float(offset + 30 * np.sin(x / 70 + offset / 40))) for x in range(0, width + 12, 12)]
            self._draw.line(wave, fill=ink, width=1)

    def paste(self, picture: Image.Image, x: float, y: float, size: float) -> None:
        """Place a code of `size` millimetres."""
        side = round(size * self._scale)
        place = (round(x * self._scale), round(y * self._scale))
        self._image.paste(picture.convert("RGB").resize((side, side), Image.Resampling.NEAREST), place)

    def picture(self) -> Picture:
        """Return what was drawn."""
        return as_picture(self._image)
