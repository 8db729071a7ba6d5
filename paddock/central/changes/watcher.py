"""Wakes the listeners of a feed when it grows: one query for all of them, not one loop for each."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from uuid import UUID

from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from paddock.central.changes.models import Feed
from paddock.central.database import Database

_LOOK_SECONDS = 0.5
"""How often the feeds are looked at without a nudge: other processes write too."""
_REST_SECONDS = 0.02
"""The least time between two looks, so that a burst of commits costs one query."""


class FeedWatcher:
    """Knows who listens to which dealer's feed.

    A commit in this process nudges it; commits of other processes are found by looking at the feeds' counters,
    with one query however many listen, and none while nobody does.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: dict[UUID, set[asyncio.Event]] = {}
        self._seen: dict[UUID, int] = {}
        self._nudge = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        database.after_commit(self._nudged)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Watch while the block lasts."""
        self._loop = asyncio.get_running_loop()
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self._loop = None
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    @contextlib.contextmanager
    def listening(self, dealer_id: UUID) -> Iterator[asyncio.Event]:
        """An event that is set whenever the dealer's feed has grown; the listener clears it."""
        event = asyncio.Event()
        self._listeners.setdefault(dealer_id, set()).add(event)
        # Whatever came between the listener's last read and now is found by the next look.
        self._seen.pop(dealer_id, None)
        self._nudge.set()
        try:
            yield event
        finally:
            self._listeners[dealer_id].discard(event)
            if not self._listeners[dealer_id]:
                del self._listeners[dealer_id]
                self._seen.pop(dealer_id, None)

    @property
    def listener_count(self) -> int:
        """How many listen now."""
        return sum(len(events) for events in self._listeners.values())

    def _nudged(self) -> None:
        loop = self._loop
        if loop is not None:
            # The loop may close between the two lines: then nobody listens any more.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._nudge.set)

    async def _watch(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._nudge.wait(), _LOOK_SECONDS)
            self._nudge.clear()
            if self._listeners:
                # A database that is away for a moment must not end the watch.
                with contextlib.suppress(Exception):
                    self._wake(await run_in_threadpool(self._look, list(self._listeners)))
            await asyncio.sleep(_REST_SECONDS)

    def _look(self, dealer_ids: list[UUID]) -> dict[UUID, int]:
        with self._database.reading() as session:
            query = select(Feed.dealer_id, Feed.last_sequence).where(Feed.dealer_id.in_(dealer_ids))
            return {row.dealer_id: row.last_sequence for row in session.execute(query)}

    def _wake(self, sequences: dict[UUID, int]) -> None:
        for dealer_id, sequence in sequences.items():
            if self._seen.get(dealer_id) == sequence:
                continue
            self._seen[dealer_id] = sequence
            for event in self._listeners.get(dealer_id, ()):
                event.set()
