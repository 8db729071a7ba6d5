"""Looks at every screen: renders all scenes in every dress, keeps them as contact sheets, and the README's pictures.

    .venv/bin/python tools/screenshots.py [--only SCENE ...] [--out FOLDER]

The scenes, and how they are compared by `make screens`, are in `tests/screens`. The full pictures stay in the folder
(default: `build/screens`): look at them before the sheets are committed.
"""

import argparse
import shutil
import sys
from pathlib import Path
from typing import cast

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from PIL import Image

from tests.helpers.stage.morning import ROOT, played_morning
from tests.screens.contact_sheets import KEPT, keep, keep_stage
from tests.screens.scenes import scene_keys
from tests.screens.taking import take

README = {
    "counter-scan": "zh_CN-light-1280x720",
    "counter-applicant": "zh_CN-light-1280x720",
    "counter-offers": "zh_CN-light-1280x720",
    "counter-sign-written": "zh_CN-light-1280x720",
    "counter-sign-signed": "zh_CN-dark-1440x900",
    "queue": "zh_CN-light-1280x720",
    "stock": "zh_CN-light-1280x720",
    "contracts": "zh_CN-light-1280x720",
    "customer-offers": "zh_CN-light-1280x720",
    "batch": "zh_CN-light-1280x720",
    "dashboard": "zh_CN-light-1280x720",
    "health": "zh_CN-light-1280x720",
}
"""The README's pictures: scene and dress."""


def main() -> int:
    """Take the pictures, keep the sheets, write those of the README."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], choices=scene_keys(), metavar="SCENE")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "screens")
    given = parser.parse_args()
    for key in given.only or scene_keys():
        shutil.rmtree(given.out / key, ignore_errors=True)
    morning = given.out / "morning"
    shutil.rmtree(morning, ignore_errors=True)
    findings = take(given.out, played_morning(morning), given.only, every=True, whole=True)
    for key in given.only or scene_keys():
        keep(key, given.out)
        if key in README:
            write_for_readme(given.out / key / f"{README[key]}@1.png", ROOT / "docs" / "screenshots" / f"{key}.png")
    if not given.only:
        for path in KEPT.glob("*.webp"):
            if path.stem not in scene_keys():
                path.unlink()
        keep_stage()
    for picture, faults in findings.items():
        print(picture, *faults, sep="\n    ")
    return 1 if findings else 0


def write_for_readme(picture: Path, to: Path) -> None:
    """The picture with few colours, so that the repository stays small."""
    to.parent.mkdir(exist_ok=True)
    with Image.open(picture) as opened:
        of_few_colours(opened.convert("RGB")).save(to, optimize=True)


def of_few_colours(picture: Image.Image) -> Image.Image:
    """The same picture with a palette: the colours of the window exactly, those of the photograph about right."""
    counted = sorted(picture.getcolors(1 << 24) or [], key=lambda found: found[0], reverse=True)
    exact: list[tuple[int, int, int]] = []
    for _count, colour in counted[:160]:
        one = cast("tuple[int, int, int]", colour)
        if len(exact) < 64 and not _near(one, exact):
            exact.append(one)
    found = picture.quantize(96, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).getpalette() or []
    about = [(found[at], found[at + 1], found[at + 2]) for at in range(0, min(len(found), 3 * 96), 3)]
    about = [one for one in about if not _near(one, exact)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in exact + about for channel in colour])
    small = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    # Every entry becomes the colour that most of its pixels had: white stays white.
    pixels, places = np.asarray(picture).reshape(-1, 3), np.asarray(small).reshape(-1)
    tuned: list[int] = []
    for index in range(len(exact) + len(about)):
        here, often = np.unique(pixels[places == index], axis=0, return_counts=True)
        tuned += here[often.argmax()].tolist() if len(here) else [0, 0, 0]
    small.putpalette(tuned)
    return small


def _near(one: tuple[int, int, int], others: list[tuple[int, int, int]]) -> bool:
    """Whether a colour would be taken in the place of another."""
    return any(sum(abs(a - b) for a, b in zip(one, other, strict=True)) <= 14 for other in others)


if __name__ == "__main__":
    sys.exit(main())
