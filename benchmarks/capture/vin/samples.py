"""One labelled sample from one number: which VIN, how it looks, what happened to it, in a scene or as a tight strip."""

import random
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import cv2
import numpy as np

from benchmarks.capture.vin.damages import KINDS, KINDS_AT_ONCE, Colours, Strength, damage
from benchmarks.capture.vin.fonts import Purpose
from benchmarks.capture.vin.looks import LOOKS, Drawn, Grey, Look, Picture, draw, typeset
from tests.helpers.renders import invented_vin

Form: TypeAlias = Literal["strip", "scene"]

_HEIGHTS: Final[dict[Strength, tuple[int, int]]] = {"light": (34, 60), "moderate": (26, 50), "heavy": (20, 44)}
_FRAME: Final = (1280, 720)
_LINES: Final = ("MAX LOAD 1850 KG", "TYPE SVW7142BRV", "MADE IN CHINA", "2021-06", "ENGINE EA211-DLW", "PAINT LC9X")


@dataclass(frozen=True)
class Sample:
    """What a number stands for; `picture` draws it."""

    number: int
    purpose: Purpose
    vin: str
    look: Look
    form: Form
    strength: Strength
    kinds: tuple[str, ...]

    def picture(self) -> Picture:
        """Draw it: the same pixels every time."""
        rng = random.Random(f"{self.purpose} {self.number} picture")  # noqa: S311  (pictures, not secrets)
        height = rng.randint(*_HEIGHTS[self.strength])
        around = "*" if self.look == "stamped" and rng.random() < 0.3 else ""
        drawn = draw(self.look, around + self.vin + around, height, self.purpose, rng)
        made = coloured(drawn.strip, rng) if self.form == "strip" else _scene(drawn, self.look, self.purpose, rng)
        return damage(made, self.kinds, self.strength, height, rng.randrange(1 << 30))


def sample(
    number: int,
    purpose: Purpose,
    form: Form | None = None,
    strength: Strength | None = None,
    looks: tuple[Look, ...] = LOOKS,
) -> Sample:
    """Return the sample with `number`; what is left out is drawn by lot (two strips to a scene)."""
    rng = random.Random(f"{purpose} {number}")  # noqa: S311  (pictures, not secrets)
    strengths: tuple[Strength, ...] = ("light", "moderate", "moderate", "heavy")
    forms: tuple[Form, ...] = ("strip", "strip", "scene")
    look, drawn_strength, drawn_form = looks[number % len(looks)], rng.choice(strengths), rng.choice(forms)
    strength, form = strength or drawn_strength, form or drawn_form
    # A tight strip that is turned is no strip any more: steep angles belong to scenes.
    possible = [kind for kind in KINDS if form == "scene" or kind not in {"perspective", "rotation"}]
    kinds = tuple(sorted(rng.sample(possible, KINDS_AT_ONCE[strength])))
    return Sample(number, purpose, invented_vin(rng), look, form, strength, kinds)


def coloured(grey: Grey, rng: random.Random) -> Colours:
    """Give grey levels the tint of the light."""
    tint = np.asarray([rng.uniform(0.9, 1.05), 1.0, rng.uniform(0.9, 1.05)], dtype=np.float32)
    return np.asarray(grey[:, :, None] * tint, dtype=np.float32)


def _scene(drawn: Drawn, look: Look, purpose: Purpose, rng: random.Random) -> Colours:
    """Put the line where it stands on a vehicle: alone on metal or glass, or among the other lines of a label."""
    wide, high = max(_FRAME[0], drawn.strip.shape[1] + 80), _FRAME[1]
    noise = np.random.default_rng(rng.randrange(1 << 32))
    border = float(np.median(np.concatenate([drawn.strip[0], drawn.strip[-1]])))
    alone = look in {"stamped", "dot_peen", "windscreen"}
    ground = border * (1.0 if look != "windscreen" else rng.uniform(0.4, 0.9)) if alone else rng.uniform(30, 150)
    cloudy = noise.normal(0, 1, (high // 40 + 2, wide // 40 + 2)).astype(np.float32)
    scene = ground + cv2.resize(cloudy, (wide, high), interpolation=cv2.INTER_CUBIC) * rng.uniform(3, 14)
    scene = np.asarray(scene + noise.normal(0, 2, (high, wide)), dtype=np.float32)
    top = rng.randint(high // 5, high * 4 // 5 - drawn.strip.shape[0])
    left = rng.randint(20, wide - drawn.strip.shape[1] - 20)
    if not alone:
        _lay_label(scene, (left, top), drawn, border, purpose, rng)
    _lay(scene, drawn.strip, left, top, feather=alone)
    return coloured(scene, rng)


def _lay_label(
    scene: Grey,
    at: tuple[int, int],
    drawn: Drawn,
    paper: float,
    purpose: Purpose,
    rng: random.Random,
) -> None:
    """Paper under the line, and other lines above and below it."""
    left, top = at
    pitch = int(drawn.height * rng.uniform(1.9, 2.6))
    first, last = max(top - 2 * pitch, 4), min(top + drawn.strip.shape[0] + 3 * pitch, scene.shape[0] - 4)
    right = min(left + drawn.strip.shape[1] + 15, scene.shape[1])
    scene[first:last, max(left - 15, 0) : right] = paper
    for y in (top - pitch, top + pitch, top + 2 * pitch):
        small = max(int(drawn.height * 0.7), 8)
        line = paper - paper * 0.8 * typeset(rng.choice(_LINES), small, purpose, rng)
        fits = line[:, : right - left - 4]
        if first < y and y + fits.shape[0] < last:
            scene[y : y + fits.shape[0], left : left + fits.shape[1]] = fits


def _lay(
    scene: Grey,
    strip: Grey,
    left: int,
    top: int,
    *,
    feather: bool,
) -> None:
    high, wide = strip.shape
    place = scene[top : top + high, left : left + wide]
    weight = np.ones((high, wide), np.float32)
    if feather:
        edge = max(high // 8, 2)
        weight[:edge] = weight[-edge:] = weight[:, :edge] = weight[:, -edge:] = 0.0
        weight = np.asarray(cv2.blur(weight, (edge, edge)), dtype=np.float32)
    place[:] = strip * weight + place * (1.0 - weight)
