"""VIN strip recognition: ours (restricted alphabet, known length, check digit) against bare RapidOCR.

Both read the same strips in the same run, one after the other, strip by strip, so that what else the machine
does hits both alike. The ratio is of medians: ours / bare.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import rapidocr
from rapidocr import RapidOCR

from benchmarks.figures import Figure
from paddock.app.capture.ocr import engine, warm_up
from paddock.app.capture.vin_text import find_vins
from tests.helpers.renders import Damage, Picture, damaged, invented_vin, seeded, vin_strip

GOAL = 1.3
_STRIPS = 60


def strips() -> list[tuple[str, Picture]]:
    """Return labelled strips, from clean to blurred and noisy."""
    rng = seeded(2024)
    labelled = []
    for number in range(_STRIPS):
        vin = invented_vin(rng)
        damage = Damage(
            blur=0.6 * (number % 4), noise=8.0 * (number % 3), contrast=1.0 - 0.2 * (number % 3), seed=number
        )
        labelled.append((vin, damaged(vin_strip(vin, gap=number % 3), damage)))
    return labelled


def run() -> list[Figure]:
    """Return (name, ratio, goal)."""
    warm_up()
    ours = engine()
    model = Path(rapidocr.__file__).parent / "models" / "PP-OCRv6_rec_small.onnx"
    bare: Any = RapidOCR(params={"Global.log_level": "critical", "Rec.model_path": str(model)})

    def read_ours(strip: Picture) -> str:
        found = find_vins(ours.recognise([strip])[0])
        return found[0].value if found else ""

    def read_bare(strip: Picture) -> str:
        read = bare(strip, use_det=False, use_cls=False, use_rec=True)
        return str(read.txts[0]) if read.txts else ""

    labelled = strips()
    for _, strip in labelled[:5]:
        read_ours(strip)
        read_bare(strip)
    mine, theirs = _timed((read_ours, read_bare), labelled)
    right = sum(text == vin for (vin, _), (_, text) in zip(labelled, mine, strict=True))
    bare_right = sum(text == vin for (vin, _), (_, text) in zip(labelled, theirs, strict=True))
    ratio = statistics.median(t for t, _ in mine) / statistics.median(t for t, _ in theirs)
    name = f"VIN strip ({right} against {bare_right} of {_STRIPS} right)"
    return [Figure(name, ratio, GOAL)]


def _timed(
    readers: tuple[Callable[[Picture], str], Callable[[Picture], str]], labelled: Sequence[tuple[str, Picture]]
) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
    results: tuple[list[tuple[float, str]], list[tuple[float, str]]] = ([], [])
    for _, strip in labelled:
        for reader, kept in zip(readers, results, strict=True):
            started = time.perf_counter()
            text = reader(strip)
            kept.append((time.perf_counter() - started, text))
    return results


if __name__ == "__main__":
    for figure in run():
        print(figure)
