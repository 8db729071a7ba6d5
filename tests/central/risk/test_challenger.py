"""A challenger beside the card: its figure is kept with every decision, changes none, and can be compared."""

import json
from pathlib import Path

import pytest

from paddock.central.data_file import DataFile
from paddock.central.risk.challenger_shadow import ChallengerShadow
from paddock.central.risk.engine import DecisionEngine
from paddock.central.scorecards.challenger import Challenger, fit_challenger
from paddock.central.scorecards.procedure import Fit
from paddock.central.sources.sandbox import sandbox_answers
from paddock.domain.errors import BadInput
from paddock.domain.states import ApplicationState
from tests.central.risk.conftest import WISH
from tests.helpers.applications import APPLICATION_ID, NOW, submission
from tests.helpers.central_command import run
from tests.helpers.central_server import central_server

EXAMPLE = str(Path(__file__).parents[3] / "docs" / "examples" / "application.json")


@pytest.fixture(scope="module")
def challenger(own_book: DataFile, own_fit: Fit) -> Challenger:
    return fit_challenger(own_book, own_fit.target, WISH)


@pytest.fixture(scope="module")
def challenger_file(challenger: Challenger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("challenger") / "own.challenger.json"
    path.write_text(challenger.to_json(), "utf-8")
    return path


def test_what_the_challenger_says_is_kept_beside_the_decision_and_not_in_it(
    challenger: Challenger,
    challenger_file: Path,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with central_server(data_dir, challenger_file=str(challenger_file)) as server, server.client() as client:
        application_id = client.submit()
        view = client.decided(application_id)
    decision = view.decision
    assert decision is not None
    assert "challenger" not in decision.model_dump_json()

    assert run(monkeypatch, "scorecard", "shadow", "--data-dir", str(data_dir), "--json") == 0
    document = json.loads(capsys.readouterr().out)
    (row,) = document["rows"]
    assert row["application_id"] == str(application_id)
    assert row["challenger"] == challenger.identity
    assert (row["scorecard"], row["score"]) == (decision.pinned.scorecard, decision.score)
    assert ApplicationState(row["outcome"]) is view.state
    assert 0 < row["bad_probability"] < 1
    (summary,) = document["challengers"]
    assert (summary["rows"], summary["rank_agreement"]) == (1, None)
    assert run(monkeypatch, "scorecard", "shadow", "--data-dir", str(data_dir), "--lang", "en") == 0
    assert "1 decisions" in capsys.readouterr().out


def test_the_verb_shows_the_challenger_s_figure_and_decides_the_same_without_it(
    challenger: Challenger,
    challenger_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    at = ["--at", NOW.isoformat(), "--json"]
    assert run(monkeypatch, "score", EXAMPLE, *at, "--challenger", str(challenger_file)) == 0
    beside = json.loads(capsys.readouterr().out)
    assert run(monkeypatch, "score", EXAMPLE, *at) == 0
    assert beside.pop("challenger")["challenger"] == challenger.identity
    assert beside == json.loads(capsys.readouterr().out)


def test_worse_inputs_have_a_higher_chance_of_bad_and_missing_ones_some(challenger_file: Path) -> None:
    application = submission(APPLICATION_ID)
    features = DecisionEngine.load().features(application, sandbox_answers(application, NOW), NOW)
    shadow = ChallengerShadow(challenger_file)
    late, early = (shadow.score(features | {"overdue_count_24m": count}) for count in (6, 0))
    unknown = shadow.score(dict.fromkeys(features))
    assert late is not None
    assert early is not None
    assert unknown is not None
    assert late.bad_probability > early.bad_probability


def test_a_challenger_of_other_columns_or_a_changed_one_is_refused(challenger: Challenger, tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    path.write_text(challenger.to_json().replace("history_months", "zodiac"), "utf-8")
    with pytest.raises(BadInput, match="hash"):
        ChallengerShadow(path)
    columns = [{"name": "zodiac", "categories": None}, {"name": "occupation", "categories": None}]
    other = Challenger.model_validate(challenger.model_dump(mode="json") | {"columns": columns}).sealed()
    path.write_text(other.to_json(), "utf-8")
    with pytest.raises(BadInput, match="zodiac, occupation"):
        ChallengerShadow(path)
    with pytest.raises(BadInput, match="cannot be read"):
        ChallengerShadow(tmp_path / "nowhere.json")


def test_a_challenger_that_cannot_reckon_stops_nothing(
    challenger: Challenger, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "c.json"
    # One column less than the trees were grown on: LightGBM refuses every row.
    path.write_text(challenger.model_copy(update={"columns": challenger.columns[1:]}).sealed().to_json(), "utf-8")
    assert ChallengerShadow(path).score({}) is None
    assert "no figure" in caplog.text
