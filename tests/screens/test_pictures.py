"""Every screen looks as it was kept: in the gate two pictures of each, by `make screens` all sixteen.

Those that differ are taken once more, whole: what differs twice is a change that somebody has to look at, and the
pictures to look at are there.
"""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.screens.choice import for_the_gate
from tests.screens.contact_sheets import KEPT, STAGED, difference, kept, names, sheet, tiles, was_kept_on_this_stage
from tests.screens.scenes import scene_keys
from tests.screens.taking import take

pytestmark = pytest.mark.timeout(2400)
EVERY = bool(os.environ.get("PADDOCK_EVERY_PICTURE"))
RENEW = "look at these; if they are right, run `make screenshots`, look, and commit the sheets it keeps"


@dataclass(frozen=True, slots=True)
class Taken:
    """One run over all screens."""

    changed: dict[str, list[str]]
    """By scene, what is not as it was kept: picture, how much of which block."""
    illegible: dict[str, list[str]]
    """By picture, what a person could not read."""


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory, morning: Path) -> Taken:
    """All scenes, taken; those that differ, taken again."""
    out, keys = tmp_path_factory.mktemp("screens"), scene_keys()
    wanted = {key: frozenset(names()) for key in keys} if EVERY else for_the_gate(keys)
    illegible = take(out, morning, every=EVERY, whole=False)
    if not was_kept_on_this_stage():
        return Taken({}, illegible)
    if different := [key for key in keys if changes(key, out, wanted)]:
        take(out, morning, different, every=EVERY, whole=True)
    return Taken({key: changes(key, out, wanted) for key in different}, illegible)


def changes(scene: str, out: Path, wanted: Mapping[str, frozenset[str]]) -> list[str]:
    """What a person would notice on the pictures of a scene."""
    if not (KEPT / f"{scene}.webp").exists():
        return [f"{out / scene}: there is no sheet of it yet"]
    before = tiles(kept(scene))
    now = tiles(sheet(scene, out, before))
    found = {name: difference(before[name], now[name]) for name in sorted(wanted[scene])}
    return [
        f"{out / scene / name}.png: {change.worst:.0%} of a block at {change.at}"
        for name, change in found.items()
        if change.seen
    ]


@pytest.mark.parametrize("scene", scene_keys())
def test_a_scene_looks_as_kept(scene: str, taken: Taken) -> None:
    if not was_kept_on_this_stage():
        pytest.skip(f"the sheets are of an earlier stage than {STAGED}: run `make screenshots`, look, and commit them")
    lines = taken.changed.get(scene)
    assert not lines, f"{RENEW}:\n" + "\n".join(lines)


def test_nothing_is_cut_off_covered_or_outside(taken: Taken) -> None:
    lines = [f"{picture}: {fault}" for picture, faults in taken.illegible.items() for fault in faults]
    assert not lines, "\n".join(lines)


@pytest.mark.skipif(not was_kept_on_this_stage(), reason="run `make screenshots`, look, and commit the sheets")
def test_no_sheet_is_kept_of_a_scene_that_is_gone() -> None:
    assert {path.stem for path in KEPT.glob("*.webp")} == set(scene_keys())


def test_the_gate_takes_every_scene_in_both_languages_and_every_dress_on_several_scenes() -> None:
    chosen = for_the_gate(scene_keys())
    assert all({name.split("-", 1)[0] for name in each} == {"zh_CN", "en"} for each in chosen.values())
    often = Counter(name for each in chosen.values() for name in each)
    assert set(often) == set(names())
    assert min(often.values()) >= 3
