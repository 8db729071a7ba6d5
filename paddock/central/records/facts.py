"""Keeping the facts of applications: written where they become known, in the caller's transaction."""

import hashlib
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.consents.ledger import person_hash
from paddock.central.records.models import ApplicationFacts
from paddock.central.sources.answers import SourceAnswer, SourceStatus, read_payload
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.central.sources.payloads import CreditReportAnswer, Payload, SocialSecurityAnswer, ValuationAnswer
from paddock.domain.money import Fen
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ApplicationSubmission, VehicleCondition

_P = TypeVar("_P", bound=Payload)


def kept_as(what: str, text: str) -> str:
    """What is kept of a phone, an address or an employer: enough to find it again, and not the thing itself."""
    return hashlib.sha256(f"{what}:{''.join(text.split())}".encode()).hexdigest()


def brand_of(brand_model: str) -> str:
    """The brand in a car's name: its first word."""
    return next(iter(brand_model.split()), "")[:60]


def region_of(resident_id_number: str) -> str:
    """The city of an ID number (GB/T 2260)."""
    return resident_id_number[:4]


def note_application(session: Session, application: ApplicationRecord, submission: ApplicationSubmission) -> None:
    """Enter an application that has been received."""
    applicant, vehicle, financing = submission.applicant, submission.vehicle, submission.financing
    session.flush()  # the application's own row first
    session.execute(
        insert(ApplicationFacts).values(
            application_id=application.id,
            dealer_id=application.dealer_id,
            received_at=application.received_at,
            person_sha256=person_hash(applicant.resident_id_number),
            phone_sha256=kept_as("phone", applicant.phone),
            address_sha256=kept_as("address", applicant.address),
            vin=vehicle.vin,
            brand=brand_of(vehicle.brand_model),
            region=region_of(applicant.resident_id_number),
            kind=submission.kind,
            used=vehicle.condition is VehicleCondition.USED,
            new_energy=vehicle.new_energy,
            in_batch=submission.batch is not None,
            term_months=financing.term_months,
            income_fen=applicant.monthly_income_fen,
            price_fen=financing.price_fen,
            fraud_hit=False,
        )
    )


def note_decision(
    session: Session,
    application_id: UUID,
    outcome: DecisionOutcome,
    answers: Mapping[str, SourceAnswer],
    *,
    fraud_hit: bool,
) -> None:
    """Enter what became of it, and what its answers told that is counted later."""
    values: dict[str, Any] = {"outcome": outcome.value, "fraud_hit": fraud_hit}
    if valuation := _answer(answers, "valuation", ValuationAnswer):
        values["valuation_fen"] = valuation.value_fen
    if report := _answer(answers, "credit_report", CreditReportAnswer):
        values["thin_file"] = not report.has_credit_history
    if code := employer_code(answers):
        values["employer_sha256"] = kept_as("employer", code)
    _put(session, application_id, values)


def note_outcome(session: Session, application_id: UUID, outcome: DecisionOutcome) -> None:
    """Enter that a person decided otherwise."""
    _put(session, application_id, {"outcome": outcome.value})


def note_booked(session: Session, application_id: UUID, amount_fen: Fen) -> None:
    """Enter what the customer's contract finances: from now on it is owed."""
    _put(session, application_id, {"booked_fen": amount_fen})


def employer_code(answers: Mapping[str, SourceAnswer]) -> str | None:
    """The employer as social security knows it."""
    social = _answer(answers, "income_social_security", SocialSecurityAnswer)
    return None if social is None else social.employer_code


def _answer(answers: Mapping[str, SourceAnswer], name: str, model: type[_P]) -> _P | None:
    answer = answers.get(name)
    if answer is None or answer.status is not SourceStatus.ANSWERED:
        return None
    read = read_payload(SOURCES_BY_NAME[name], answer.payload)
    return read if isinstance(read, model) else None


def _put(session: Session, application_id: UUID, values: dict[str, Any]) -> None:
    session.execute(
        update(ApplicationFacts)
        .where(ApplicationFacts.application_id == application_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
