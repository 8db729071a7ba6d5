"""The report on a subject, and taking consents back."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.consents.ledger import person_hash, revoke
from paddock.central.consents.messages import ConsentReport, ConsentView, QueryView, Revoked, RevokeOrder, Subject
from paddock.central.consents.models import ConsentRecord, SourceQuery
from paddock.central.problems import Refusal
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.domain.sentences import Sentence
from paddock.wire.applications import ConsentPurpose
from paddock.wire.problems import ProblemCode


def report_on(session: Session, subject: Subject) -> ConsentReport:
    """Everything the ledger holds on a subject.

    Raises:
        Refusal: `not_found`, there is no such application.
    """
    if subject.application_id is not None and session.get(ApplicationRecord, subject.application_id) is None:
        raise Refusal(ProblemCode.NOT_FOUND)
    queries = select(SourceQuery).where(
        SourceQuery.application_id == subject.application_id
        if subject.application_id is not None
        else SourceQuery.person_sha256 == person_hash(subject.resident_id_number or "")
    )
    return ConsentReport(
        consents=[_consent(row) for row in session.scalars(_rows(subject).order_by(ConsentRecord.given_at))],
        queries=[_query(row) for row in session.scalars(queries.order_by(SourceQuery.asked_at, SourceQuery.source))],
    )


def take_back(session: Session, order: RevokeOrder, who: str, now: datetime) -> Revoked:
    """Take consents back, in the caller's transaction: no question is begun under them after it.

    Raises:
        Refusal: `not_found`, the ledger holds nothing on the subject.
    """
    rows = _rows(order)
    if session.scalars(rows.limit(1)).first() is None:
        raise Refusal(ProblemCode.NOT_FOUND)
    return Revoked(revoked=[_consent(row) for row in revoke(session, rows, order.purposes, who, order.because, now)])


def _rows(subject: Subject) -> Select[ConsentRecord]:
    if subject.application_id is not None:
        return select(ConsentRecord).where(ConsentRecord.application_id == subject.application_id)
    return select(ConsentRecord).where(ConsentRecord.person_sha256 == person_hash(subject.resident_id_number or ""))


def _consent(row: ConsentRecord) -> ConsentView:
    return ConsentView(
        application_id=row.application_id,
        purpose=ConsentPurpose(row.purpose),
        text_version=row.text_version,
        given_at=row.given_at,
        recorded_at=row.recorded_at,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
        revoked_because=row.revoked_because,
    )


def _query(row: SourceQuery) -> QueryView:
    source = SOURCES_BY_NAME.get(row.source)
    return QueryView(
        application_id=row.application_id,
        source=row.source,
        # A source that is not connected any more is still told by its name.
        caption=Sentence(row.source, row.source) if source is None else source.caption,
        reason=Sentence(row.reason_zh, row.reason_en),
        purpose=None if row.purpose is None else ConsentPurpose(row.purpose),
        asked_at=row.asked_at,
        cached=row.cached,
        outcome=row.outcome,
    )
