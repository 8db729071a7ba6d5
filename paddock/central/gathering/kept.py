"""Answers as they are kept: with the bytes received, under the hash of the question, so that they serve it again."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord, SourceAnswerRecord
from paddock.central.consents.ledger import note_outcomes
from paddock.central.sources.answers import SourceAnswer, SourceStatus
from paddock.central.sources.client import Fetched
from paddock.central.sources.payloads.base import Query
from paddock.central.sources.source import DataSource
from paddock.wire.messages import sha256_hex

_LATEST: Final = 5


def query_hash(source: DataSource, query: Query) -> str:
    """What a question is found by: the source, the version of its contract and everything that is sent."""
    return sha256_hex(json.dumps([source.name, source.version, query.model_dump_json()]).encode())


def kept_answers(session: Session, application_id: UUID) -> dict[str, SourceAnswer]:
    """The answers kept for an application, by source."""
    query = select(SourceAnswerRecord).where(SourceAnswerRecord.application_id == application_id)
    return {record.source: SourceAnswer.model_validate_json(record.body) for record in session.scalars(query)}


def keep(
    session: Session, application: ApplicationRecord, fetched: Mapping[str, Fetched], questions: Mapping[str, str]
) -> None:
    """Keep answers, in the transaction that holds the application's lock.

    An answer that is kept stays; only one in vain makes room for another.

    Args:
        session: the caller's.
        application: locked.
        fetched: by source.
        questions: source → hash of the question, for those that were asked.
    """
    for source, each in fetched.items():
        known = session.get(SourceAnswerRecord, (application.id, source))
        if known is not None:
            if SourceAnswer.model_validate_json(known.body).status is not SourceStatus.FAILED:
                continue
            session.delete(known)
            session.flush()
        answer = each.answer
        session.add(
            SourceAnswerRecord(
                application_id=application.id,
                source=source,
                received_at=answer.received_at,
                body=answer.model_dump_json(),
                received=each.received,
                query_sha256=questions.get(source) if answer.status is SourceStatus.ANSWERED else None,
            )
        )
    note_outcomes(session, application.id, (each.answer for each in fetched.values()))


def answer_in_store(session: Session, source: DataSource, question: str, now: datetime) -> Fetched | None:
    """An earlier answer to the same question that is still within its cache life, whichever application it was for."""
    if not source.cache_life:
        return None
    query = (
        select(SourceAnswerRecord)
        .where(
            SourceAnswerRecord.source == source.name,
            SourceAnswerRecord.query_sha256 == question,
            SourceAnswerRecord.received_at > now - source.cache_life,
        )
        .order_by(SourceAnswerRecord.received_at.desc())
        .limit(_LATEST)
    )
    for record in session.scalars(query):
        answer = SourceAnswer.model_validate_json(record.body)
        if answer.as_of is None or now - answer.as_of <= source.max_age:
            return Fetched(answer.model_copy(update={"cached": True}), record.received)
    return None
