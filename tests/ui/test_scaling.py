"""For those who need it larger: 200%, large text, high contrast, and still nothing is cut off at 1280x720."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(600)
def test_nothing_is_cut_off_at_200_per_cent_nor_with_large_text_nor_in_high_contrast(tmp_path: Path) -> None:
    out = tmp_path / "findings.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.large", str(out)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=580,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    findings: dict[str, list[str]] = json.loads(out.read_text("utf-8"))
    lines = [f"{where}: {line}" for where, faults in findings.items() for line in faults]
    assert not lines, "\n".join(lines)
