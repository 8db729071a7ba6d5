"""Why a picture may not read or not do: focus, light, glare, a card cut off, a screen or a photocopy."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from paddock.app.capture.geometry import Quad
from paddock.app.capture.pixels import Picture
from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence

_SIDE: Final = 1000
_SHARP_ABOVE: Final = 18.0
_GLARE_BELOW: Final = 0.12
_DARK_ABOVE: Final = 35.0
_TILE: Final = 8
_SCREEN_ABOVE: Final = 16.0
_COLOURED_ABOVE: Final = 12.0
_EDGE_SHARE: Final = 0.002
_PATCH: Final = 512


def sharpness(picture: Picture) -> float:
    """Return the variance of the Laplacian in the sharpest tiles, at a common scale; text needs about 20."""
    grey = _common_scale(picture)
    edges = cv2.Laplacian(cv2.GaussianBlur(grey, (3, 3), 0), cv2.CV_32F)
    height, width = (max(side // _TILE, 1) for side in edges.shape[:2])
    tiles = [
        float(edges[y : y + height, x : x + width].var())
        for y in range(0, edges.shape[0] - height + 1, height)
        for x in range(0, edges.shape[1] - width + 1, width)
    ]
    return float(np.percentile(tiles, 90)) if tiles else 0.0


def glare(picture: Picture) -> float:
    """Return the share of the picture that is burnt out next to parts that are not (0 to 1)."""
    grey = _common_scale(picture)
    burnt = (grey >= 252).astype(np.uint8)
    # White paper is flat and wide; a reflection has a soft edge that is nearly burnt out too.
    edge = cv2.dilate(burnt, np.ones((9, 9), np.uint8)) - burnt
    soft = ((grey > 215) & (edge > 0)).sum() / max(int(edge.sum()), 1)
    return float(burnt.mean()) * float(soft)


def describe_quality(picture: Picture) -> tuple[Check, ...]:
    """Return `picture_focus`, `picture_light` and `picture_glare`, each saying what to do when failed."""
    focused = sharpness(picture) >= _SHARP_ABOVE
    lit = float(_common_scale(picture).mean()) >= _DARK_ABOVE
    clear = glare(picture) <= _GLARE_BELOW
    return (
        _check("picture_focus", focused, "对焦清楚", "in focus", "画面模糊，请对焦后重拍",
               "The picture is blurred: focus and take it again"),
        _check("picture_light", lit, "亮度足够", "bright enough", "画面过暗，请打开灯光后重拍",
               "The picture is too dark: add light and take it again"),
        _check("picture_glare", clear, "无明显反光", "free of glare", "画面反光，请换个角度重拍",
               "The picture has glare: change the angle and take it again"),
    )  # fmt: skip


def suspicions(picture: Picture) -> tuple[Check, ...]:
    """Return failed checks where a card looks like a picture of a screen or of a photocopy; else nothing."""
    found: list[Check] = []
    if screen_pattern(picture) > _SCREEN_ABOVE:
        found.append(
            _check("picture_not_of_screen", False, "", "", "疑似翻拍屏幕，请直接拍摄证件原件",
                   "This looks like a photo of a screen: photograph the document itself")
        )  # fmt: skip
    if colour(picture) < _COLOURED_ABOVE:
        found.append(
            _check("picture_not_of_copy", False, "", "", "疑似黑白复印件，请拍摄证件原件",
                   "This looks like a black-and-white copy: photograph the original")
        )  # fmt: skip
    return tuple(found)


def cut_off(picture: Picture, lines: Sequence[Quad]) -> tuple[Check, ...]:
    """Return a failed check where print runs out of the picture; `lines` are its places; else nothing."""
    height, width = picture.shape[:2]
    edge = _EDGE_SHARE * max(height, width)
    beyond = [
        quad
        for quad in lines
        if quad[:, 0].min() < edge or quad[:, 1].min() < edge
        or quad[:, 0].max() > width - 1 - edge or quad[:, 1].max() > height - 1 - edge
    ]  # fmt: skip
    if not beyond:
        return ()
    return (
        _check("picture_whole", False, "", "", "证件边缘被裁切，请让整张证件入画后重拍",
               "The document runs out of the picture: take it again with the whole document in it"),
    )  # fmt: skip


def screen_pattern(picture: Picture) -> float:
    """Return how far the strongest regular pattern in the middle stands out; screens give 27 and more, paper 9 at most.

    Measured on 150 drawn photos of five documents at three strengths of damage, half of them with a screen's pattern
    of 8 grey levels. Directions along the axes do not count: JPEG's blocks and tables lie there.
    """
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), dtype=np.float32)
    height, width = grey.shape
    top, left = max((height - _PATCH) // 2, 0), max((width - _PATCH) // 2, 0)
    patch = grey[top : top + _PATCH, left : left + _PATCH]
    if min(patch.shape) < _PATCH // 4:
        return 0.0
    # Print is clipped: its edges are strong and anything but regular.
    detail = np.clip(patch - cv2.GaussianBlur(patch, (0, 0), 4), -25, 25)
    window = np.outer(np.hanning(patch.shape[0]), np.hanning(patch.shape[1]))
    spectrum = np.abs(np.fft.rfft2(detail * window)).astype(np.float32)
    down, along = np.fft.fftfreq(patch.shape[0])[:, None], np.fft.rfftfreq(patch.shape[1])[None, :]
    radius = np.hypot(down, along)
    counted = (radius > 0.12) & (radius < 0.45) & (np.abs(along) > 0.012) & (np.abs(down) > 0.012)
    around = cv2.blur(spectrum, (25, 25)) + 1e-6
    return float((spectrum / around * counted).max())


def colour(picture: Picture) -> float:
    """Return the saturation (0 to 255) that one pixel in two hundred exceeds: a copy in black and white has none."""
    scale = _SIDE / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    return float(np.percentile(cv2.cvtColor(small, cv2.COLOR_BGR2HSV)[:, :, 1], 99.5))


def _check(name: str, passed: bool, good_zh: str, good_en: str, zh: str, en: str) -> Check:  # noqa: FBT001
    message = Sentence(f"{good_zh}。", f"The picture is {good_en}.") if passed else Sentence(f"{zh}。", f"{en}.")
    return Check(name, passed, message)


def _common_scale(picture: Picture) -> Picture:
    scale = _SIDE / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
