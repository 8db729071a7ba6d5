"""Locks between processes on one profile, which die with their holder.

SQLite's own file locks are used: they work alike on Windows and Linux and are gone the moment a process is killed.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from paddock.app.store.faults import unwritable
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence


class ProfileLock:
    """One exclusive lock, named `name`, on the profile folder; a context manager."""

    def __init__(self, profile: Path, name: str) -> None:
        self._path = profile / f"{name}.lock"
        self._connection: sqlite3.Connection | None = None

    def acquire(self, *, wait_seconds: float = 0.0) -> bool:
        """Take the lock; False if another holder kept it for `wait_seconds`.

        Raises:
            EnvironmentFault: the folder cannot be written, so nothing in it can be locked.
        """
        try:
            connection = sqlite3.connect(
                self._path, timeout=wait_seconds, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise unwritable(self._path.parent) from error
        try:
            # Nothing is ever written; without this a full disk would refuse the lock for want of a journal.
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            connection.close()
            if "locked" in str(error):
                return False
            raise unwritable(self._path.parent) from error
        self._connection = connection
        return True

    def release(self) -> None:
        """Give the lock back; does nothing when it is not held."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


@contextmanager
def setting_up(profile: Path) -> Iterator[None]:
    """Hold the lock under which keys are made and the database is upgraded."""
    with ProfileLock(profile, "setup") as lock:
        if not lock.acquire(wait_seconds=60):
            raise EnvironmentFault(
                Sentence(
                    "另一程序正在准备数据文件夹, 请稍候再试",
                    "Another program is preparing the data folder: try again in a moment",
                )
            )
        yield
