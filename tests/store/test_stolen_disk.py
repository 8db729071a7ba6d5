"""After a full day with the real program, nothing personal is readable anywhere it wrote: profile, temp, logs.

The day is lived with the real programs: applications with pictures, a crash, decisions by the embedded centre, work
that stays unsent, a hand-over, a rotation of the key; under `make torture` also an offer, its contract and an audit.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from paddock.wire.messages import sha256_hex
from tests.helpers.rounds import TORTURE

PICTURE = b"\xff\xd8\xff\xe0" + "身份证正面 王小川 invented".encode() * 40
SECRETS = {"PADDOCK_PASSPHRASE": "planted passphrase 7731", "PADDOCK_BUNDLE_PASSPHRASE": "planted bundle word 9952"}
CRASHES = """
import os, signal, sys
from paddock.app.store.store import Store
from paddock.app.__main__ import main
write = Store.write
def dying(self, topic):
    os.kill(os.getpid(), signal.SIGKILL)
Store.write = dying
main(sys.argv[1:])
"""
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "application-approved.json"


class Day:
    """Runs the real verbs in one profile, with a home and a temp folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.outside = root / "outside"
        for name in ("home", "tmp", "outside"):
            (root / name).mkdir()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PADDOCK_", "DBUS_", "XDG_"))}
        self._environment = kept | SECRETS | {
            "HOME": str(root / "home"), "TMPDIR": str(root / "tmp"), "XDG_RUNTIME_DIR": str(root / "tmp"),
            "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }  # fmt: skip

    def paddock(self, *arguments: object, code: str = "", ends: int = 0) -> Any:
        """One verb; its JSON."""
        start = ["-c", code] if code else ["-m", "paddock.app"]
        done = subprocess.run(
            [sys.executable, *start, *map(str, arguments), "--profile", str(self.root / "profile"), "--json"],
            env=self._environment, capture_output=True, text=True, timeout=110, check=False,
        )  # fmt: skip
        assert done.returncode == ends, done.stderr
        return json.loads(done.stdout) if done.stdout else None

    def left_behind(self) -> list[Path]:
        """Every file of the machine but what the person put or asked for elsewhere."""
        return [path for path in self.root.rglob("*") if path.is_file() and not path.is_relative_to(self.outside)]


def planted(document: Any) -> set[str]:
    """Every personal value, and every secret."""
    applicant, vehicle = document["applicant"], document["vehicle"]
    values = {applicant[name] for name in ("name", "resident_id_number", "address", "phone", "issuing_authority")}
    return values | {vehicle["vin"]} | {*SECRETS.values(), sha256_hex(PICTURE)}


def take_an_offer(day: Day, application_id: str) -> None:
    """Up to the contract, unless the machine is so busy that a source had no time to answer, and a person decides."""
    for offer in day.paddock("deals", application_id)["decision"]["offers"][:1]:
        day.paddock("accept", application_id, offer["id"])
        day.paddock("sync", "--once", "--wait", "60")


@pytest.mark.torture
@pytest.mark.timeout(600)
def test_after_a_full_day_nothing_personal_is_readable_on_the_disk(tmp_path: Path) -> None:
    day = Day(tmp_path)
    application, picture = day.outside / "application.json", day.outside / "card.jpg"
    document = json.loads(EXAMPLE.read_bytes())
    application.write_bytes(EXAMPLE.read_bytes())
    picture.write_bytes(PICTURE)

    first = day.paddock("submit", application, "--image", f"vin={picture}")["id"]
    day.paddock("submit", application, code=CRASHES, ends=-signal.SIGKILL)
    day.paddock("sync", "--once", "--wait", "60")
    if TORTURE:
        take_an_offer(day, first)
        assert day.paddock("queue", "audit")["agrees"]
    day.paddock("submit", application)  # stays unsent overnight
    day.paddock("queue", "export", "--encrypted", day.root / "home" / "work.paddock")
    day.paddock("rotate-key")
    assert day.paddock("queue", "show", first)["state"] == "accepted"

    files = day.left_behind()
    assert any(path.suffix == ".pic" for path in files)
    assert any("central" in path.parts for path in files)
    assert (day.root / "home" / "work.paddock") in files
    for path in files:
        data = path.read_bytes()
        assert PICTURE not in data, path
        for value in planted(document):
            for spelling in (value.encode(), value.encode("utf-16-le"), json.dumps(value)[1:-1].encode()):
                assert spelling not in data, f"{value} is readable in {path.relative_to(tmp_path)}"
            assert value not in path.name
