"""What a hand, a lens, the light, a screen and a file make of print, at stated strengths.

Lengths are shares of the height of the print, so that a strength means the same for small and large characters. The
order is that of nature: shape, light, lens, screen, sensor, file.
"""

import random
from collections.abc import Callable
from typing import Final, Literal, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Strength: TypeAlias = Literal["light", "moderate", "heavy"]
Colours: TypeAlias = NDArray[np.float32]
"""Height × width × 3, blue-green-red, 0 to 255 (not clipped between damages)."""

_LEVEL: Final[dict[Strength, int]] = {"light": 0, "moderate": 1, "heavy": 2}
KINDS_AT_ONCE: Final[dict[Strength, int]] = {"light": 1, "moderate": 2, "heavy": 3}
# One row a kind: its figure at light, moderate and heavy strength. See docs/capture.md.
_AMOUNTS: Final[dict[str, tuple[float, float, float]]] = {
    "perspective": (0.03, 0.07, 0.14),  # corners moved by so much of the picture's shorter side
    "rotation": (3.0, 9.0, 28.0),  # degrees, either way
    "upside_down": (180.0, 180.0, 180.0),  # degrees
    "skew": (0.05, 0.14, 0.28),  # sideways by so much per pixel of height
    "blur": (0.02, 0.045, 0.08),  # sigma in heights of the print
    "motion": (0.05, 0.13, 0.22),  # length in heights of the print
    "noise": (5.0, 12.0, 26.0),  # standard deviation in grey levels
    "glare": (60.0, 110.0, 190.0),  # grey levels added in the middle of the spot
    "shadow": (0.7, 0.5, 0.3),  # light left in the shadow
    "low_contrast": (0.7, 0.45, 0.25),  # contrast left
    "jpeg": (60, 35, 15),  # quality
    "moire": (6.0, 12.0, 24.0),  # amplitude in grey levels
    "small": (0.8, 0.6, 0.42),  # size left
}
KINDS: Final = tuple(_AMOUNTS)


def damage(picture: Colours, kinds: tuple[str, ...], strength: Strength, height: float, seed: int) -> NDArray[np.uint8]:
    """Return `picture`, its print `height` pixels tall, after `kinds` at `strength`."""
    rng = random.Random(seed)  # noqa: S311  (pictures, not secrets)
    made = picture
    for kind, act in _ACTS.items():
        if kind in kinds:
            made = act(made, _AMOUNTS[kind][_LEVEL[strength]], height, rng)
            if kind == "small":
                height *= _AMOUNTS[kind][_LEVEL[strength]]
    pixels = np.asarray(np.clip(made, 0, 255), dtype=np.uint8)
    if "jpeg" in kinds:
        quality = int(_AMOUNTS["jpeg"][_LEVEL[strength]])
        packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        pixels = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
    return pixels


def turned(picture: Colours, degrees: float) -> Colours:
    """Return the picture turned by `degrees`, its frame grown."""
    high, wide = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    return _warped(picture, np.vstack([matrix, [0.0, 0.0, 1.0]]))


def _perspective(picture: Colours, amount: float, _height: float, rng: random.Random) -> Colours:
    high, wide = picture.shape[:2]
    reach = amount * min(high, wide)
    corners = np.asarray([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    target = corners + np.asarray([[rng.uniform(-reach, reach) for _axis in "xy"] for _corner in range(4)])
    matrix = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
    return _warped(picture, np.asarray(matrix, dtype=np.float64))


def _rotation(picture: Colours, amount: float, _height: float, rng: random.Random) -> Colours:
    return turned(picture, rng.choice((-1, 1)) * rng.uniform(0.5, 1.0) * amount)


def _upside_down(picture: Colours, _amount: float, _height: float, _rng: random.Random) -> Colours:
    return np.ascontiguousarray(picture[::-1, ::-1])


def _skew(picture: Colours, amount: float, _height: float, rng: random.Random) -> Colours:
    return _warped(picture, np.asarray([[1.0, rng.choice((-1, 1)) * amount, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))


def _small(picture: Colours, amount: float, _height: float, _rng: random.Random) -> Colours:
    return np.asarray(cv2.resize(picture, None, fx=amount, fy=amount, interpolation=cv2.INTER_AREA), dtype=np.float32)


def _low_contrast(picture: Colours, amount: float, _height: float, rng: random.Random) -> Colours:
    middle = float(picture.mean())
    return np.asarray((picture - middle) * amount + middle + rng.uniform(-25, 25), dtype=np.float32)


def _shadow(picture: Colours, amount: float, _height: float, rng: random.Random) -> Colours:
    high, wide = picture.shape[:2]
    angle, at = rng.uniform(0, 2 * np.pi), rng.uniform(0.3, 0.7)
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    across = (x / wide - at) * np.cos(angle) * wide + (y / high - at) * np.sin(angle) * high
    edge = max(high, wide) * rng.uniform(0.005, 0.04)
    lit = amount + (1.0 - amount) / (1.0 + np.exp(-np.clip(across / edge, -30, 30)))
    return np.asarray(picture * lit[:, :, None], dtype=np.float32)


def _glare(picture: Colours, amount: float, height: float, rng: random.Random) -> Colours:
    high, wide = picture.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    centre = rng.uniform(0.35, 0.65) * wide, rng.uniform(0.35, 0.65) * high
    size = rng.uniform(1.5, 4.0) * height, rng.uniform(0.8, 2.0) * height
    spot = np.exp(-(((x - centre[0]) / size[0]) ** 2) - ((y - centre[1]) / size[1]) ** 2)
    return np.asarray(picture + amount * spot[:, :, None], dtype=np.float32)


def _blur(picture: Colours, amount: float, height: float, _rng: random.Random) -> Colours:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), max(amount * height, 0.3)), dtype=np.float32)


def _motion(picture: Colours, amount: float, height: float, rng: random.Random) -> Colours:
    length = max(amount * height, 1.5)
    size = int(length) * 2 + 3
    kernel = np.zeros((size, size), np.float32)
    angle, middle = rng.uniform(0, np.pi), size // 2
    reach = np.asarray([np.cos(angle), np.sin(angle)]) * length / 2
    ends = [(round((middle + sign * reach[0]) * 16), round((middle + sign * reach[1]) * 16)) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA, 4)
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), dtype=np.float32)


def _moire(picture: Colours, amount: float, height: float, rng: random.Random) -> Colours:
    high, wide = picture.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    waves = np.zeros((high, wide), np.float32)
    for _wave in range(2):
        angle, length = rng.uniform(0, np.pi), height * rng.uniform(0.12, 0.5)
        waves += np.sin(2 * np.pi * (x * np.cos(angle) + y * np.sin(angle)) / length + rng.uniform(0, 6))
    return np.asarray(picture + waves[:, :, None] * amount / 2, dtype=np.float32)


def _noise(picture: Colours, amount: float, _height: float, rng: random.Random) -> Colours:
    sensor = np.random.default_rng(rng.randrange(1 << 32))
    return np.asarray(picture + sensor.normal(0.0, amount, picture.shape), dtype=np.float32)


def _warped(picture: Colours, matrix: NDArray[np.float64]) -> Colours:
    """Move the picture by `matrix`, the frame grown so that nothing is cut off."""
    high, wide = picture.shape[:2]
    corners = np.asarray([[[0, 0], [wide, 0], [wide, high], [0, high]]], dtype=np.float64)
    moved = cv2.perspectiveTransform(corners, np.asarray(matrix, dtype=np.float64))[0]
    low, size = moved.min(axis=0), np.ceil(np.ptp(moved, axis=0)).astype(int)
    shift = np.asarray([[1.0, 0.0, -low[0]], [0.0, 1.0, -low[1]], [0.0, 0.0, 1.0]])
    made = cv2.warpPerspective(
        picture, shift @ matrix, (int(size[0]), int(size[1])), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(made, dtype=np.float32)


_ACTS: Final[dict[str, Callable[[Colours, float, float, random.Random], Colours]]] = {
    "perspective": _perspective,
    "skew": _skew,
    "rotation": _rotation,
    "upside_down": _upside_down,
    "small": _small,
    "low_contrast": _low_contrast,
    "shadow": _shadow,
    "glare": _glare,
    "blur": _blur,
    "motion": _motion,
    "moire": _moire,
    "noise": _noise,
}
