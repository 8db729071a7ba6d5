import json
from pathlib import Path

import pytest

from paddock.central.scorecards.card import Card
from paddock.central.scorecards.procedure import Fit
from tests.central.scorecards.loans import invent, write
from tests.helpers.central_command import run


@pytest.fixture
def card_file(fitted: Fit, tmp_path: Path) -> Path:
    path = tmp_path / "card.json"
    path.write_text(fitted.card.to_json(), "utf-8")
    return path


def test_a_lender_fits_a_card_and_scores_with_it(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, about = tmp_path / "card.json", tmp_path / "card.md"
    arguments = ["scorecard", "fit", str(book), "--target", "outcome", "--out", str(out), "--exclude", "colour"]
    arguments += ["--rising", "income", "--special", "income=-9", "--date", "2026-11-25", "--challenger"]
    assert run(monkeypatch, *arguments, "--model-card", str(about), "--json", "--lang", "en") == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert "cross-validation 5/5" in said.err
    card = Card.read(out)
    assert document["sha256"] == card.sha256
    assert document["report"]["area_under_curve"] > document["challenger"]["area_under_curve"] - 0.02
    assert (tmp_path / "card.challenger.json").exists()
    text = about.read_text("utf-8")
    assert all(f"| {row.points:+d} | {row.rows} |" in text for term in card.terms for row in term.table)
    assert "colour" not in card.needs
    assert "refit" in text

    assert run(monkeypatch, "scorecard", "score", str(out), str(book), "--json", "--points", "--id", "loan_id") == 0
    scores = json.loads(capsys.readouterr().out)
    assert len(scores["rows"]) == 1500
    assert scores["report"]["area_under_curve"] > 0.72
    assert scores["report"]["stability_index"] < 0.01
    row = scores["rows"][0]
    assert row["score"] == scores["card"]["constant"] + sum(line["points"] for line in row["points"])
    assert row["id"] == "1000"
    assert all(reason["lost"] > 0 for reason in row["reasons"])

    assert run(monkeypatch, "scorecard", "show", str(out)) == 0
    assert "A01" in capsys.readouterr().out


def test_scoring_imports_nothing_of_fitting(card_file: Path, book: Path) -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = (
        "import sys; from paddock.central.cli import cli;"
        f"cli.main(['scorecard', 'score', {str(card_file)!r}, {str(book)!r}, '--json'], standalone_mode=False);"
        "heavy = {'optbinning', 'pandas', 'sklearn', 'lightgbm'} & set(sys.modules); sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_population_that_moved_is_a_finding(
    card_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = invent(400, seed=9)
    for row in book:
        row["late_1"], row["late_2"], row["late_3"], row["job"] = "5", "5", "5", "farmer"
    data = write(tmp_path / "moved.csv", book)
    assert (
        run(monkeypatch, "scorecard", "score", str(card_file), str(data), "--json", "--max-psi", "0.25", "--lang", "en")
        == 1
    )
    said = capsys.readouterr()
    assert json.loads(said.out)["report"]["stability_index"] > 0.25
    assert "moved" in said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--target", "nothing", "--out", "c.json"], "no column “nothing”"),
        (["--target", "outcome", "--out", "nowhere/c.json"], "cannot be written"),
        (["--target", "outcome", "--out", "c.json", "--special", "income"], "COLUMN=VALUE"),
        (["--target", "outcome", "--out", "c.json", "--pdo", "0"], "--pdo"),
        (["--target", "outcome", "--out", "c.json", "--name", "a b"], "no space"),
        (["--target", "outcome", "--out", "c.json", "--exclude", "outcome"], "it can be no attribute"),
        (["--target", "outcome", "--out", "c.json", "--rising", "job"], "can have no direction"),
        (["--target", "outcome", "--out", "c.json", "--rising", "term", "--falling", "term"], "two things at once"),
        (["--target", "outcome", "--out", "c.json", "--date", "yesterday"], "is no date"),
    ],
)
def test_a_wish_that_cannot_be_met_is_one_sentence(
    book: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "scorecard", "fit", str(book), *arguments, "--lang", "en") == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.strip().splitlines()) == 1
    assert not (tmp_path / "c.json").exists()


def test_a_file_that_is_no_card_is_named(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "scorecard", "score", str(book), str(book), "--json", "--lang", "en") == 2
    said = capsys.readouterr()
    assert "is no scorecard" in said.err
    assert json.loads(said.out)["error"]["exit_code"] == 2
