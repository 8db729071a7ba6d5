"""One database, two kinds: SQLite for one process, PostgreSQL for many; the code above does not know which."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Engine, LargeBinary, MetaData, Uuid, create_engine, event
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlalchemy.types import TypeDecorator

Clock = Callable[[], datetime]
"""Gives the present moment, aware and in UTC."""

_BUSY_MILLISECONDS = 30_000


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: kept in UTC and always given back with its zone (SQLite keeps none)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone; turn the others into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The centre's tables. Constraint names are fixed, so that migrations can name them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, UUID: Uuid, bytes: LargeBinary}


class Database:
    """An engine and its two kinds of session: `reading()` and `writing()`.

    On SQLite a write takes the write lock at its begin (`BEGIN IMMEDIATE`), never half way, so that it cannot
    fail with a stale snapshot; writers of this process queue on a lock of their own, because SQLite's own
    waiting is a lottery.
    """

    def __init__(self, url: str, *, pool_size: int = 10, key: bytes | None = None) -> None:
        """`key`, 32 bytes, encrypts an SQLite file (SQLCipher); PostgreSQL is encrypted by those who run it."""
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url, key) if self.is_sqlite else _postgresql_engine(url, pool_size)
        self._writing_engine = self.engine.execution_options(paddock_writes=True)
        self._write_lock = threading.Lock()
        self._after_commit: list[Callable[[], None]] = []

    def after_commit(self, callback: Callable[[], None]) -> None:
        """Call `callback` (short, any thread) after every committed write of this process."""
        self._after_commit.append(callback)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for queries; nothing it does is kept."""
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back whole when it raises."""
        if self.is_sqlite:
            with self._write_lock, self._transaction() as session:
                yield session
        else:
            with self._transaction() as session:
                yield session
        for callback in self._after_commit:
            callback()

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        with Session(self._writing_engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _postgresql_engine(url: str, pool_size: int) -> Engine:
    return create_engine(url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True, hide_parameters=True)


def _sqlite_engine(url: str, key: bytes | None) -> Engine:
    engine = create_engine(
        url, poolclass=QueuePool, pool_size=20, max_overflow=40, hide_parameters=True, **_driver(url, key)
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        # SQLAlchemy's events below say BEGIN; the driver's own guessing is switched off.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("paddock_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _driver(url: str, key: bytes | None) -> dict[str, Any]:
    """What `create_engine` needs for an encrypted file; nothing for a plain one."""
    path = make_url(url).database
    if key is None or path is None:
        return {}
    # Imported late: a centre on PostgreSQL has no need of it.
    from sqlcipher3 import dbapi2  # noqa: PLC0415

    from paddock.central.encryption import connect  # noqa: PLC0415

    return {"module": dbapi2, "creator": lambda: connect(Path(path), key)}
