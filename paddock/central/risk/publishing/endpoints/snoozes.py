"""`/v1/risk/snoozes`: leaving a rule out for one dealer, car or person, for a time."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from sqlalchemy import select

from paddock.central.centre import CentreHere
from paddock.central.identity.lender_dependencies import RiskApprover, RiskStaff
from paddock.central.identity.models import Dealer
from paddock.central.problems import malformed_field
from paddock.central.risk.publishing.endpoints.dependencies import RiskDeskHere
from paddock.central.risk.publishing.messages import DealerView, SnoozeRequest, SnoozeView
from paddock.central.risk.publishing.models import RuleSnooze
from paddock.central.risk.publishing.snoozes import (
    SnoozeOrder,
    SubjectKind,
    end_snooze,
    read_subject,
    snooze,
    snoozes,
)
from paddock.domain.sentences import Sentence

router = APIRouter(prefix="/v1/risk", tags=["risk"])


@router.get("/dealers")
def list_dealers(_who: RiskStaff, centre: CentreHere) -> list[DealerView]:
    """The dealers, to choose one from."""
    with centre.database.reading() as session:
        return [DealerView(id=dealer.id, name=dealer.name) for dealer in session.scalars(select(Dealer))]


@router.get("/snoozes")
def list_snoozes(_who: RiskStaff, centre: CentreHere) -> list[SnoozeView]:
    """The newest snoozes, ended ones too."""
    now = centre.clock()
    with centre.database.reading() as session:
        return [_view(row, now) for row in snoozes(session)]


@router.post("/snoozes", status_code=201)
def begin_snooze(order: SnoozeRequest, who: RiskApprover, desk: RiskDeskHere, centre: CentreHere) -> SnoozeView:
    """Snooze a rule."""
    if order.until.tzinfo is None:
        sentence = Sentence("到期时间缺少时区", "The end needs a time zone")
        raise malformed_field("until", sentence)
    now = centre.clock()
    with centre.database.writing() as session:
        rules = desk.library.engine(desk.drafts.live(session).champion).rules
        subject = read_subject(session, order.kind, order.subject)
        row = snooze(session, who, SnoozeOrder(order.rule, subject, order.reason, order.until), rules, now)
        return _view(row, now)


@router.post("/snoozes/{snooze_id}/end")
def wake(snooze_id: UUID, who: RiskApprover, centre: CentreHere) -> SnoozeView:
    """Wake a rule before its time."""
    now = centre.clock()
    with centre.database.writing() as session:
        return _view(end_snooze(session, who, snooze_id, now), now)


def _view(row: RuleSnooze, now: datetime) -> SnoozeView:
    return SnoozeView(
        id=row.id,
        rule=row.rule,
        kind=SubjectKind(row.subject_kind),
        subject=row.subject_label,
        reason=row.reason,
        until=row.until,
        by=row.by_name,
        created_at=row.created_at,
        ended_at=row.ended_at,
        active=row.ended_at is None and row.until > now,
    )
