"""Plays the scenes on the stage and takes their pictures."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.helpers.stage.playing import play
from tests.helpers.stage.stage import DRESSES, SIZES, Stage, opened_stage
from tests.screens.legibility import illegible
from tests.screens.scenes import Scene, after_a_morning, before_the_first_deal, shown

SMALLEST = "1280x720"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pictures; an empty set means all."""

    scenes: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()
    dresses: frozenset[str] = frozenset()

    def of(self, scenes: Iterable[Scene]) -> list[Scene]:
        """Those of `scenes` that are wanted."""
        return [scene for scene in scenes if not self.scenes or scene.key in self.scenes]


def render(folder: Path, out: Path, scale: str, wanted: Wanted) -> dict[str, list[str]]:
    """Render every wanted scene; returns what cannot be read, by picture."""
    findings: dict[str, list[str]] = {}
    with opened_stage(folder) as stage:
        if early := wanted.of(before_the_first_deal()):
            _in_every_dress(stage, early, out, scale, wanted, findings)
        if late := wanted.of(after_a_morning()):
            play(stage)
            _in_every_dress(stage, late, out, scale, wanted, findings)
    return findings


def _in_every_dress(
    stage: Stage, scenes: list[Scene], out: Path, scale: str, wanted: Wanted, findings: dict[str, list[str]]
) -> None:
    for dress in DRESSES:
        if wanted.dresses and dress.name not in wanted.dresses:
            continue
        stage.resize(SMALLEST)
        stage.dress(dress)
        for scene in scenes:
            with shown(stage, scene) as widget:
                for size in SIZES:
                    if wanted.sizes and size not in wanted.sizes:
                        continue
                    stage.resize(size)
                    picture = stage.settle(widget)
                    path = out / scene.key / f"{dress.name}-{size}@{scale}.png"
                    path.parent.mkdir(parents=True, exist_ok=True)
                    picture.save(str(path))
                    if size == SMALLEST and (faults := illegible(widget)):
                        findings[f"{scene.key}/{path.stem}"] = faults
            stage.resize(SMALLEST)
