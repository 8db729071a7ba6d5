"""The pool's figures: every model in every region, week by week, with its turnover."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from paddock.central.pool.models import PoolEvent
from paddock.central.pool.projector import PoolEventKind
from paddock.domain.stock_turnover import Turnover, WeekFigures, monday_of, turnover

WEEKS: Final = 12
"""How many weeks a turnover looks back."""


@dataclass(frozen=True, slots=True)
class PoolKey:
    """A model in a region."""

    brand: str
    series: str
    city: str


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A model in a region with its last whole weeks, oldest first."""

    key: PoolKey
    new_energy: bool
    weeks: tuple[WeekFigures, ...]

    @property
    def turnover(self) -> Turnover:
        """Over all its weeks."""
        return turnover(self.weeks)

    @property
    def stock(self) -> int:
        """At the end of the last week."""
        return self.weeks[-1].stock


def pool_rows(session: Session, today: date, *, dealer_id: UUID | None = None, weeks: int = WEEKS + 1) -> list[PoolRow]:
    """Every model in every region over the last `weeks` whole weeks before the one `today` is in.

    With `dealer_id`, what that dealer's own stock and counter say.
    """
    query = (
        select(
            PoolEvent.brand,
            PoolEvent.series,
            PoolEvent.city,
            PoolEvent.kind,
            PoolEvent.week,
            func.count(),
            func.max(cast(PoolEvent.new_energy, Integer)),
        )
        .where(PoolEvent.week < monday_of(today))
        .group_by(PoolEvent.brand, PoolEvent.series, PoolEvent.city, PoolEvent.kind, PoolEvent.week)
    )
    if dealer_id is not None:
        query = query.where(PoolEvent.dealer_id == dealer_id)
    counts: dict[PoolKey, dict[tuple[str, date], int]] = defaultdict(dict)
    electric: dict[PoolKey, bool] = defaultdict(bool)
    for brand, series, city, kind, week, count, new_energy in session.execute(query):
        key = PoolKey(brand, series, city)
        counts[key][kind, week] = count
        electric[key] = electric[key] or bool(new_energy)
    last = monday_of(today) - timedelta(weeks=1)
    mondays = [last - timedelta(weeks=back) for back in reversed(range(weeks))]
    return [
        PoolRow(key, electric[key], _weeks(found, mondays))
        for key, found in sorted(counts.items(), key=lambda item: _order(item[0]))
    ]


def _order(key: PoolKey) -> tuple[str, str, str]:
    return key.brand, key.series, key.city


def _weeks(counts: dict[tuple[str, date], int], mondays: Sequence[date]) -> tuple[WeekFigures, ...]:
    arrived, sold, demand = (
        {week: count for (kind, week), count in counts.items() if kind == wanted} for wanted in PoolEventKind
    )
    stock = _before(arrived, mondays[0]) - _before(sold, mondays[0])
    figures = []
    for week in mondays:
        stock += arrived.get(week, 0) - sold.get(week, 0)
        figures.append(WeekFigures(week, arrived.get(week, 0), sold.get(week, 0), demand.get(week, 0), stock))
    return tuple(figures)


def _before(counts: dict[date, int], monday: date) -> int:
    return sum(count for week, count in counts.items() if week < monday)


def by_model(rows: Iterable[PoolRow]) -> dict[tuple[str, str], list[PoolRow]]:
    """The rows of each model, one for each region."""
    found: dict[tuple[str, str], list[PoolRow]] = defaultdict(list)
    for row in rows:
        found[row.key.brand, row.key.series].append(row)
    return dict(found)
