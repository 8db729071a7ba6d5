"""Why a picture may not read: focus and glare, measured without reading it."""

from typing import Final

import cv2
import numpy as np

from paddock.app.capture.pixels import Picture
from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence

_SIDE: Final = 1000
_SHARP_ABOVE: Final = 18.0
_GLARE_BELOW: Final = 0.12
_DARK_ABOVE: Final = 35.0
_TILE: Final = 8


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


def _check(name: str, passed: bool, good_zh: str, good_en: str, zh: str, en: str) -> Check:  # noqa: FBT001
    message = Sentence(f"{good_zh}。", f"The picture is {good_en}.") if passed else Sentence(f"{zh}。", f"{en}.")
    return Check(name, passed, message)


def _common_scale(picture: Picture) -> Picture:
    scale = _SIDE / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
