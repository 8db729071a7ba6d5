"""The answers of our own records, each made in the transaction that keeps it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.records.dealer_record import DealerRecords
from paddock.central.records.facts import employer_code
from paddock.central.records.loan_book import LoanBook
from paddock.central.records.portfolio import Employer, Portfolio
from paddock.central.sources.answers import NOT_CALLED_FOR, SourceAnswer, SourceStatus, failed, not_asked
from paddock.central.sources.client import Fetched
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.central.sources.payloads import Payload
from paddock.central.sources.source import DataSource
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.messages import sha256_hex

DEALER_RECORD: Final = SOURCES_BY_NAME["dealer_record"]
PORTFOLIO: Final = SOURCES_BY_NAME["portfolio"]
LOAN_BOOK: Final = SOURCES_BY_NAME["loan_book"]
_EMPLOYER: Final = "income_social_security"


class OwnRecords:
    """What our tables say; one for a process, since it remembers sums over many rows for a moment."""

    def __init__(self) -> None:
        self._dealers, self._portfolio, self._book = DealerRecords(), Portfolio(), LoanBook()

    def of_the_dealer(
        self, session: Session, application: ApplicationRecord, submission: ApplicationSubmission, now: datetime
    ) -> dict[str, Fetched]:
        """What is known before anybody else is asked: a suspended dealer spares all others."""
        record = self._dealers.answer(session, application.id, application.dealer_id, submission, now)
        return {
            DEALER_RECORD.name: _answered(DEALER_RECORD, record, now, now),
            LOAN_BOOK.name: self._of_the_book(session, application, now),
        }

    def _of_the_book(self, session: Session, application: ApplicationRecord, now: datetime) -> Fetched:
        as_of = self._book.as_of(session)
        if as_of is None:
            # A lender that loads no book has none: its rules sleep. One that has stopped loading it has an old one.
            return Fetched(not_asked(LOAN_BOOK, NOT_CALLED_FOR, now))
        if now - as_of > LOAN_BOOK.max_age:
            return Fetched(failed(LOAN_BOOK, f"stale: as of {as_of:%Y-%m-%d}", now))
        return _answered(LOAN_BOOK, self._book.answer(session, application.dealer_id, now), as_of, now)

    def of_the_portfolio(
        self,
        session: Session,
        application: ApplicationRecord,
        submission: ApplicationSubmission,
        answers: Mapping[str, SourceAnswer],
        now: datetime,
    ) -> dict[str, Fetched]:
        """What we are owed, once the others have answered: the employer is known from them."""
        asked = answers.get(_EMPLOYER)
        employer = Employer(asked is not None and asked.cause != NOT_CALLED_FOR, employer_code(answers))
        answer = self._portfolio.answer(session, application.dealer_id, submission, employer, now)
        return {PORTFOLIO.name: _answered(PORTFOLIO, answer, now, now)}


def _answered(source: DataSource, payload: Payload, as_of: datetime, now: datetime) -> Fetched:
    received = payload.model_dump_json().encode()
    return Fetched(
        SourceAnswer(
            source=source.name,
            status=SourceStatus.ANSWERED,
            payload=payload.model_dump(mode="json"),
            received_at=now,
            as_of=as_of,
            version=source.version,
            sha256=sha256_hex(received),
        ),
        received,
    )
