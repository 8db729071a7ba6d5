"""Answers as they are kept: with the bytes received, under the hash of the question, so that they serve it again."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord, SourceAnswerRecord
from paddock.central.consents.ledger import note_outcomes
from paddock.central.sources.answers import SourceAnswer, SourceStatus
from paddock.central.sources.client import Fetched
from paddock.central.sources.payloads.base import Query
from paddock.central.sources.source import DataSource
from paddock.wire.messages import sha256_hex


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
    known = _statuses(session, application.id, fetched)
    again = [source for source, status in known.items() if status is SourceStatus.FAILED]
    if again:
        session.execute(
            delete(SourceAnswerRecord)
            .where(SourceAnswerRecord.application_id == application.id, SourceAnswerRecord.source.in_(again))
            .execution_options(synchronize_session=False)
        )
    rows = [
        {
            "application_id": application.id,
            "source": source,
            "received_at": each.answer.received_at,
            "body": each.answer.model_dump_json(),
            "received": each.received,
            "query_sha256": questions.get(source) if each.answer.status is SourceStatus.ANSWERED else None,
        }
        for source, each in fetched.items()
        if source not in known or source in again
    ]
    if rows:
        session.execute(insert(SourceAnswerRecord), rows)
    note_outcomes(session, application.id, (each.answer for each in fetched.values()))


def _statuses(session: Session, application_id: UUID, names: Iterable[str]) -> dict[str, SourceStatus]:
    query = select(SourceAnswerRecord.source, SourceAnswerRecord.body).where(
        SourceAnswerRecord.application_id == application_id, SourceAnswerRecord.source.in_(list(names))
    )
    return {source: SourceAnswer.model_validate_json(body).status for source, body in session.execute(query)}


def answers_in_store(session: Session, questions: Mapping[DataSource, str], now: datetime) -> dict[str, Fetched]:
    """Earlier answers to the same questions, still within their cache life, whichever application they were for.

    Args:
        session: the caller's.
        questions: source → hash of its question.
        now: the present moment.
    """
    wanted = {digest: source for source, digest in questions.items() if source.cache_life}
    query = (
        select(SourceAnswerRecord)
        .where(SourceAnswerRecord.query_sha256.in_(list(wanted)))
        .order_by(SourceAnswerRecord.received_at)
    )
    found: dict[str, Fetched] = {}
    for record in session.scalars(query):
        source = wanted[record.query_sha256 or ""]
        if now - record.received_at >= source.cache_life:
            continue
        answer = SourceAnswer.model_validate_json(record.body)
        if answer.as_of is None or now - answer.as_of <= source.max_age:
            # In the order of their receipt: the newest stays.
            found[source.name] = Fetched(answer.model_copy(update={"cached": True}), record.received)
    return found
