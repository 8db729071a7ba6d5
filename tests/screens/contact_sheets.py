"""Contact sheets: how one scene looks in every dress, small, in one file of some ten kilobytes.

A kept sheet is compared tile by tile and block by block. A block is 80 x 80 pixels of the window. What counts is how
much of a block has another colour: a moved card, a lost button or another ground stand out, another time of day or a
date of tomorrow does not.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from tests.helpers.stage.stage import DRESSES, SIZES
from tests.screens.taking import SCALES

KEPT = Path(__file__).parent / "kept"
STAGED = "every deal in its tab"
"""What the stage shows on every picture. Another stage needs other sheets."""
_STAGE = KEPT / "stage.txt"
TILE = (320, 200)
COLUMNS = 4
BLOCK = 20
ANOTHER_COLOUR = 14
"""From which difference on, of 255, a pixel has another colour."""
NOTICED = 0.2
"""Which part of a block with other colours a person would notice."""
_QUALITY = 60
TILED = ".tile.png"
"""How the file of a tile ends that was just taken; the whole picture beside it ends in `.png`."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How far a tile is from the kept one: the part of the worst block that changed, and its place on the tile."""

    worst: float
    at: tuple[int, int]

    @property
    def seen(self) -> bool:
        """Whether a person would notice."""
        return self.worst > NOTICED


def names() -> list[str]:
    """The names of the pictures of one scene, in the order of its sheet: `zh_CN-light-1280x720@1`."""
    return sorted(f"{dress.name}-{size}@{scale}" for dress in DRESSES for size in SIZES for scale in SCALES)


def sheet(scene: str, pictures: Path, instead: Mapping[str, Image.Image] | None = None) -> bytes:
    """The sheet of a scene, made of the tiles that were taken into `pictures`, as it is kept.

    Args:
        scene: its key.
        pictures: the folder of `tests.screens.render`.
        instead: what stands in the place of tiles that were not taken; without it every tile is needed.
    """
    whole = Image.new("RGB", (TILE[0] * COLUMNS, TILE[1] * -(-len(names()) // COLUMNS)))
    for at, name in enumerate(names()):
        taken = pictures / scene / f"{name}{TILED}"
        if instead is not None and not taken.exists():
            whole.paste(instead[name], _place(at))
            continue
        with Image.open(taken) as tiled:
            whole.paste(tiled, _place(at))
    packed = io.BytesIO()
    whole.save(packed, "WEBP", quality=_QUALITY, method=4)
    return packed.getvalue()


def keep(scene: str, pictures: Path) -> None:
    """Keep the sheet of a scene."""
    KEPT.mkdir(exist_ok=True)
    (KEPT / f"{scene}.webp").write_bytes(sheet(scene, pictures))


def keep_stage() -> None:
    """Note that every sheet was kept on this stage."""
    _STAGE.write_text(f"{STAGED}\n", "utf-8")


def was_kept_on_this_stage() -> bool:
    """Whether the kept sheets can be compared with what this stage shows."""
    return _STAGE.exists() and _STAGE.read_text("utf-8").strip() == STAGED


def kept(scene: str) -> bytes:
    """The sheet that was kept of a scene."""
    return (KEPT / f"{scene}.webp").read_bytes()


def tiles(of: bytes) -> dict[str, Image.Image]:
    """The tiles of a sheet, by the name of their picture. Both sheets that are compared went through the same packing,
    so that what the packing does to a picture is no difference."""
    with Image.open(io.BytesIO(of)) as packed:
        whole = packed.convert("RGB")
    places = ((name, _place(at)) for at, name in enumerate(names()))
    return {name: whole.crop((x, y, x + TILE[0], y + TILE[1])) for name, (x, y) in places}


def tile(picture: Image.Image) -> Image.Image:
    """A picture of the window in the size of a tile, in the tile's upper left corner."""
    small = picture.convert("RGB")
    small.thumbnail(TILE, Image.Resampling.BOX)
    made = Image.new("RGB", TILE, (128, 128, 128))
    made.paste(small, (0, 0))
    return made


def difference(before: Image.Image, now: Image.Image) -> Difference:
    """The block that changed most."""
    apart = np.abs(np.asarray(before, dtype=np.int16) - np.asarray(now, dtype=np.int16)).max(axis=2)
    rows, columns = TILE[1] // BLOCK, TILE[0] // BLOCK
    blocks = (apart > ANOTHER_COLOUR).reshape(rows, BLOCK, columns, BLOCK).mean(axis=(1, 3))
    row, column = np.unravel_index(int(blocks.argmax()), blocks.shape)
    return Difference(float(blocks[row, column]), (int(column) * BLOCK, int(row) * BLOCK))


def _place(at: int) -> tuple[int, int]:
    return at % COLUMNS * TILE[0], at // COLUMNS * TILE[1]
