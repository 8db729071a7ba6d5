"""From a drawn sheet to a photo of it: laid on a table, seen aslant, and damaged at a stated strength."""

import random
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.helpers.renders import Damage, Picture, damaged


@dataclass(frozen=True)
class Strength:
    """The most of each damage; every photo gets between none and this much (JPEG: quality, at least)."""

    tilt: float
    """Corners move by this share of the sheet's height."""
    angle: float
    """Degrees."""
    blur: float
    """Standard deviation in pixels."""
    noise: float
    """Standard deviation in grey levels."""
    glare: float
    """Share of a burnt-out spot of 160 levels."""
    shadow: float
    """Share of the light taken away at the dark edge."""
    jpeg: int
    moire: float
    """Amplitude in grey levels of a screen's pattern; in every third photo."""


STRENGTHS: Final = {
    "light": Strength(0.01, 2, 0.5, 3, 0.15, 0.15, 90, 0),
    "moderate": Strength(0.03, 6, 1.0, 7, 0.35, 0.3, 75, 6),
    "heavy": Strength(0.06, 12, 1.8, 14, 0.7, 0.5, 50, 12),
}
_CARD_SIDE: Final = 1600
_PAPER_SIDE: Final = 2600


def photographed(sheet: Picture, strength: Strength, rng: random.Random) -> Picture:
    """Return a photo of `sheet` in which it takes up most of the frame: 1600 pixels long, 2600 for a page of print."""
    height, width = sheet.shape[:2]
    share = rng.uniform(0.72, 0.92)
    long = _PAPER_SIDE if width > _CARD_SIDE - 200 else _CARD_SIDE
    frame = (long, round(long * min(max(height / width * 1.15, 0.5), 0.8)))
    scale = min(frame[0] / width, frame[1] / height) * share
    corners = np.asarray([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [width * scale / 2, height * scale / 2]
    radians = np.deg2rad(rng.uniform(-strength.angle, strength.angle))
    turn = np.asarray([[np.cos(radians), -np.sin(radians)], [np.sin(radians), np.cos(radians)]])
    jitter = [[rng.uniform(-1, 1) * strength.tilt * height * scale for _ in range(2)] for _ in range(4)]
    corners = corners @ turn.T + [frame[0] / 2, frame[1] / 2] + np.asarray(jitter)
    source = np.asarray([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    picture = _table(frame, rng)
    laid = cv2.warpPerspective(sheet, matrix, frame, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, frame) > 127
    picture[mask] = np.asarray(laid, dtype=np.uint8)[mask]
    lit = _with_light(picture, strength, rng)
    return damaged(
        lit,
        Damage(
            blur=rng.uniform(0, strength.blur),
            noise=rng.uniform(0, strength.noise),
            glare=rng.uniform(0, strength.glare),
            jpeg=rng.randrange(strength.jpeg, 96),
            seed=rng.randrange(1 << 30),
        ),
    )


def _table(frame: tuple[int, int], rng: random.Random) -> Picture:
    colour = np.asarray([rng.randrange(40, 200) for _ in range(3)], dtype=np.float32)
    grain = np.random.default_rng(rng.randrange(1 << 30)).normal(0, 8, (frame[1] // 4, frame[0] // 4, 3))
    cloth = cv2.resize(grain.astype(np.float32), frame) + colour
    return np.asarray(np.clip(cloth, 0, 255), dtype=np.uint8)


def _with_light(picture: Picture, strength: Strength, rng: random.Random) -> Picture:
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    direction = rng.uniform(0, 2 * np.pi)
    along = (x / width - 0.5) * np.cos(direction) + (y / height - 0.5) * np.sin(direction)
    light: NDArray[np.float32] = 1.0 - rng.uniform(0, strength.shadow) * np.clip(along + 0.5, 0, 1)
    lit = picture.astype(np.float32) * light[:, :, np.newaxis]
    if strength.moire and rng.random() < 1 / 3:
        period, tilt = rng.uniform(3.2, 6.0), rng.uniform(0, np.pi)
        lit += strength.moire * np.sin(2 * np.pi * (x * np.cos(tilt) + y * np.sin(tilt)) / period)[:, :, np.newaxis]
    return np.asarray(np.clip(lit, 0, 255), dtype=np.uint8)
