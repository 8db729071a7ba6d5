"""Renders the scenes at every scale, each scale in a process of its own, both at once."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.helpers.stage.morning import ROOT, offscreen

SCALES = ("1", "1.5")
_MINUTES = 30


def take(out: Path, morning: Path, only: Sequence[str] = (), *, every: bool, whole: bool) -> dict[str, list[str]]:
    """Write the tiles into `out`, and the whole pictures if they are wanted; returns what cannot be read, by picture.

    Raises:
        RuntimeError: a process that renders has failed; its last words are in the message.
    """
    out.mkdir(parents=True, exist_ok=True)
    logs = {scale: out / f"render@{scale}.log" for scale in SCALES}
    children = {}
    for scale, log in logs.items():
        command = [sys.executable, "-m", "tests.screens.render", str(out), str(morning), "--scale", scale]
        command += [*(["--every"] if every else []), *(["--whole"] if whole else []), "--only", *only]
        with log.open("w") as sink:
            children[scale] = subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=sink, env=offscreen(scale), text=True
            )
    findings: dict[str, list[str]] = {}
    try:
        for scale, child in children.items():
            told, _none = child.communicate(timeout=_MINUTES * 60)
            if child.returncode:
                raise RuntimeError(f"scale {scale} ended with {child.returncode}:\n{logs[scale].read_text()[-4000:]}")
            findings |= json.loads(told)
    finally:
        for child in children.values():
            child.kill()
            child.wait()
    return findings
