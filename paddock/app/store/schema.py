"""Which version of the tables this program knows, and which a database has."""

from typing import Final

from sqlalchemy import Connection

from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

HEAD: Final = "0010"
"""The newest revision in `migrations/versions`; a test keeps the two equal."""

KNOWN: Final = frozenset({"0001", "0002", "0003", "0004", "0005", HEAD})
"""Every revision this program can upgrade from."""


def schema_version(connection: Connection) -> str | None:
    """The revision the database is at; None for an empty one."""
    table = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    ).scalar()
    if table is None:
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def refuse_newer(version: str | None) -> None:
    """Raise `EnvironmentFault` for a database that a newer program has upgraded."""
    if version is not None and version not in KNOWN:
        raise EnvironmentFault(
            Sentence(
                "数据由更新版本的工作台建立, 本版本不能打开, 未作任何改动; 请升级工作台",
                "This data was made by a newer Paddock and was left as it is: update this workstation",
            )
        )
