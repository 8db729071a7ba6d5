"""For those who need it larger: 200%, large text, high contrast, and still nothing is cut off at 1280x720."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.stage.morning import ROOT, offscreen


@pytest.mark.timeout(600)
def test_nothing_is_cut_off_at_200_per_cent_nor_with_large_text_nor_in_high_contrast(
    tmp_path: Path, morning: Path
) -> None:
    out = tmp_path / "findings.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.screens.large", str(out), str(morning)],
        cwd=ROOT,
        env=offscreen("2"),
        capture_output=True,
        text=True,
        check=False,
        timeout=580,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    findings: dict[str, list[str]] = json.loads(out.read_text("utf-8"))
    lines = [f"{where}: {line}" for where, faults in findings.items() for line in faults]
    assert not lines, "\n".join(lines)
