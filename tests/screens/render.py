"""Renders scenes at one scale, as a process of its own: Qt takes the scale only at its start.

    python -m tests.screens.render OUT MORNING --scale 1.5 [--only SCENE ...] [--every] [--whole]

MORNING is a folder of `tests.helpers.stage.morning`. Writes the tiles of the contact sheets
(`OUT/<scene>/<dress>-<size>@<scale>.tile.png`), with `--whole` the pictures beside them; those of the gate, with
`--every` all. Prints what cannot be read, by picture, as JSON.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Render what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("morning", type=Path)
    parser.add_argument("--scale", required=True)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args(arguments)
    from tests.screens.choice import for_the_gate  # noqa: PLC0415 - brings Qt
    from tests.screens.contact_sheets import names  # noqa: PLC0415
    from tests.screens.rendering import Wanted, render  # noqa: PLC0415
    from tests.screens.scenes import scene_keys  # noqa: PLC0415

    keys = scene_keys()
    pictures = {key: frozenset(names()) for key in keys} if given.every else for_the_gate(keys)
    wanted = Wanted({key: pictures[key] for key in given.only or keys}, given.scale, given.whole)
    with tempfile.TemporaryDirectory() as folder:
        findings = render(Path(folder), given.morning, given.out, wanted)
    sys.stdout.write(json.dumps(findings, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
