"""The same key and body give the same stored answer for ever; the effect and its answer are one transaction.

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
from paddock.wire.messages import sha256_hex
from paddock.wire.problems import MEDIA_TYPE, Problem, ProblemCode


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


Effect: TypeAlias = Callable[[Session], BaseModel]
"""Does the work in the given transaction and returns the answer; raises `Refusal` to refuse."""

FINAL_REFUSALS = frozenset({ProblemCode.INVALID_APPLICATION, ProblemCode.CONSENT_MISSING})
"""Refusals that the same body will always meet: stored like an answer. The others may pass with time."""


@dataclass
class KeysInFlight:
    """The keys this process is working on."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _keys: set[tuple[UUID, UUID]] = field(default_factory=set)

    @contextmanager
    def holding(self, dealer_id: UUID, key: UUID) -> Iterator[None]:
        """Hold a key for the block, or raise `Refusal(request_in_progress)` if another holds it."""
        with self._lock:
            if (dealer_id, key) in self._keys:
                raise Refusal(ProblemCode.REQUEST_IN_PROGRESS)
            self._keys.add((dealer_id, key))
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard((dealer_id, key))


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """A write as it came in: its key, what it wants to do, and the bytes it was sent with."""

    dealer_id: UUID
    key: UUID
    operation: str
    """Names the endpoint and its target, so that one key cannot answer for two of them."""
    body: bytes


def answer_once(
    database: Database, in_flight: KeysInFlight, clock: Clock, request: WriteRequest, effect: Effect
) -> Response:
    """Answer `request`: from the store if its key is known, else by running `effect` and storing its answer.

    Raises `Refusal`: `idempotency_key_reused` (other body, with both hashes), `request_in_progress`, or what
    the effect refuses with.
    """
    received = sha256_hex(request.body)
    with in_flight.holding(request.dealer_id, request.key):
        with database.reading() as session:
            stored = session.get(StoredAnswer, (request.dealer_id, request.key))
        if stored is not None:
            return _replay(stored, request, received)
        try:
            return _answer(database, clock, request, effect)
        except Refusal as refusal:
            if refusal.problem.code not in FINAL_REFUSALS:
                raise
            # The effect was rolled back; only the refusal itself is kept.
            problem = refusal.problem
            return _answer(database, clock, request, lambda _session: problem)


def _answer(database: Database, clock: Clock, request: WriteRequest, effect: Effect) -> Response:
    received = sha256_hex(request.body)
    with database.writing() as session:
        _claim(session, database, request)
        stored = session.get(StoredAnswer, (request.dealer_id, request.key))
        if stored is not None:
            return _replay(stored, request, received)
        answer = effect(session)
        stored = StoredAnswer(
            dealer_id=request.dealer_id,
            key=request.key,
            operation=request.operation,
            body_sha256=received,
            status=answer.status if isinstance(answer, Problem) else 200,
            media_type=MEDIA_TYPE if isinstance(answer, Problem) else "application/json",
            answer=answer.model_dump_json(),
            stored_at=clock(),
        )
        session.add(stored)
    return _response(stored)


def _claim(session: Session, database: Database, request: WriteRequest) -> None:
    if database.is_sqlite:
        return
    digest = hashlib.sha256(request.dealer_id.bytes + request.key.bytes).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    if not session.scalar(select(func.pg_try_advisory_xact_lock(number))):
        raise Refusal(ProblemCode.REQUEST_IN_PROGRESS)


def _replay(stored: StoredAnswer, request: WriteRequest, received: str) -> Response:
    if stored.body_sha256 != received or stored.operation != request.operation:
        raise Refusal(
            ProblemCode.IDEMPOTENCY_KEY_REUSED,
            hashes={"stored": stored.body_sha256, "received": received},
        )
    return _response(stored)


def _response(stored: StoredAnswer) -> Response:
    return Response(stored.answer, status_code=stored.status, media_type=stored.media_type)
