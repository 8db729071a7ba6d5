"""The record of a dealer and of what repeats among applications, counted over windows of our own tables."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Function, case, func, select
from sqlalchemy.orm import Session

from paddock.central.centre import chinese_date
from paddock.central.consents.ledger import person_hash
from paddock.central.floor_plan.accounts import accounts_of, open_units
from paddock.central.floor_plan.models import FloorPlanLine
from paddock.central.identity.lender import LenderStaff
from paddock.central.identity.models import StaffMember
from paddock.central.records.facts import kept_as
from paddock.central.records.models import ApplicationFacts, DealerAccount, DealerComplaint
from paddock.central.records.remembered import Remembered
from paddock.central.risk.ratios import BEYOND_MEASURE, ratio
from paddock.central.sources.payloads import DealerRecordAnswer, DealerStanding
from paddock.domain.schedules import months_between
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ApplicationSubmission

WINDOW: Final = timedelta(days=90)
SURGE_WINDOW: Final = timedelta(days=7)
ORDINARY_WEEK: Final = 7.5
"""So many applications a week are a surge for nobody, so that a new dealer's first thirty are not one."""
INCOME_WINDOW: Final = timedelta(days=365)
OVERDUE_SHARE: Final = 0.2
_LIFE: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class _Window:
    """What a dealer's applications of 90 days come to."""

    applications: int
    decline_share: float
    fraud_hits: int
    price_bias: float
    surge: float
    complaints: int
    floor_plan_overdue: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """What repeats: the applicant's address and car among other people's, their name, their own earlier income."""

    others_at_address: int
    others_for_car: int
    among_dealers_staff: bool
    among_lenders_staff: bool
    income_changed: float


class DealerRecords:
    """Answers for one process; what is counted over a whole window is remembered for half a minute."""

    def __init__(self) -> None:
        self._windows: Remembered[UUID, _Window] = Remembered(_LIFE)

    def answer(
        self, session: Session, application_id: UUID, dealer_id: UUID, submission: ApplicationSubmission, now: datetime
    ) -> DealerRecordAnswer:
        """The record at `now`; the account and whatever concerns the applicant or the car is never remembered."""
        window = self._windows.get(dealer_id, now, lambda: _window(session, dealer_id, now))
        account, today = session.get(DealerAccount, dealer_id), chinese_date(now)
        seen = _seen_before(session, application_id, dealer_id, submission, now)
        return DealerRecordAnswer(
            dealer_status=None if account is None else DealerStanding(account.standing),
            dealer_months=None if account is None else max(months_between(account.partner_since, today), 0),
            dealer_applications_90d=window.applications,
            dealer_decline_share=window.decline_share,
            dealer_fraud_hits_90d=window.fraud_hits,
            dealer_price_bias=window.price_bias,
            dealer_licence_valid=None
            if account is None or account.licence_until is None
            else account.licence_until >= today,
            dealer_deposit_cover=None if account is None else _cover(account),
            dealer_floor_plan_overdue=window.floor_plan_overdue,
            dealer_surge=window.surge,
            dealer_complaints_90d=window.complaints,
            dealer_same_address=1 + seen.others_at_address,
            applicant_is_dealer_staff=seen.among_dealers_staff,
            applicant_is_lender_staff=seen.among_lenders_staff,
            vin_applicants_90d=seen.others_for_car,
            income_changed=seen.income_changed,
        )


def _window(session: Session, dealer_id: UUID, now: datetime) -> _Window:
    facts, day = ApplicationFacts, chinese_date(now)
    late = facts.received_at > now - SURGE_WINDOW
    undeclared = facts.in_batch.is_(False)  # a batch that is declared is no surge: it is one act
    valued = facts.used & (facts.valuation_fen > 0)
    row = session.execute(
        select(
            func.count().label("applications"),
            func.count(facts.outcome).label("decided"),
            _count(facts.outcome == DecisionOutcome.DECLINED.value).label("declined"),
            func.count(case((facts.fraud_hit, facts.person_sha256)).distinct()).label("fraud_hits"),
            _count(late & undeclared).label("week"),
            _count(~late & undeclared).label("before"),
            func.avg(case((valued, facts.price_fen * 1.0 / facts.valuation_fen))).label("price"),
        ).where(facts.dealer_id == dealer_id, facts.received_at > now - WINDOW, facts.received_at <= now)
    ).one()
    complaints = session.scalar(
        select(func.count()).where(DealerComplaint.dealer_id == dealer_id, DealerComplaint.received_on > day - WINDOW)
    )
    usual = max(int(row.before) / ((WINDOW - SURGE_WINDOW) / SURGE_WINDOW), ORDINARY_WEEK)
    return _Window(
        applications=int(row.applications),
        decline_share=ratio(int(row.declined), int(row.decided)) if row.decided else 0.0,
        fraud_hits=int(row.fraud_hits),
        price_bias=0.0 if row.price is None else min(max(float(row.price) - 1.0, 0.0), BEYOND_MEASURE),
        surge=int(row.week) / usual,
        complaints=int(complaints or 0),
        floor_plan_overdue=_floor_plan_overdue(session, dealer_id, day),
    )


def _floor_plan_overdue(session: Session, dealer_id: UUID, day: date) -> bool:
    """Whether the line is frozen, or a fifth of what is owed on it is overdue; a car a few days late is daily life."""
    line = session.scalars(select(FloorPlanLine).where(FloorPlanLine.dealer_id == dealer_id)).one_or_none()
    if line is None:
        return False
    accounts = accounts_of(session, open_units(session, line), day).values()
    owed = sum(account.principal_fen for account in accounts)
    return line.frozen or sum(account.overdue_fen for account in accounts) > OVERDUE_SHARE * owed


def _count(condition: ColumnElement[bool]) -> Function[int]:
    return func.count(case((condition, 1)))


def _cover(account: DealerAccount) -> float:
    """The deposit over what was agreed; whoever owes none is covered."""
    return ratio(account.deposit_fen, account.deposit_required_fen) if account.deposit_required_fen else 1.0


def _seen_before(
    session: Session, application_id: UUID, dealer_id: UUID, submission: ApplicationSubmission, now: datetime
) -> _Seen:
    """Asked in one query, as it stands in every decision's way."""
    facts, applicant = ApplicationFacts, submission.applicant
    person = person_hash(applicant.resident_id_number)
    others = select(func.count(facts.person_sha256.distinct())).where(
        facts.person_sha256 != person, facts.received_at > now - WINDOW
    )
    address = others.where(facts.address_sha256 == kept_as("address", applicant.address), facts.dealer_id == dealer_id)
    dealers_staff = select(StaffMember.id).where(StaffMember.dealer_id == dealer_id, StaffMember.name == applicant.name)
    last_income = (
        select(facts.income_fen)
        .where(
            facts.person_sha256 == person,
            facts.application_id != application_id,
            facts.received_at > now - INCOME_WINDOW,
        )
        .order_by(facts.received_at.desc())
        .limit(1)
    )
    row = session.execute(
        select(
            address.scalar_subquery().label("address"),
            # Whichever dealer they went to.
            others.where(facts.vin == submission.vehicle.vin).scalar_subquery().label("car"),
            last_income.scalar_subquery().label("income"),
            dealers_staff.exists().label("dealer"),
            select(LenderStaff.id).where(LenderStaff.name == applicant.name).exists().label("lender"),
        )
    ).one()
    before = row.income
    return _Seen(
        others_at_address=int(row.address or 0),
        others_for_car=int(row.car or 0),
        among_dealers_staff=bool(row.dealer),
        among_lenders_staff=bool(row.lender),
        # Nothing where there is no earlier income to compare.
        income_changed=0.0 if before is None else ratio(abs(applicant.monthly_income_fen - before), before),
    )
