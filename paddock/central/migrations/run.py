"""Bringing a database to the newest state, or back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError, OperationalError

from paddock.central.database import Database
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

_LOCK = 0x5041444D
"""Advisory lock: processes that start together on PostgreSQL migrate one after the other."""


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration; there is no ini file to forget."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database, revision: str = "head") -> str:
    """Bring the database to `revision`; returns where it stands then."""
    with _connected(database.engine) as connection:
        command.upgrade(alembic_config(connection), revision)
        return current(connection)


def downgrade(database: Database, revision: str) -> str:
    """Bring the database back to `revision`; returns where it stands then."""
    with _connected(database.engine) as connection:
        command.downgrade(alembic_config(connection), revision)
        return current(connection)


def current(connection: Connection) -> str:
    """The revision the database stands at; empty for none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def is_begun(database: Database) -> bool:
    """Whether the database has any revision; a new one has none."""
    with _connected(database.engine) as connection:
        return bool(current(connection))


def require_newest(database: Database) -> None:
    """Raise `EnvironmentFault` unless the database is at the newest revision."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with _connected(database.engine) as connection:
        found = current(connection)
    if found != head:
        raise EnvironmentFault(
            Sentence(
                "数据库版本与程序不符, 请先运行 paddock-central migrate",
                "The database is not at this program's version: run paddock-central migrate first",
            )
        )


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    """A connection for the block. Raises `EnvironmentFault` where the database is away, full, damaged or locked."""
    try:
        with engine.connect().execution_options(paddock_writes=True) as connection:
            if engine.dialect.name == "postgresql":
                with _alone(connection):
                    yield connection
            else:
                yield connection
    except OperationalError as error:
        raise EnvironmentFault(
            Sentence(
                "打不开或写不了数据库, 请检查 PADDOCK_CENTRAL_DATABASE_URL、磁盘空间与权限",
                "The database cannot be opened or written: check PADDOCK_CENTRAL_DATABASE_URL, disk space and "
                "permissions",
            )
        ) from error
    except DatabaseError as error:
        if "not a database" not in str(error.orig) and "malformed" not in str(error.orig):
            raise
        raise EnvironmentFault(
            Sentence(
                "数据库无法读取 (密钥不符或文件损坏), 未作任何改动; 请核对 PADDOCK_CENTRAL_DATABASE_KEY 或从备份恢复",
                "The database cannot be read (another key, or a damaged file) and was left as it is: "
                "check PADDOCK_CENTRAL_DATABASE_KEY, or restore a backup",
            )
        ) from error


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
        connection.commit()
