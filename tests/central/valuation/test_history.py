"""One car's history: over HTTP for the dealer who has it, at the command line for the lender, and its parts."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from paddock.central.settings import Mode, Settings
from paddock.central.sources.answers import SourceAnswer, SourceStatus
from paddock.central.valuation.appraisers import AppraiserShelf
from paddock.central.valuation.history import Question, history_of
from paddock.central.valuation.known_vehicle import OwnRecords
from paddock.central.valuation.model import ValuationModel
from paddock.domain.vin import check_digit
from paddock.wire.applications import VehicleCondition
from paddock.wire.vehicles import KnownVehicle, VehicleHistory
from tests.helpers.applications import submission
from tests.helpers.central_command import run
from tests.helpers.central_server import CentralClient, CentralServer

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
VIN = submission().vehicle.vin
LAVIDA = KnownVehicle(
    known_from="application",
    title="大众 朗逸 1.5L",
    condition=VehicleCondition.USED,
    new_energy=False,
    first_registered_on=date(2022, 6, 18),
    odometer_km=61_000,
    odometer_on=date(2026, 11, 20),
)
EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


def answered(source: str, **payload: Any) -> SourceAnswer:
    return SourceAnswer(source=source, status=SourceStatus.ANSWERED, payload=payload, received_at=NOW)


def told(*answers: SourceAnswer, vehicle: KnownVehicle | None = LAVIDA, **asked: Any) -> VehicleHistory:
    records = OwnRecords(vehicle, None, {answer.source: answer for answer in answers})
    return history_of(Question(VIN, NOW, **asked), records, {}, AppraiserShelf(Settings()).current())


MILEAGE = answered(
    "mileage_records",
    records=[
        {"on": "2023-06-01", "odometer_km": 21_000, "at": "inspection"},
        {"on": "2025-07-01", "odometer_km": 98_000, "at": "auction"},
    ],
)
SERVICE = answered(
    "maintenance_history",
    visits=[{"on": "2024-02-03", "odometer_km": 44_000, "work": "保养"}],
    major_repairs=1,
    airbag_replaced=False,
    flood_repair=False,
    fire_repair=False,
    battery_replaced=False,
)
CLAIMS = answered(
    "insurance_claims",
    claims=[
        {"on": "2024-05-01", "paid_fen": 350_000, "cause": "碰撞"},
        {"on": "2025-01-01", "paid_fen": 80_000, "cause": "划痕"},
    ],
    total_loss=False,
    theft_claim=False,
    insured_as_commercial=False,
    compulsory_insurance_valid=True,
)
REGISTRY = answered("vehicle_registry", found=True, transfers=2, transfers_12m=1)
OPINION = answered("valuation", value_fen=7_000_000, low_fen=6_500_000, high_fen=7_400_000, confidence=0.85)
CHAIN = answered("transfer_history", changes=[{"on": "2025-08-01", "place": "鄂"}], transfer_chain_complete=True)


def test_everything_the_sources_tell_comes_together() -> None:
    found = told(MILEAGE, SERVICE, CLAIMS, REGISTRY, CHAIN, OPINION)
    checks = {check.check: check.result for check in found.mileage.checks}
    assert checks["odometer_readings"] == "turned_back"
    assert found.mileage.turned_back_km == 37_000
    assert [reading.source for reading in found.mileage.readings] == [
        "mileage_records",
        "maintenance_history",
        "mileage_records",
        "application",
    ]
    assert found.transfers is not None
    assert (found.transfers.count, found.transfers.count_12m) == (2, 1)
    assert [change.place for change in found.transfers.changes] == ["鄂"]
    assert found.claims is not None
    assert found.claims.paid_fen == 430_000
    assert found.maintenance is not None
    assert found.maintenance.major_repairs == 1
    assert [opinion.value_fen for opinion in found.opinions] == [7_000_000]


def test_the_residual_value_falls_month_by_month_inside_its_interval() -> None:
    curve = told(term_months=60).residual
    assert curve is not None
    assert [then.months for then in curve.months] == list(range(1, 61))
    assert curve.months[-1].on == date(2031, 11, 25)
    values = [curve.now, *curve.months]
    assert all(then.low_fen <= then.value_fen <= then.high_fen for then in values)
    assert [then.value_fen for then in values] == sorted((then.value_fen for then in values), reverse=True)
    assert 3_000_000 < curve.now.value_fen < 12_000_000  # a 朗逸 of four years, 30,000 to 120,000 yuan
    assert curve.knowledge == "no_new_price"  # the series is known although the title goes on after it
    hard, soft = (told(term_months=36, annual_km=km).residual for km in (60_000, 5_000))
    assert hard is not None
    assert soft is not None
    assert hard.months[-1].odometer_km - soft.months[-1].odometer_km == 165_000
    assert hard.months[-1].value_fen < soft.months[-1].value_fen
    assert hard.now == soft.now


def test_what_is_not_known_is_said_and_nothing_is_invented() -> None:
    found = told(vehicle=None)
    assert found.residual is None
    assert found.residual_missing is not None
    assert "stock" in found.residual_missing.en
    assert (found.transfers, found.claims, found.maintenance, found.opinions, found.inputs) == (
        None,
        None,
        None,
        [],
        [],
    )
    assert [check.result for check in found.mileage.checks] == ["unknown"]
    assert {source.status for source in found.sources} == {"not_asked: no application"}
    assert found.decoded.model_year == 2022
    undated = told(vehicle=LAVIDA.model_copy(update={"first_registered_on": None}))
    assert undated.residual_missing is not None
    assert "first registration" in undated.residual_missing.en
    # An answer of another contract's version is no finding.
    assert told(answered("insurance_claims", claims=3)).claims is None
    assert (
        told(SourceAnswer(source="valuation", status=SourceStatus.FAILED, cause="http 500", received_at=NOW)).opinions
        == []
    )


def test_production_values_nothing_with_a_model_that_is_not_its_own(fitted: ValuationModel, tmp_path: Path) -> None:
    assert AppraiserShelf(Settings(mode=Mode.PRODUCTION)).current() is None
    path = tmp_path / "own.json"
    path.write_text(fitted.to_json(), "utf-8")
    own = AppraiserShelf(Settings(mode=Mode.PRODUCTION, valuation_file=path)).current()
    assert own is not None
    assert own.model == fitted


def test_a_dealer_sees_the_history_of_a_car_in_stock_and_of_one_applied_for(
    server: CentralServer,
    client: CentralClient,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    application_id = client.submit()
    view = client.decided(application_id)
    assert view.decision is not None
    found = VehicleHistory.model_validate_json(client.get(f"/v1/vehicles/{VIN}/history?term_months=12").content)
    assert found.known is not None
    assert (found.known.known_from, found.known.odometer_km) == ("application", 43_210)
    assert found.residual is not None
    assert len(found.residual.months) == 12
    assert found.transfers is not None
    assert found.transfers.count is not None
    assert found.opinions[0].source == "valuation"
    assert {"ltv", "registry_status"} <= {given.name for given in found.inputs}
    assert all(source.sandbox for source in found.sources if source.status == "answered")

    unit = next(change.unit for change in client.changes() if change.unit and change.unit.first_registered_on)
    stock = VehicleHistory.model_validate_json(client.get(f"/v1/vehicles/{unit.vin}/history").content)
    assert stock.known is not None
    assert stock.known.known_from == "inventory"
    assert stock.residual is not None
    assert stock.opinions
    assert all(source.sandbox for source in stock.sources)
    assert client.get("/v1/vehicles/TOO-SHORT/history").status_code == 422

    # The lender sees the same at the command line, beside the running centre.
    assert run(monkeypatch, "valuation", "vehicle", VIN, "--data-dir", str(server.data_dir), "--json") == 0
    again = VehicleHistory.model_validate_json(capsys.readouterr().out)
    assert (again.known, again.opinions, again.inputs) == (found.known, found.opinions, found.inputs)


def test_the_lender_asks_at_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = ["--data-dir", str(tmp_path / "empty")]
    assert run(monkeypatch, "valuation", "vehicle", VIN, "--json", *nowhere) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["known"], document["residual"]) == (None, None)
    assert not list((tmp_path / "empty").iterdir())
    # In a trial the sandbox tells the car's past, and says that it did; production tells nothing.
    assert document["maintenance"]["visits"]
    states = {source["source"]: source["status"] for source in document["sources"]}
    assert states.pop("valuation") == states.pop("valuation_b") == "not_asked: model and price of the car are not known"
    assert set(states.values()) == {"answered"}
    assert all(source["sandbox"] for source in document["sources"] if source["status"] == "answered")
    monkeypatch.setenv("PADDOCK_CENTRAL_MODE", "production")
    assert run(monkeypatch, "valuation", "vehicle", VIN, "--json", *nowhere) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["maintenance"], document["residual"]) == (None, None)
    monkeypatch.delenv("PADDOCK_CENTRAL_MODE")

    application = EXAMPLES / "application.json"
    vin = json.loads(application.read_text("utf-8"))["vehicle"]["vin"]
    of_file = ["valuation", "vehicle", vin, "--application", str(application), *nowhere]
    assert run(monkeypatch, *of_file, "--term", "24", "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert len(document["residual"]["months"]) == 24
    assert document["opinions"]
    assert run(monkeypatch, *of_file, "--lang", "en") == 0
    assert "Residual value (prices of 2021, 90% interval" in capsys.readouterr().out

    given = ["--title", "奥迪 A4L 2018款 40TFSI", "--registered", "2018-05-01", "--odometer-km", "215000"]
    assert run(monkeypatch, "valuation", "vehicle", vin, *given, "--new-price", "389800", *nowhere, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["residual"]["knowledge"] == "full"
    assert document["residual"]["now"]["extrapolated"]
    for wrong, said in (
        (["valuation", "vehicle", "NOT A VIN"], "17"),
        (["valuation", "vehicle", VIN, *given[:2], "--registered", "soon"], "2019-06-18"),
        (["valuation", "vehicle", _other(vin), "--application", str(application)], vin),
    ):
        assert run(monkeypatch, *wrong, *nowhere, "--lang", "en") == 2
        assert said in capsys.readouterr().err


def _other(vin: str) -> str:
    changed = vin[:-1] + ("1" if vin[-1] != "1" else "2")
    return changed[:8] + check_digit(changed) + changed[9:]
