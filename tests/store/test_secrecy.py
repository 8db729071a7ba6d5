"""Keys, and what they keep: nothing personal is readable in the profile, and a wrong key damages nothing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import keyring.backend
import keyring.backends.null
import pytest

from paddock.app.services.images import keep_image, load_image
from paddock.app.services.sign_in import sign_in
from paddock.app.store import keyrings, queries
from paddock.app.store.engine import connect
from paddock.app.store.faults import DatabaseUnreadable
from paddock.app.store.keys import PASSPHRASE_VARIABLE, WrongKey
from paddock.app.store.locks import ProfileLock
from paddock.app.store.opening import DATABASE, open_store
from paddock.domain.errors import EnvironmentFault
from paddock.wire.messages import sha256_hex
from tests.helpers.applications import faultless_texts
from tests.helpers.workstations import JPEG, KEY, open_profile, submitted


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE, raising=False)
    monkeypatch.setattr(keyrings, "os_keyring", lambda: None)


def test_no_personal_value_and_no_token_is_readable_in_the_profile(tmp_path: Path) -> None:
    picture = JPEG + "身份证正面 王小川".encode()
    with open_profile(tmp_path) as store:
        submitted(store, picture)
        sign_in(store, "planted-token-0123456789")
        planted = [text for text in faultless_texts().values() if len(text) > 4]
        planted += ["planted-token-0123456789", sha256_hex(picture), "王小川"]
        # Also while it is open: the write-ahead log holds the newest pages.
        _assert_unreadable(tmp_path, planted)
    _assert_unreadable(tmp_path, planted)


def _assert_unreadable(folder: Path, planted: list[str]) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) >= 2
    for path in files:
        data = path.read_bytes()
        for text in planted:
            assert text.encode() not in data, f"{text} is readable in {path.name}"
            assert text.encode("utf-16-le") not in data
            assert text not in path.name
        assert JPEG not in data


def test_a_wrong_key_is_said_and_nothing_is_damaged(tmp_path: Path) -> None:
    with open_profile(tmp_path) as store:
        application_id = submitted(store)
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(DatabaseUnreadable) as fault:
        connect(tmp_path / DATABASE, bytes(32))
    assert "密钥" in fault.value.sentence.zh
    assert (tmp_path / DATABASE).read_bytes() == before
    with open_profile(tmp_path) as store:
        assert queries.queue_item(store, application_id) is not None


def test_a_wrong_passphrase_is_said_and_the_right_one_still_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "right")
    store = open_store(tmp_path)
    application_id = submitted(store)
    store.close()
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "wrong")
    with pytest.raises(WrongKey):
        open_store(tmp_path)
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    asked: list[bool] = []

    def person(new: bool) -> str:  # noqa: FBT001 - the shape of a passphrase prompt
        asked.append(new)
        return "right"

    store = open_store(tmp_path, person)
    assert queries.queue_item(store, application_id) is not None
    assert asked == [False]
    store.close()


def test_without_keyring_and_without_anybody_to_ask_it_says_how(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as fault:
        open_store(tmp_path / "p")
    assert PASSPHRASE_VARIABLE in fault.value.sentence.zh
    assert not (tmp_path / "p" / DATABASE).exists()


def test_a_lost_key_file_never_makes_a_new_key_over_old_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "right")
    open_store(tmp_path).close()
    (tmp_path / "key.json").unlink()
    with pytest.raises(EnvironmentFault):
        open_store(tmp_path)
    assert not (tmp_path / "key.json").exists()


def test_the_passphrase_is_not_in_the_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "correct horse battery")
    open_store(tmp_path).close()
    _assert_unreadable(tmp_path, ["correct horse battery"])


class PlaintextKeyring(keyring.backend.KeyringBackend):
    """What `keyrings.alt` offers: high priority and no secrecy."""

    priority = 9

    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError((service, username, password))


def test_null_and_plaintext_keyrings_are_refused() -> None:
    assert not keyrings.is_real(keyring.backends.null.Keyring())  # type: ignore[no-untyped-call]
    assert not keyrings.is_real(PlaintextKeyring())  # type: ignore[no-untyped-call]


KEYRING_SCRIPT = """
import sys
from pathlib import Path
from paddock.app.store.opening import open_store
from paddock.app.store import settings
from paddock.app.store.store import Topic
store = open_store(Path(sys.argv[1]))
with store.write(Topic.SETTINGS) as connection:
    count = int(settings.get(connection, "opened") or 0) + 1
    settings.put(connection, "opened", str(count))
store.close()
print(count)
"""


@pytest.mark.skipif(
    shutil.which("dbus-run-session") is None or shutil.which("gnome-keyring-daemon") is None,
    reason="needs dbus and gnome-keyring, which `make test` installs",
)
def test_a_real_keyring_keeps_the_key_between_two_runs(tmp_path: Path) -> None:
    script = tmp_path / "open.py"
    script.write_text(KEYRING_SCRIPT)
    profile = tmp_path / "profile"
    twice = f"'{sys.executable}' '{script}' '{profile}'"
    unlock = "echo -n invented | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", f"{unlock}; {twice} && {twice}"],
        env=_desktop_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["1", "2"]
    assert json.loads((profile / "key.json").read_text())["kind"] == "keyring"


def _desktop_environment(home: Path) -> dict[str, str]:
    import os  # noqa: PLC0415 - only here

    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PADDOCK_", "DBUS_"))}
    return kept | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_RUNTIME_DIR": str(home)}


def test_a_damaged_picture_is_said_and_never_shown(tmp_path: Path) -> None:
    with open_profile(tmp_path) as store:
        image = keep_image(store, JPEG + b"x" * 100, "vin")
        path = store.pictures.path_of(image.sha256)
        data = bytearray(path.read_bytes())
        data[-20] ^= 1
        path.write_bytes(data)
        with pytest.raises(EnvironmentFault):
            load_image(store, image.sha256)


def test_only_one_engine_per_profile(tmp_path: Path) -> None:
    with ProfileLock(tmp_path, "engine") as first, ProfileLock(tmp_path, "engine") as second:
        assert first.acquire()
        assert not second.acquire()
        first.release()
        assert second.acquire()


def test_the_key_has_thirty_two_bytes(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32"):
        connect(tmp_path / "x.db", KEY[:16])
