"""Reading the floor plan: units with their accounts, the line with its use, a period's statement."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.floor_plan.models import FloorPlanEntryRecord, FloorPlanLine, FloorPlanSale, FloorPlanUnit
from paddock.central.floor_plan.tables import terms_of
from paddock.central.inventory.models import InventoryRecord
from paddock.domain.floor_plan import FloorPlanEntry, LimitClass, UnitAccount, account
from paddock.domain.floor_plan_line import LineLimits, LineUse
from paddock.wire.floor_plan import CurtailmentView, FloorPlanUnitView, SaleView, Statement, StatementLine


def limits_of(line: FloorPlanLine) -> LineLimits:
    """The line's limits as the domain has them."""
    by_class = {LimitClass(name): int(fen) for name, fen in line.limits.items()}
    return LineLimits(line.total_limit_fen, by_class, line.valid_until, frozen=line.frozen)


def use_of(units: Iterable[FloorPlanUnit]) -> LineUse:
    """What is outstanding on a line."""
    by_class: dict[LimitClass, int] = {}
    for unit in units:
        limit_class = LimitClass(unit.limit_class)
        by_class[limit_class] = by_class.get(limit_class, 0) + unit.principal_fen
    return LineUse(by_class)


def open_units(session: Session, line: FloorPlanLine) -> list[FloorPlanUnit]:
    """The units that owe something."""
    query = select(FloorPlanUnit).where(FloorPlanUnit.line_id == line.id, FloorPlanUnit.closed_on.is_(None))
    return list(session.scalars(query.order_by(FloorPlanUnit.drawn_on, FloorPlanUnit.id)))


def open_unit(session: Session, vin: str, dealer_id: UUID | None = None, *, lock: bool = False) -> FloorPlanUnit | None:
    """The unit under which a VIN is financed now, at this dealer or at any."""
    query = select(FloorPlanUnit).where(FloorPlanUnit.vin == vin, FloorPlanUnit.closed_on.is_(None))
    if dealer_id is not None:
        query = query.where(FloorPlanUnit.dealer_id == dealer_id)
    return session.scalars(query.with_for_update() if lock else query).one_or_none()


def entries_of(session: Session, units: Sequence[FloorPlanUnit]) -> dict[UUID, list[FloorPlanEntry]]:
    """The movements of each unit; one query for all."""
    entries: dict[UUID, list[FloorPlanEntry]] = {unit.id: [] for unit in units}
    query = select(FloorPlanEntryRecord).where(FloorPlanEntryRecord.unit_id.in_(entries))
    for row in session.scalars(query):
        entries[row.unit_id].append(
            FloorPlanEntry(row.on, row.drawn_fen, row.principal_paid_fen, row.interest_paid_fen)
        )
    return entries


def accounts_of(session: Session, units: Sequence[FloorPlanUnit], on: date) -> dict[UUID, UnitAccount]:
    """The account of each unit at the end of `on`; one query for all."""
    entries = entries_of(session, units)
    return {unit.id: account(entries[unit.id], terms_of(unit.terms_json), on) for unit in units if unit.drawn_on <= on}


def unit_views(session: Session, units: Sequence[FloorPlanUnit], on: date) -> list[FloorPlanUnitView]:
    """The units as people see them, in the order given."""
    accounts = accounts_of(session, units, on)
    sales = _sales_of(session, units)
    query = select(InventoryRecord).where(InventoryRecord.id.in_([unit.inventory_unit_id for unit in units]))
    models = {car.id: car.model for car in session.scalars(query)}
    return [_view(unit, accounts[unit.id], models[unit.inventory_unit_id], sales.get(unit.vin)) for unit in units]


def _sales_of(session: Session, units: Sequence[FloorPlanUnit]) -> dict[str, FloorPlanSale]:
    """The newest sale of each open unit since it was drawn."""
    drawn = {unit.vin: unit.drawn_on for unit in units if unit.closed_on is None}
    dealers = {unit.dealer_id for unit in units}
    query = select(FloorPlanSale).where(FloorPlanSale.dealer_id.in_(dealers), FloorPlanSale.vin.in_(list(drawn)))
    found = session.scalars(query.order_by(FloorPlanSale.sold_on))
    return {sale.vin: sale for sale in found if sale.sold_on >= drawn[sale.vin]}


def _view(unit: FloorPlanUnit, owed: UnitAccount, model: str, sale: FloorPlanSale | None) -> FloorPlanUnitView:
    due = owed.next_due()
    return FloorPlanUnitView(
        id=unit.id,
        vin=unit.vin,
        inventory_unit_id=unit.inventory_unit_id,
        model=model,
        limit_class=LimitClass(unit.limit_class),
        cost_fen=unit.cost_fen,
        drawn_fen=unit.drawn_fen,
        drawn_on=unit.drawn_on,
        as_of=owed.on,
        days=owed.days,
        bucket=owed.bucket,
        principal_fen=owed.principal_fen,
        interest_fen=owed.interest_fen,
        payoff_fen=owed.payoff_fen,
        overdue_fen=owed.overdue_fen,
        interest_a_day_fen=owed.interest_a_day_fen,
        next_due=due and CurtailmentView(due_on=due.due_on, open_fen=due.open_fen, overdue=due.due_on < owed.on),
        sale=sale
        and SaleView(
            application_id=sale.application_id,
            sold_on=sale.sold_on,
            pay_by=sale.pay_by,
            overdue=sale.pay_by < owed.on,
        ),
        closed_on=unit.closed_on,
    )


def statement(session: Session, dealer_id: UUID, first: date, last: date) -> Statement:
    """Everything that moved on a dealer's line from `first` to `last`, both counted."""
    units = {
        unit.id: unit for unit in session.scalars(select(FloorPlanUnit).where(FloorPlanUnit.dealer_id == dealer_id))
    }
    every = list(units.values())
    before = accounts_of(session, every, first - timedelta(days=1))
    after = accounts_of(session, every, last)
    query = (
        select(FloorPlanEntryRecord)
        .where(
            FloorPlanEntryRecord.dealer_id == dealer_id,
            FloorPlanEntryRecord.on >= first,
            FloorPlanEntryRecord.on <= last,
        )
        .order_by(FloorPlanEntryRecord.on, FloorPlanEntryRecord.recorded_at)
    )
    lines = [_line(row, units[row.unit_id].vin) for row in session.scalars(query)]
    return Statement(
        first=first,
        last=last,
        opening_fen=sum(one.principal_fen for one in before.values()),
        drawn_fen=sum(line.drawn_fen for line in lines),
        principal_paid_fen=sum(line.principal_paid_fen for line in lines),
        interest_paid_fen=sum(line.interest_paid_fen for line in lines),
        interest_accrued_fen=_accrued(after.values()) - _accrued(before.values()),
        closing_fen=sum(one.principal_fen for one in after.values()),
        lines=lines,
    )


def _accrued(accounts: Iterable[UnitAccount]) -> int:
    return sum(one.accrued_fen for one in accounts)


def _line(row: FloorPlanEntryRecord, vin: str) -> StatementLine:
    return StatementLine(
        on=row.on,
        recorded_at=row.recorded_at,
        by=row.by,
        unit_id=row.unit_id,
        vin=vin,
        kind=row.kind,
        drawn_fen=row.drawn_fen,
        principal_paid_fen=row.principal_paid_fen,
        interest_paid_fen=row.interest_paid_fen,
    )
