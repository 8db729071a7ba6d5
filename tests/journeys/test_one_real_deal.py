"""One real deal over the command line: from a photo of a VIN to a verified contract, every part a real one."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import cv2
import pytest
import requests
from uuid_utils import uuid7

from paddock.wire.messages import canonical_json
from tests.helpers.applications import submission
from tests.helpers.central_server import CentralServer
from tests.helpers.renders import code_label

STROKES = {
    "pad_aspect": 3.0,
    "strokes": [
        [{"x": 0.1, "y": 0.5, "ms": 0}, {"x": 0.4, "y": 0.2, "ms": 120}, {"x": 0.6, "y": 0.8, "ms": 300}],
        [{"x": 0.5, "y": 0.1, "ms": 500}, {"x": 0.55, "y": 0.9, "ms": 700}],
    ],
}


class Counter:
    """A workstation driven by its verbs, each in a process of its own."""

    def __init__(self, profile: Path, centre: CentralServer) -> None:
        self.profile = profile
        self.centre = centre

    def run(self, *verb: str | Path, online: bool = True) -> "subprocess.CompletedProcess[str]":
        address = self.centre.url if online else "http://127.0.0.1:9"
        environment = {
            **os.environ,
            "PADDOCK_PROFILE": str(self.profile),
            "PADDOCK_CENTRAL": address,
            "PADDOCK_TOKEN": self.centre.token,
            "PADDOCK_PASSPHRASE": "a passphrase for tests",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        command = [sys.executable, "-m", "paddock.app", *map(str, verb)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)

    def ask(self, *verb: str | Path, online: bool = True, code: int = 0) -> Any:
        """The JSON a verb prints."""
        done = self.run(*verb, "--json", online=online)
        assert done.returncode == code, (verb, done.returncode, done.stderr)
        return json.loads(done.stdout)

    def sync(self) -> Any:
        return self.ask("sync", "--once", "--wait", "60")


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    centre = CentralServer(tmp_path / "centre").start()
    try:
        yield Counter(tmp_path / "profile", centre)
    finally:
        centre.stop()


@pytest.mark.timeout(300)
def test_from_a_photo_of_a_vin_to_a_verified_contract(counter: Counter, tmp_path: Path) -> None:
    wanted = submission(UUID(str(uuid7())))
    photo = tmp_path / "vin.png"
    cv2.imwrite(str(photo), code_label(wanted.vehicle.vin, "Code128"))
    (scanned,) = counter.ask("scan", photo)
    assert (scanned["kind"], scanned["fields"]["vin"], scanned["verified"]) == ("vin", wanted.vehicle.vin, True)

    file = tmp_path / "application.json"
    file.write_bytes(canonical_json(wanted))
    kept = counter.ask("submit", file, "--image", f"vin={photo}", online=False)
    queue = counter.ask("queue", "list", online=False)
    assert queue["summary"]["created"] == queue["summary"]["waiting"] == 1
    assert queue["rows"][0]["whose_turn"] == "system"

    assert counter.sync()["waiting_for"] == "nothing"
    deal = counter.ask("deals", kept["id"])
    assert deal["decision"]["decision"] == "approved"
    assert deal["decision"]["offers"]
    assert [step["at"] for step in deal["timeline"]] == sorted(step["at"] for step in deal["timeline"])
    assert all(step["reason"]["zh"] and step["reason"]["en"] for step in deal["timeline"])

    offer = deal["decision"]["offers"][0]
    counter.ask("accept", kept["id"], offer["id"])
    counter.sync()
    contract = counter.ask("deals", kept["id"])["contract"]["id"]
    strokes = tmp_path / "strokes.json"
    strokes.write_text(json.dumps(STROKES))
    for role, name in (("customer", wanted.applicant.name), ("dealer", "李娜")):
        counter.ask("sign", contract, "--role", role, "--name", name, "--strokes", strokes)
        counter.sync()
    assert counter.ask("deals", kept["id"])["central_state"] == "signed"

    pdf = tmp_path / "contract.pdf"
    trust = tmp_path / "trust.json"
    assert counter.ask("contract", contract, "--out", pdf, "--trust-out", trust)["trust"] == str(trust)
    assert counter.ask("verify", pdf)["verdict"] == "valid"
    stranger = Counter(tmp_path / "another machine", counter.centre)
    assert stranger.ask("verify", pdf, code=3, online=False)["verdict"] == "unknown"
    assert stranger.ask("verify", pdf, "--trust", trust, online=False)["verdict"] == "valid"
    changed = bytearray(pdf.read_bytes())
    changed[len(changed) // 3] ^= 1
    pdf.write_bytes(changed)
    assert counter.ask("verify", pdf, code=1)["verdict"] == "changed"


def test_the_same_key_is_answered_the_same_and_another_body_is_refused(counter: Counter) -> None:
    application_id = UUID(str(uuid7()))
    address = f"{counter.centre.url}/v1/applications/{application_id}"
    headers = {"Authorization": f"Bearer {counter.centre.token}", "Idempotency-Key": str(application_id)}
    body = canonical_json(submission(application_id))
    first = requests.put(address, data=body, headers=headers, timeout=20)
    again = requests.put(address, data=body, headers=headers, timeout=20)
    other = requests.put(
        address, data=canonical_json(submission(application_id, price="99000")), headers=headers, timeout=20
    )
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert first.ok
    assert other.status_code == 422
    assert other.json()["code"] == "idempotency_key_reused"
    assert set(other.json()["hashes"]) == {"stored", "received"}


def test_an_application_with_faults_is_refused_with_every_fault_and_nothing_is_kept(
    counter: Counter, tmp_path: Path
) -> None:
    wanted = json.loads(canonical_json(submission()))
    wanted["vehicle"]["vin"] = "LSVAU2A31N2183295"
    wanted["applicant"]["resident_id_number"] = "420106198503121379"
    wanted["applicant"]["id_valid_until"] = date(2026, 5, 1).isoformat()
    file = tmp_path / "application.json"
    file.write_text(json.dumps(wanted))
    refused = counter.run("submit", file, "--lang", "en", online=False)
    assert refused.returncode == 2
    for part in ("check digit", "check character", "expired"):
        assert part in refused.stderr
    assert counter.ask("queue", "list", online=False)["summary"]["created"] == 0
