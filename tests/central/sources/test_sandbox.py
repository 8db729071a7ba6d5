"""The sandbox provider: what it says of people and cars, and that every answer keeps its published contract."""

from pathlib import Path
from typing import Any

import pytest

from paddock.central.sources.contract import CONTRACTS, contract_file, contract_text
from paddock.central.sources.declarations import OWN_SOURCES, SOURCES_BY_NAME
from paddock.central.sources.handbook import HANDBOOK_FILE, handbook_text
from paddock.central.sources.sandbox import sandbox_answer
from paddock.central.sources.sandbox.guide import GUIDE_FILE, guide_text
from paddock.central.sources.sandbox.scenarios import PERSON_SCENARIOS, VEHICLE_SCENARIOS, Scenario
from paddock.wire.applications import ApplicationSubmission
from tests.central.sources.openapi import breaches
from tests.helpers.applications import NOW, submission, vin_with_check_digit

ROOT = Path(__file__).parents[3]
VALUATION = SOURCES_BY_NAME["valuation"]


def answer_of(source: str, application: ApplicationSubmission) -> dict[str, Any]:
    query = SOURCES_BY_NAME[source].query(application, NOW.date()).model_dump(mode="json")
    return sandbox_answer(source, query)


@pytest.mark.parametrize("source", OWN_SOURCES, ids=lambda source: source.name)
def test_what_the_sandbox_answers_keeps_the_published_contract(source: Any) -> None:
    text = contract_file(source).read_text("utf-8")
    assert text == contract_text(source)
    answer = answer_of(source.name, submission())
    assert breaches(text, source.path, answer) == []
    # The check is one that can fail: without its first field, or with a wrong one, the answer breaks the contract.
    first = next(iter(answer))
    assert breaches(text, source.path, {name: answer[name] for name in answer if name != first})
    assert breaches(text, source.path, answer | {first: {"no": "such"}})


def test_there_is_one_contract_for_each_source_and_no_other() -> None:
    assert {path.name for path in CONTRACTS.iterdir()} == {contract_file(source).name for source in OWN_SOURCES}
    assert len(OWN_SOURCES) >= 24


def test_the_guide_for_testers_is_the_one_the_sandbox_keeps_to() -> None:
    assert (ROOT / GUIDE_FILE).read_text("utf-8") == guide_text()


def test_the_page_about_the_sources_is_the_one_they_declare() -> None:
    assert (ROOT / HANDBOOK_FILE).read_text("utf-8") == handbook_text()


@pytest.mark.parametrize("scenario", PERSON_SCENARIOS, ids=lambda s: f"phone-{s.ending}")
def test_every_person_scenario_keeps_the_contract_and_changes_the_answer(scenario: Scenario) -> None:
    check_scenario(scenario, submission(phone=f"1387123{scenario.ending}"))


@pytest.mark.parametrize("scenario", VEHICLE_SCENARIOS, ids=lambda s: f"vin-{s.ending}")
def test_every_vehicle_scenario_keeps_the_contract_and_changes_the_answer(scenario: Scenario) -> None:
    check_scenario(scenario, submission(vin=vin_with_check_digit("LSVAU2A3", f"N218{scenario.ending}")))


def check_scenario(scenario: Scenario, application: ApplicationSubmission) -> None:
    source = SOURCES_BY_NAME[scenario.source]
    query = source.query(application, NOW.date()).model_dump(mode="json")
    answer = sandbox_answer(source.name, query)
    source.answer_model.model_validate(answer)
    ending = "vin" if "vin" in query else "phone"
    ordinary = sandbox_answer(source.name, query | {ending: query[ending][:-4] + "1234"})
    assert answer != ordinary


def test_no_ending_means_two_things_to_one_source() -> None:
    for scenarios in (PERSON_SCENARIOS, VEHICLE_SCENARIOS):
        assert len({(scenario.ending, scenario.source) for scenario in scenarios}) == len(scenarios)
        assert all(scenario.ending.startswith("90") for scenario in scenarios)


def test_a_person_is_the_same_to_every_source() -> None:
    for number in ("420106198503121370", "330106199001011234", "510107197512121111"):
        application = submission()
        person = application.applicant.model_copy(update={"resident_id_number": number})
        application = application.model_copy(update={"applicant": person})
        report = answer_of("credit_report", application)
        first, second = answer_of("bureau_a", application), answer_of("bureau_b", application)
        assert abs(first["bureau_a_score"] - second["bureau_b_score"]) <= 24
        assert first["bureau_a_online_loans_open"] <= report["open_loans"]
        assert answer_of("multi_lending", application)["lenders_30d"] <= report["inquiries_1m"]


def test_a_car_is_the_same_to_every_source_and_its_odometer_never_turns_back() -> None:
    for serial in range(20):
        application = submission(vin=vin_with_check_digit("LSVAU2A3", f"N21{serial:05d}"))
        visits = answer_of("maintenance_history", application)["visits"]
        records = answer_of("mileage_records", application)["records"]
        readings = {(record["on"], record["odometer_km"]) for record in records}
        assert {(visit["on"], visit["odometer_km"]) for visit in visits} <= readings
        kilometres = [record["odometer_km"] for record in records]
        assert kilometres == sorted(kilometres)
        assert kilometres[-1] <= application.vehicle.odometer_km
        changes = answer_of("transfer_history", application)["changes"]
        assert len(changes) == answer_of("vehicle_registry", application)["transfers"]


@pytest.mark.parametrize(
    ("age_months", "odometer_km", "low", "high"),
    [(48, 60_000, 0.96, 1.05), (48, 250_000, 0.80, 0.93), (0, 0, 0.96, 1.08)],
)
def test_valuations_are_near_the_price_and_punish_hard_use(
    age_months: int, odometer_km: int, low: float, high: float
) -> None:
    query = VALUATION.query(submission(), NOW.date()).model_dump(mode="json")
    for serial in range(50):
        asked = query | {"vin": f"LSVAU2A30N2{serial:06d}", "age_months": age_months, "odometer_km": odometer_km}
        answer = sandbox_answer("valuation", asked)
        assert low <= answer["value_fen"] / query["asking_price_fen"] <= high
        assert answer["low_fen"] < answer["value_fen"] < answer["high_fen"]
        second = sandbox_answer("valuation_b", asked)["value_fen"]
        assert abs(second / answer["value_fen"] - 1) <= 0.05
