"""A dealer's record of three years, its grade, and the quote for a bulk purchase."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.centre import chinese_date
from paddock.central.floor_plan.accounts import entries_of
from paddock.central.floor_plan.models import FloorPlanSale, FloorPlanUnit, StockAudit
from paddock.central.floor_plan.tables import grading_table, terms_of
from paddock.domain.dealer_grading import RECORD_YEARS, Grade, grade
from paddock.domain.floor_plan import FloorPlanEntry, account

_LONG_DAYS = 90


def grade_of(session: Session, dealer_id: UUID, today: date) -> Grade:
    """The dealer's grade by the table in force."""
    return grade(dealer_record(session, dealer_id, today), grading_table())


def dealer_record(session: Session, dealer_id: UUID, today: date) -> dict[str, Decimal | None]:
    """What the grading table looks at, over the units drawn in the last three years; None where nothing is known."""
    since = today.replace(year=today.year - RECORD_YEARS, day=min(today.day, 28))
    units = list(
        session.scalars(
            select(FloorPlanUnit).where(FloorPlanUnit.dealer_id == dealer_id, FloorPlanUnit.drawn_on >= since)
        )
    )
    if not units:
        return {}
    met, due = _curtailments(units, entries_of(session, units), today)
    long_ones = sum(((unit.closed_on or today) - unit.drawn_on).days > _LONG_DAYS for unit in units)
    return {
        "on_time_percent": None if due == 0 else _percent(met, due),
        "over_90_percent": _percent(long_ones, len(units)),
        "sold_not_paid": Decimal(_late_payoffs(session, dealer_id, units, today)),
        "paid_off_units": Decimal(sum(unit.closed_on is not None for unit in units)),
        "audit_missing_percent": _audit_missing(session, dealer_id, since),
    }


def _audit_missing(session: Session, dealer_id: UUID, since: date) -> Decimal | None:
    """Over all audits since then; None where nothing was audited."""
    audits = [
        audit
        for audit in session.scalars(select(StockAudit).where(StockAudit.dealer_id == dealer_id))
        if chinese_date(audit.received_at) >= since and audit.financed
    ]
    if not audits:
        return None
    return _percent(sum(audit.missing for audit in audits), sum(audit.financed for audit in audits))


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100) * part / whole).quantize(Decimal("0.1"))


def _curtailments(
    units: Sequence[FloorPlanUnit], entries: dict[UUID, list[FloorPlanEntry]], today: date
) -> tuple[int, int]:
    """How many curtailments were met on their day, of how many that have fallen due."""
    met = due = 0
    for unit in units:
        terms = terms_of(unit.terms_json)
        for day in terms.due_dates(unit.drawn_on):
            # Due at the end of its day; what was paid off before owes nothing then.
            if day >= today:
                break
            due += 1
            met += account(entries[unit.id], terms, day + timedelta(days=1)).overdue_fen == 0
            if unit.closed_on is not None and unit.closed_on <= day:
                break
    return met, due


def _late_payoffs(session: Session, dealer_id: UUID, units: Sequence[FloorPlanUnit], today: date) -> int:
    sales = {
        sale.vin: sale for sale in session.scalars(select(FloorPlanSale).where(FloorPlanSale.dealer_id == dealer_id))
    }
    late = 0
    for unit in units:
        sale = sales.get(unit.vin)
        if sale is not None and sale.sold_on >= unit.drawn_on:
            late += (unit.closed_on or today) > sale.pay_by
    return late
