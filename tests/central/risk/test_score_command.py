"""`paddock-central score` as automation calls it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from paddock.central.cli.score import score_command
from paddock.central.sources.sandbox import sandbox_answers
from paddock.domain.errors import BadInput
from tests.helpers.applications import NOW, submission

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
AT = NOW.isoformat()


def write(path: Path, document: object) -> str:
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return str(path)


def score(file: str | Path, *options: str) -> dict[str, Any]:
    result = CliRunner().invoke(score_command, [str(file), "--json", "--at", AT, *options], catch_exceptions=False)
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def refusal(file: str | Path) -> str:
    with pytest.raises(BadInput) as caught:
        CliRunner().invoke(score_command, [str(file), "--json"], catch_exceptions=False)
    return caught.value.sentence.en


@pytest.mark.parametrize(
    ("name", "decision", "offers"),
    [
        ("application", "approved", True),
        ("application-approved", "approved", True),
        ("application-counteroffer", "counteroffer", True),
        ("application-declined", "declined", False),
        ("application-referred", "referred", False),
    ],
)
def test_the_examples_decide_as_their_names_say(name: str, decision: str, offers: bool) -> None:  # noqa: FBT001
    document = score(EXAMPLES / f"{name}.json")
    assert document["decision"] == decision
    assert bool(document["offers"]) is offers
    assert document["sandbox"] is True


def test_the_document_has_what_automation_reads() -> None:
    document = score(EXAMPLES / "application.json")
    assert {"decision", "score", "lane", "rule_hits", "reasons", "offers"} <= set(document)
    for offer in document["offers"]:
        assert isinstance(offer["monthly_payment_fen"], int)
        assert isinstance(offer["annual_rate"], float)
        assert offer["plan"]
    declined = score(EXAMPLES / "application-declined.json")
    assert {"id", "outcome", "values"} <= set(declined["rule_hits"][0])


def test_the_same_file_at_the_same_time_gives_the_same_decision() -> None:
    assert score(EXAMPLES / "application.json") == score(EXAMPLES / "application.json")


def test_what_does_not_matter_to_a_decision_may_be_missing(tmp_path: Path) -> None:
    document = submission().model_dump(mode="json")
    for name in ("id", "created_at", "created_by", "images", "readings", "kind"):
        del document[name]
    del document["consent"]["text_version"]
    assert score(write(tmp_path / "a.json", document))["decision"] == "approved"


def test_evidence_is_decided_on_and_is_no_sandbox(tmp_path: Path) -> None:
    application = submission()
    evidence = {name: answer.payload for name, answer in sandbox_answers(application, NOW).items()}
    body = application.model_dump(mode="json")
    document = score(write(tmp_path / "a.json", {"application": body, "evidence": evidence}))
    assert (document["decision"], document["sandbox"]) == ("approved", False)
    evidence["court_enforcement"] = {**(evidence["court_enforcement"] or {}), "dishonest_debtor": True}
    document = score(write(tmp_path / "b.json", {"application": body, "evidence": evidence}))
    assert [hit["id"] for hit in document["rule_hits"]] == ["CT-01"]
    del evidence["court_enforcement"]
    document = score(write(tmp_path / "c.json", {"application": body, "evidence": evidence}))
    assert document["decision"] == "referred"
    assert document["sources"]["court_enforcement"] == "not_asked: not in the evidence"


def test_evidence_does_not_replace_consent(tmp_path: Path) -> None:
    application = submission()
    evidence = {name: answer.payload for name, answer in sandbox_answers(application, NOW).items()}
    body = application.model_dump(mode="json")
    body["consent"]["purposes"].remove("credit_report")
    said = refusal(write(tmp_path / "a.json", {"application": body, "evidence": evidence}))
    assert "consent" in said


def test_every_fault_is_listed_at_once(tmp_path: Path) -> None:
    document = submission().model_dump(mode="json")
    del document["applicant"]["phone"]
    document["financing"]["term_months"] = "long"
    document["vehicle"]["colour"] = "red"
    said = refusal(write(tmp_path / "a.json", document))
    for place in ("applicant.phone", "financing.term_months", "vehicle.colour"):
        assert place in said
    document = submission().model_dump(mode="json")
    document["applicant"]["resident_id_number"] = "420106198503121371"
    document["financing"]["down_payment_fen"] = document["financing"]["price_fen"]
    said = refusal(write(tmp_path / "b.json", document))
    assert "applicant.resident_id_number" in said
    assert "financing.down_payment_fen" in said


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"application": 3}', '{"application": {}, "evidence": []}'])
def test_what_is_no_application_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    assert "application file has faults" in refusal(path)


def test_a_source_nobody_knows_is_refused(tmp_path: Path) -> None:
    body = submission().model_dump(mode="json")
    assert "no data source tarot" in refusal(
        write(tmp_path / "a.json", {"application": body, "evidence": {"tarot": {}}})
    )


def test_production_wants_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADDOCK_CENTRAL_MODE", "production")
    assert "evidence" in refusal(EXAMPLES / "application.json")


def test_the_process_leaves_with_the_right_code_and_one_line_on_stderr(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "paddock.central", "score"]
    good = subprocess.run(
        [*command, str(EXAMPLES / "application.json"), "--json"], capture_output=True, env=environment, check=False
    )
    assert (good.returncode, good.stderr) == (0, b"")
    assert json.loads(good.stdout)["decision"] == "approved"
    bad = subprocess.run(
        [*command, str(tmp_path / "nothing.json"), "--json"], capture_output=True, env=environment, check=False
    )
    assert bad.returncode == 2
    assert json.loads(bad.stdout)["error"]["exit_code"] == 2
    assert len(bad.stderr.decode().strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
