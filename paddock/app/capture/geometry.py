"""Quadrilaterals of text: their angles, their strips, and moving them between frames of one picture."""

import math
from collections.abc import Iterable
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from paddock.app.capture.pixels import Picture
from paddock.app.capture.results import Box

Quad: TypeAlias = NDArray[np.float32]
"""4 × 2 corners in reading order: top left, top right, bottom right, bottom left."""
Transform: TypeAlias = NDArray[np.float64]
"""3 × 3 homogeneous matrix taking points of one frame to another."""

_MAX_STRIP_HEIGHT: Final = 160


def as_box(quad: Quad) -> Box:
    """Return `quad` as plain numbers."""
    a, b, c, d = ((float(x), float(y)) for x, y in quad)
    return a, b, c, d


def width_of(quad: Quad) -> float:
    """Return the length of the quad along the text, in pixels."""
    return float(max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3])))


def height_of(quad: Quad) -> float:
    """Return the height of the quad across the text, in pixels."""
    return float(max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1])))


def angle_of(quad: Quad) -> float:
    """Return the text direction in degrees, clockwise as pixels run, -180 to 180."""
    along = (quad[1] - quad[0]) + (quad[2] - quad[3])
    return math.degrees(math.atan2(float(along[1]), float(along[0])))


def long_side_first(quad: Quad) -> Quad:
    """Return `quad` with its corners renumbered so that the first side is the longer one."""
    if height_of(quad) > width_of(quad):
        return np.roll(quad, -1, axis=0)
    return quad


def moved(quad: Quad, transform: Transform) -> Quad:
    """Return `quad` in the frame that `transform` leads to."""
    points = cv2.perspectiveTransform(quad.reshape(1, 4, 2).astype(np.float64), transform)
    return np.asarray(points.reshape(4, 2), dtype=np.float32)


def inverse(transform: Transform) -> Transform:
    """Return the way back."""
    return np.asarray(np.linalg.inv(transform), dtype=np.float64)


def expanded(quad: Quad, across: float, along: float) -> Quad:
    """Return `quad` grown by shares of its height: `across` on top and bottom, `along` at both ends."""
    height = height_of(quad)
    right = (quad[1] - quad[0]) / max(float(np.linalg.norm(quad[1] - quad[0])), 1e-6)
    down = (quad[3] - quad[0]) / max(float(np.linalg.norm(quad[3] - quad[0])), 1e-6)
    sideways, upwards = right * height * along, down * height * across
    return np.asarray(
        [
            quad[0] - sideways - upwards,
            quad[1] + sideways - upwards,
            quad[2] + sideways + upwards,
            quad[3] - sideways + upwards,
        ],
        dtype=np.float32,
    )


def strip_from(picture: Picture, quad: Quad) -> Picture:
    """Return the quad cut out of `picture` and straightened, at its own resolution up to 160 px high."""
    height, width = max(height_of(quad), 1.0), max(width_of(quad), 1.0)
    scale = min(1.0, _MAX_STRIP_HEIGHT / height)
    size = (max(round(width * scale), 4), max(round(height * scale), 4))
    target = np.asarray([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    strip = cv2.warpPerspective(picture, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(strip, dtype=np.uint8)


def region_from(picture: Picture, quad: Quad, longest: int) -> tuple[Picture, Transform]:
    """Return the quad cut out, straightened and `longest` pixels long, with old frame → new frame."""
    scale = longest / max(width_of(quad), height_of(quad), 1.0)
    width, height = max(round(width_of(quad) * scale), 8), max(round(height_of(quad) * scale), 8)
    target = np.asarray([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = np.asarray(cv2.getPerspectiveTransform(quad.astype(np.float32), target), dtype=np.float64)
    flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    region = cv2.warpPerspective(picture, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(region, dtype=np.uint8), matrix


def joined(quads: Iterable[Quad]) -> Quad:
    """Return the tightest upright rectangle of text around several quads on one line, along their angle."""
    parts = list(quads)
    angle = math.radians(angle_of(max(parts, key=width_of)))
    cosine, sine = math.cos(angle), math.sin(angle)
    turn = np.asarray([[cosine, sine], [-sine, cosine]])
    points = np.concatenate(parts).astype(np.float64) @ turn.T
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    corners = np.asarray([[left, top], [right, top], [right, bottom], [left, bottom]]) @ turn
    return np.asarray(corners, dtype=np.float32)


def rotated(picture: Picture, degrees: float) -> tuple[Picture, Transform]:
    """Turn `picture` so that text running at `degrees` runs level; return it with old frame → new frame.

    Quarter turns are exact; any other angle widens the frame so that nothing is cut off.
    """
    height, width = picture.shape[:2]
    quarter = round(degrees / 90)
    if abs(degrees - 90 * quarter) < 0.01:
        return _quarter_turned(picture, quarter % 4)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    new_width, new_height = int(height * sine + width * cosine), int(height * cosine + width * sine)
    matrix[0, 2] += new_width / 2 - width / 2
    matrix[1, 2] += new_height / 2 - height / 2
    turned = cv2.warpAffine(
        picture, matrix, (new_width, new_height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(turned, dtype=np.uint8), np.vstack([matrix, [0.0, 0.0, 1.0]])


def _quarter_turned(picture: Picture, quarters: int) -> tuple[Picture, Transform]:
    height, width = picture.shape[:2]
    turned = np.ascontiguousarray(np.rot90(picture, quarters))
    matrices: dict[int, list[list[float]]] = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        1: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
    }
    return turned, np.asarray(matrices[quarters], dtype=np.float64)
