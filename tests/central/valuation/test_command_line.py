import json
from pathlib import Path

import pytest

from paddock.central.valuation.model import ValuationModel
from tests.central.valuation.market import invent, write
from tests.helpers.central_command import run


def test_a_lender_fits_a_valuation_and_values_with_it(
    market: Path,
    fitted: ValuationModel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out, card = tmp_path / "model.json", tmp_path / "model.md"
    arguments = ["valuation", "fit", str(market), "--out", str(out), "--model-card", str(card), "--name", "market"]
    assert run(monkeypatch, *arguments, "--date", "2026-11-25", "--json", "--lang", "en") == 0
    said = capsys.readouterr()
    assert "25 rows repeat a car" in said.err
    # The same data, seed and day give the same model.
    assert json.loads(said.out)["sha256"] == fitted.sha256
    assert "A lender must refit" in card.read_text("utf-8")

    cars = invent(40, seed=9)[1:]
    data = write(tmp_path / "cars.csv", cars)
    months = ["--months", "12,24,36", "--annual-km", "20000"]
    assert run(monkeypatch, "valuation", "value", str(out), str(data), *months, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert len(document["rows"]) == len(cars)
    for row, car in zip(document["rows"], cars, strict=True):
        assert 0 < row["low"] < row["value"] < row["high"]
        assert [then["months"] for then in row["residuals"]] == [12, 24, 36]
        assert row["residuals"][0]["km_wan"] == pytest.approx(float(car["km_wan"]) + 2)
        assert row["checks"][0]["check"] == "mileage_plausibility"


def test_one_bad_row_is_a_finding_and_the_others_are_valued(
    fitted: ValuationModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "model.json"
    model.write_text(fitted.to_json(), "utf-8")
    cars = invent(5, seed=9)[1:]
    cars[2]["km_wan"] = "unknown"
    data = write(tmp_path / "cars.csv", cars)
    assert run(monkeypatch, "valuation", "value", str(model), str(data), "--json", "--lang", "en") == 1
    said = capsys.readouterr()
    rows = json.loads(said.out)["rows"]
    assert [row["value"] is None for row in rows] == [False, False, True, False]
    assert "km_wan" in rows[2]["problem"]["en"]
    assert "1 rows could not be valued" in said.err
    assert run(monkeypatch, "valuation", "value", str(model), str(data), "--months", "24") == 1
    assert "24: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--months", "soon"], "12,24,36"), (["--months", "0"], "12,24,36"), (["--annual-km", "-5"], "annual-km")],
)
def test_a_wrong_option_is_one_sentence(
    fitted: ValuationModel,
    market: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    model = tmp_path / "model.json"
    model.write_text(fitted.to_json(), "utf-8")
    assert run(monkeypatch, "valuation", "value", str(model), str(market), *arguments, "--lang", "en") == 2
    assert said in capsys.readouterr().err
