"""Writing and asking the ledger, in the caller's transaction."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.consents.models import ConsentRecord, SourceQuery
from paddock.central.sources.answers import NO_CONSENT, SourceAnswer
from paddock.central.sources.source import DataSource
from paddock.wire.applications import ConsentPurpose

CONSENT_LIFE: Final = timedelta(days=30)
"""As long as rule CP-03 lets a decision rest on it."""
CONSENT_REVOKED: Final = "consent revoked"
CONSENT_EXPIRED: Final = "consent expired"


def person_hash(resident_id_number: str) -> str:
    """What is kept of a person: the number itself never is."""
    return hashlib.sha256(f"consent:{resident_id_number}".encode()).hexdigest()


def record_consents(session: Session, application: ApplicationRecord, now: datetime) -> None:
    """Enter what an application brought; what is entered already stays as it is."""
    submission = application.submission
    known = {row.purpose for row in consents_of(session, application.id)}
    for purpose in dict.fromkeys(submission.consent.purposes):
        if purpose.value not in known:
            session.add(
                ConsentRecord(
                    application_id=application.id,
                    purpose=purpose.value,
                    dealer_id=application.dealer_id,
                    person_sha256=person_hash(submission.applicant.resident_id_number),
                    text_version=submission.consent.text_version,
                    given_at=submission.consent.given_at,
                    recorded_at=now,
                )
            )
    session.flush()


def why_not(session: Session, application_id: UUID, purpose: ConsentPurpose | None, now: datetime) -> str | None:
    """Why nobody may be asked for `purpose` about an application; None while its consent lives."""
    if purpose is None:
        return None
    return causes_against(session, application_id, now).get(purpose, NO_CONSENT)


def causes_against(session: Session, application_id: UUID, now: datetime) -> dict[ConsentPurpose, str | None]:
    """For each purpose that an application brought consent for, why it does not hold; None while it lives."""
    rows = consents_of(session, application_id)
    return {ConsentPurpose(row.purpose): _cause(row, now) for row in rows}


def _cause(row: ConsentRecord, now: datetime) -> str | None:
    if row.revoked_at is not None:
        return CONSENT_REVOKED
    return CONSENT_EXPIRED if now - row.given_at > CONSENT_LIFE else None


def note_queries(
    session: Session,
    application: ApplicationRecord,
    person: str,
    cached: Mapping[DataSource, bool],
    today: date,
    now: datetime,
) -> None:
    """Note that sources are about to be asked; what was noted before stays.

    Args:
        session: the caller's.
        application: the one they are asked about.
        person: the applicant's `person_hash`.
        cached: source → whether an earlier answer of its serves instead.
        today: the day by which the questions are worded.
        now: the present moment.
    """
    noted = set(session.scalars(select(SourceQuery.source).where(SourceQuery.application_id == application.id)))
    rows = [
        {
            "application_id": application.id,
            "source": source.name,
            "dealer_id": application.dealer_id,
            "person_sha256": person,
            "purpose": None if source.purpose is None else source.purpose.value,
            "reason_zh": source.reason.zh,
            "reason_en": source.reason.en,
            "asked_on": today,
            "asked_at": now,
            "cost_fen": 0 if served else source.cost_fen,
            "cached": served,
        }
        for source, served in cached.items()
        if source.name not in noted
    ]
    if rows:
        session.execute(insert(SourceQuery), rows)


def note_outcomes(session: Session, application_id: UUID, answers: Iterable[SourceAnswer]) -> None:
    """Note how questions ended."""
    by_status: dict[str, list[str]] = {}
    for answer in answers:
        by_status.setdefault(answer.status.value, []).append(answer.source)
    for status, names in by_status.items():
        session.execute(
            update(SourceQuery)
            .where(SourceQuery.application_id == application_id, SourceQuery.source.in_(names))
            .values(outcome=status)
            .execution_options(synchronize_session=False)
        )


def day_of_questions(session: Session, application_id: UUID) -> date | None:
    """The day by which an application's questions were worded, once any was asked."""
    return session.scalar(select(func.min(SourceQuery.asked_on)).where(SourceQuery.application_id == application_id))


def consents_of(session: Session, application_id: UUID) -> list[ConsentRecord]:
    """What was agreed to with one application."""
    query = select(ConsentRecord).where(ConsentRecord.application_id == application_id)
    return list(session.scalars(query.order_by(ConsentRecord.purpose)))


def revoke(
    session: Session,
    rows: Select[ConsentRecord],
    purposes: Iterable[ConsentPurpose],
    who: str,
    because: str,
    now: datetime,
) -> list[ConsentRecord]:
    """Take back what lives of `rows` for `purposes`; returns what was taken back now."""
    wanted = [purpose.value for purpose in purposes]
    query = rows.where(ConsentRecord.purpose.in_(wanted), ConsentRecord.revoked_at.is_(None)).with_for_update()
    found = list(session.scalars(query))
    for row in found:
        row.revoked_at, row.revoked_by, row.revoked_because = now, who, because
    return found
