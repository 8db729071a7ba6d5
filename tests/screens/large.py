"""Every screen and gallery page at 200%, in high contrast and with large text, in a process of its own.

    python -m tests.screens.large FINDINGS.json MORNING [PICTURES]

The window has 1280x720 logical pixels, and with larger text as much more. Writes what cannot be read, by look and
scene.
"""

import json
import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Look at everything."""
    pictures = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory() as folder:
        screen = Path(folder) / "screen.json"
        screen.write_text(json.dumps({"screens": [{"name": "large", "width": 3840, "height": 2160}]}))
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
        from tests.screens.large_looks import look_at_everything  # noqa: PLC0415 - Qt reads the scale when it is loaded

        findings = look_at_everything(Path(folder), Path(sys.argv[2]), pictures)
    Path(sys.argv[1]).write_text(json.dumps(findings, ensure_ascii=False, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
