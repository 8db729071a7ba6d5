"""The sample dealer's line, with some of its cars financed since they came in."""

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.centre import chinese_date
from paddock.central.floor_plan.drawing import class_of, entry_of_draw
from paddock.central.floor_plan.models import FloorPlanLine, FloorPlanUnit
from paddock.central.floor_plan.tables import grading_table, terms_for, terms_text
from paddock.central.inventory.models import InventoryRecord
from paddock.domain.floor_plan import LimitClass

_YUAN = 100
_LIMITS = {LimitClass.NEW: 3_000_000 * _YUAN, LimitClass.USED: 2_500_000 * _YUAN}
_TOTAL = 5_000_000 * _YUAN
_BY = "沙箱示例"
_EVERY = 3
"""Every third car is financed."""


def floor_plan_sample(session: Session, dealer_id: UUID, now: datetime) -> None:
    """Open the sample dealer's line with its draws, unless it has one."""
    if session.scalars(select(FloorPlanLine.id).where(FloorPlanLine.dealer_id == dealer_id)).first() is not None:
        return
    line = FloorPlanLine(
        id=uuid5(dealer_id, "floor plan"),
        dealer_id=dealer_id,
        total_limit_fen=_TOTAL,
        limits_json=json.dumps({one.value: fen for one, fen in _LIMITS.items()}),
        valid_until=chinese_date(now) + timedelta(days=365),
        frozen=False,
        opened_at=now,
        changed_at=now,
        changed_by=_BY,
    )
    session.add(line)
    session.flush()
    cars = session.scalars(
        select(InventoryRecord).where(InventoryRecord.dealer_id == dealer_id).order_by(InventoryRecord.vin)
    )
    for car in list(cars)[::_EVERY]:
        unit = _financed(line, car)
        session.add(unit)
        session.flush()
        session.add(entry_of_draw(unit, now, _BY))


def _financed(line: FloorPlanLine, car: InventoryRecord) -> FloorPlanUnit:
    limit_class = class_of(car)
    terms = terms_for(limit_class, grading_table().tiers[0])
    cost = car.price_fen * 9 // 10
    amount = cost * terms.advance_percent // 100
    return FloorPlanUnit(
        id=uuid5(car.id, "floor plan"),
        dealer_id=line.dealer_id,
        line_id=line.id,
        inventory_unit_id=car.id,
        vin=car.vin,
        limit_class=limit_class.value,
        cost_fen=cost,
        drawn_fen=amount,
        principal_fen=amount,
        drawn_on=car.in_stock_since,
        terms_json=terms_text(terms),
    )
