from collections.abc import Callable

import numpy as np

from paddock.app.capture.flattening import flattened, without_waves
from paddock.app.capture.pixels import Picture
from tests.helpers.renders import invented_vin, seeded, vin_strip

STRIP = vin_strip(invented_vin(seeded(12)), size=48, paper="lightgrey")
INK = STRIP[:, :, 0] < 100


def lit(strip: Picture) -> Picture:
    light = np.linspace(0.25, 1.0, strip.shape[1])[None, :, None]
    return np.asarray(strip * light, dtype=np.uint8)


def waving(strip: Picture, amplitude: float = 40.0) -> Picture:
    y, x = np.mgrid[0 : strip.shape[0], 0 : strip.shape[1]]
    waves = amplitude * np.sin(2 * np.pi * (x / 9.0 + y / 13.0))
    return np.asarray(np.clip(strip * 0.6 + 50 + waves[:, :, None], 0, 255), dtype=np.uint8)


def contrast(strip: Picture) -> float:
    """How far paper and ink are apart, in deviations of the paper."""
    paper = strip[:, :, 0][~INK].astype(float)
    return float((paper.mean() - strip[:, :, 0][INK].mean()) / paper.std())


def changed_by_waves(view: Callable[[Picture], Picture]) -> float:
    return float(np.abs(view(waving(STRIP)).astype(float) - view(waving(STRIP, 0.0)).astype(float)).mean())


def test_print_under_a_gradient_is_as_dark_at_one_end_as_at_the_other() -> None:
    half = STRIP.shape[1] // 2
    flat = flattened(lit(STRIP))[:, :, 0].astype(float)
    left, right = flat[:, :half][INK[:, :half]].mean(), flat[:, half:][INK[:, half:]].mean()
    raw = lit(STRIP)[:, :, 0].astype(float)
    apart = raw[:, half:][~INK[:, half:]].mean() - raw[:, :half][~INK[:, :half]].mean()
    assert abs(left - right) < 0.2 * apart


def test_waves_are_taken_off_and_the_print_stays() -> None:
    left = changed_by_waves(without_waves)
    assert left < 0.6 * changed_by_waves(flattened)
    assert contrast(without_waves(STRIP)) > 0.8 * contrast(flattened(STRIP))


def test_the_tiniest_strip_stays_a_strip() -> None:
    tiny = np.zeros((4, 8, 3), dtype=np.uint8)
    assert flattened(tiny).shape == without_waves(tiny).shape == tiny.shape
