"""Snoozing a rule for one dealer, car or person: by an approver, with a reason and an end, shown in every decision."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from paddock.central.identity.lender import LenderScope
from paddock.central.identity.models import Dealer
from paddock.central.problems import Refusal, malformed_field
from paddock.central.risk.publishing import audit
from paddock.central.risk.publishing.models import RuleSnooze
from paddock.central.risk.rule_set import RuleSet
from paddock.domain import resident_id, vin
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import WaivedRule
from paddock.wire.problems import ProblemCode

LONGEST: Final = timedelta(days=90)


class SubjectKind(StrEnum):
    """What a rule can be snoozed for."""

    DEALER = "dealer"
    VIN = "vin"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Subject:
    """One dealer, car or person, as it is kept: a hash to find it by, and a label to read."""

    kind: SubjectKind
    sha256: str
    label: str


def subject_hash(kind: SubjectKind, value: str) -> str:
    """What is kept of a dealer's id, a VIN or an ID number; a number itself never is."""
    return hashlib.sha256(f"snooze:{kind}:{value}".encode()).hexdigest()


def read_subject(session: Session, kind: SubjectKind, value: str) -> Subject:
    """The subject a person typed. Raises `Refusal(malformed_request)` when there can be no such one."""
    text = value.strip().upper() if kind is not SubjectKind.DEALER else value.strip()
    if kind is SubjectKind.DEALER:
        dealer_id = _uuid(text)
        dealer = None if dealer_id is None else session.get(Dealer, dealer_id)
        if dealer is None:
            raise _refused(
                "subject", "没有这家经销商, 请从列表中选择", "There is no such dealer: choose one of the list"
            )
        return Subject(kind, subject_hash(kind, str(dealer.id)), dealer.name)
    if kind is SubjectKind.VIN:
        if len(text) != vin.VIN_LENGTH or not set(text) <= set(vin.VIN_ALPHABET):
            raise _refused("subject", "不是 17 位车架号, 请核对", "Not a VIN of 17 characters: check it")
        return Subject(kind, subject_hash(kind, text), text)
    try:
        resident_id.facts(text)
    except BadInput as error:
        raise _refused("subject", error.sentence.zh, error.sentence.en) from None
    return Subject(kind, subject_hash(kind, text), f"{text[:6]}********{text[-4:]}")


def waivers_for(
    session: Session, dealer_id: UUID, submission: ApplicationSubmission, now: datetime
) -> tuple[WaivedRule, ...]:
    """The snoozes that hold for one application, in the order of the rules."""
    subjects = [
        (SubjectKind.DEALER, str(dealer_id)),
        (SubjectKind.VIN, submission.vehicle.vin),
        (SubjectKind.PERSON, submission.applicant.resident_id_number),
    ]
    holds = or_(
        *(
            and_(RuleSnooze.subject_kind == kind, RuleSnooze.subject_sha256 == subject_hash(kind, value))
            for kind, value in subjects
        )
    )
    query = (
        select(RuleSnooze)
        .where(holds, RuleSnooze.until > now, RuleSnooze.ended_at.is_(None))
        .order_by(RuleSnooze.rule, RuleSnooze.created_at, RuleSnooze.id)
    )
    found = {
        row.rule: WaivedRule(rule=row.rule, until=row.until, reason=row.reason, by=row.by_name)
        for row in session.scalars(query)
    }
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class SnoozeOrder:
    """What an approver asks for."""

    rule: str
    subject: Subject
    reason: str
    until: datetime


def snooze(session: Session, who: LenderScope, order: SnoozeOrder, rules: RuleSet, now: datetime) -> RuleSnooze:
    """Snooze a rule, in the caller's transaction.

    Raises `Refusal(malformed_request)` for a rule that does not exist or may not be snoozed, and an end that is past
    or more than 90 days away.
    """
    card = rules.cards.get(order.rule)
    if card is None:
        raise _refused("rule", f"线上没有规则 {order.rule}", f"There is no rule {order.rule} in force")
    if not card[1].may_be_snoozed:
        raise _refused(
            "rule",
            "此规则为法定或明确欺诈, 不可暂停",
            "Law or plain fraud stands behind this rule: nobody may snooze it",
        )
    if not now < order.until <= now + LONGEST:
        raise _refused("until", "到期时间应在今后 90 天内", "Choose an end within the next 90 days")
    row = RuleSnooze(
        id=uuid4(),
        rule=order.rule,
        subject_kind=order.subject.kind,
        subject_sha256=order.subject.sha256,
        subject_label=order.subject.label,
        reason=order.reason,
        until=order.until,
        by_id=who.staff_id,
        by_name=who.name,
        created_at=now,
    )
    session.add(row)
    label = order.subject.label if order.subject.kind is not SubjectKind.PERSON else order.subject.sha256[:12]
    audit.note(session, who, "snooze", f"{order.rule} {order.subject.kind} {label}", order.reason, now)
    return row


def end_snooze(session: Session, who: LenderScope, snooze_id: UUID, now: datetime) -> RuleSnooze:
    """Wake a rule before its time. Raises `Refusal(not_found)`."""
    row = session.get(RuleSnooze, snooze_id)
    if row is None:
        raise Refusal(ProblemCode.NOT_FOUND)
    if row.ended_at is None:
        row.ended_at = now
        audit.note(session, who, "wake", f"{row.rule} {row.subject_kind}", str(row.id), now)
    return row


def snoozes(session: Session, limit: int = 200) -> list[RuleSnooze]:
    """The newest snoozes, ended ones too."""
    return list(session.scalars(select(RuleSnooze).order_by(RuleSnooze.created_at.desc()).limit(limit)))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _refused(field: str, zh: str, en: str) -> Refusal:
    return malformed_field(field, Sentence(zh, en))
