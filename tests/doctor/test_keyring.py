"""The key moves between passphrase and a real keyring (SecretService), and nothing is lost on the way."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from paddock.app.services.doctor import Part, Remedy
from paddock.app.services.doctor import keyring as repairs
from paddock.app.store import keyrings
from paddock.app.store.keys import PASSPHRASE_VARIABLE, WrongKey
from paddock.app.store.opening import open_store
from paddock.domain.errors import EnvironmentFault
from tests.helpers.doctors import doctor_of

SCRIPT = """
import sys
from pathlib import Path
import secretstorage
from paddock.app.services.doctor.keyring import check_keyring, key_to_keyring, key_to_passphrase, look_at_keyring
from paddock.app.store import keyrings
from paddock.app.store.keys import WrongKey
from paddock.app.store.opening import open_store

profile = Path(sys.argv[1])

def opened(ask=None):
    open_store(profile, ask).close()

def fails(act, kind):
    try:
        act()
    except kind:
        return
    raise AssertionError(act)

def entries():
    bus = secretstorage.dbus_init()
    found = [item.get_label() for item in secretstorage.get_default_collection(bus).get_all_items()]
    bus.close()
    return [label for label in found if "paddock" in label]

report = look_at_keyring(profile)
assert report.ok and [remedy.value for remedy in report.remedies][:2] == ["test_keyring", "key_to_keyring"], report
assert entries() == []
check_keyring()
assert entries() == []
before = (profile / "key.json").read_bytes()
fails(lambda: key_to_keyring(profile, lambda new: "wrong"), WrongKey)
assert (profile / "key.json").read_bytes() == before
key_to_keyring(profile, lambda new: "the first passphrase")
assert len(entries()) == 1
opened()
report = look_at_keyring(profile)
assert [remedy.value for remedy in report.remedies] == ["test_keyring", "key_to_passphrase"], report
key_to_passphrase(profile, "the second passphrase")
assert entries() == []
fails(opened, Exception)
fails(lambda: opened(lambda new: "the first passphrase"), WrongKey)
opened(lambda new: "the second passphrase")
bus = secretstorage.dbus_init()
secretstorage.get_default_collection(bus).lock()
report = look_at_keyring(profile)
assert not report.ok and report.remedies[0].value == "test_keyring", report
print("done")
"""


@pytest.mark.skipif(
    shutil.which("dbus-run-session") is None or shutil.which("gnome-keyring-daemon") is None,
    reason="needs dbus and gnome-keyring, which `make test` installs",
)
def test_the_key_moves_into_a_real_keyring_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile, script = tmp_path / "profile", tmp_path / "moves.py"
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "the first passphrase")
    open_store(profile).close()
    script.write_text(SCRIPT)
    unlock = "echo -n invented | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PADDOCK_", "DBUS_"))}
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", f"{unlock}; '{sys.executable}' '{script}' '{profile}'"],
        env=kept | home,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.stdout.split() == ["done"], done.stderr


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "the only passphrase")
    monkeypatch.setattr(keyrings, "os_keyring", lambda: None)


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_it_is_said_and_the_passphrase_stays(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    (report,) = doctor_of(store).examine(parts=[Part.KEYRING])
    assert not report.ok
    assert {fact.name: fact.ok for fact in report.facts} == {"keyring": False, "key": None}
    assert report.remedies == ()
    before = (tmp_path / "key.json").read_bytes()
    with pytest.raises(EnvironmentFault):
        doctor_of(store).test_keyring()
    with pytest.raises(EnvironmentFault):
        doctor_of(store).key_to_keyring(None)
    assert (tmp_path / "key.json").read_bytes() == before
    store.close()


@pytest.mark.usefixtures("no_keyring")
def test_the_passphrase_is_changed_by_who_knows_it_and_the_data_opens_with_the_new_one_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    open_store(tmp_path, lambda _new: "the old one").close()
    report = repairs.look_at_keyring(tmp_path)
    assert report.remedies == (Remedy.CHANGE_PASSPHRASE,)
    before = (tmp_path / "key.json").read_bytes()
    with pytest.raises(WrongKey):
        repairs.change_passphrase(tmp_path, "a wrong one", "the new one")
    assert (tmp_path / "key.json").read_bytes() == before
    repairs.change_passphrase(tmp_path, "the old one", "the new one")
    with pytest.raises(WrongKey):
        open_store(tmp_path, lambda _new: "the old one")
    open_store(tmp_path, lambda _new: "the new one").close()


@pytest.mark.usefixtures("no_keyring")
def test_a_passphrase_changes_only_for_who_knows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(tmp_path).close()
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "another one")
    with pytest.raises(WrongKey):
        repairs.key_to_passphrase(tmp_path, "another one")
    assert json.loads((tmp_path / "key.json").read_text())["kind"] == "passphrase"
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "the only passphrase")
    open_store(tmp_path).close()
