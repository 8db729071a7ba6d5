"""One profile's encrypted database and pictures."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, QueuePool

from paddock.app.store.engine import IMMEDIATE
from paddock.app.store.faults import plain_faults
from paddock.app.store.pictures import PictureFiles


class Topic(StrEnum):
    """What a committed transaction was about."""

    DRAFTS = "drafts"
    OUTBOX = "outbox"
    """Something new is to be sent."""
    SYNC = "sync"
    """Written by the sync engine."""
    SETTINGS = "settings"
    WINDOW = "window"
    """Where the person stands in the window: nobody else's business."""
    BATCH = "batch"
    """A batch of vehicles; nothing of it is sent."""


CommitListener: TypeAlias = Callable[[Topic], None]


class Store:
    """Opened by `paddock.app.store.opening.open_store`; every service and query takes one. Any thread may use it.

    Reads see a snapshot and never wait. Writes are one at a time, each one transaction: `BEGIN IMMEDIATE`, and
    durable when the block is left.
    """

    def __init__(self, profile: Path, engine: Engine, pictures: PictureFiles) -> None:
        self.profile = profile
        self.pictures = pictures
        self._readers = engine
        self._writers = engine.execution_options(**{IMMEDIATE: True})
        self._writing = threading.Lock()
        self._listeners: list[CommitListener] = []

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection on one consistent snapshot."""
        with plain_faults(self.profile), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def write(self, topic: Topic) -> Iterator[Connection]:
        """One transaction; committed and on disk when the block is left, undone if it raises.

        Raises:
            EnvironmentFault: the disk is full, or another program holds the database; nothing was changed.
        """
        with plain_faults(self.profile), self._writing, self._writers.begin() as connection:
            yield connection
        for listener in list(self._listeners):
            listener(topic)

    @contextmanager
    def maintenance(self, *, alone: bool) -> Iterator[Any]:
        """A raw connection outside any transaction, for what SQLite refuses inside one.

        Args:
            alone: let this process's writers wait meanwhile.
        """
        with plain_faults(self.profile), self._writing if alone else nullcontext():
            connection = self._readers.raw_connection()
            try:
                yield connection.driver_connection
            finally:
                connection.close()

    def idle_connections(self) -> int:
        """How many connections are kept open for the next question."""
        pool = self._readers.pool
        return pool.checkedin() if isinstance(pool, QueuePool) else 0

    def reconnect(self) -> None:
        """Open fresh connections from now on; each is set up and checked again."""
        self._readers.dispose()

    def listen(self, listener: CommitListener) -> Callable[[], None]:
        """Call `listener` after every commit of this process, on the committing thread; returns the way to stop."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log into the database."""
        self._readers.dispose()
