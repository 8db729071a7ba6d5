"""Statements below SQLAlchemy, for the one path where its own work would cost as much as the database's: submitting.

The driver keeps a statement prepared by its text, so the text is made once. Columns convert their values as always.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_DIALECT = SQLiteDialect_pysqlite()
Convert = Callable[[Any], Any]


class PreparedInsert:
    """Inserts one row of `table` with these columns, in the caller's transaction."""

    def __init__(self, table: Any, names: tuple[str, ...], *, once: bool = False) -> None:
        """`once`: a row that is there already is left as it is."""
        found: Table = table
        self._names = names
        self._converts = [_convert_of(found, name) for name in names]
        places = ", ".join("?" * len(names))
        end = " ON CONFLICT DO NOTHING" if once else ""
        self._text = f"INSERT INTO {found.name} ({', '.join(names)}) VALUES ({places}){end}"  # noqa: S608 - our tables

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Insert; returns how many rows came."""
        given = [convert(values[name]) for name, convert in zip(self._names, self._converts, strict=True)]
        return int(driver_of(connection).execute(self._text, given).rowcount)


def driver_of(connection: Connection) -> Any:
    """The driver's own connection, in the same transaction."""
    return connection.connection.driver_connection


def _convert_of(table: Table, name: str) -> Convert:
    made = table.c[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return made or (lambda value: value)
