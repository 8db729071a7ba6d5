"""Renders every scene in every dress at one scale, as a process of its own: Qt takes the scale only at its start.

    python -m tests.screens.render OUT --scale 1.5 [--only KEY ...] [--size 1280x720 ...] [--dress zh_CN-light ...]
        [--whole]

Writes the tiles of the contact sheets (`OUT/<scene>/<dress>-<size>@<scale>.tile.png`), with `--whole` the pictures
beside them. Prints what cannot be read, by picture, as JSON.
"""

import argparse
import json
import os
import secrets
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Render what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--scale", default="1")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--size", nargs="*", default=[])
    parser.add_argument("--dress", nargs="*", default=[])
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args(arguments)
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": given.scale}
    os.environ.setdefault("PADDOCK_PASSPHRASE", secrets.token_urlsafe(16))
    from tests.screens.rendering import Wanted, render  # noqa: PLC0415 - Qt reads the scale when it is loaded

    wanted = Wanted(frozenset(given.only), frozenset(given.size), frozenset(given.dress), given.whole)
    with tempfile.TemporaryDirectory() as folder:
        findings = render(Path(folder), given.out, given.scale, wanted)
    sys.stdout.write(json.dumps(findings, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
