"""What a dealer sees of the pool, and the lender's alerts."""

from datetime import timedelta
from uuid import UUID

from paddock.central.centre import Centre, chinese_date
from paddock.central.identity.models import Dealer
from paddock.central.pool.alerts import ReplenishmentAlert, replenishment_alerts, stale_stock
from paddock.central.pool.figures import PoolRow, pool_rows
from paddock.central.pool.projector import catch_up
from paddock.domain.stock_turnover import monday_of
from paddock.wire.pool import PoolModelView, PoolView, ReplenishmentAlertView


def dealer_view(centre: Centre, dealer_id: UUID) -> PoolView:
    """The models of the dealer's region, its own stock among them, and the alerts that concern it."""
    catch_up(centre.database)
    today = chinese_date(centre.clock())
    with centre.database.reading() as session:
        city = session.get_one(Dealer, dealer_id).city
        rows = [row for row in pool_rows(session, today) if row.key.city == city]
        own = {row.key: row.stock for row in pool_rows(session, today, dealer_id=dealer_id)}
    stale = {one.key for one in stale_stock(rows)}
    return PoolView(
        as_of=monday_of(today) - timedelta(days=1),
        models=[_model(row, own.get(row.key, 0), stale=row.key in stale) for row in rows],
        alerts=[_alert(alert) for alert in replenishment_alerts(rows)],
    )


def _model(row: PoolRow, own_stock: int, *, stale: bool) -> PoolModelView:
    figures = row.turnover
    return PoolModelView(
        brand=row.key.brand,
        series=row.key.series,
        region=row.key.city,
        weeks=figures.weeks,
        own_stock=own_stock,
        region_stock=figures.stock,
        sold=figures.sold,
        demand=figures.demand,
        days_supply=None if figures.days_supply is None else str(figures.days_supply),
        turns_a_year=None if figures.turns_a_year is None else str(figures.turns_a_year),
        stale=stale,
    )


def _alert(alert: ReplenishmentAlert) -> ReplenishmentAlertView:
    return ReplenishmentAlertView(
        brand=alert.key.brand,
        series=alert.key.series,
        region=alert.key.city,
        demand=alert.found.demand,
        usual=f"{float(alert.found.usual):.1f}",
        stock=alert.stock,
        units=alert.units,
        bundle_plan=alert.bundle_plan,
    )


def alerts_everywhere(centre: Centre) -> list[ReplenishmentAlertView]:
    """Every region's alerts, for the lender."""
    catch_up(centre.database)
    with centre.database.reading() as session:
        return [_alert(one) for one in replenishment_alerts(pool_rows(session, chinese_date(centre.clock())))]
