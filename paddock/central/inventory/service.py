"""Putting the sample stock in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from paddock.central.centre import chinese_date
from paddock.central.inventory.models import InventoryRecord
from paddock.central.inventory.repository import change_unit
from paddock.central.inventory.sample import sample_units
from paddock.central.plans.catalogue import PlanCatalogue
from paddock.wire.inventory import UnitState

_INDICATIVE_DOWN_PAYMENT_PERCENT = 30
_INDICATIVE_TERM_MONTHS = 60


def monthly_from(catalogue: PlanCatalogue, condition: str, price_fen: int) -> int:
    """The indicative monthly payment shown with a car: the reference plan, 30% down, its longest term up to 60."""
    amount = price_fen - price_fen * _INDICATIVE_DOWN_PAYMENT_PERCENT // 100
    return catalogue.reference_payment(condition, amount, _INDICATIVE_TERM_MONTHS)


def stock_sample(session: Session, dealer_id: UUID, now: datetime) -> int:
    """Put the sample stock in, unless the dealer has stock already; returns how many units were added."""
    count = session.scalar(
        select(func.count()).select_from(InventoryRecord).where(InventoryRecord.dealer_id == dealer_id)
    )
    if count:
        return 0
    catalogue = PlanCatalogue.load()
    units = sample_units(dealer_id, chinese_date(now))
    for unit in units:
        unit.monthly_from_fen = monthly_from(catalogue, unit.condition, unit.price_fen)
        change_unit(session, unit, UnitState.IN_STOCK, now)
    return len(units)
