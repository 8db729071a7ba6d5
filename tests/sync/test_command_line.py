"""`paddock` as automation calls it: one JSON document, the documented exit codes.

What is written or sent is done by real processes. What only reads, and what only fails, runs in this one: a process
costs a second of a processor.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Protocol

import psutil
import pytest

from paddock.app.__main__ import hoist, main
from paddock.app.services.embedded_centre import EmbeddedCentre
from paddock.domain.errors import EnvironmentFault
from tests.helpers.applications import APPLICATION_ID, submission_body
from tests.helpers.fault_server import Answer, fault_server
from tests.helpers.workstations import JPEG

pytestmark = pytest.mark.timeout(300)

ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("PADDOCK_", "DBUS_", "DISPLAY", "WAYLAND", "QT_", "LC_", "LANG"))
} | {"PADDOCK_PASSPHRASE": "invented"}


def paddock(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-m", "paddock.app", *map(str, arguments)],
        env=ENVIRONMENT | more,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        stdin=subprocess.DEVNULL,
    )


class Here(Protocol):
    """`paddock`, in this process."""

    def __call__(self, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def paddock_here(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Here:
    def ran(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as patched:
            patched.setattr(os, "environ", ENVIRONMENT | more)
            capfd.readouterr()
            with pytest.raises(SystemExit) as left:
                main([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return subprocess.CompletedProcess([], int(left.value.code or 0), said.out, said.err)

    return ran


@pytest.fixture
def application(tmp_path: Path) -> Path:
    document: dict[str, Any] = json.loads(submission_body(APPLICATION_ID))
    for name in ("id", "images", "readings"):
        del document[name]
    path = tmp_path / "application.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return path


def test_a_deal_without_a_window_from_submit_to_the_contract(
    tmp_path: Path, application: Path, paddock_here: Here
) -> None:
    profile = ("--profile", tmp_path / "profile")
    picture = tmp_path / "plate.jpg"
    picture.write_bytes(JPEG)
    done = paddock("submit", application, "--image", f"vin={picture}", "--json", *profile)
    assert done.returncode == 0, done.stderr
    application_id = json.loads(done.stdout)["id"]
    listed = json.loads(paddock_here(*profile, "queue", "list", "--json").stdout)
    assert listed["summary"]["waiting"] == 1
    assert listed["rows"][0]["id"] == application_id

    done = paddock("sync", "--once", "--wait", "120", "--json", *profile)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) | {"changes": 0} == {
        "accepted": 2, "rejected": 0, "conflict": 0, "postponed": 0, "changes": 0, "pdfs": 0, "waiting": 0,
        "needs_me": 0, "waiting_for": "nothing", "online": True, "signed_out": False, "cause": None,
    }  # fmt: skip
    deal = json.loads(paddock_here("deals", application_id, "--json", *profile).stdout)
    offer = deal["decision"]["offers"][0]["id"]

    assert paddock("accept", application_id, offer, *profile).returncode == 0
    assert paddock("sync", "--once", *profile).returncode == 0
    contract = json.loads(paddock_here("deals", application_id, "--json", *profile).stdout)["contract"]["id"]
    strokes = tmp_path / "strokes.json"
    strokes.write_text(json.dumps({"pad_aspect": 3.0, "strokes": [[{"x": 0.1, "y": 0.1, "ms": 0}]]}))
    sign = ("sign", contract, "--role", "customer", "--name", "王小川", "--strokes", strokes, *profile)
    assert paddock(*sign).returncode == 0
    again = paddock_here(*sign)
    assert (again.returncode, again.stdout) == (2, "")
    out = tmp_path / "contract.pdf"
    done = paddock_here("contract", contract, "--out", out, "--json", *profile)
    assert json.loads(done.stdout) == {"pdf": str(out), "evidence": None, "package": None, "page": None}
    assert out.read_bytes().startswith(b"%PDF")


def test_every_fault_of_a_file_at_once_and_exit_two(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text('{"applicant": {"name": "王小川", "phone": "1"}, "vehicle": {"vin": "LSVAU2A37N2183295"}}')
    done = paddock("submit", path, "--json", "--profile", tmp_path / "p", "--lang", "en")
    assert done.returncode == 2
    faults = {fault["field"] for fault in json.loads(done.stdout)["faults"]}
    assert {"applicant.phone", "vehicle.vin", "consent.purposes", "financing.price_fen"} <= faults
    assert done.stderr.startswith("paddock: The application has ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("queue", "show", "nonsense"), 2),
        (("queue", "retry", "019ab000-0000-7000-8000-00000000ffff"), 2),
        (("submit", "missing.json"), 2),
        (("no-such-verb",), 2),
        (("--lang", "fr", "queue", "list"), 2),
        ((), 3),
        (("sync", "--once", "--central", "http://127.0.0.1:9"), 3),
        (("sync", "--once", "--central", "nonsense"), 2),
    ],
)
def test_errors_are_one_sentence_and_the_documented_code(
    paddock_here: Here, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    done = paddock_here(*arguments, "--profile", tmp_path / "p", PADDOCK_TOKEN="invented")
    assert done.returncode == code, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("queue", "show", "nonsense"), 2),
        (("queue", "list", "--wrong"), 2),
        (("sync", "--once", "--central"), 2),
        (("sync", "--once", "--central", "http://127.0.0.1:9"), 3),
        (("scan", "missing.jpg"), 2),
    ],
)
def test_a_failure_is_one_json_document_and_one_sentence(
    paddock_here: Here, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    done = paddock_here("--profile", tmp_path / "p", *arguments, "--json", PADDOCK_TOKEN="invented")
    assert done.returncode == code, done.stderr
    assert json.loads(done.stdout)
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_a_centre_that_fails_is_said_and_nothing_is_lost(tmp_path: Path, application: Path) -> None:
    profile = ("--profile", tmp_path / "p", "--lang", "en")
    assert paddock("submit", application, *profile).returncode == 0
    with fault_server() as server:
        server.behave = lambda _asked: Answer(500, "text/plain", b"boom")
        done = paddock("sync", "--once", "--json", "--central", server.url, *profile, PADDOCK_TOKEN="invented")
    assert done.returncode == 3
    assert "HTTP 500" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert json.loads(done.stdout)["waiting"] == 1


def test_no_keyring_and_no_passphrase_says_how(tmp_path: Path) -> None:
    done = paddock("queue", "list", "--profile", tmp_path / "p", PADDOCK_PASSPHRASE="")
    assert done.returncode == 3
    assert "PADDOCK_PASSPHRASE" in done.stderr


def test_the_doctor_names_every_part(tmp_path: Path) -> None:
    done = paddock("doctor", "--json", "--profile", tmp_path / "p", "--central", "http://127.0.0.1:9")
    lines = {line["name"]: line for line in json.loads(done.stdout)}
    assert set(lines) == {"camera", "keyring", "database", "centre", "clock", "disk"}
    assert done.returncode == 1
    assert lines["database"]["ok"]
    assert not lines["centre"]["ok"]
    assert all(line["message"]["zh"] and line["message"]["en"] for line in lines.values())


def test_the_doctor_saves_a_damaged_database_into_a_copy_and_takes_it_back(
    tmp_path: Path, application: Path, paddock_here: Here
) -> None:
    profile = ("--profile", tmp_path / "p", "--central", "http://127.0.0.1:9")
    for _number in range(2):
        assert paddock_here("submit", application, *profile).returncode == 0
    path = tmp_path / "p" / "paddock.db"
    with path.open("r+b") as file:
        file.seek(32 * 4096 + 1000)  # the timeline's first page: made by the first migration, and of no catalogue
        file.write(os.urandom(200))
    damaged = path.read_bytes()
    done = paddock("doctor", "--repair", "--json", *profile, "--lang", "en")
    assert done.returncode == 1
    assert not {line["name"]: line for line in json.loads(done.stdout)}["database"]["ok"]
    assert "records were saved into" in done.stderr
    assert path.read_bytes() == damaged
    (saved,) = path.parent.glob("*.salvaged-*")
    done = paddock("doctor", "--restore", saved, "--json", *profile)
    assert {line["name"]: line for line in json.loads(done.stdout)}["database"]["ok"], done.stdout
    assert json.loads(paddock_here("queue", "list", "--json", *profile).stdout)["summary"]["waiting"] == 2
    refused = paddock_here("doctor", "--restore", tmp_path / "nowhere", *profile)
    assert (refused.returncode, refused.stdout) == (2, "")


def test_options_are_taken_before_and_after_the_verb() -> None:
    wanted = ["--profile", "p", "--lang=en", "queue", "list", "--json"]
    assert hoist(["queue", "--profile", "p", "list", "--lang=en", "--json"]) == wanted
    assert hoist(["scan", "--", "--profile"]) == ["scan", "--", "--profile"]


OWNER = """
import sys, time
from pathlib import Path
from paddock.app.services.embedded_centre import EmbeddedCentre
centre = EmbeddedCentre(Path(sys.argv[1]), "A" * 43, bytes(32))
centre.start()
print(centre.wait_until_ready(60), flush=True)
time.sleep(600)
"""


def test_the_embedded_centre_dies_with_a_killed_workstation(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path / "central")], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline().startswith("http://127.0.0.1:")
        children = psutil.Process(owner.pid).children(recursive=True)
        assert children
        os.kill(owner.pid, signal.SIGKILL)
    gone, alive = psutil.wait_procs(children, timeout=60)
    assert not alive
    assert gone


def test_a_killed_embedded_centre_is_started_again(tmp_path: Path) -> None:
    centre = EmbeddedCentre(tmp_path / "central", "A" * 43, bytes(32))
    centre.start()
    try:
        centre.wait_until_ready(60)
        (first,) = _children_of(centre)
        first.kill()
        deadline = time.monotonic() + 60
        while not _other_child_is_ready(centre, first.pid):
            assert time.monotonic() < deadline
            time.sleep(0.1)
    finally:
        centre.stop()


def _children_of(centre: EmbeddedCentre) -> list[psutil.Process]:
    alive = [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
    return [child for child in alive if str(centre._data_dir) in child.cmdline()]


def _other_child_is_ready(centre: EmbeddedCentre, first: int) -> bool:
    with contextlib.suppress(psutil.Error):  # one of them is ending while it is looked at
        return centre.url is not None and any(child.pid != first for child in _children_of(centre))
    return False


def test_a_centre_that_cannot_start_says_why(tmp_path: Path) -> None:
    blocked = tmp_path / "central"
    blocked.write_text("a file where the folder should be")
    centre = EmbeddedCentre(blocked, "A" * 43, bytes(32))
    centre.start()
    try:
        with pytest.raises(EnvironmentFault) as fault:
            centre.wait_until_ready(30)
        assert "--central" in fault.value.sentence.en
    finally:
        centre.stop()
