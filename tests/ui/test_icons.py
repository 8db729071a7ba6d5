import json
import re
from pathlib import Path

import pytest
import qtawesome

import paddock.ui
from paddock.ui import icons
from paddock.ui.screens.doctor.part_card import PARTS, REMEDIES

UI = Path(paddock.ui.__file__).parent
CHARMAP = Path(qtawesome.__file__).parent / "fonts" / "phosphor-charmap-1.3.0.json"
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
    known = set(json.loads(CHARMAP.read_text("utf-8")))
    assert len(used()) > 40
    assert used() <= known


def test_every_icon_of_the_doctor_exists() -> None:
    known = set(json.loads(CHARMAP.read_text("utf-8")))
    assert {icon for _words, icon in [*PARTS.values(), *REMEDIES.values()]} <= known


@pytest.mark.usefixtures("qapp")
def test_an_icon_has_a_picture() -> None:
    assert not icons.pixmap("check-circle").isNull()
