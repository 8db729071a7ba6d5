import re
from pathlib import Path

import pytest

import paddock.ui
from paddock.ui import icons
from paddock.ui.screens.doctor.part_card import PARTS, REMEDIES

UI = Path(paddock.ui.__file__).parent
NAMES = re.compile(
    r"""(?:icon=|icons?\.icon\(|icons?\.pixmap\(|icon_label\(|EmptyState\(\s*|Look\(\s*\S+?,\s*)["']([a-z-]+)["']"""
    r"""|\(\s*"(?:calm|good|warn|bad|busy)",\s*"([a-z-]+)"|\("[a-z]+", self\.tr\("[A-Z][a-z]+"\), "([a-z-]+)"\)"""
)


def used() -> set[str]:
    found: set[str] = set()
    for path in UI.rglob("*.py"):
        for groups in NAMES.findall(path.read_text("utf-8")):
            found.update(name for name in groups if name)
    return found


def test_every_icon_named_in_the_window_exists() -> None:
    known = set(icons.glyphs())
    assert len(used()) > 40
    assert used() <= known


def test_every_icon_of_the_doctor_exists() -> None:
    known = set(icons.glyphs())
    assert {icon for _words, icon in [*PARTS.values(), *REMEDIES.values()]} <= known


@pytest.mark.usefixtures("qapp")
def test_an_icon_has_a_picture() -> None:
    assert not icons.pixmap("check-circle").isNull()
