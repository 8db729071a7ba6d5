"""The engine: one worker thread that sends and pulls, and one that listens for pushes.

It owns no work. The queue is a table: what is `sending` when the program dies goes back to `queued` at the next
start, and whatever fails stays in the table with its reason and the time of the next attempt. An expired login
pauses everything until somebody signs in; a fault of the link pauses the pass; a fault of one request moves only
that request back. Only one process of a profile may run an engine: a lock beside the database sees to it.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Connection

from paddock.app.store import outbox, settings
from paddock.app.store.ledger import Audit
from paddock.app.store.locks import ProfileLock
from paddock.app.store.outbox import LONGEST_WAIT
from paddock.app.store.settings import SyncState
from paddock.app.store.store import Store, Topic
from paddock.domain.errors import EnvironmentFault
from paddock.domain.long_work import UNWATCHED, Work
from paddock.domain.sentences import Sentence
from paddock.sync.audit import audit
from paddock.sync.backoff import Backoff, exponential_backoff
from paddock.sync.client import CentreClient
from paddock.sync.events import SyncEvent, SyncEventKind, SyncListener, SyncReport
from paddock.sync.link_faults import NOT_SIGNED_IN, STARTING
from paddock.sync.puller import Puller, PullTally
from paddock.sync.sender import Sender, SendTally
from paddock.sync.stream import ChangeStream
from paddock.sync.verdicts import SignedOut

_log = logging.getLogger(__name__)

Provider: TypeAlias = Callable[[], str | None]
"""Gives the centre's address, or the token, as it is now; None: there is none yet."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often, in seconds."""

    poll_listening: float = 60.0
    """Between pulls while the push stream stands."""
    poll_deaf: float = 5.0
    """Between pulls while it does not."""
    row: Backoff = field(default_factory=exponential_backoff)
    """Before a request is tried again."""
    link: Backoff = field(default_factory=lambda: exponential_backoff(first=1.0, largest=60.0))
    """Before the centre is tried again."""


class SyncEngine:
    """Sends the outbox of `store` to the centre and writes down what the centre decides."""

    def __init__(
        self,
        store: Store,
        base_url: str | Provider,
        token: str | Provider,
        on_event: SyncListener | None = None,
        pace: Pace | None = None,
        starting: Callable[[], Sentence] = lambda: STARTING,
    ) -> None:
        """Makes the engine; nothing runs before `start` or `run_once`.

        Args:
            store: the open store.
            base_url: the centre's address, or what gives it once the centre has started.
            token: the workstation's token, or what gives the one in use.
            on_event: called on the engine's threads after every change in the store.
            pace: how often; the defaults if left out.
            starting: what to say while the centre has no address yet.
        """
        self._store = store
        self._address = _provider(base_url)
        self._token = _provider(token)
        self._listeners: list[SyncListener] = [on_event] if on_event else []
        self._pace = pace or Pace()
        self._starting = starting
        self._lock = ProfileLock(store.profile, "engine")
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._signed_in_anew = threading.Event()
        self._thread: threading.Thread | None = None
        self._stop_listening: Callable[[], None] | None = None
        self._client: CentreClient | None = None
        self._state = SyncState()
        self._refused_token: str | None = None
        self._link_faults = 0
        self._resume_at = 0.0
        self._has_failed = False
        self._sender = Sender(store, self._pace.row, on_settled=self._on_settled, stopping=self._stop.is_set)
        self._puller = Puller(store, on_changes=self._on_changes, stopping=self._stop.is_set)
        self._stream = ChangeStream(self._new_client, self._cursor, self.wake)

    def start(self) -> None:
        """Begin to work in the background.

        Raises:
            EnvironmentFault: another process of this profile is already doing so.
        """
        self._take_lock()
        self._stop.clear()
        self._stop_listening = self._store.listen(self._on_commit)
        self._thread = threading.Thread(target=self._run, name="paddock-sync", daemon=True)
        self._thread.start()
        self._stream.start(self._pace.link)

    def wake(self) -> None:
        """Do a pass now; from any thread."""
        self._wake.set()

    def stop(self) -> None:
        """Stop after the request that is on its way, and give the lock back. What is unsent stays queued."""
        self._stop.set()
        self._wake.set()
        if self._stop_listening is not None:
            self._stop_listening()
        self._stream.stop()
        if self._thread is not None:
            self._thread.join(timeout=30)
            self._thread = None
        self._close_client()
        self._lock.release()

    def run_once(self) -> SyncReport:
        """One pass in the calling thread: everything that waits is tried once, whatever its next attempt was.

        Raises:
            EnvironmentFault: another process of this profile is running an engine.
        """
        self._take_lock()
        try:
            with self._store.write(Topic.SYNC) as connection:
                outbox.forget_waits(connection)
            return self._pass()
        finally:
            self._close_client()
            self._lock.release()

    def audit(self, work: Work = UNWATCHED) -> Audit:
        """Compare the ledger with the centre's; any thread, also beside a pass or another process's engine.

        Raises:
            EnvironmentFault: no centre, no sign-in, or no answer; nothing was kept.
            Cancelled: stopped by way of `work`.
        """
        client = self._new_client()
        if client is None:
            raise EnvironmentFault(self._starting() if self._address() is None else NOT_SIGNED_IN)
        try:
            return audit(self._store, client, work=work)
        finally:
            client.close()

    def is_running_elsewhere(self) -> bool:
        """Whether another process of this profile runs an engine."""
        if not self._lock.acquire():
            return True
        self._lock.release()
        return False

    def refuse_if_running(self) -> None:
        """Raise `EnvironmentFault` if another process of this profile runs an engine."""
        if self.is_running_elsewhere():
            raise _running_elsewhere()

    # The worker

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                self._pass()
            except EnvironmentFault as fault:
                # The disk is full or the database is busy: say so, keep everything, try again.
                self._link_faults += 1
                self._has_failed = True
                self._show(self._state.but(cause=fault.sentence), durable=False)
            except Exception:  # noqa: BLE001 - a bug in one pass must not end the sending of everybody's work
                self._link_faults += 1
                self._has_failed = True
                _log.exception("a pass of the sync engine failed; it is tried again")
            self._wake.wait(self._seconds_to_next())

    def _pass(self) -> SyncReport:
        client = self._current_client()
        if client is None:
            return SyncReport(signed_out=self._state.signed_out, cause=self._state.cause)
        introduced = self._puller.introduce(client)
        if introduced.halt:
            return self._conclude(client, SendTally(), introduced)
        self._take_back_what_failed()
        sent = self._sender.drain(client)
        pulled = PullTally(halt=sent.halt) if sent.halt and self._concerns_all(sent) else self._puller.pull(client)
        return self._conclude(client, sent, pulled)

    def _take_back_what_failed(self) -> None:
        """What a broken-off pass had taken must not wait for the next start of the program."""
        if self._has_failed:
            with self._store.write(Topic.SYNC) as connection:
                outbox.requeue_interrupted(connection)
            self._has_failed = False

    def _concerns_all(self, sent: SendTally) -> bool:
        return isinstance(sent.halt, SignedOut) or bool(sent.halt and sent.halt.link)

    def _conclude(self, client: CentreClient, sent: SendTally, pulled: PullTally) -> SyncReport:
        halt = pulled.halt or sent.halt
        now = datetime.now(UTC)
        before = self._state
        if isinstance(halt, SignedOut):
            self._refused_token = client.token
            state = before.but(online=True, paused_until=None, signed_out=True, cause=halt.why)
        elif halt is not None:
            self._link_faults += 1
            seconds = max(
                self._pace.link(self._link_faults), min(halt.retry_after or 0.0, LONGEST_WAIT.total_seconds())
            )
            self._resume_at = time.monotonic() + seconds
            reached = pulled.halt is None or halt.answered
            state = before.but(
                online=reached, paused_until=now + timedelta(seconds=seconds), signed_out=False, cause=halt.why
            )
        else:
            self._link_faults = 0
            state = SyncState(online=True, last_synced_at=now, cause=pulled.warning)
        self._show(state)
        return SyncReport(
            accepted=sent.accepted,
            rejected=sent.rejected,
            conflict=sent.conflict,
            postponed=sent.postponed,
            changes=pulled.changes,
            pdfs=pulled.pdfs,
            online=bool(state.online) and not state.signed_out,
            signed_out=state.signed_out,
            cause=state.cause,
        )

    def _seconds_to_next(self) -> float:
        if self._state.signed_out:
            return self._pace.poll_listening
        if self._client is None:
            return 0.5
        if self._link_faults:
            # Not by the clock on the wall, which may be put right meanwhile.
            return max(self._resume_at - time.monotonic(), 0.05)
        poll = self._pace.poll_listening if self._stream.connected else self._pace.poll_deaf
        with self._store.read() as connection:
            due = outbox.next_due(connection)
        if due is None:
            return poll
        return min(poll, max((due - datetime.now(UTC)).total_seconds(), 0.05))

    # The connection

    def _current_client(self) -> CentreClient | None:
        """The client for the address and token in use now; None (with the reason shown) when one is missing."""
        if self._signed_in_anew.is_set():
            # `sign_in` has written the same: what is in memory must not hide the next refusal.
            self._signed_in_anew.clear()
            self._refused_token = None
            self._state = self._state.but(signed_out=False, cause=None)
        address, token = self._address(), self._token()
        if address is None or token is None or token == self._refused_token:
            self._close_client()
            self._show_why_unable(address, token)
            return None
        if self._client is None or (self._client.base_url, self._client.token) != (address.rstrip("/"), token):
            self._close_client()
            self._client = CentreClient(address, token)
        return self._client

    def _show_why_unable(self, address: str | None, token: str | None) -> None:
        if address is None:
            state = self._state.but(online=None, signed_out=False, paused_until=None, cause=self._starting())
        else:
            why = NOT_SIGNED_IN if token is None else self._state.cause
            state = self._state.but(signed_out=True, paused_until=None, cause=why)
        self._show(state)

    def _new_client(self) -> CentreClient | None:
        address, token = self._address(), self._token()
        if address is None or token is None or token == self._refused_token:
            return None
        return CentreClient(address, token)

    def _close_client(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _cursor(self) -> str:
        with self._store.read() as connection:
            return settings.get(connection, settings.CURSOR) or ""

    # What others are told

    def subscribe(self, told: Callable[[], object]) -> Callable[[], None]:
        """Call `told` on an engine thread whenever queue, deals or link may have changed; returns how to stop."""

        def listener(_event: SyncEvent) -> None:
            told()

        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def _tell(self, event: SyncEvent) -> None:
        for listener in list(self._listeners):
            listener(event)

    def _show(self, state: SyncState, *, durable: bool = True) -> None:
        # `last_synced_at` alone is written at most once in ten seconds: it is no news.
        same = state.but(last_synced_at=self._state.last_synced_at) == self._state
        if same and not _is_older(self._state.last_synced_at, state.last_synced_at):
            return
        self._state = state
        if durable:
            with self._store.write(Topic.SYNC) as connection:
                settings.keep_sync_state(connection, state)
        self._tell(SyncEvent(SyncEventKind.STATUS))

    def _on_settled(self, application_ids: frozenset[UUID]) -> None:
        self._tell(SyncEvent(SyncEventKind.OUTBOX, application_ids))

    def _on_changes(self, application_ids: frozenset[UUID]) -> None:
        self._tell(SyncEvent(SyncEventKind.CHANGES, application_ids))

    def _on_commit(self, topic: Topic) -> None:
        if topic is Topic.SETTINGS:
            self._signed_in_anew.set()
        if topic in {Topic.OUTBOX, Topic.SETTINGS}:
            self.wake()

    def _take_lock(self) -> None:
        if not self._lock.acquire():
            raise _running_elsewhere()
        with self._store.write(Topic.SYNC) as connection:
            outbox.requeue_interrupted(connection)
            self._state = _fresh(connection)


def _running_elsewhere() -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            "此数据文件夹已由另一个工作台窗口同步, 请使用那个窗口或先关闭它",
            "Another Paddock is already synchronising this data folder: use that window, or close it first",
        )
    )


def _fresh(connection: Connection) -> SyncState:
    """What is still true of the last run's state: whether we are online has to be tried anew."""
    last = settings.sync_state(connection)
    return SyncState(last_synced_at=last.last_synced_at)


def _provider(value: str | Provider) -> Provider:
    return (lambda: value) if isinstance(value, str) else value


def _is_older(before: datetime | None, after: datetime | None) -> bool:
    if after is None:
        return False
    return before is None or after - before > timedelta(seconds=10)
