"""How a vehicle carries its number: printed, behind glass, pressed, pecked or sprayed, as one tight line in a scene.

Every look is drawn for a given height of its characters in pixels. `Drawn.strip` is the line with a margin of half a
character; a look that stands among other print (a label, a nameplate) is placed in its surroundings by `scenes`.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.capture.vin.fonts import Purpose, fonts_for
from benchmarks.capture.vin.strokes import dots_of, strokes_of

Look: TypeAlias = Literal["label", "nameplate", "windscreen", "stamped", "dot_peen", "dot_matrix"]
Grey: TypeAlias = NDArray[np.float32]
"""Height × width, 0 to 255."""
Picture: TypeAlias = NDArray[np.uint8]

_STYLE: Final[dict[Purpose, str]] = {"tuning": "round", "evaluation": "angular"}
_FINE: Final = 4
"""Metal is drawn so many times larger and shrunk: the edges of a stroke are what the camera sees of it."""


@dataclass(frozen=True)
class Drawn:
    """A line of print: grey levels, and the height of its characters in pixels."""

    strip: Grey
    height: int


def draw(look: Look, text: str, height: int, purpose: Purpose, rng: random.Random) -> Drawn:
    """Return `text` as `look` shows it, its characters `height` pixels tall."""
    return Drawn(_DRAWN[look](text, height, purpose, rng), height)


def _printed(text: str, height: int, purpose: Purpose, rng: random.Random) -> Grey:
    """Ink or thermal print on paper or a silver foil."""
    ink, paper = rng.uniform(5, 60), rng.uniform(185, 255)
    mask = typeset(text, height, purpose, rng)
    return paper + (ink - paper) * mask


def _behind_glass(text: str, height: int, purpose: Purpose, rng: random.Random) -> Grey:
    """A small plate on the dashboard: light on dark or dark on light, and a veil of reflected sky over both."""
    mask = typeset(text, height, purpose, rng)
    dark, light = rng.uniform(15, 50), rng.uniform(170, 230)
    plate = dark + (light - dark) * (mask if rng.random() < 0.6 else 1.0 - mask)
    veil = rng.uniform(0.0, 0.35)
    sky = np.linspace(rng.uniform(90, 230), rng.uniform(90, 230), plate.shape[1], dtype=np.float32)
    return np.asarray(plate * (1.0 - veil) + sky[None, :] * veil, dtype=np.float32)


def _stamped(text: str, height: int, purpose: Purpose, rng: random.Random) -> Grey:
    """Pressed into sheet metal: no ink, only light and shade on the slopes, over brushed grain or paint."""
    fine = height * _FINE
    if rng.random() < 0.6:
        depth = _pressed(text, fine, _STYLE[purpose], rng)
    else:
        depth = typeset(text, fine, purpose, rng, spaced=0.25)
    soft = cv2.GaussianBlur(depth, (0, 0), fine * rng.uniform(0.02, 0.045))
    angle = rng.uniform(0.0, 2.0 * np.pi)
    slope = np.cos(angle) * cv2.Sobel(soft, cv2.CV_32F, 1, 0, ksize=3)
    slope = slope + np.sin(angle) * cv2.Sobel(soft, cv2.CV_32F, 0, 1, ksize=3)
    slope /= max(float(np.abs(slope).max()), 1e-6)
    ground = rng.uniform(70, 170)
    shade = slope * rng.uniform(45, 95) - soft * rng.uniform(-10, 45)
    surface = ground + shade + _grain(soft.shape, fine, rng)
    return _shrunk(surface, height, fine)


def _pecked(text: str, height: int, purpose: Purpose, rng: random.Random) -> Grey:
    """A needle's pits in a row along each stroke: dark inside, with a bright rim where the light comes from."""
    fine = height * _FINE
    unit, advance = fine / 6.0, fine / 6.0 * rng.uniform(5.4, 6.6)
    step, radius = rng.uniform(0.8, 1.05), fine / 6.0 * rng.uniform(0.26, 0.42)
    margin = fine // 2
    size = (fine + 2 * margin, int(advance * len(text)) + 2 * margin)
    pits, rims = np.zeros(size, np.float32), np.zeros(size, np.float32)
    angle = rng.uniform(0.0, 2.0 * np.pi)
    light = radius * 0.55 * np.asarray([np.cos(angle), np.sin(angle)])
    for index, char in enumerate(text):
        for x, y in dots_of(char, _STYLE[purpose], step):
            jitter = [rng.gauss(0, 0.05 * unit), rng.gauss(0, 0.05 * unit)]
            at = np.asarray([margin + index * advance + x * unit, margin + y * unit]) + jitter
            grown = radius * rng.uniform(0.85, 1.1)
            cv2.circle(rims, _whole(at + light), int(grown), 1.0, -1, cv2.LINE_AA)
            cv2.circle(pits, _whole(at), int(grown), 1.0, -1, cv2.LINE_AA)
    ground = rng.uniform(95, 185)
    rims = np.clip(rims - pits, 0.0, 1.0)
    surface = ground - pits * rng.uniform(50, 90) + rims * rng.uniform(10, 60) + _grain(size, fine, rng)
    return _shrunk(surface, height, fine)


def _sprayed(text: str, height: int, purpose: Purpose, rng: random.Random) -> Grey:
    """An ink-jet's or needle printer's matrix of dots, five by seven, on paper or metal."""
    fine = height * _FINE
    unit = fine / 6.0
    advance, radius = unit * rng.uniform(5.6, 6.4), unit * rng.uniform(0.36, 0.52)
    margin = fine // 2
    ink = np.zeros((fine + 2 * margin, int(advance * len(text)) + 2 * margin), np.float32)
    for index, char in enumerate(text):
        for x, y in {tuple(np.rint(point)) for point in dots_of(char, _STYLE[purpose], 0.5)}:
            at = np.asarray([margin + index * advance + x * unit, margin + y * unit])
            at = at + np.asarray([rng.gauss(0, 0.04 * unit), rng.gauss(0, 0.04 * unit)])
            cv2.circle(ink, _whole(at), max(int(radius), 1), 1.0, -1, cv2.LINE_AA)
    paper, dark = rng.uniform(170, 250), rng.uniform(15, 80)
    return _shrunk(paper + (dark - paper) * ink, height, fine)


def typeset(text: str, height: int, purpose: Purpose, rng: random.Random, spaced: float | None = None) -> Grey:
    """Return the ink (0 to 1) of `text` in one of the fonts, capitals `height` pixels tall, with a margin."""
    path = rng.choice(fonts_for(purpose))
    face = ImageFont.truetype(str(path), 200)
    size = max(round(200 * height / max(face.getbbox("H")[3] - face.getbbox("H")[1], 1)), 6)
    face = ImageFont.truetype(str(path), size)
    gap = height * (rng.choice((0.0, 0.0, 0.12, 0.3)) if spaced is None else spaced)
    widths = [face.getlength(char) + gap for char in text]
    top = face.getbbox("H")[1]
    margin = height // 2
    image = Image.new("L", (int(sum(widths)) + 2 * margin, height + 2 * margin), 0)
    pen, x = ImageDraw.Draw(image), float(margin)
    for char, width in zip(text, widths, strict=True):
        pen.text((x, margin - top), char, font=face, fill=255)
        x += width
    return np.asarray(image, dtype=np.float32) / 255.0


def _pressed(text: str, fine: int, style: str, rng: random.Random) -> Grey:
    """Characters struck one by one: each a little turned, shifted and deeper or shallower than its neighbours."""
    unit = fine / 6.0
    advance, thick = unit * rng.uniform(5.6, 7.0), max(int(unit * rng.uniform(0.55, 0.95)), 1)
    margin = fine // 2
    depth = np.zeros((fine + 2 * margin, int(advance * len(text)) + 2 * margin), np.float32)
    for index, char in enumerate(text):
        turn = np.radians(rng.gauss(0, 1.2))
        matrix = np.asarray([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        corner = np.asarray([margin + index * advance, margin + rng.gauss(0, 0.12 * unit)])
        struck = np.zeros_like(depth)
        for stroke in strokes_of(char, style):
            points = (stroke * unit - 3 * unit) @ matrix.T + 3 * unit + corner
            cv2.polylines(struck, [np.rint(points).astype(np.int32)], False, 1.0, thick, cv2.LINE_AA)
        depth = np.maximum(depth, struck * rng.uniform(0.75, 1.0))
    return depth


def _grain(shape: tuple[int, ...], fine: int, rng: random.Random) -> Grey:
    """Brushed metal along the line, orange peel of paint, and a few scratches."""
    noise = np.random.default_rng(rng.randrange(1 << 32))
    brushed = cv2.blur(noise.normal(0, 1, shape).astype(np.float32), (max(fine // 2, 3), 1))
    peel = cv2.GaussianBlur(noise.normal(0, 1, shape).astype(np.float32), (0, 0), fine * 0.05)
    grain: Grey = np.asarray(brushed / max(float(brushed.std()), 1e-6) * rng.uniform(0, 9), dtype=np.float32)
    grain = np.asarray(grain + peel / max(float(peel.std()), 1e-6) * rng.uniform(0, 7), dtype=np.float32)
    for _scratch in range(rng.randrange(4)):
        one, other = ((rng.randrange(shape[1]), rng.randrange(shape[0])) for _end in range(2))
        cv2.line(grain, one, other, rng.uniform(-40, 60), max(fine // 60, 1), cv2.LINE_AA)
    return np.asarray(grain, dtype=np.float32)


def _shrunk(surface: Grey, height: int, fine: int) -> Grey:
    scale = height / fine
    small = cv2.resize(surface.astype(np.float32), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(np.clip(small, 0, 255), dtype=np.float32)


def _whole(point: NDArray[np.float64]) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))


_DRAWN: Final[dict[Look, Callable[[str, int, Purpose, random.Random], Grey]]] = {
    "label": _printed,
    "nameplate": _printed,
    "windscreen": _behind_glass,
    "stamped": _stamped,
    "dot_peen": _pecked,
    "dot_matrix": _sprayed,
}
LOOKS: Final[tuple[Look, ...]] = tuple(_DRAWN)
