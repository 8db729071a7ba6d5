"""Executor slots: which worker answers for which unfinished workflows.

DBOS leaves a dead worker's workflows alone until somebody speaks for its executor id. Here an executor id is a
slot number, and holding a slot is holding a PostgreSQL session-level advisory lock: the server drops it the moment
the worker's connection ends, however it ended. Whoever can take a slot's lock therefore knows that its worker is
dead, and may finish its work.
"""

import contextlib
import threading
from collections.abc import Iterator

import psycopg
from sqlalchemy.engine import make_url

from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

_LOCK_SPACE = 0x50414444
"""First key of the advisory locks: 'PADD'."""


def executor_id(slot: int) -> str:
    """The DBOS executor id of a slot."""
    return f"slot-{slot}"


def slot_of(executor: str) -> int | None:
    """The slot of an executor id, or None if it is not ours."""
    prefix, _, number = executor.partition("-")
    return int(number) if prefix == "slot" and number.isdigit() else None


class Slots:
    """One connection whose only purpose is to hold advisory locks.

    Args:
        database_url: the SQLAlchemy address of the PostgreSQL database.
        count: how many slots there are, numbered from 1.
    """

    def __init__(self, database_url: str, count: int) -> None:
        self._conninfo = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._count = count
        self._lock = threading.Lock()
        self._connection: psycopg.Connection | None = None
        self.own: int | None = None

    def claim(self) -> int | None:
        """Take the first free slot for this worker; None if all are taken."""
        with self._lock:
            for slot in range(1, self._count + 1):
                if self._take(slot):
                    self.own = slot
                    return slot
        return None

    def confirm(self) -> bool:
        """Whether this worker still holds its slot, taking it again after a broken connection.

        False if another holds it by now: this worker must stop.
        """
        with self._lock:
            if self._connection is not None and not self._connection.closed:
                try:
                    self._connection.execute("SELECT 1")
                except psycopg.OperationalError:
                    self._drop()
                else:
                    return True
            # The locks went with the connection, whoever may have them now.
            return self.own is None or self._take(self.own)

    @contextlib.contextmanager
    def holding_dead(self, slot: int) -> Iterator[bool]:
        """Hold another's slot for the block if its worker is dead; gives whether it is."""
        with self._lock:
            taken = slot != self.own and self._take(slot)
        try:
            yield taken
        finally:
            if taken:
                with self._lock:
                    self._connected().execute("SELECT pg_advisory_unlock(%s, %s)", (_LOCK_SPACE, slot))

    def close(self) -> None:
        """Give every slot back."""
        with self._lock:
            self._drop()
            self.own = None

    def _take(self, slot: int) -> bool:
        row = self._connected().execute("SELECT pg_try_advisory_lock(%s, %s)", (_LOCK_SPACE, slot)).fetchone()
        return bool(row and row[0])

    def _connected(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            try:
                self._connection = psycopg.connect(self._conninfo, autocommit=True, application_name="paddock-slot")
            except psycopg.OperationalError as error:
                raise EnvironmentFault(
                    Sentence(
                        "连接不上 PostgreSQL, 请检查 PADDOCK_CENTRAL_DATABASE_URL 与数据库是否运行",
                        "PostgreSQL cannot be reached: check PADDOCK_CENTRAL_DATABASE_URL and that it is running",
                    )
                ) from error
            # A host that vanished without a word is noticed by the server within seconds, not hours.
            for name, value in (("idle", 3), ("interval", 2), ("count", 3)):
                self._connection.execute(f"SET tcp_keepalives_{name} = {value}")
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(psycopg.Error):
                self._connection.close()
            self._connection = None
