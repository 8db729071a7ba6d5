"""A disk that is full or takes no files, and a database that is gone: one true sentence each, and nothing is made."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlcipher3 import dbapi2

from paddock.app.store import queries
from paddock.app.store.care import check_database
from paddock.app.store.engine import REQUIRED_PRAGMAS, connect
from paddock.app.store.faults import DISK_FULL, fault_of_database
from paddock.app.store.keys import PASSPHRASE_VARIABLE
from paddock.app.store.locks import ProfileLock
from paddock.app.store.opening import DATABASE, open_store
from paddock.domain.errors import EnvironmentFault
from tests.helpers.workstations import KEY, open_profile, submitted


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


@pytest.mark.parametrize("pragma", sorted(REQUIRED_PRAGMAS))
def test_the_store_does_not_start_on_a_setting_that_did_not_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pragma: str
) -> None:
    monkeypatch.setitem(REQUIRED_PRAGMAS, pragma, "what a network drive gives")
    with pytest.raises(EnvironmentFault, match=f"setting {pragma} did not take"):
        connect(tmp_path / DATABASE, KEY)


def test_a_torn_log_gives_back_everything_up_to_the_tear(tmp_path: Path) -> None:
    """What a cut leaves of a log that was being written: a commit that was not acknowledged, in part."""
    with open_profile(tmp_path / "p") as store:
        kept = submitted(store)
        log = tmp_path / "p" / f"{DATABASE}-wal"
        whole = log.stat().st_size
        submitted(store)
        torn = tmp_path / "torn"
        shutil.copytree(tmp_path / "p", torn)
    with (torn / log.name).open("r+b") as file:
        file.truncate(whole + 3000)  # in the middle of the next commit's first page
    (torn / f"{DATABASE}-shm").unlink()
    with open_profile(torn) as store:
        assert queries.queue_item(store, kept) is not None
        assert [row.application_id for row in queries.queue_rows(store)] == [kept]
        assert check_database(store).is_whole


def test_on_a_read_only_disk_the_work_is_refused_in_a_sentence_and_what_is_there_stays(tmp_path: Path) -> None:
    with open_profile(tmp_path) as store:
        kept = submitted(store)
        with store.maintenance(alone=False) as connection:
            connection.execute("PRAGMA query_only = ON")
        # A mount that turns read-only under a running program: SQLite says the same of both.
        with pytest.raises(EnvironmentFault, match="cannot be written"):
            submitted(store)
        assert [row.application_id for row in queries.queue_rows(store)] == [kept]
