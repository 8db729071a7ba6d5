"""Databases that are really broken, in every way the doctor promises to see; nothing in them is ever made worse."""

import contextlib
import os
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlcipher3 import dbapi2

from paddock.app.services.doctor import Doctor, Part, Remedy
from paddock.app.services.doctor import database as repairs
from paddock.app.services.doctor.copies import copy_data
from paddock.app.services.images import keep_image, load_image
from paddock.app.store import care, queries
from paddock.app.store.engine import connect
from paddock.app.store.faults import DatabaseUnreadable
from paddock.app.store.keys import PASSPHRASE_VARIABLE, profile_key
from paddock.app.store.locks import ProfileLock
from paddock.app.store.opening import DATABASE, open_store
from paddock.app.store.store import Store
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.long_work import Cancelled, Work
from tests.helpers.doctors import doctor_of
from tests.helpers.workstations import JPEG, open_profile, submitted

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PAGE = 4096


PASSPHRASE = secrets.token_urlsafe(12)


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty submitted applications and one picture, closed."""
    folder = tmp_path_factory.mktemp("made") / "profile"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
        store = open_store(folder)
    submitted(store, JPEG + b"plate")
    for number in range(29):
        submitted(store, name=f"王小{'川山河江海'[number % 5]}")
    store.close()
    return folder


@pytest.fixture
def profile(made: Path, tmp_path: Path) -> Path:
    """A profile of its own for each test to break."""
    shutil.copytree(made, tmp_path / "profile")
    return tmp_path / "profile"


def look(doctor: Doctor) -> tuple[bool, dict[str, bool | None], tuple[Remedy, ...]]:
    (report,) = doctor.examine(parts=[Part.DATABASE])
    return report.ok, {fact.name: fact.ok for fact in report.facts}, report.remedies


def damage(path: Path, page: int) -> None:
    """Overwrite the middle of one page, as a failing disk does."""
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE + 1000)
        file.write(os.urandom(200))


def page_of(profile: Path, table: str, scratch: Path) -> int:
    """A page that only this table needs, in its middle: found by trying (SQLCipher here has no dbstat)."""
    key = profile_key(profile)
    whole = (profile / DATABASE).read_bytes()
    found = []
    for page in range(2, len(whole) // PAGE + 1):
        care.remove_database(scratch)
        scratch.write_bytes(whole)
        damage(scratch, page)
        with contextlib.suppress(DatabaseUnreadable):  # a page of the catalogue
            if unreadable_tables(scratch, key) == {table}:
                found.append(page)
    return found[len(found) // 2]


def unreadable_tables(path: Path, key: bytes) -> set[str]:
    with contextlib.closing(connect(path, key)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = set()
    for table in tables:
        with contextlib.closing(connect(path, key)) as connection:
            try:
                connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - its own catalogue
            except dbapi2.DatabaseError:
                found.add(table)
    return found


def test_a_whole_database_is_said_to_be_whole_with_everything_looked_at(profile: Path) -> None:
    store = open_store(profile)
    ok, facts, remedies = look(doctor_of(store))
    assert ok
    assert facts == {
        "cipher_integrity_check": True, "quick_check": True, "foreign_key_check": True, "pragmas": True, "size": None,
    }  # fmt: skip
    assert remedies == (Remedy.COPY_DATA,)
    store.close()


def test_a_connection_that_lost_its_safety_settings_is_seen_and_mended(profile: Path) -> None:
    store = open_store(profile)
    with store.maintenance(alone=False) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
    ok, facts, remedies = look(doctor_of(store))
    assert not ok
    assert facts["pragmas"] is False
    assert facts["cipher_integrity_check"] is True
    assert remedies[0] is Remedy.RECONNECT_DATABASE
    assert "核对" in doctor_of(store).reconnect_database().zh
    assert look(doctor_of(store))[0]
    store.close()


def test_a_row_that_refers_to_nothing_is_seen(profile: Path) -> None:
    store = open_store(profile)
    with store.maintenance(alone=True) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("INSERT INTO outbox_needs VALUES (?, ?)", ("0" * 32, "1" * 32))
        connection.execute("PRAGMA foreign_keys = ON")
    ok, facts, _remedies = look(doctor_of(store))
    assert not ok
    assert facts["foreign_key_check"] is False
    store.close()


def test_a_damaged_page_is_seen_and_everything_around_it_is_saved_into_a_copy(profile: Path, tmp_path: Path) -> None:
    path = profile / DATABASE
    damage(path, page_of(profile, "applications", tmp_path / "scratch.db"))
    before = path.read_bytes()
    store = open_store(profile)
    ok, facts, remedies = look(doctor_of(store))
    assert not ok
    assert facts["cipher_integrity_check"] is False
    assert remedies == (Remedy.SALVAGE_DATABASE, Remedy.RESTORE_DATABASE)
    store.close()
    sentence, saved = doctor_of(store).salvage_database(None)
    assert "applications" in sentence.en
    assert path.read_bytes() == before
    done = repairs.restore(profile, saved, None, NOW)
    assert "replaced" in done.en
    store = open_store(profile)
    check = care.check_database(store)
    assert not check.damaged_pages
    assert not check.structure
    with store.read() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM applications").scalar()
        waiting = connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar()
    assert isinstance(kept, int)
    assert 15 <= kept < 30
    assert waiting == 31  # what is unsent was not on the damaged page: all of it is there
    store.close()
    (former,) = profile.glob(f"{DATABASE}.replaced-*[0-9]")
    assert former.read_bytes() == before


def test_damage_in_the_first_page_is_said_and_only_a_copy_helps(profile: Path, tmp_path: Path) -> None:
    store = open_store(profile)
    copy_data(store, tmp_path / "stick", NOW, Work())
    store.close()
    damage(profile / DATABASE, 1)
    before = (profile / DATABASE).read_bytes()
    with pytest.raises(EnvironmentFault):
        open_store(profile)
    with pytest.raises(EnvironmentFault, match="whole copy"):
        repairs.salvage(profile, None, NOW)
    assert not list(profile.glob("*.salvaged-*"))
    (copy,) = (tmp_path / "stick").iterdir()
    repairs.restore(profile, copy, None, NOW)
    store = open_store(profile)
    assert len(queries.deal_cards(store)) == 30
    store.close()
    assert any(file.read_bytes() == before for file in profile.glob("*.replaced-*"))


def test_a_copy_holds_everything_is_encrypted_and_opens_by_itself(profile: Path, tmp_path: Path) -> None:
    store = open_store(profile)
    work = Work()
    sentence = copy_data(store, tmp_path / "stick", NOW, work)
    store.close()
    (copy,) = (tmp_path / "stick").iterdir()
    assert copy.name in sentence.zh
    assert (work.progress.done, work.progress.total) == (1, 1)
    assert b"SQLite format 3" not in (copy / DATABASE).read_bytes()
    again = open_store(copy)
    assert len(queries.deal_cards(again)) == 30
    with again.read() as connection:
        sha256 = str(connection.exec_driver_sql("SELECT sha256 FROM images").scalar())
    assert load_image(again, sha256) == JPEG + b"plate"
    again.close()


def test_a_copy_that_is_cancelled_leaves_nothing(profile: Path, tmp_path: Path) -> None:
    store = open_store(profile)

    work = Work(lambda: work.cancel())  # noqa: PLW0108 - it is not there yet
    with pytest.raises(Cancelled):
        copy_data(store, tmp_path / "stick", NOW, work)
    assert list((tmp_path / "stick").iterdir()) == []
    store.close()


def test_a_copy_inside_the_data_folder_is_refused(profile: Path) -> None:
    store = open_store(profile)
    with pytest.raises(BadInput):
        copy_data(store, profile / "pictures", NOW, Work())
    store.close()


def test_a_copy_is_made_while_others_write(profile: Path, tmp_path: Path) -> None:
    store = open_store(profile)
    written: list[object] = []
    copy_data(store, tmp_path / "stick", NOW, Work(lambda: written.append(submitted(store))))
    assert written
    store.close()


def test_compacting_gives_space_back_and_keeps_every_row(profile: Path) -> None:
    store = open_store(profile)
    with store.maintenance(alone=True) as connection:
        connection.execute("CREATE TABLE ballast (x)")
        connection.executemany("INSERT INTO ballast VALUES (?)", [(os.urandom(900),) for _ in range(2000)])
        connection.execute("DROP TABLE ballast")
    ok, _facts, remedies = look(doctor_of(store))
    assert ok
    assert remedies == (Remedy.COPY_DATA, Remedy.COMPACT_DATABASE)
    before = (profile / DATABASE).stat().st_size
    assert "MB" in doctor_of(store).compact_database().en
    assert (profile / DATABASE).stat().st_size < before / 2
    assert len(queries.deal_cards(store)) == 30
    assert look(doctor_of(store))[2] == (Remedy.COPY_DATA,)
    store.close()


@pytest.mark.parametrize("kind", ["missing", "another key", "damaged", "no database"])
def test_what_is_no_whole_copy_of_this_data_is_refused_and_nothing_changes(
    profile: Path, tmp_path: Path, kind: str
) -> None:
    other = tmp_path / "other"
    if kind in {"another key", "damaged"}:
        with open_profile(other) as store:
            submitted(store)
    if kind == "damaged":
        (other / DATABASE).write_bytes((profile / DATABASE).read_bytes())
        damage(other / DATABASE, 9)
    if kind == "no database":
        other.mkdir()
        (other / DATABASE).write_text("notes")
    before = (profile / DATABASE).read_bytes()
    with pytest.raises(BadInput):
        repairs.restore(profile, other, None, NOW)
    assert (profile / DATABASE).read_bytes() == before
    assert not list(profile.glob(".*restoring*"))


def test_nothing_is_restored_below_an_open_window(profile: Path, tmp_path: Path) -> None:
    with ProfileLock(profile, "engine") as window:
        assert window.acquire()
        with pytest.raises(EnvironmentFault, match="in use"):
            repairs.restore(profile, tmp_path, None, NOW)


def test_pictures_that_are_gone_come_back_with_the_copy(profile: Path, tmp_path: Path) -> None:
    store = open_store(profile)
    kept = keep_image(store, JPEG + b"second", "vin")
    copy_data(store, tmp_path / "stick", NOW, Work())
    store.pictures.remove(kept.sha256)
    store.close()
    (copy,) = (tmp_path / "stick").iterdir()
    repairs.restore(profile, copy, None, NOW)
    store = open_store(profile)
    assert load_image(store, kept.sha256) == JPEG + b"second"
    store.close()


def test_the_examination_reads_only(profile: Path) -> None:
    store = open_store(profile)
    statements: list[str] = []
    event.listen(store._readers, "before_cursor_execute", lambda *given: statements.append(str(given[2])))
    look(doctor_of(store))
    assert not [text for text in statements if not text.lstrip().upper().startswith(("SELECT", "PRAGMA", "BEGIN"))]
    store.close()


def test_a_database_that_does_not_open_offers_to_save_and_to_restore(profile: Path) -> None:
    damage(profile / DATABASE, 1)

    def open_it() -> Store:
        return open_store(profile)

    report = repairs.look_at_database(open_it)
    assert not report.ok
    assert report.remedies == (Remedy.SALVAGE_DATABASE, Remedy.RESTORE_DATABASE)
