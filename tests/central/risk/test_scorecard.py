import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paddock.central.risk.scorecard import Scorecard
from paddock.domain.errors import EnvironmentFault
from tests.central.risk.ordinary import ORDINARY

CARD_FILE = Path(__file__).parents[3] / "paddock" / "central" / "risk" / "scorecard.json"


def test_a_hand_reckoned_score() -> None:
    # base 430; a value on a limit belongs to the bin above it
    expected = 430 + 24 + 32 + 32 + 40 + 22 + 16 + 18 + 22 + 10 + 22 + 12 + 0
    card = Scorecard.load()
    assert card.score(ORDINARY) == expected
    assert {point.attribute: point.bin for point in card.points(ORDINARY)}["dti"] == "[0.2, 0.3)"


@pytest.mark.parametrize("name", [name for name, value in ORDINARY.items() if value is not None])
def test_half_a_score_is_no_score(name: str) -> None:
    card = Scorecard.load()
    missing = ORDINARY | {name: None}
    assert card.score(missing) is None
    points = {point.attribute: point for point in card.points(missing)}
    full = {point.attribute: point for point in card.points(ORDINARY)}
    assert points[name].points <= full[name].points
    assert "missing" in points[name].bin


def test_nothing_a_person_is_born_with_gives_points() -> None:
    attributes = {row["feature"] for row in json.loads(CARD_FILE.read_text("utf-8"))["attributes"]}
    assert not attributes & {"applicant_age", "age_at_end", "sex", "ethnicity", "id_region_known"}


def gap(card: dict[str, Any]) -> None:
    card["attributes"][0]["bins"][-1]["below"] = 0.9


def falling(card: dict[str, Any]) -> None:
    card["attributes"][0]["bins"].reverse()


def choice_left_out(card: dict[str, Any]) -> None:
    del card["attributes"][10]["choices"]["farmer"]


def unknown(card: dict[str, Any]) -> None:
    card["attributes"][0]["feature"] = "zodiac"


@pytest.mark.parametrize("edit", [gap, falling, choice_left_out, unknown])
def test_a_card_that_leaves_a_value_without_points_is_refused(
    tmp_path: Path, edit: Callable[[dict[str, Any]], None]
) -> None:
    document = json.loads(CARD_FILE.read_text("utf-8"))
    edit(document)
    broken = tmp_path / "card.json"
    broken.write_text(json.dumps(document), "utf-8")
    with pytest.raises(EnvironmentFault, match="scorecard"):
        Scorecard.load(broken)


def test_the_pinned_name_changes_with_the_points(tmp_path: Path) -> None:
    document = json.loads(CARD_FILE.read_text("utf-8"))
    document["base_points"] += 1
    other = tmp_path / "card.json"
    other.write_text(json.dumps(document), "utf-8")
    assert Scorecard.load(other).name != Scorecard.load().name
    assert Scorecard.load().name.startswith("retail-judgmental@1:")
