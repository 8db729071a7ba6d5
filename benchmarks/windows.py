"""Runs a benchmark inside a process of its own with the real window: the one that measures loads decoders, it does not.

A benchmark of the window calls `in_window` from its `run`, which starts its module again with `--inside FOLDER`; there
it opens the window with `tests.helpers.driven_window` and prints one JSON document.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paddock.domain.application_draft import FieldTexts

PASSPHRASE = "an invented passphrase"  # noqa: S105 - of profiles that live for a minute
INSIDE = "--inside"
_SECONDS = 900
_TEXTS = "texts.json"


def in_window(module: str, folder: Path, *more: str, seconds: float = _SECONDS) -> dict[str, Any]:
    """What the module, run inside within so many seconds, found out."""
    done = subprocess.run(
        [sys.executable, "-m", module, INSIDE, str(folder), *more],
        check=False,
        capture_output=True,
        text=True,
        env=environment(),
        cwd=Path(__file__).parents[1],
        timeout=seconds,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        raise RuntimeError(f"{module}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def environment() -> dict[str, str]:
    """For a window nobody sees; compiled bytecode is used, as it is where Paddock is installed."""
    made = os.environ | {
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PADDOCK_PASSPHRASE": PASSPHRASE,
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    made.pop("PYTHONDONTWRITEBYTECODE", None)
    return made


def prepare_profile(folder: Path) -> None:
    """Make the profile as a first start leaves it: what only that one loads is no part of a working day."""
    from paddock.app.store.opening import open_store  # noqa: PLC0415 - not inside the window's process

    os.environ.setdefault("PADDOCK_PASSPHRASE", PASSPHRASE)
    open_store(folder / "profile").close()


def keep_texts(folder: Path) -> None:
    """Write an invented application down for `kept_texts`; outside, because what invents it brings Hypothesis along."""
    from tests.helpers.applications import faultless_texts  # noqa: PLC0415

    (folder / _TEXTS).write_text(json.dumps(faultless_texts()), "utf-8")


def kept_texts(folder: Path, number: int = 0) -> "FieldTexts":
    """The application that `keep_texts` wrote down, about the car of that number."""
    from paddock.domain.application_draft import FieldPath  # noqa: PLC0415
    from paddock.domain.vin import check_digit  # noqa: PLC0415

    texts = {FieldPath(path): text for path, text in json.loads((folder / _TEXTS).read_text("utf-8")).items()}
    end = f"N2{number:06}"
    return texts | {FieldPath.VIN: f"LSVAU2A3{check_digit(f'LSVAU2A30{end}')}{end}"}


def resident_mb() -> float:
    """How much memory of this process is in use now, in MB, libraries and fonts included."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")
