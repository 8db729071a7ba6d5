"""Every screen looks as it was kept, in both languages, light and dark, in both sizes and at both scales.

All are taken once as tiles. Those that differ are taken once more, whole: what differs twice is a change that somebody
has to look at, and the pictures to look at are there.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.screens.contact_sheets import KEPT, difference, kept, names, sheet, tiles
from tests.screens.scenes import scene_keys
from tests.screens.taking import take_all

pytestmark = pytest.mark.timeout(1200)


@dataclass(frozen=True, slots=True)
class Taken:
    """One run over all screens."""

    changed: dict[str, list[str]]
    """By scene, what is not as it was kept: picture, how much of which block."""
    illegible: dict[str, list[str]]
    """By picture, what a person could not read."""


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """All scenes, taken; those that differ, taken again."""
    out = tmp_path_factory.mktemp("screens")
    illegible = take_all(out, whole=False)
    if different := [scene for scene in scene_keys() if changes(scene, out)]:
        take_all(out, different, whole=True)
    return Taken({scene: changes(scene, out) for scene in different}, illegible)


def changes(scene: str, out: Path) -> list[str]:
    """What a person would notice on the pictures of a scene."""
    before, now = tiles(kept(scene)), tiles(sheet(scene, out))
    found = {name: difference(before[name], now[name]) for name in names()}
    return [
        f"{out / scene / name}.png: {change.worst:.0%} of a block at {change.at}"
        for name, change in found.items()
        if change.seen
    ]


@pytest.mark.parametrize("scene", scene_keys())
def test_a_scene_looks_as_kept(scene: str, taken: Taken) -> None:
    lines = taken.changed.get(scene)
    assert not lines, "look at these, and run `make screenshots` if they are right:\n" + "\n".join(lines)


def test_nothing_is_cut_off_covered_or_outside_at_the_smallest_size(taken: Taken) -> None:
    lines = [f"{picture}: {fault}" for picture, faults in taken.illegible.items() for fault in faults]
    assert not lines, "\n".join(lines)


def test_no_sheet_is_kept_of_a_scene_that_is_gone() -> None:
    assert {path.stem for path in KEPT.glob("*.webp")} == set(scene_keys())
