"""`python -m benchmarks.capture codes`: VINs in codes, against zxing-cpp and pyzbar at their best on the same frame."""

import argparse
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import cv2
import zxingcpp
from pyzbar import pyzbar

from benchmarks.capture.codes.material import LINEAR, SYMBOLOGIES, Frame, Picture, Symbology, frame
from benchmarks.figures import Figure
from paddock.app.capture.barcodes import read_codes, read_codes_thoroughly
from paddock.domain.vin import normalise_vin

Reader = Callable[[Picture], set[str]]
_COUNTED: Final = ("zxing-cpp", "pyzbar", "either", "ours")
_NOT_VINS: Final = 1_000_000
"""Frames that hold no VIN are numbered from here."""


@dataclass
class Tally:
    """What came of a run: hits by symbology and damage, seconds of processor time for each frame, wrong VINs."""

    frames: Counter[tuple[str, str]] = field(default_factory=Counter)
    hits: dict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[tuple[int, str]] = field(default_factory=list)

    def share(self, reader: str, symbologies: tuple[str, ...] = SYMBOLOGIES) -> float:
        """Return the share of frames with one of `symbologies` that `reader` read, 0 to 1."""
        read = sum(count for (symbology, _kind), count in self.hits[reader].items() if symbology in symbologies)
        return read / max(sum(n for (symbology, _), n in self.frames.items() if symbology in symbologies), 1)


def ours(picture: Picture) -> set[str]:
    """What a still picture's reader does: the quick pass, and the thorough one where that is not sure."""
    quick = read_codes(picture)
    found = quick if any(read.sure for read in quick) else read_codes_thoroughly(picture, quick)
    return {read.vin for read in found}


def zxing(picture: Picture) -> set[str]:
    """With every way of its own to try harder, which are its defaults."""
    return {normalise_vin(code.text) for code in zxingcpp.read_barcodes(picture)}


def zbar(picture: Picture) -> set[str]:
    """On grey levels, at the densest scan, which is its default."""
    try:
        return {normalise_vin(code.data.decode("utf-8", "replace")) for code in pyzbar.decode(_grey(picture))}
    except ValueError:  # it fails on its own result for some pictures
        return set()


def measured(frames: int, strength: str, symbologies: tuple[Symbology, ...], first: int = 0) -> Tally:
    """Show `frames` frames with VINs to all three readers, and half as many without to ours."""
    tally = Tally()
    for number in range(first, first + frames):
        _try(frame(number, strength, symbologies), tally)  # type: ignore[arg-type]  # one of the choices
    for number in range(_NOT_VINS + first, _NOT_VINS + first + frames // 2):
        shown = frame(number, strength, symbologies, is_vin=False)  # type: ignore[arg-type]  # one of the choices
        tally.wrong += [(number, vin) for vin in ours(shown.picture())]
    return tally


def _try(shown: Frame, tally: Tally) -> None:
    picture, key = shown.picture(), (shown.symbology, shown.kind)
    tally.frames[key] += 1
    found: dict[str, set[str]] = {}
    readers: dict[str, Reader] = {"zxing-cpp": zxing, "pyzbar": zbar, "ours": ours}
    for name, reader in readers.items():
        started = time.thread_time()
        found[name] = reader(picture)
        tally.seconds[name].append(time.thread_time() - started)
    found["either"] = found["zxing-cpp"] | found["pyzbar"]
    for name, texts in found.items():
        tally.hits[name][key] += shown.text in texts
    tally.wrong += [(shown.number, vin) for vin in found["ours"] if vin != shown.text]


def _grey(picture: Picture) -> object:
    return cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)


def figures(tally: Tally, about: str) -> list[Figure]:
    """Return the bars of the run as lines of the table."""
    ratio = statistics.median(tally.seconds["ours"]) / statistics.median(tally.seconds["zxing-cpp"])
    either = tally.share("either")
    return [
        Figure(
            f"codes, {about}: recall (either decoder {100 * either:.1f})",
            100 * tally.share("ours"),
            100 * either,
            "%",
            at_least=True,
        ),
        Figure(
            f"Code 39 and 128, {about}: recall over 14 damages",
            100 * tally.share("ours", LINEAR),
            95.0,
            "%",
            at_least=True,
        ),
        Figure(f"codes, {about}: a frame, median / zxing-cpp", ratio, 1.2),
        Figure(f"codes, {about}: wrong VINs", float(len(tally.wrong)), 0.0, ""),
    ]


def run() -> list[Figure]:
    """Return the figures of a small run, for `python -m benchmarks`."""
    return figures(measured(140, "moderate", SYMBOLOGIES), "moderate")


def main(arguments: list[str]) -> int:
    """Print hits by symbology and damage, then the figures; 1 when a wrong VIN was read."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capture codes", description=__doc__)
    parser.add_argument("--samples", type=int, default=140, help="how many frames with a VIN; half as many without")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--strength", choices=("light", "moderate", "heavy"), default="moderate")
    parser.add_argument("--linear", action="store_true", help="only Code 39 and Code 128")
    chosen = parser.parse_args(arguments)
    symbologies: tuple[Symbology, ...] = ("Code39", "Code128") if chosen.linear else SYMBOLOGIES
    tally = measured(chosen.samples, chosen.strength, symbologies, chosen.first)
    for key in sorted(tally.frames):
        counts = "".join(f"{name:>12}{tally.hits[name][key]:>5}" for name in _COUNTED)
        print(f"{key[0]:<12}{key[1]:<14}{tally.frames[key]:>5}{counts}")
    for number, vin in tally.wrong:
        print(f"WRONG: frame {number} read as {vin}")
    for figure in figures(tally, chosen.strength):
        print(f"{figure.label:<64}{figure.value:>9.2f} {figure.unit:<2}{'met' if figure.met else 'MISSED'}")
    return int(bool(tally.wrong))
