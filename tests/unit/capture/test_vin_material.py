"""The material that readers are judged by has to be what it says it is."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.capture.vin.damages import KINDS, damage
from benchmarks.capture.vin.fonts import fonts_for
from benchmarks.capture.vin.looks import LOOKS
from benchmarks.capture.vin.measure import Outcome, Task, outcomes_in
from benchmarks.capture.vin.report import table, write_report
from benchmarks.capture.vin.samples import sample
from benchmarks.capture.vin.strokes import strokes_of
from paddock.domain.vin import VIN_ALPHABET, check_digit


def outcome(read: str, *, verified: bool = False, doubtful: tuple[int, ...] = ()) -> Outcome:
    vin = sample(3, "tuning").vin
    return Outcome(3, "tuning", vin, "label", "strip", "light", ("blur",), read or vin, verified, doubtful, 12.0)


def other(vin: str, place: int) -> str:
    return vin[:place] + ("8" if vin[place] != "8" else "3") + vin[place + 1 :]


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 100_000))
def test_a_number_gives_the_same_labelled_picture_every_time(number: int) -> None:
    one, again = sample(number, "evaluation", "strip"), sample(number, "evaluation", "strip")
    assert one == again
    assert check_digit(one.vin) == one.vin[8]
    assert np.array_equal(one.picture(), again.picture())


def test_what_is_judged_by_is_never_tuned_on() -> None:
    tuning, evaluation = fonts_for("tuning"), fonts_for("evaluation")
    assert len(tuning) >= 3
    assert len(evaluation) >= 3
    assert not {path.name for path in tuning} & {path.name for path in evaluation}
    assert sample(5, "tuning").vin != sample(5, "evaluation").vin


@pytest.mark.parametrize("style", ["angular", "round"])
def test_every_character_of_a_vin_can_be_struck_and_looks_like_no_other(style: str) -> None:
    drawn = {char: b"".join(stroke.tobytes() for stroke in strokes_of(char, style)) for char in "*" + VIN_ALPHABET}
    assert len(set(drawn.values())) == len(drawn)


@pytest.mark.parametrize("kind", KINDS)
def test_a_damage_grows_with_its_strength(kind: str) -> None:
    ground = np.full((90, 400, 3), 210.0, dtype=np.float32)
    ground[30:60, 40:360:20] = 40.0
    light, moderate, heavy = (damage(ground, (kind,), strength, 30.0, 1) for strength in ("light", "moderate", "heavy"))
    if kind == "upside_down":
        assert np.array_equal(light, heavy)
        return
    if light.shape == heavy.shape:
        assert np.abs(heavy - ground).mean() > np.abs(light - ground).mean()
    else:
        assert light.shape != moderate.shape


@pytest.mark.parametrize("look", LOOKS)
def test_a_scene_is_a_photo_and_a_strip_is_a_line(look: str) -> None:
    number = LOOKS.index(look)
    assert sample(number, "tuning", "scene", "light").look == look
    assert sample(number, "tuning", "scene", "light").picture().shape[0] >= 400
    strip = sample(number, "tuning", "strip", "light").picture()
    assert strip.shape[1] > 4 * strip.shape[0]


def test_a_wrong_character_that_is_not_marked_is_counted(tmp_path: Path) -> None:
    vin = sample(3, "tuning").vin
    marked, unmarked = outcome(other(vin, 4), doubtful=(4, 9)), outcome(other(vin, 4), doubtful=(9,))
    sure = outcome(other(vin, 4), verified=True, doubtful=(4,))
    assert [each.wrong_unmarked for each in (outcome(""), marked, unmarked)] == [False, False, True]
    assert [each.wrong_but_sure for each in (outcome("", verified=True), marked, sure)] == [False, False, True]
    first = table([outcome(""), marked, unmarked, sure]).splitlines()[1]
    assert first.split() == ["all", "4", "1", "25.0%", "1", "3", "1", "1"]
    write_report([sure], {3: Task(3, "tuning")}, tmp_path / "report.html", "VIN")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "data:image/jpeg" in page
    assert "card bad" in page


def test_a_run_that_was_cut_short_goes_on(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    assert outcomes_in(kept) == []
    kept.write_text(_line(outcome("")) + "\n" + _line(outcome(""))[:40], encoding="utf-8")
    assert outcomes_in(kept) == [outcome("")]


def _line(made: Outcome) -> str:

    return json.dumps(asdict(made))
