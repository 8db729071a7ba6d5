"""What the pool tells wholesale: models to bring in, and models that stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from paddock.central.pool.figures import PoolKey, PoolRow
from paddock.central.pool.projector import OTHER
from paddock.domain.demand_surge import LEAST_WEEKS, Surge, recommended_units, surge

TARGET_DAYS: Final = 45
"""The days' supply a model is brought back to."""
STALE_DAYS: Final = Decimal(90)
"""A model with more than this many days' supply stands."""
LEAST_STOCK: Final = 3
"""Fewer units than this are not a pattern."""
CHARGING_PILE_PLAN: Final = "new-energy-pile"
"""The plan that finances a charging pile with the car."""


@dataclass(frozen=True, slots=True)
class ReplenishmentAlert:
    """Bring in so many of a model: demand has risen beyond chance 补货提醒."""

    key: PoolKey
    found: Surge
    stock: int
    units: int
    bundle_plan: str | None
    """The plan to offer with it: for a new-energy car the one with a charging pile."""


@dataclass(frozen=True, slots=True)
class StaleStock:
    """A model whose stock in a region lasts too long."""

    key: PoolKey
    stock: int
    days_supply: Decimal | None
    """None: nothing was sold in these weeks."""


def replenishment_alerts(rows: Iterable[PoolRow], *, target_days: int = TARGET_DAYS) -> list[ReplenishmentAlert]:
    """Where last week's demand is more than chance and the stock does not cover it, the most units first."""
    alerts = []
    for row in rows:
        demand = [week.demand for week in row.weeks]
        if row.key.brand == OTHER or len(demand) <= LEAST_WEEKS:
            continue
        found = surge(demand[:-1], demand[-1])
        units = recommended_units(found, row.stock, target_days=target_days) if found.is_surge else 0
        if units:
            bundle = CHARGING_PILE_PLAN if row.new_energy else None
            alerts.append(ReplenishmentAlert(row.key, found, row.stock, units, bundle))
    return sorted(alerts, key=lambda alert: (-alert.units, alert.key.brand, alert.key.series, alert.key.city))


def stale_stock(rows: Sequence[PoolRow], *, stale_days: Decimal = STALE_DAYS) -> list[StaleStock]:
    """Where stock stands: more than `stale_days` of supply, or not one sold; the most units first."""
    found = []
    for row in rows:
        supply = row.turnover.days_supply
        if row.stock >= LEAST_STOCK and (supply is None or supply > stale_days):
            found.append(StaleStock(row.key, row.stock, supply))
    return sorted(found, key=lambda one: (-one.stock, one.key.brand, one.key.series, one.key.city))
