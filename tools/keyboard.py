"""Writes docs/keyboard.md from the keys the window declares: run it after adding a key or translating its words."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from paddock.ui.keyboard_table import keyboard_page

if __name__ == "__main__":
    (Path(__file__).parents[1] / "docs" / "keyboard.md").write_text(keyboard_page(), "utf-8")
