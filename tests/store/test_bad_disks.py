"""A disk that is full or takes no files, and a database that is gone: one true sentence each, and nothing is made."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlcipher3 import dbapi2

from paddock.app.store.faults import DISK_FULL, fault_of_database
from paddock.app.store.keys import PASSPHRASE_VARIABLE
from paddock.app.store.locks import ProfileLock
from paddock.app.store.opening import DATABASE, open_store
from paddock.domain.errors import EnvironmentFault


class Usage(NamedTuple):
    """What `shutil.disk_usage` gives."""

    total: int
    used: int
    free: int


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(1, 1, 0))


@pytest.mark.parametrize("said", ["unable to open database file", "disk I/O error", "database or disk is full"])
@pytest.mark.usefixtures("full")
def test_whatever_the_database_calls_a_full_disk_it_is_said_to_be_full(tmp_path: Path, said: str) -> None:
    fault = fault_of_database(dbapi2.OperationalError(said), tmp_path)
    assert fault is not None
    assert fault.sentence == DISK_FULL


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("unable to open database file", "cannot be written"), ("disk I/O error", "failed to read or write")],
)
def test_with_room_on_the_disk_it_is_not_called_full(tmp_path: Path, said: str, wanted: str) -> None:
    fault = fault_of_database(dbapi2.OperationalError(said), tmp_path)
    assert fault is not None
    assert wanted in fault.sentence.en


def test_a_lock_that_cannot_be_made_is_no_busy_neighbour(tmp_path: Path) -> None:
    (tmp_path / "engine.lock").mkdir()
    with ProfileLock(tmp_path, "engine") as lock, pytest.raises(EnvironmentFault, match="cannot be written"):
        lock.acquire()


def test_a_lock_needs_no_room_on_the_disk(tmp_path: Path) -> None:
    with ProfileLock(tmp_path, "engine") as lock:
        assert lock.acquire()
        # No journal beside it: on a full disk that could not be made.
        assert [path.name for path in tmp_path.iterdir()] == ["engine.lock"]


@pytest.mark.parametrize("empty", [True, False])
def test_a_lost_database_is_never_replaced_by_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, empty: bool
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "invented")
    open_store(tmp_path / "p").close()
    kept = tmp_path / "backup"
    shutil.copyfile(tmp_path / "p" / DATABASE, kept)
    if empty:
        (tmp_path / "p" / DATABASE).write_bytes(b"")
    else:
        (tmp_path / "p" / DATABASE).unlink()
    with pytest.raises(EnvironmentFault, match="gone or empty"):
        open_store(tmp_path / "p")
    shutil.copyfile(kept, tmp_path / "p" / DATABASE)
    open_store(tmp_path / "p").close()
