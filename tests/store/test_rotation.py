"""The store key is replaced, whole or to be gone on with, whatever kills it on the way."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from paddock.app.services.images import load_image
from paddock.app.store import keyrings, queries
from paddock.app.store.engine import connect
from paddock.app.store.faults import DatabaseUnreadable
from paddock.app.store.keys import PASSPHRASE_VARIABLE, profile_key, profile_keys
from paddock.app.store.opening import DATABASE, PICTURES, open_store
from paddock.app.store.rotation import rotate_key
from paddock.app.store.store import Store
from paddock.domain.errors import EnvironmentFault
from paddock.wire.messages import sha256_hex
from tests.helpers.rounds import rounds
from tests.helpers.workstations import JPEG, submitted

PICTURE_BYTES = [JPEG + bytes([number]) * 400 for number in range(4)]
DIES = """
import os, signal, sys
from pathlib import Path
calls = 0
def counting(real):
    def call(*given, **named):
        global calls
        calls += 1
        if calls == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    return call
os.fsync = counting(os.fsync)
os.replace = counting(os.replace)
os.rename = counting(os.rename)
Path.replace = counting(Path.replace)
Path.unlink = counting(Path.unlink)
import paddock.app.store.rotation as rotation
from paddock.app.store.opening import DATABASE, PICTURES
rotation.connect = counting(rotation.connect)
rotation.rotate_key(Path(sys.argv[1]), DATABASE, PICTURES, None)
"""


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyrings, "os_keyring", lambda: None)
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "invented passphrase")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def application_id(profile: Path) -> UUID:
    store = open_store(profile)
    made = submitted(store, *PICTURE_BYTES)
    store.close()
    return made


def assert_everything_is_there(store: Store, application_id: UUID) -> None:
    assert queries.queue_item(store, application_id) is not None
    for data in PICTURE_BYTES:
        assert load_image(store, sha256_hex(data)) == data


def test_after_a_rotation_only_the_new_key_opens_anything(profile: Path, application_id: UUID) -> None:
    former = profile_key(profile)
    names = sorted(path.name for path in (profile / PICTURES).rglob("*.pic"))
    assert rotate_key(profile, DATABASE, PICTURES, None) == len(PICTURE_BYTES)
    fresh = profile_keys(profile)
    assert fresh.key != former
    assert fresh.successor is None
    with pytest.raises(DatabaseUnreadable):
        connect(profile / DATABASE, former)
    assert sorted(path.name for path in (profile / PICTURES).rglob("*.pic")) == names
    for _again in range(2):
        store = open_store(profile)
        assert_everything_is_there(store, application_id)
        submitted(store, PICTURE_BYTES[0])
        store.close()
        rotate_key(profile, DATABASE, PICTURES, None)


def test_a_profile_in_use_is_left_as_it_is(profile: Path, application_id: UUID) -> None:
    store = open_store(profile)
    assert_everything_is_there(store, application_id)
    with pytest.raises(EnvironmentFault):
        rotate_key(profile, DATABASE, PICTURES, None)
    # It has begun, and goes on when nobody is in the way; meanwhile both keys serve.
    beside = open_store(profile)
    assert_everything_is_there(beside, application_id)
    later = submitted(beside, JPEG + b"meanwhile")
    for opened in (store, beside):
        opened.close()
    store = open_store(profile)
    assert_everything_is_there(store, application_id)
    assert queries.queue_item(store, later) is not None
    store.close()
    assert profile_keys(profile).successor is None


@pytest.mark.torture
@pytest.mark.timeout(1200)
def test_killed_at_any_point_nothing_is_lost_and_it_is_finished_by_the_next_start(
    profile: Path, application_id: UUID
) -> None:
    former = profile_key(profile)
    for point in range(3, 200, rounds(14, 1)):
        done = subprocess.run(
            [sys.executable, "-c", DIES, str(profile), str(point)],
            env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in {0, -9}, done.stderr
        store = open_store(profile)
        assert_everything_is_there(store, application_id)
        store.close()
        keys = profile_keys(profile)
        assert keys.successor is None, "what was begun is finished"
        if done.returncode == 0:
            break
    else:
        raise AssertionError("it never came to its end")
    assert profile_key(profile) != former
