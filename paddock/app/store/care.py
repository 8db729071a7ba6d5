"""Looks after the database file: checks it, copies it, makes it smaller, saves what a damaged one still gives.

A copy is encrypted with the same key as its original and is only called one once it has been read back and counted.
Nothing here writes into a damaged file.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from paddock.app.store.engine import REQUIRED_PRAGMAS, connect
from paddock.app.store.faults import fault_of_database
from paddock.app.store.schema import KNOWN
from paddock.app.store.stock_rows import index_words
from paddock.app.store.stock_words import TABLE as WORDS
from paddock.app.store.store import Store
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.sentences import Sentence

_LISTED = 20


@dataclass(frozen=True, slots=True)
class DatabaseCheck:
    """What a whole look at the database found; empty lists: nothing wrong."""

    damaged_pages: list[str]
    """`PRAGMA cipher_integrity_check`: pages whose HMAC does not fit."""
    structure: list[str]
    """`PRAGMA quick_check`, without its `ok`."""
    orphans: int
    """`PRAGMA foreign_key_check`: rows that point to nothing."""
    wrong_pragmas: dict[str, object]
    """Settings that do not hold on a connection in use, with what was found."""
    size_bytes: int
    spare_bytes: int
    """In empty pages."""

    @property
    def is_whole(self) -> bool:
        """Whether every byte and every reference is as it should be."""
        return not (self.damaged_pages or self.structure or self.orphans)


@dataclass(frozen=True, slots=True)
class Salvage:
    """What came out of a damaged database."""

    path: Path
    rows: dict[str, int]
    """Saved rows by table."""
    broken_tables: list[str]
    """Tables of which a part could not be read."""


def check_database(store: Store) -> DatabaseCheck:
    """Read and verify every page; takes a second per some hundred megabytes, and holds up nobody.

    Raises:
        EnvironmentFault: it cannot be read at all.
    """
    with plain_driver_faults(store.profile), contextlib.ExitStack() as stack:
        # Each connection has settings of its own: every one that is kept is looked at.
        kept = [stack.enter_context(store.maintenance(alone=False)) for _ in range(max(store.idle_connections(), 1))]
        connection = kept[0]
        damaged = _damaged_pages(connection) and _damaged_pages(connection)  # a page may be written at this moment
        return DatabaseCheck(
            damaged_pages=damaged,
            structure=_structure(connection),
            orphans=0 if damaged else len(connection.execute("PRAGMA foreign_key_check").fetchall()),
            wrong_pragmas={name: found for one in kept for name, found in _wrong_pragmas(one).items()},
            size_bytes=file_bytes(connection),
            spare_bytes=free_bytes(connection),
        )


def export_checked(connection: Any, target: Path, key: bytes | None = None) -> None:
    """Write everything the raw `connection` sees into the new file `target`, and verify it.

    Under the same key, unless `key` is another.

    Raises:
        EnvironmentFault: the copy is not whole or could not be written; it is removed.
    """
    try:
        under = f" KEY \"x'{key.hex()}'\"" if key else ""
        connection.execute(f"ATTACH DATABASE ? AS copy{under}", (str(target),))
        try:
            # One transaction, one snapshot: others may go on writing meanwhile.
            connection.execute("BEGIN")
            expected = row_counts(connection)
            connection.execute("SELECT sqlcipher_export('copy')").fetchall()
            connection.execute("COMMIT")
            whole = (
                not _damaged_pages(connection, "copy.")
                and not _structure(connection, "copy.")
                and row_counts(connection, "copy.") == expected
            )
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.execute("DETACH DATABASE copy")
    except BaseException:
        remove_database(target)
        raise
    if not whole:
        remove_database(target)
        raise EnvironmentFault(
            Sentence(
                "复制出的数据库未通过检查, 已删除该副本, 原数据未改动; 请检查目标磁盘后再试",
                "The copy of the database is not whole and was removed, the original is as it was: "
                "check the disk it was written to, then try again",
            )
        )


def compact(store: Store) -> tuple[int, int]:
    """Rebuild the file without its empty pages; returns its size in bytes before and after.

    All or nothing: SQLite replaces the pages in one transaction. Needs twice the file's size in free space.
    """
    with plain_driver_faults(store.profile), store.maintenance(alone=True) as connection:
        before = file_bytes(connection)
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return before, file_bytes(connection)


def file_bytes(connection: Any) -> int:
    """How large the database is with everything in it, empty pages included."""
    pages, page = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    return pages * page


def free_bytes(connection: Any) -> int:
    """What a rebuild would give back."""
    pages, page = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("freelist_count", "page_size"))
    return pages * page


def salvage(path: Path, key: bytes, target: Path) -> Salvage:
    """Read what a damaged database still gives into a new one beside it; the damaged file is only read.

    Every table is read from its first row up to the damage and from its last row down to it.

    Raises:
        EnvironmentFault: not even the list of tables can be read.
    """
    remove_database(target)
    with plain_driver_faults(path.parent), contextlib.closing(connect(path, key)) as source:
        schema = source.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    rows: dict[str, int] = {}
    broken: list[str] = []
    with plain_driver_faults(path.parent), contextlib.closing(connect(target, key)) as made:
        made.execute("PRAGMA foreign_keys = OFF")
        made.execute("BEGIN")
        for kind, name, sql in schema:
            if kind == "table" and not name.startswith(WORDS):
                made.execute(sql)
                for row in _readable_rows(path, key, name, broken):
                    places = ", ".join("?" * len(row))
                    made.execute(f'INSERT OR IGNORE INTO "{name}" VALUES ({places})', row)  # noqa: S608 - its own catalogue
                rows[name] = made.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - as above
        for kind, _name, sql in schema:
            if kind != "table":
                made.execute(sql)
        if any(name == WORDS for _kind, name, _sql in schema):
            # Not read out of the damage: it says nothing that the cars do not.
            index_words(made)
        made.execute("COMMIT")
    return Salvage(target, rows, broken)


def require_usable(path: Path, key: bytes) -> None:
    """Raise `BadInput` unless `path` is a whole Paddock database that this key opens and this program knows."""
    try:
        if not path.is_file():
            raise BadInput(_no_copy(path))
        with contextlib.closing(connect(path, key)) as connection:
            whole = not _damaged_pages(connection) and not _structure(connection)
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except (EnvironmentFault, dbapi2.Error) as error:
        raise BadInput(_no_copy(path)) from error
    if not whole or version is None or version[0] not in KNOWN:
        raise BadInput(_no_copy(path))


def remove_database(path: Path) -> None:
    """Remove a database file and the files SQLite keeps beside it; missing ones are no fault."""
    for file in database_files(path):
        file.unlink(missing_ok=True)


def database_files(path: Path) -> list[Path]:
    """A database file and what SQLite keeps beside it."""
    return [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))]


def row_counts(connection: Any, schema: str = "main.") -> dict[str, int]:
    """The number of rows of every table; an index of words is told by the tables it lies in."""
    tables = "type = 'table' AND rootpage > 0"
    found = connection.execute(f"SELECT name FROM {schema}sqlite_master WHERE {tables} ORDER BY name")  # noqa: S608
    # The names come from the database's own catalogue.
    return {
        name: connection.execute(f'SELECT count(*) FROM {schema}"{name}"').fetchone()[0]  # noqa: S608
        for (name,) in found.fetchall()
    }


@contextlib.contextmanager
def plain_driver_faults(folder: Path) -> Iterator[None]:
    """Turn the driver's errors that a person can act on into `EnvironmentFault`; pass on the others."""
    try:
        yield
    except dbapi2.Error as error:
        fault = fault_of_database(error, folder)
        if fault is None:
            raise
        raise fault from error


def _wrong_pragmas(connection: Any) -> dict[str, object]:
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in REQUIRED_PRAGMAS}
    return {name: value for name, value in found.items() if value != REQUIRED_PRAGMAS[name]}


def _damaged_pages(connection: Any, schema: str = "") -> list[str]:
    # What is only in the write-ahead log is checked as it is read; the file may still be empty before this.
    connection.execute(f"PRAGMA {schema}wal_checkpoint(PASSIVE)").fetchall()
    return [str(row[0]) for row in connection.execute(f"PRAGMA {schema}cipher_integrity_check").fetchall()[:_LISTED]]


def _structure(connection: Any, schema: str = "") -> list[str]:
    try:
        found = [str(row[0]) for row in connection.execute(f"PRAGMA {schema}quick_check({_LISTED})").fetchall()]
    except dbapi2.DatabaseError as error:
        return [str(error)]
    return [line for line in found if line != "ok"]


def _readable_rows(path: Path, key: bytes, table: str, broken: list[str]) -> Iterator[tuple[Any, ...]]:
    """All rows of a whole table; of a damaged one those before and those after the damage."""
    seen: set[int] = set()
    for order in ("ASC", "DESC"):
        # After its first bad page a connection of SQLCipher reads nothing more: each way has its own.
        with contextlib.closing(connect(path, key)) as source:
            try:
                for rowid, *row in source.execute(f'SELECT rowid, * FROM "{table}" ORDER BY rowid {order}'):  # noqa: S608
                    if rowid in seen:
                        return
                    seen.add(rowid)
                    yield tuple(row)
            except dbapi2.DatabaseError:
                if table not in broken:
                    broken.append(table)
            else:
                return


def _no_copy(path: Path) -> Sentence:
    return Sentence(
        f"{path.name} 不是本数据的完好副本 (密钥不同、有损坏或版本更新), 未作任何改动; 请另选一个副本",
        f"{path.name} is no whole copy of this data (another key, damaged, or newer); nothing was changed: "
        "choose another copy",
    )
