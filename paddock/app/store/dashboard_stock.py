"""The stock as the dashboard counts it: how much there is, and for how long it has stood."""

import itertools
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, select, true

from paddock.app.store.dashboard_views import AGE_BINS, OLD_DAYS, Figure, Span, StockAge
from paddock.app.store.models import InventoryRow
from paddock.wire.inventory import UnitState

STANDING: Final = InventoryRow.state != UnitState.SOLD.value


def condition_of_stock(figure: Figure, key: str, span: Span) -> ColumnElement[bool]:
    """Which units a figure counts, of those that are `STANDING`."""
    if figure is Figure.OLD_STOCK:
        return InventoryRow.in_stock_since < _days_before(span, OLD_DAYS)
    if figure is Figure.AGEING:
        brand, _slash, series = key.partition("/")
        return and_(InventoryRow.brand == brand, InventoryRow.series == series if series else true())
    raise ValueError(f"{figure} is no figure of stock")


def _days_before(span: Span, days: int) -> str:
    return (span.on - timedelta(days=days)).isoformat()


def count_units(connection: Connection, condition: ColumnElement[bool]) -> int:
    """How many units that stand here are so."""
    return connection.execute(select(func.count()).select_from(InventoryRow).where(STANDING, condition)).scalar_one()


def ageing(connection: Connection, span: Span, *, by_series: bool) -> tuple[StockAge, ...]:
    """Units by brand, or by brand and series, in the bins of `AGE_BINS`; of series those with old units first."""
    since = InventoryRow.in_stock_since
    # A car is in the first bin it is young enough for.
    limits = [_days_before(span, days) for days in AGE_BINS]
    bins = [since >= limits[0]]
    bins += [and_(since >= older, since < younger) for younger, older in itertools.pairwise(limits)]
    bins.append(since < limits[-1])
    numbers = [func.count().filter(within) for within in bins]
    groups = [InventoryRow.brand, InventoryRow.series] if by_series else [InventoryRow.brand]
    old = func.count().filter(since < _days_before(span, OLD_DAYS))
    order = [old.desc(), func.count().desc()] if by_series else [func.count().desc()]
    rows: Iterable[Any] = connection.execute(
        select(*groups, *numbers).where(STANDING).group_by(*groups).order_by(*order, *groups)
    )
    first = len(groups)
    return tuple(StockAge(row[0], row[1] if by_series else "", tuple(row[first:])) for row in rows)
