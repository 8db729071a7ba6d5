"""Every screen looks as it was kept, in both languages, light and dark, in both sizes and at both scales."""

from pathlib import Path

import pytest

from tests.screens.contact_sheets import KEPT, difference, kept, names, tile
from tests.screens.scenes import scene_keys
from tests.screens.taking import take_all

pytestmark = pytest.mark.timeout(1200)


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """Where the pictures of this run are, and what cannot be read on them."""
    out = tmp_path_factory.mktemp("screens")
    return out, take_all(out)


@pytest.mark.parametrize("scene", scene_keys())
def test_a_scene_looks_as_kept(scene: str, pictures: tuple[Path, dict[str, list[str]]]) -> None:
    before, changed = kept(scene), []
    for name in names():
        now = pictures[0] / scene / f"{name}.png"
        found = difference(before[name], tile(now))
        if found.seen:
            changed.append(f"{now}: {found.worst:.0%} of a block at {found.at}")
    assert not changed, "look at these, and run `make screenshots` if they are right:\n" + "\n".join(changed)


def test_nothing_is_cut_off_covered_or_outside_at_the_smallest_size(
    pictures: tuple[Path, dict[str, list[str]]],
) -> None:
    lines = [f"{picture}: {fault}" for picture, faults in pictures[1].items() for fault in faults]
    assert not lines, "\n".join(lines)


def test_no_sheet_is_kept_of_a_scene_that_is_gone() -> None:
    assert {path.stem for path in KEPT.glob("*.webp")} == set(scene_keys())
