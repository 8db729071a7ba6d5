"""SQLAlchemy on SQLCipher: how a connection is opened, keyed, set up and checked."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from paddock.app.store.faults import DatabaseUnreadable, fault_of_database
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

IMMEDIATE = "paddock_immediate"
"""Execution option: begin as a writer, so that two writers queue instead of failing half-way."""

_BUSY_MILLISECONDS = 15_000
REQUIRED_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: a commit that returned survives a power cut
    "foreign_keys": 1,
    "temp_store": 2,  # MEMORY: nothing spills in clear
}
"""What every connection promises; read back when it is opened, and by the doctor."""


def make_engine(path: Path, key: bytes) -> Engine:
    """An engine on the database `path`, encrypted with the raw 32-byte `key`. Opens nothing yet."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
    )
    event.listen(engine, "begin", _begin)
    return engine


def connect(path: Path, key: bytes) -> Any:
    """A raw SQLCipher connection with every pragma set and read back.

    Raises:
        DatabaseUnreadable: the key is not this file's.
        EnvironmentFault: a pragma did not take, or the folder is not writable.
    """
    try:
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    except dbapi2.OperationalError as error:
        raise _fault(error, path) from error
    try:
        _unlock(connection, key, path)
        _set_up(connection)
    except dbapi2.Error as error:
        connection.close()
        raise _fault(error, path) from error
    except EnvironmentFault:
        connection.close()
        raise
    return connection


def _fault(error: Exception, path: Path) -> Exception:
    return fault_of_database(error, path.parent) or error


def _unlock(connection: Any, key: bytes, path: Path) -> None:
    if len(key) != 32:
        raise ValueError("a raw SQLCipher key has 32 bytes")
    # SQLCipher writes to stderr by itself otherwise; what went wrong is said in our own sentence.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise EnvironmentFault(
            Sentence(
                "数据库组件不支持加密, 已拒绝启动, 请重新安装",
                "This SQLite has no encryption, so Paddock does not start: install it again",
            )
        )
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        unreadable = isinstance(error, dbapi2.OperationalError)
        raise (_fault(error, path) if unreadable else DatabaseUnreadable()) from error


def _set_up(connection: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    for name, wanted in REQUIRED_PRAGMAS.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise EnvironmentFault(
                Sentence(
                    f"数据库设置 {name} 未生效 ({found}), 已拒绝启动; 请勿把数据放在网络盘",
                    f"The database setting {name} did not take ({found}), so Paddock does not start: "
                    "do not keep the data folder on a network drive",
                )
            )


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
