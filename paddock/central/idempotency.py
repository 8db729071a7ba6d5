"""The same key and body give the same stored answer for ever; effect, answer and receipt are one transaction.

Who wins when two requests with one key meet is settled before the transaction begins: by a set in this process
(enough on SQLite, which serves one process) and by a transaction-scoped advisory lock on PostgreSQL. Neither
outlives its holder, so a crash leaves no key claimed. The table's primary key is the guard behind both.
"""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel
from sqlalchemy import ForeignKey, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from paddock.central.database import Base, Clock, Database
from paddock.central.problems import Refusal
from paddock.central.receipts.signer import ReceiptSigner
from paddock.wire.messages import sha256_hex
from paddock.wire.problems import MEDIA_TYPE, Problem, ProblemCode, Remedy
from paddock.wire.receipts import RECEIPT_HEADER, Receipt, ReceiptKind


class StoredAnswer(Base):
    """What a key was answered with."""

    __tablename__ = "idempotency_keys"

    dealer_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"), primary_key=True)
    key: Mapped[UUID] = mapped_column(primary_key=True)
    operation: Mapped[str] = mapped_column(String(100))
    body_sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(60))
    answer: Mapped[str] = mapped_column(Text)
    stored_at: Mapped[datetime]
    receipt: Mapped[str | None] = mapped_column(Text)
    """The signed receipt; None for an answer of before there were receipts, until it is asked for again."""


Effect: TypeAlias = Callable[[Session], BaseModel]
"""Does the work in the given transaction and returns the answer; raises `Refusal` to refuse."""


def is_final(problem: Problem) -> bool:
    """Whether the same body will meet this refusal for ever: what a person has to mend, not what time mends."""
    return problem.status < 500 and problem.remedy in {Remedy.EDIT, Remedy.CALL}


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """A write as it came in: its key, what it wants to do, and the bytes it was sent with."""

    dealer_id: UUID
    key: UUID
    kind: ReceiptKind
    target: str
    """With the kind it names the endpoint and what it writes to, so that one key cannot answer for two of them."""
    body_sha256: str
    client_id: str = ""
    """What the workstation calls it; empty: its key."""

    @property
    def operation(self) -> str:
        """The kind and the target as they are kept with the answer."""
        return f"{self.kind} {self.target}"


@dataclass(frozen=True)
class AnswerBook:
    """Every answer that was ever given to a write, and the keys this process is working on."""

    database: Database
    clock: Clock
    signer: ReceiptSigner
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _in_flight: set[tuple[UUID, UUID]] = field(default_factory=set)

    def once(self, request: WriteRequest, effect: Effect) -> Response:
        """Answer `request`: from the book if its key is known, else by running `effect` and storing its answer.

        Raises `Refusal`: `idempotency_key_reused` (other body, with both hashes), `request_in_progress`, or what
        the effect refuses with and may not refuse with next time.
        """
        with self.holding(request.dealer_id, request.key):
            with self.database.reading() as session:
                stored = session.get(StoredAnswer, (request.dealer_id, request.key))
            if stored is not None and stored.receipt is not None:
                return _replay(stored, request)
            try:
                return self._answer(request, effect)
            except Refusal as refusal:
                problem = refusal.problem
                if problem.code is ProblemCode.IDEMPOTENCY_KEY_REUSED or not is_final(problem):
                    raise
                # The effect was rolled back; only the refusal itself is kept.
                return self._answer(request, lambda _session: problem)

    def knows(self, dealer_id: UUID, key: UUID) -> bool:
        """Whether this key has its answer."""
        with self.database.reading() as session:
            return session.get(StoredAnswer, (dealer_id, key)) is not None

    @contextmanager
    def holding(self, dealer_id: UUID, key: UUID) -> Iterator[None]:
        """Hold a key for the block, or raise `Refusal(request_in_progress)` if another holds it."""
        with self._lock:
            if (dealer_id, key) in self._in_flight:
                raise Refusal(ProblemCode.REQUEST_IN_PROGRESS)
            self._in_flight.add((dealer_id, key))
        try:
            yield
        finally:
            with self._lock:
                self._in_flight.discard((dealer_id, key))

    def _answer(self, request: WriteRequest, effect: Effect) -> Response:
        with self.database.writing() as session:
            self._claim(session, request)
            stored = session.get(StoredAnswer, (request.dealer_id, request.key))
            if stored is None:
                stored = _stored(request, effect(session), self.clock())
                session.add(stored)
            answer = _replay(stored, request)
            if stored.receipt is None:
                stored.receipt = self.signer.sign(_receipt(stored, request))
                answer.headers[RECEIPT_HEADER] = stored.receipt
        return answer

    def _claim(self, session: Session, request: WriteRequest) -> None:
        if self.database.is_sqlite:
            return
        digest = hashlib.sha256(request.dealer_id.bytes + request.key.bytes).digest()
        number = int.from_bytes(digest[:8], "big", signed=True)
        if not session.scalar(select(func.pg_try_advisory_xact_lock(number))):
            raise Refusal(ProblemCode.REQUEST_IN_PROGRESS)


def _stored(request: WriteRequest, answer: BaseModel, now: datetime) -> StoredAnswer:
    return StoredAnswer(
        dealer_id=request.dealer_id,
        key=request.key,
        operation=request.operation,
        body_sha256=request.body_sha256,
        status=answer.status if isinstance(answer, Problem) else 200,
        media_type=MEDIA_TYPE if isinstance(answer, Problem) else "application/json",
        answer=answer.model_dump_json(),
        stored_at=now,
    )


def _receipt(stored: StoredAnswer, request: WriteRequest) -> Receipt:
    refused = stored.media_type == MEDIA_TYPE
    return Receipt(
        dealer_id=stored.dealer_id,
        kind=request.kind,
        client_id=request.client_id or str(request.key),
        body_sha256=stored.body_sha256,
        status=stored.status,
        code=Problem.model_validate_json(stored.answer).code if refused else None,
        answer_sha256=sha256_hex(stored.answer.encode()),
        answered_at=stored.stored_at,
    )


def _replay(stored: StoredAnswer, request: WriteRequest) -> Response:
    if stored.body_sha256 != request.body_sha256 or stored.operation != request.operation:
        raise Refusal(
            ProblemCode.IDEMPOTENCY_KEY_REUSED,
            hashes={"stored": stored.body_sha256, "received": request.body_sha256},
        )
    headers = {} if stored.receipt is None else {RECEIPT_HEADER: stored.receipt}
    return Response(stored.answer, status_code=stored.status, media_type=stored.media_type, headers=headers)
