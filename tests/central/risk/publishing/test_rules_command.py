"""`paddock-central rules` and `staff` as automation calls them."""

import json
import shutil
from pathlib import Path
from typing import Any, Protocol

import pytest
from click.testing import CliRunner

from paddock.central.cli.rules import rules
from paddock.central.risk.gate import RULES_DIRECTORY, load_rules
from paddock.central.risk.publishing.edits import apply, content_of
from paddock.domain.errors import PaddockError
from tests.helpers import central_command
from tests.helpers.applications import submission
from tests.helpers.central_server import central_server

pytestmark = pytest.mark.timeout(300)


class Run(Protocol):
    """Runs the program, expecting an exit code; gives the one JSON document on stdout."""

    def __call__(self, *arguments: str, token: str = "", code: int = 0) -> Any: ...


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """In this process: a process of its own for each of twenty calls costs half a minute of a processor."""

    def ran(*arguments: str, token: str = "", code: int = 0) -> Any:
        monkeypatch.setenv("PADDOCK_CENTRAL_RISK_TOKEN", token)
        returned = central_command.run(monkeypatch, *arguments, "--json")
        said = capsys.readouterr()
        assert returned == code, said.err
        assert code or said.err == ""
        return json.loads(said.out)

    return ran


@pytest.fixture
def tightened(tmp_path: Path) -> Path:
    """A rule set on files: up to 14 inquiries instead of 19."""
    copy = tmp_path / "tightened"
    shutil.copytree(RULES_DIRECTORY, copy)
    documents = apply(load_rules().documents, [])
    for row in content_of(documents, "credit")["rules"]:
        row["in_inquiries_3m"] = {"CR-10.1": ">= 15", "CR-10.2": "[10..14]"}.get(row["_id"], row["in_inquiries_3m"])
    (copy / "credit.json").write_text(json.dumps(documents["credit.json"], ensure_ascii=False), "utf-8")
    cases = json.loads((copy / "cases.json").read_text("utf-8"))
    values = {"decline": [15, 20], "refer": [10, 14], "passed": [9]}
    cases["cases"]["CR-10"] = [
        {"given": {"inquiries_3m": value, "inquiries_1m": 5}, "expect": expect}
        for expect, each in values.items()
        for value in each
    ] + [
        {"given": {"inquiries_3m": 9, "inquiries_1m": 6}, "expect": "refer"},
        {"given": {"inquiries_1m": 5}, "expect": "not_evaluated"},
    ]
    (copy / "cases.json").write_text(json.dumps(cases, ensure_ascii=False), "utf-8")
    return copy


@pytest.fixture
def stopped_centre(tmp_path: Path) -> Path:
    """The folder of a centre that decided two applications and was stopped."""
    folder = tmp_path / "centre"
    with central_server(folder) as server, server.client() as client:
        for phone in ("13871234567", "13871239013"):
            client.decided(client.submit(phone=phone))
    return folder


def test_a_check_needs_nothing_but_files(run: Run, tightened: Path) -> None:
    found = run("rules", "check", str(tightened))
    assert (found["passed"], found["rules"], found["faults"]) == (True, len(load_rules().register.rules), [])
    assert found["dormant"] == [], "with our own records no rule waits for a source"
    path = tightened / "credit.json"
    path.write_text(path.read_text("utf-8").replace(">= 15", "> = 15"), "utf-8")
    found = run("rules", "check", str(tightened), code=1)
    assert [(fault["file"], fault["row"], fault["column"]) for fault in found["faults"]] == [
        ("credit.json", "CR-10.1", "inquiries_3m")
    ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "{}/nowhere"), 2),
        (("check", "{}/empty"), 2),
        (("publish", "--data-dir", "{}/d"), 2),
        (("backtest", "--data-dir", "{}/d"), 2),
        (("publish", "--back", "0", "--data-dir", "{}/d"), 3),
    ],
)
def test_what_is_no_rule_set_is_bad_input(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    (tmp_path / "empty").mkdir()
    done = CliRunner().invoke(rules, [argument.format(tmp_path) for argument in arguments])
    assert (done.exception.exit_code if isinstance(done.exception, PaddockError) else done.exit_code) == code


def test_the_sample_mix_is_backtested_without_a_centre(run: Run, tightened: Path, tmp_path: Path) -> None:
    options = ("--sample", "--limit", "60", "--data-dir", str(tmp_path / "d"))
    report = run("rules", "backtest", str(tightened), *options)
    assert (report["done"], report["source"]) == (60, "sample")
    assert report["candidate_sha256"] != report["base_sha256"]


def test_files_are_published_by_two_people_replayed_and_taken_back(
    run: Run, tightened: Path, stopped_centre: Path
) -> None:
    there = ("--data-dir", str(stopped_centre))
    manager = run("staff", "add", "周敏", "--role", "risk_manager", *there)
    approver = run("staff", "add", "何伟", "--role", "risk_approver", *there)
    report = run("rules", "backtest", str(tightened), *there)
    assert report["swaps"] == {"approved": {"approved": 1}, "referred": {"declined": 1}}
    handed = run("rules", "publish", str(tightened), "--title", "收紧查询", *there, token=manager["token"])
    assert (handed["state"], handed["applications"], handed["changed"]) == ("submitted", 2, 1)
    approve = ("rules", "publish", "--approve", handed["draft"], *there)
    run(*approve, token=manager["token"], code=2)
    run(*approve, token="wrong", code=2)
    assert run(*approve, token=approver["token"])["release"] == 1

    with central_server(stopped_centre) as server, server.client() as client:
        known = client.get("/v1/applications/known").json()["applications"]
        fresh = client.decided(client.submit(phone="13871239013"))
    assert fresh.decision is not None
    assert fresh.decision.pinned.rule_set_sha256 == handed["sha256"]
    back = run("rules", "publish", "--back", "0", "--reason", "误伤", *there, token=approver["token"])
    assert (back["release"], back["sha256"]) == (2, load_rules().sha256)
    assert (
        run("rules", "publish", "--back", "1", "--reason", "确认无误", *there, token=approver["token"])["release"] == 3
    )

    # Made by two rule sets, each of which is still what its decisions are made with again.
    pinned = {
        run("score", "--replay", each, *there)["pinned"]["rule_set_sha256"]
        for each in [*(line["id"] for line in known), str(fresh.id)]
    }
    assert pinned == {load_rules().sha256, handed["sha256"]}
    run("score", "--replay", str(submission().id), *there, code=2)
    run("staff", "revoke", approver["id"], *there)
    run("rules", "publish", "--back", "1", *there, token=approver["token"], code=2)
    assert [person["active"] for person in run("staff", "list", *there)] == [True, False]
