"""`paddock-central`: one JSON document, one sentence of error, the right exit code."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from paddock.central.cli import main
from paddock.central.exclusive import alone_in
from paddock.central.serving import serving_beside
from paddock.central.sources.sandbox import create_sandbox_app
from paddock.domain.errors import EnvironmentFault
from tests.helpers.central_server import CentralServer, child_environment


def run(data_dir: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    environment = {f"PADDOCK_CENTRAL_{name.upper()}": value for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "paddock.central", *arguments],
        env=child_environment(environment | {"PADDOCK_CENTRAL_DATA_DIR": str(data_dir)}),
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("migrated")
    answer = run(folder, "migrate", "--json")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["revision"]
    return folder


def one_sentence(answer: "subprocess.CompletedProcess[str]") -> str:
    assert answer.stdout == ""
    assert len(answer.stderr.strip().splitlines()) == 1, answer.stderr
    assert "Traceback" not in answer.stderr
    return answer.stderr


def test_the_seed_shows_a_token_once_and_adds_the_stock_once(migrated: Path) -> None:
    first = json.loads(run(migrated, "seed", "--sample", "--json").stdout)
    assert len(first["token"]) == 43
    assert first["units_added"] == 60
    again = json.loads(run(migrated, "seed", "--sample", "--json").stdout)
    assert again == first | {"token": None, "units_added": 0}


def test_the_workstation_may_bring_its_own_token(migrated: Path, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("B" * 43)
    answer = run(migrated, "seed", "--sample", "--json", "--token-file", str(tmp_path / "token"))
    assert json.loads(answer.stdout)["token"] == "B" * 43
    short = run(migrated, "seed", "--sample", workstation_token="short")
    assert short.returncode == 2
    assert "43" in one_sentence(short)


def test_a_seed_before_the_migration_says_what_to_do(data_dir: Path) -> None:
    answer = run(data_dir, "seed", "--sample")
    assert answer.returncode == 3
    assert "paddock-central migrate" in one_sentence(answer)


def test_production_does_not_start_on_a_sandbox(data_dir: Path) -> None:
    answer = run(data_dir, "serve", mode="production")
    assert answer.returncode == 3
    assert "PADDOCK_CENTRAL_SOURCES_URL" in one_sentence(answer)


def test_production_does_not_start_on_a_sandbox_under_another_name(data_dir: Path) -> None:
    with serving_beside(create_sandbox_app(), "provider") as url:
        answer = run(data_dir, "serve", mode="production", sources_url=url, tsa_url="http://127.0.0.1:9/tsa")
    assert answer.returncode == 3
    sentence = one_sentence(answer)
    assert "PADDOCK_CENTRAL_SOURCES_URL" in sentence
    assert "PADDOCK_CENTRAL_TSA_URL" not in sentence


@pytest.mark.parametrize(
    ("arguments", "settings", "code", "said"),
    [
        ("worker", {}, 2, "PostgreSQL"),
        ("serve", {"database_url": "::nonsense::"}, 2, "DATABASE_URL"),
        ("serve", {"worker_slots": "many"}, 2, "WORKER_SLOTS"),
        ("seed", {}, 2, "--sample"),
        ("serve --prot 1", {}, 2, "--prot"),
        ("nonsense", {}, 2, "nonsense"),
    ],
)
def test_what_was_given_wrong_is_one_sentence_and_exit_2(
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: str,
    settings: dict[str, str],
    code: int,
    said: str,
) -> None:
    monkeypatch.setenv("PADDOCK_CENTRAL_DATA_DIR", str(data_dir))
    for name, value in settings.items():
        monkeypatch.setenv(f"PADDOCK_CENTRAL_{name.upper()}", value)
    monkeypatch.setattr(sys, "argv", ["paddock-central", *arguments.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    assert ended.value.code == code
    assert printed.out == ""
    assert len(printed.err.strip().splitlines()) == 1
    assert said in printed.err


def test_an_unreachable_database_is_one_sentence_and_exit_3(data_dir: Path) -> None:
    answer = run(data_dir, "worker", database_url="postgresql://127.0.0.1:9/nothing")
    assert answer.returncode == 3
    assert "DATABASE_URL" in one_sentence(answer)


def test_a_taken_port_is_said(data_dir: Path) -> None:
    with serving_beside(create_sandbox_app(), "other") as url:
        answer = run(data_dir, "serve", "--embedded", "--port", url.rsplit(":", 1)[1])
    assert answer.returncode == 3
    assert "--port" in one_sentence(answer)


def test_the_centre_leaves_with_its_parent(data_dir: Path) -> None:
    server = CentralServer(data_dir).start()
    process = server.process
    assert process is not None
    assert process.stdin is not None
    with server.client() as client:
        stream = client.get("/v1/changes/stream", stream=True)
        begin = time.monotonic()
        process.stdin.close()
        assert process.wait(8) == 0
        assert time.monotonic() - begin < 8
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
