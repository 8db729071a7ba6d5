"""Which fonts VINs are printed in: one list to tune readers on, another, of other families, to judge them by.

Those of the first part of each list come with the installed packages, so that both lists always have some; the others
are Debian packages (fonts-liberation, fonts-ocr-b, fonts-osifont, fonts-inconsolata, fonts-roboto-unhinted,
fonts-b612, fonts-jetbrains-mono, fonts-dejavu) and are used where they are present, or under the folder that
`PADDOCK_BENCH_FONTS` names.
"""

import functools
import os
from pathlib import Path
from typing import Final, Literal, TypeAlias

import matplotlib as mpl

Purpose: TypeAlias = Literal["tuning", "evaluation"]

_SHIPPED: Final = Path(__file__).parents[3] / "paddock" / "resources" / "fonts"
_PACKAGED: Final = Path(mpl.get_data_path()) / "fonts" / "ttf"
_NAMES: Final[dict[Purpose, tuple[str, ...]]] = {
    "tuning": (
        "NotoSansSC-Regular.ttf",
        "NotoSansSC-Bold.ttf",
        "DejaVuSansMono.ttf",
        "DejaVuSansMono-Bold.ttf",
        "DejaVuSans-Bold.ttf",
        "RobotoCondensed-Bold.ttf",
        "JetBrainsMono-Medium.ttf",
    ),
    "evaluation": (
        "cmss10.ttf",
        "cmtt10.ttf",
        "STIXGeneralBol.ttf",
        "LiberationSans-Regular.ttf",
        "LiberationSans-Bold.ttf",
        "LiberationMono-Bold.ttf",
        "LiberationSansNarrow-Bold.ttf",
        "OCRB.otf",
        "osifont.ttf",
        "Inconsolata.otf",
        "B612Mono-Bold.otf",
    ),
}


@functools.cache
def fonts_for(purpose: Purpose) -> tuple[Path, ...]:
    """Return the fonts of the list that are here, in its order."""
    found = _present()
    return tuple(found[name] for name in _NAMES[purpose] if name in found)


@functools.cache
def _present() -> dict[str, Path]:
    folders = [_SHIPPED, _PACKAGED, Path("/usr/share/fonts")]
    more = os.environ.get("PADDOCK_BENCH_FONTS")
    if more:
        folders.append(Path(more))
    return {path.name: path for folder in reversed(folders) for path in folder.rglob("*.[ot]tf")}
