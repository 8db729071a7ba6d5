"""A full disk, a read-only folder, and what may be removed: never unsent work."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from paddock.app.services.doctor import Part, Remedy
from paddock.app.services.doctor.copies import copy_data
from paddock.app.services.doctor.disk import clean_disk, look_at_disk, removable_files, usage
from paddock.app.store import queries
from paddock.app.store.opening import DATABASE
from paddock.domain.errors import EnvironmentFault
from paddock.domain.long_work import Work
from tests.doctor.test_database import NOW
from tests.helpers.doctors import doctor_of
from tests.helpers.workstations import JPEG, open_profile, submitted

LONG_AGO = 1_600_000_000


class Usage(NamedTuple):
    """What `shutil.disk_usage` gives."""

    total: int
    used: int
    free: int


@pytest.fixture
def little_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte, where the machine lets us mount one."""
    place = tmp_path / "little"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount; `test_a_quota_that_refuses` shows the same with a fake")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def old(path: Path, size: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def test_a_full_disk_is_said_with_what_can_go(little_disk: Path) -> None:
    with open_profile(little_disk / "profile") as store:
        submitted(store)
        old(little_disk / "profile" / "central" / "log" / "central.log.1", 100_000)
        with pytest.raises(OSError, match="space"):
            fill(little_disk / "ballast")
        (report,) = doctor_of(store).examine(parts=[Part.DISK])
        assert not report.ok
        assert "98 KB" in report.sentence.en
        assert report.remedies == (Remedy.CLEAN_DISK,)
        with pytest.raises(EnvironmentFault, match="left"):
            copy_data(store, little_disk / "stick", NOW, Work())
        assert "98 KB" in doctor_of(store).clean_disk().en
        assert len(queries.deal_cards(store)) == 1


def test_a_quota_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _data: bytes) -> int:
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(1 << 40, 1 << 39, 1 << 39))
    report = look_at_disk(tmp_path)
    assert not report.ok
    assert "500 MB" in report.sentence.en


def test_a_read_only_folder_is_no_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    if os.geteuid() == 0:
        # Nothing is read-only for root but a read-only file system.
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m,ro", "tmpfs", str(profile)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("needs the right to mount")
    else:
        profile.chmod(0o500)
    try:
        report = look_at_disk(profile)
    finally:
        subprocess.run(["umount", "-l", str(profile)], capture_output=True, check=False)
    assert not report.ok
    assert "cannot be written" in report.sentence.en
    assert {fact.name: fact.ok for fact in report.facts}["writable"] is False
    monkeypatch.undo()


def test_a_profile_that_is_not_there_yet_is_looked_at_by_its_disk(tmp_path: Path) -> None:
    report = look_at_disk(tmp_path / "not" / "yet")
    assert report.ok
    assert not (tmp_path / "not").exists()


def test_what_paddock_uses_is_told_by_kind_and_only_old_copies_and_logs_go(tmp_path: Path) -> None:
    with open_profile(tmp_path) as store:
        submitted(store, JPEG)
        store.pictures.keep("0" * 64, b"x" * 2000)
        removable = {
            old(tmp_path / f"{DATABASE}.before-0000", 5000),
            old(tmp_path / "central" / "log" / "central.log.3", 3000),
            old(tmp_path / "pictures" / "ab" / ".ab.pic.1234.tmp", 100),
        }
        fresh = tmp_path / f"{DATABASE}.before-0001"
        fresh.write_bytes(bytes(10))
        kept = [
            old(tmp_path / "central" / "log" / "central.log", 10),
            old(tmp_path / "central" / "centre.db", 70),
            fresh,
        ]
        sizes = usage(tmp_path)
        assert sizes["copies"] == 5010
        assert sizes["logs"] == 3010
        assert sizes["centre"] == 70
        assert sizes["pictures"] > 2000
        assert sizes["database"] > 10_000
        assert {file for file, _size in removable_files(tmp_path)} == removable
        before = len(queries.queue_rows(store))
        assert "3 old copies" in clean_disk(tmp_path, lambda: store).en
        assert not any(file.exists() for file in removable)
        assert all(file.exists() for file in kept)
        assert len(queries.queue_rows(store)) == before == 1
        assert look_at_disk(tmp_path).remedies == ()


def test_old_copies_stay_while_the_database_is_damaged(tmp_path: Path) -> None:
    with open_profile(tmp_path) as store:
        for _number in range(20):
            submitted(store)
    copy = old(tmp_path / f"{DATABASE}.before-0000", 5000)
    size = (tmp_path / DATABASE).stat().st_size // 4096
    with (tmp_path / DATABASE).open("r+b") as file:
        file.seek((size - 2) * 4096 + 1000)
        file.write(os.urandom(200))
    with open_profile(tmp_path) as store, pytest.raises(EnvironmentFault, match="nothing was removed"):
        clean_disk(tmp_path, lambda: store)
    assert copy.exists()
