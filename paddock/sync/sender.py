"""Empties the outbox: takes what is ready, sends it, settles it; in batches, because a commit costs a disk flush.

Settling a batch late is safe: a request that was sent and not settled is sent again after a crash, and the centre
answers its key with the same receipt.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from paddock.app.store import outbox
from paddock.app.store.outbox import LONGEST_WAIT, Accepted, Note, Postponed, ReadyRow, Refused
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.sync.backoff import Backoff
from paddock.sync.client import CentreClient, Reply
from paddock.sync.link_faults import CANNOT_SEND, Passing
from paddock.sync.receipt_book import ReceiptBook
from paddock.sync.uploads import send_picture
from paddock.sync.verdicts import Delivered, PicturesMissing, Refusal, SignedOut, Verdict, judge

_log = logging.getLogger(__name__)

BATCH = 32
_FLUSH_SECONDS = 0.25
_FAULTS_IN_A_ROW = 5

_DELIVERED = Sentence("已送达中心", "Delivered to the centre")
_LATER = Sentence("发送未成功, 将自动重试", "Not delivered yet; tried again by itself")
_SENT_BACK = Sentence("被中心退回", "Sent back by the centre")
_CONFLICT = Sentence("与中心版本冲突", "In conflict with the centre's version")


@dataclass
class SendTally:
    """What a drain did; `halt` says why it stopped before the queue was empty."""

    accepted: int = 0
    rejected: int = 0
    conflict: int = 0
    postponed: int = 0
    halt: Passing | SignedOut | None = None


@dataclass
class _Batch:
    """What was learned and is not written down yet."""

    accepted: list[Accepted] = field(default_factory=list)
    postponed: list[Postponed] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    pictures_missing: list[UUID] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    untried: list[UUID] = field(default_factory=list)
    touched: set[UUID] = field(default_factory=set)


class Sender:
    """Sends what is in the outbox of `store`."""

    def __init__(
        self,
        store: Store,
        backoff: Backoff,
        *,
        on_settled: Callable[[frozenset[UUID]], None],
        stopping: Callable[[], bool],
    ) -> None:
        self._store = store
        self._backoff = backoff
        self._on_settled = on_settled
        self._stopping = stopping
        self._receipts = ReceiptBook(store)

    def drain(self, client: CentreClient) -> SendTally:
        """Send everything that is ready, until nothing is, a fault concerns every request, or we are told to stop."""
        tally, batch, faults_in_a_row = SendTally(), _Batch(), 0
        while True:
            ready = self._settle(batch, take=not tally.halt and not self._stopping())
            batch = _Batch()
            if not ready:
                return tally
            flush_at = time.monotonic() + _FLUSH_SECONDS
            for row in ready:
                if tally.halt or self._stopping() or time.monotonic() > flush_at:
                    batch.untried.append(row.id)
                    continue
                asked_at = datetime.now(UTC)
                verdict = self._send_apart(client, row)
                faults_in_a_row = faults_in_a_row + 1 if isinstance(verdict, Passing) else 0
                self._record(batch, tally, row, verdict, asked_at)
                if isinstance(verdict, SignedOut) or (isinstance(verdict, Passing) and verdict.link):
                    tally.halt = verdict
                elif isinstance(verdict, Passing) and faults_in_a_row >= _FAULTS_IN_A_ROW:
                    # Not one request's fault any more: the whole pass waits.
                    tally.halt = verdict

    def _send_apart(self, client: CentreClient, row: ReadyRow) -> Verdict:
        """As `_send`; a request that a bug of ours cannot send waits with its reason, and the others go on."""
        try:
            return self._send(client, row)
        except EnvironmentFault as error:
            return Passing(error.sentence)
        except Exception as error:  # noqa: BLE001 - one row must never hold up the others
            # Only the kind: the text may quote the body.
            _log.error("request %s cannot be sent: %s", row.id, type(error).__name__)
            return Passing(CANNOT_SEND)

    def _send(self, client: CentreClient, row: ReadyRow) -> Verdict:
        if row.kind is not OutboxKind.IMAGE:
            return self._judge(
                client, row, client.put(row.target, row.body, key=str(row.id), media_type="application/json")
            )
        try:
            picture = self._store.pictures.load(row.body_sha256)
        except EnvironmentFault as error:
            # Kept in the queue: the file may come back from a backup, and nothing is ever dropped.
            return Passing(error.sentence)
        sent = send_picture(client, row.target, row.body_sha256, picture, stopping=self._stopping)
        return self._judge(client, row, sent)

    def _judge(self, client: CentreClient, row: ReadyRow, reply: Reply | Passing) -> Verdict:
        """The verdict, with the centre's signed word for it."""
        verdict = judge(row, reply)
        if isinstance(verdict, Delivered | Refusal) and isinstance(reply, Reply):
            signed = self._receipts.checked(client, row, reply)
            return signed if isinstance(signed, Passing) else replace(verdict, signed_receipt=signed)
        return verdict

    def _record(self, batch: _Batch, tally: SendTally, row: ReadyRow, verdict: Verdict, asked_at: datetime) -> None:
        now = noted_at = datetime.now(UTC)
        step: tuple[Sentence, Sentence | None] | None = None
        match verdict:
            case Delivered(receipt, signed_receipt):
                batch.accepted.append(Accepted(row.id, receipt, signed_receipt))
                tally.accepted += 1
                step = (_DELIVERED, row.kind.name_for_people)
                # The centre may have begun to work before its answer was here: its steps come after this one.
                noted_at = asked_at
            case Refusal(state, why, problem, signed_receipt):
                batch.refused.append(Refused(row.id, state, why, problem, signed_receipt))
                is_conflict = state is OutboxState.CONFLICT
                tally.conflict += is_conflict
                tally.rejected += not is_conflict
                step = (_CONFLICT if is_conflict else _SENT_BACK, why)
            case SignedOut(why):
                batch.postponed.append(Postponed(row.id, why, None))
                tally.postponed += 1
                step = (_LATER, why)
            case Passing() | PicturesMissing():
                if isinstance(verdict, PicturesMissing):
                    batch.pictures_missing.append(row.id)
                seconds = self._seconds(row, verdict)
                batch.postponed.append(Postponed(row.id, verdict.why, now + timedelta(seconds=seconds)))
                tally.postponed += 1
                step = (_LATER, verdict.why)
        if row.application_id is None:
            return
        batch.touched.add(row.application_id)
        said_before = step[0] is _LATER and row.last_problem == step[1]
        if not said_before:
            batch.notes.append(Note(row.application_id, noted_at, *step))

    def _seconds(self, row: ReadyRow, verdict: Passing | PicturesMissing) -> float:
        asked = verdict.retry_after if isinstance(verdict, Passing) else 0.0
        return max(self._backoff(row.attempts + 1), min(asked or 0.0, LONGEST_WAIT.total_seconds()))

    def _settle(self, batch: _Batch, *, take: bool) -> list[ReadyRow]:
        """Write down one batch and take the next: one transaction for both."""
        now = datetime.now(UTC)
        with self._store.write(Topic.SYNC) as connection:
            _write(connection, batch, now)
            ready = outbox.take_ready(connection, now, BATCH) if take else []
        if batch.accepted or batch.postponed or batch.refused:
            self._on_settled(frozenset(batch.touched))
        return ready


def _write(connection: Connection, batch: _Batch, now: datetime) -> None:
    outbox.accept(connection, batch.accepted, now)
    for fault in batch.postponed:
        outbox.postpone(connection, fault)
    for outbox_id in batch.pictures_missing:
        outbox.send_needed_again(connection, outbox_id)
    for refusal in batch.refused:
        outbox.refuse(connection, refusal, now)
    outbox.give_back(connection, batch.untried)
    outbox.add_notes(connection, batch.notes)
    outbox.touch(connection, batch.touched, now)
