"""`paddock-central`: one JSON document, one sentence of error, the right exit code."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from paddock.central.cli import main, seed, serve, worker
from paddock.central.exclusive import alone_in
from paddock.central.serving import serving_beside
from paddock.central.sources.sandbox import create_sandbox_app
from paddock.domain.errors import EnvironmentFault
from paddock.wire.receipts import ReceiptKeySet
from tests.helpers.central_server import CentralServer


@dataclass
class Ended:
    """How a command ended and what it printed."""

    code: object
    out: str
    err: str

    def one_sentence(self) -> str:
        """The error, which must be one line and all that was printed."""
        assert self.out == ""
        assert len(self.err.strip().splitlines()) == 1, self.err
        return self.err


class CommandLine:
    """Runs `paddock-central` in this process, as its front door does."""

    def __init__(self, data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.data_dir = data_dir
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        for name in [name for name in os.environ if name.startswith("PADDOCK_CENTRAL_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("PADDOCK_CENTRAL_DATA_DIR", str(data_dir))
        # Taking over every log of the process is right for a command and wrong for a test run.
        for module in (serve, worker):
            monkeypatch.setattr(module, "log_to", lambda *_: None)

    def __call__(self, *arguments: str, **settings: str) -> Ended:
        with self._monkeypatch.context() as patch:
            for name, value in settings.items():
                patch.setenv(f"PADDOCK_CENTRAL_{name.upper()}", value)
            patch.setattr(sys, "argv", ["paddock-central", *arguments])
            with pytest.raises(SystemExit) as ended:
                main()
        printed = self._capsys.readouterr()
        return Ended(ended.value.code, printed.out, printed.err)


@pytest.fixture
def run(data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(data_dir, monkeypatch, capsys)


def test_the_seed_shows_a_token_once_and_adds_the_stock_once(run: CommandLine) -> None:
    assert json.loads(run("migrate", "--json").out)["revision"]
    first = json.loads(run("seed", "--sample", "--json").out)
    assert len(first["token"]) == 43
    assert first["units_added"] == 60
    again = json.loads(run("seed", "--sample", "--json").out)
    assert again == first | {"token": None, "units_added": 0}
    third = json.loads(run("seed", "--sample", "--new-token", "--json").out)
    assert len(third["token"]) == 43
    assert third["token"] != first["token"]


def test_the_workstation_may_bring_its_own_token(run: CommandLine, tmp_path: Path) -> None:
    run("migrate")
    (tmp_path / "token").write_text("B" * 43)
    assert (
        json.loads(run("seed", "--sample", "--json", "--token-file", str(tmp_path / "token")).out)["token"] == "B" * 43
    )
    short = run("seed", "--sample", workstation_token="short")
    assert short.code == 2
    assert "43" in short.one_sentence()


def test_a_seed_before_the_migration_says_what_to_do(run: CommandLine) -> None:
    ended = run("seed", "--sample", mode="production")
    assert ended.code == 3
    assert "paddock-central migrate" in ended.one_sentence()


def test_the_embedded_seed_makes_its_database_as_serve_does(run: CommandLine) -> None:
    assert json.loads(run("seed", "--sample", "--json").out)["units_added"] == 60


def test_a_failure_is_one_json_document_too(run: CommandLine) -> None:
    ended = run("seed", "--json")
    assert ended.code == 2
    error = json.loads(ended.out)["error"]
    assert error["exit_code"] == 2
    assert error["message"]["en"] in ended.err
    assert len(ended.err.strip().splitlines()) == 1


def test_the_language_of_errors_is_taken_anywhere(run: CommandLine) -> None:
    for arguments in (("--lang", "en", "seed"), ("seed", "--lang=en")):
        assert run(*arguments).one_sentence() == "paddock-central: Say what to put in: --sample\n"
    assert "--lang" in run("--lang", "fr", "seed").one_sentence()


def test_what_nobody_foresaw_is_a_sentence_without_its_words(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_given: object) -> None:
        raise KeyError("王小川")

    monkeypatch.setattr(seed, "read_settings", broken)
    ended = run("seed", "--sample")
    assert ended.code == 3
    assert "KeyError" in ended.one_sentence()
    assert "王小川" not in ended.err


def test_a_folder_that_takes_no_files_is_not_called_busy(tmp_path: Path) -> None:
    (tmp_path / "running.lock").mkdir()
    with pytest.raises(EnvironmentFault, match="cannot be written"), alone_in(tmp_path):
        pass


def test_production_does_not_start_on_a_sandbox(run: CommandLine) -> None:
    ended = run("serve", mode="production")
    assert ended.code == 3
    assert "PADDOCK_CENTRAL_SOURCES_URL" in ended.one_sentence()


def test_production_does_not_start_on_a_sandbox_under_another_name(run: CommandLine) -> None:
    with serving_beside(create_sandbox_app(), "provider") as url:
        ended = run("serve", mode="production", sources_url=url, tsa_url="http://127.0.0.1:9/tsa")
    assert ended.code == 3
    sentence = ended.one_sentence()
    assert "PADDOCK_CENTRAL_SOURCES_URL" in sentence
    assert "PADDOCK_CENTRAL_TSA_URL" not in sentence


@pytest.mark.parametrize(
    ("arguments", "settings", "code", "said"),
    [
        ("worker", {}, 2, "PostgreSQL"),
        ("worker", {"database_url": "postgresql://127.0.0.1:9/nothing"}, 3, "DATABASE_URL"),
        ("serve", {"database_url": "::nonsense::"}, 2, "DATABASE_URL"),
        ("serve", {"database_url": "mysql://127.0.0.1/paddock"}, 2, "DATABASE_URL"),
        ("migrate", {"database_key": "short"}, 2, "DATABASE_KEY"),
        ("serve --port 99999", {}, 2, "--port"),
        ("serve", {"worker_slots": "many"}, 2, "WORKER_SLOTS"),
        ("seed", {}, 2, "--sample"),
        ("serve --prot 1", {}, 2, "--prot"),
        ("nonsense", {}, 2, "nonsense"),
    ],
)
def test_every_error_is_one_sentence_with_its_exit_code(
    run: CommandLine, arguments: str, settings: dict[str, str], code: int, said: str
) -> None:
    ended = run(*arguments.split(), **settings)
    assert ended.code == code
    assert said in ended.one_sentence()


def test_a_taken_port_is_said(run: CommandLine) -> None:
    with serving_beside(create_sandbox_app(), "other") as url:
        ended = run("serve", "--embedded", "--port", url.rsplit(":", 1)[1])
    assert ended.code == 3
    assert "--port" in ended.one_sentence()


def test_the_centre_leaves_with_its_parent(data_dir: Path) -> None:
    server = CentralServer(data_dir).start()
    process = server.process
    assert process is not None
    assert process.stdin is not None
    with server.client() as client:
        stream = client.get("/v1/changes/stream", stream=True)
        process.stdin.close()
        # The open stream does not hold it back; how soon depends on the machine.
        assert process.wait(60) == 0
        stream.close()
        with pytest.raises(requests.ConnectionError):
            client.get("/v1/health")
    server.stop()


def test_a_folder_serves_one_centre_at_a_time(tmp_path: Path) -> None:
    with (
        alone_in(tmp_path),
        pytest.raises(EnvironmentFault, match="Another centre"),
        alone_in(tmp_path, wait_seconds=0.1),
    ):
        pass
    with alone_in(tmp_path, wait_seconds=0.1):
        pass


def test_a_new_receipt_key_is_endorsed_by_the_one_before(run: CommandLine) -> None:
    first = json.loads(run("receipts", "keys", "--json").out)["keys"]
    added = json.loads(run("receipts", "rotate", "--json").out)
    both = ReceiptKeySet.model_validate_json(run("receipts", "keys", "--json").out)
    assert [key.kid for key in both.keys] == [first[0]["kid"], added["kid"]]
    assert both.trusted(both.keys[:1]) == both.keys
