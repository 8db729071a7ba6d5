"""`/v1/pool`: turnover and demand in the dealer's region, and its cars' prices against other cities."""

from dataclasses import asdict
from uuid import UUID

from fastapi import APIRouter

from paddock.central.centre import CentreHere
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.inventory.models import InventoryRecord
from paddock.central.pool.prices import compare_prices
from paddock.central.pool.service import dealer_view
from paddock.wire.pool import CityPriceView, PoolView, PriceComparison

router = APIRouter(prefix="/v1/pool", tags=["pool"])


@router.get("")
def read_pool(scope: CurrentScope, centre: CentreHere) -> PoolView:
    """Turnover, days' supply and demand by model in the dealer's region, and what to bring in."""
    return dealer_view(centre, scope.dealer_id)


@router.get("/prices/{unit_id}")
def read_prices(unit_id: UUID, scope: CurrentScope, centre: CentreHere) -> PriceComparison:
    """A car of the dealer's against comparable ones in its own city and in others."""
    with centre.database.reading() as session:
        unit = scope.get(session, InventoryRecord, unit_id)
        cities = [CityPriceView(**asdict(market)) for market in compare_prices(session, unit)]
    return PriceComparison(unit_id=unit.id, price_fen=unit.price_fen, cities=cities)
