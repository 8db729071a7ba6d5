"""Units that stand and stores that sell them, put together for the assignment."""

from collections import Counter
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.centre import Centre, chinese_date
from paddock.central.floor_plan.tables import terms_table
from paddock.central.identity.models import Dealer
from paddock.central.inventory.models import InventoryRecord
from paddock.central.pool.figures import WEEKS
from paddock.central.pool.models import PoolEvent
from paddock.central.pool.moves import MovableUnit, Move, Store, best_moves
from paddock.central.pool.projector import PoolEventKind, catch_up
from paddock.domain.day_counts import half_up
from paddock.domain.floor_plan import LimitClass
from paddock.wire.inventory import UnitState

_RATE_DAYS: Final = WEEKS * 7
_STANDS_DAYS: Final = 45
"""A unit is offered to other stores once it has stood so long."""


def suggested_moves(centre: Centre) -> list[Move]:
    """Which standing units to move to which dealer, for the lender to propose."""
    catch_up(centre.database)
    today = chinese_date(centre.clock())
    with centre.database.reading() as session:
        return best_moves(_standing_units(session, today), _stores(session, today))


def _standing_units(session: Session, today: date) -> list[MovableUnit]:
    query = select(InventoryRecord).where(
        InventoryRecord.state == UnitState.IN_STOCK.value,
        InventoryRecord.in_stock_since <= today - timedelta(days=_STANDS_DAYS),
    )
    return [
        MovableUnit(unit.id, (unit.brand, unit.series), unit.dealer_id, _cost_a_day(unit))
        for unit in session.scalars(query.order_by(InventoryRecord.id))
    ]


def _cost_a_day(unit: InventoryRecord) -> int:
    """What a day costs: the floor plan's interest on the asking price."""
    terms = terms_table().by_class[LimitClass(unit.condition)]
    up, down = terms.annual_rate.as_integer_ratio()
    return half_up(unit.price_fen * up, down * 360)


def _stores(session: Session, today: date) -> list[Store]:
    stock: dict[UUID, Counter[tuple[str, str]]] = {}
    held = select(InventoryRecord.dealer_id, InventoryRecord.brand, InventoryRecord.series).where(
        InventoryRecord.state != UnitState.SOLD.value
    )
    for dealer_id, brand, series in session.execute(held):
        stock.setdefault(dealer_id, Counter())[brand, series] += 1
    sold: dict[UUID, Counter[tuple[str, str]]] = {}
    gone = select(PoolEvent.dealer_id, PoolEvent.brand, PoolEvent.series).where(
        PoolEvent.kind == PoolEventKind.SOLD.value, PoolEvent.on > today - timedelta(days=_RATE_DAYS)
    )
    for dealer_id, brand, series in session.execute(gone):
        sold.setdefault(dealer_id, Counter())[brand, series] += 1
    return [
        Store(
            dealer.id,
            dealer.city,
            dict(stock.get(dealer.id, {})),
            {model: count / _RATE_DAYS for model, count in sold.get(dealer.id, {}).items()},
        )
        for dealer in session.scalars(select(Dealer).order_by(Dealer.id))
    ]
