import copy
import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.plans.inputs import PLAN_INPUTS
from paddock.central.plans.matching import OfferCaps, match_plans
from paddock.domain.errors import EnvironmentFault
from paddock.domain.financed_extras import ExtraKind
from paddock.domain.plans import PlanKind, RepaymentMethod
from paddock.wire.decisions import Lane
from tests.helpers.applications import TODAY, submission

CATALOGUE = PlanCatalogue.load()
SOURCE = Path(__file__).parents[3] / "paddock" / "central" / "plans" / "catalogue.json"
FIRST_FORMAT = Path(__file__).parent / "first_format"


def document() -> dict[str, Any]:
    return json.loads(SOURCE.read_text("utf-8"))  # type: ignore[no-any-return]


def refusal(changed: dict[str, Any]) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        PlanCatalogue.from_text(json.dumps(changed))
    return caught.value.sentence.en


def test_there_are_thirty_six_plans_of_every_kind() -> None:
    assert len(CATALOGUE.plans) == 36
    assert {plan.method for plan in CATALOGUE.plans} == set(RepaymentMethod)
    assert {plan.kind for plan in CATALOGUE.plans} == set(PlanKind)
    assert {extra.kind for plan in CATALOGUE.plans for extra in plan.extras} == set(ExtraKind)
    asked = {criterion.input for plan in CATALOGUE.plans for row in plan.when for criterion in row}
    assert asked >= {"vehicle_class", "vehicle_age_months", "odometer_km", "score", "home_province", "dealer_months"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "used-standard"}, "stands twice"),
        ({"method": "balloon"}, "lacks its shape"),
        ({"method": "step_down"}, "lacks its shape"),
        ({"method": "seasonal"}, "lacks its shape"),
        ({"nominal_rate": "1.2"}, "nominal_rate"),
        ({"nominal_rate": "0.25"}, "over 24%"),
        ({"reference": False}, "exactly one reference plan"),
        ({"colour": "red"}, "colour"),
        ({"when": []}, "when"),
        ({"extras": [{"kind": "plate"}]}, "needs an amount"),
        ({"extras": [{"kind": "purchase_tax", "fixed_fen": 1}]}, "follows the law"),
        ({"offered_from": "2026-02-01", "offered_until": "2026-01-01"}, "ends before it begins"),
        ({"method": "seasonal", "shape": {"peak_months": [13]}}, "peak_months"),
    ],
)
def test_a_broken_catalogue_is_refused_whole(change: dict[str, object], says: str) -> None:
    broken = document()
    broken["plans"][0].update(change)
    assert says in refusal(broken)


def test_a_plan_whose_instalments_do_not_cover_the_interest_is_refused() -> None:
    broken = document()
    steep = {"method": "step_up", "terms": [60], "shape": {"step_ratio": "0.9", "step_months": 6}}
    broken["plans"][1].update(steep)
    assert "new-low-down: over 60 months some instalment does not cover its interest" in refusal(broken)


def cell_changes() -> list[tuple[str, int, str, dict[str, str]]]:
    """Every cell of every plan, broken in each of the ways in which a person breaks one."""
    found = []
    for plan in document()["plans"]:
        for at, row in enumerate(plan["when"]):
            for name, cell in row.items():
                rest = {other: text for other, text in row.items() if other != name}
                number = cell[0] in "<>[("
                broken = [
                    {**rest, f"{name}s": cell},  # a column that is not there
                    {**rest, name: ""},
                    {**rest, name: "null"},
                    {**rest, name: f"{cell} or true"},
                    {**rest, name: cell.replace(" ", "") + "x"},
                    {**rest, name: '"never"' if number else "> 3"},  # the other type
                    {**rest, name: "> 99999999999999" if number else '"passengr"'},  # nothing satisfies it
                ]
                if name in {"down_payment_ratio", "amount_financed_fen"}:
                    broken.append(rest)  # a limit that every row must state
                found += [(plan["id"], at, name, changed) for changed in broken]
    return found


def test_every_broken_cell_is_refused() -> None:
    whole, passed = document(), []
    changes = cell_changes()
    assert len(changes) > 1_000
    for plan_id, at, name, row in changes:
        one = copy.deepcopy(next(plan for plan in whole["plans"] if plan["id"] == plan_id))
        one["when"][at] = row
        # With the two references, without which no catalogue stands; the other plans add nothing to the question.
        others = [plan for plan in whole["plans"] if plan.get("reference") and plan["id"] != plan_id]
        try:
            PlanCatalogue.from_text(json.dumps({**whole, "plans": [one, *others]}))
        except EnvironmentFault:
            continue
        passed.append((plan_id, at, name, row))
    assert passed == []


def test_a_row_that_another_one_makes_idle_is_refused() -> None:
    broken = document()
    row = broken["plans"][0]["when"][0]
    broken["plans"][0]["when"].append({**row, "score": ">= 700"})
    assert "row 2 can never matter" in refusal(broken)


def test_every_input_has_its_words() -> None:
    for plan in CATALOGUE.plans:
        for criterion in (criterion for row in plan.when for criterion in row):
            assert criterion.input in PLAN_INPUTS
            assert criterion.caption.zh
            assert criterion.limit.zh
            assert criterion.limit.en


def test_the_hash_follows_the_content_and_not_the_layout(tmp_path: Path) -> None:
    copied = tmp_path / "catalogue.json"
    copied.write_text(json.dumps(document(), indent=7), "utf-8")
    assert PlanCatalogue.load(copied).sha256 == CATALOGUE.sha256
    changed = document()
    changed["plans"][0]["nominal_rate"] = "0.0799"
    copied.write_text(json.dumps(changed), "utf-8")
    assert PlanCatalogue.load(copied).sha256 != CATALOGUE.sha256


def test_what_is_kept_with_a_decision_brings_its_holidays_along() -> None:
    again = PlanCatalogue.from_text(CATALOGUE.text)
    assert (again.sha256, again.plans, again.calendar) == (CATALOGUE.sha256, CATALOGUE.plans, CATALOGUE.calendar)


def test_decisions_on_a_catalogue_of_the_first_format_come_out_to_the_byte() -> None:
    """What the program that wrote this format matched, 112 applications of it, by the hash of every figure."""
    old = PlanCatalogue.from_text((FIRST_FORMAT / "catalogue.json").read_text("utf-8"))
    kept = json.loads((FIRST_FORMAT / "matched.json").read_text("utf-8"))
    assert old.sha256 == kept["catalogue"]
    for case in kept["cases"]:
        matched = match_plans(
            submission(**case["changes"]),
            score=case["score"],
            lane=Lane.RETAIL_USED,
            caps=OfferCaps(*case["caps"]),
            start=TODAY,
            catalogue=old,
        )
        figures = {
            "offers": [offer.model_dump(mode="json", exclude={"extras", "note"}) for offer in matched.offers],
            "refused": [refused.model_dump(mode="json") for refused in matched.refused],
        }
        assert [offer.id for offer in matched.offers] == case["offers"]
        text = json.dumps(figures, ensure_ascii=False, sort_keys=True)
        assert hashlib.sha256(text.encode()).hexdigest() == case["sha256"], case


def test_the_reference_plans_are_those_affordability_was_always_reckoned_with() -> None:
    assert CATALOGUE.reference_plan("new").nominal_rate == Decimal("0.0798")
    assert CATALOGUE.reference_plan("used").nominal_rate == Decimal("0.1080")
