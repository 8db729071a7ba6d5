"""`/v1/floor-plan/…`: a dealer's line, draws, payments, payoff quotes, statements and bulk quotes."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from paddock.central.centre import CentreHere, chinese_date
from paddock.central.floor_plan.accounts import statement, unit_views
from paddock.central.floor_plan.audits import receive_audit
from paddock.central.floor_plan.drawing import draw
from paddock.central.floor_plan.models import FloorPlanUnit, StockAudit
from paddock.central.floor_plan.overview import bulk_quote, line_of, overview
from paddock.central.floor_plan.paying import pay
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.problems import malformed_field
from paddock.central.writes import IdempotentWrite
from paddock.domain.floor_plan import LimitClass
from paddock.domain.sentences import Sentence
from paddock.wire.floor_plan import BulkQuote, FloorPlanReceipt, FloorPlanUnitView, FloorPlanView, Statement
from paddock.wire.receipts import ReceiptKind
from paddock.wire.stock_audits import AuditView

router = APIRouter(prefix="/v1/floor-plan", tags=["floor plan"])
_AHEAD = timedelta(days=30)


@router.get("")
def read_line(scope: CurrentScope, centre: CentreHere) -> FloorPlanView:
    """The dealer's line with every open unit, the most pressing first."""
    with centre.database.reading() as session:
        return overview(session, scope.dealer_id, chinese_date(centre.clock()))


@router.put("/draws/{unit_id}", response_model=FloorPlanReceipt)
def put_draw(unit_id: UUID, write: IdempotentWrite) -> Response:
    """Finance one unit of stock."""
    return write.answer(ReceiptKind.DRAW, unit_id, lambda session: draw(session, write, unit_id))


@router.put("/payments/{payment_id}", response_model=FloorPlanReceipt)
def put_payment(payment_id: UUID, write: IdempotentWrite) -> Response:
    """Pay on one unit: a curtailment, or all of it."""
    return write.answer(ReceiptKind.PAYMENT, payment_id, lambda session: pay(session, write, payment_id))


@router.get("/units/{unit_id}/payoff")
def quote_payoff(unit_id: UUID, scope: CurrentScope, centre: CentreHere, on: date | None = None) -> FloorPlanUnitView:
    """What pays a unit off today, or on a day of the next thirty."""
    today = chinese_date(centre.clock())
    day = on or today
    if not today <= day <= today + _AHEAD:
        sentence = Sentence("请选择今天起 30 天内的日期", "Choose a day from today to thirty days ahead")
        raise malformed_field("on", sentence)
    with centre.database.reading() as session:
        return unit_views(session, [scope.get(session, FloorPlanUnit, unit_id)], day)[0]


@router.get("/statement")
def read_statement(scope: CurrentScope, centre: CentreHere, first: date, last: date) -> Statement:
    """Everything that moved on the line from `first` to `last`."""
    if first > last:
        raise malformed_field("first", Sentence("起始日期晚于截止日期", "The first day is after the last"))
    with centre.database.reading() as session:
        line_of(session, scope.dealer_id)
        return statement(session, scope.dealer_id, first, last)


@router.put("/audits/{audit_id}", response_model=AuditView)
def put_audit(audit_id: UUID, write: IdempotentWrite) -> Response:
    """Take a stock audit in and say what is missing and what is too much."""
    return write.answer(ReceiptKind.AUDIT, audit_id, lambda session: receive_audit(session, write, audit_id))


@router.get("/audits/{audit_id}")
def read_audit(audit_id: UUID, scope: CurrentScope, centre: CentreHere) -> AuditView:
    """An audit as it was found when it came in."""
    with centre.database.reading() as session:
        return AuditView.model_validate_json(scope.get(session, StockAudit, audit_id).view_json)


@router.get("/bulk-quote")
def quote_bulk(
    scope: CurrentScope,
    centre: CentreHere,
    limit_class: LimitClass,
    units: Annotated[int, Query(ge=1, le=10_000)],
    amount_fen: Annotated[int, Query(ge=1, le=10**12)],
) -> BulkQuote:
    """What a bulk purchase would be financed at, with the tier explained."""
    with centre.database.reading() as session:
        return bulk_quote(session, scope.dealer_id, limit_class, units, amount_fen, chinese_date(centre.clock()))
