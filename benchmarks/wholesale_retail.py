"""What the pool's alerts and moves are worth: a seeded market of dealers, with and without them.

    python -m benchmarks.wholesale_retail [--weeks 104] [--seeds 5]

Thirty dealers in six cities sell twelve models. Demand is Poisson, differs by city, and rises threefold for some
weeks now and then. Every dealer buys what comes up, as many of each model as the market as a whole usually sells, until
its yard is full: so cars stand where nobody wants them and are missing where they sell.
The alerts and the moves are the product's own (`central/pool`), on figures as the pool keeps them. Nothing is timed.
"""

import argparse
import random
import statistics
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from paddock.central.pool.alerts import replenishment_alerts
from paddock.central.pool.figures import PoolKey, PoolRow
from paddock.central.pool.moves import MovableUnit, Store, best_moves
from paddock.domain.stock_turnover import WeekFigures

CITIES: Final = ("武汉", "宜昌", "襄阳", "长沙", "南昌", "合肥")
MODELS: Final = tuple((f"品牌{number % 4}", f"车系{number}") for number in range(12))
DEALERS_A_CITY: Final = 5
PRICE_FEN: Final = 12_000_000
COST_A_DAY_FEN: Final = 2_600
"""7.8% a year on 120,000 yuan, by the day."""
MARGIN_FEN: Final = 400_000
"""What a sale that did not happen for want of the car would have earned."""
WARM_UP: Final = 16
KEPT_WEEKS: Final = 13


@dataclass
class Tally:
    """What a run came to."""

    sold: int = 0
    lost: int = 0
    days_in_stock: int = 0
    held_days: int = 0
    transport_fen: int = 0
    alerts: int = 0
    false_alarms: int = 0
    """Alerts for a model whose demand was not raised."""
    moves: int = 0

    def loss_a_car_fen(self) -> float:
        """Interest on stock, margin lost to stock-outs and transport, over the cars sold."""
        return (self.held_days * COST_A_DAY_FEN + self.lost * MARGIN_FEN + self.transport_fen) / self.sold


@dataclass
class Market:
    """The dealers, their cars and what the pool would know of them."""

    chance: random.Random
    alerts: bool
    moves: bool
    tally: Tally = field(default_factory=Tally)
    week: int = 0

    def __post_init__(self) -> None:
        self.dealers = [UUID(int=number + 1) for number in range(len(CITIES) * DEALERS_A_CITY)]
        self.city = {dealer: CITIES[number % len(CITIES)] for number, dealer in enumerate(self.dealers)}
        self.taste = {(city, model): self.chance.choice((0.3, 0.7, 1.0, 1.6)) for city in CITIES for model in MODELS}
        self.base = {model: self.chance.choice((0.3, 0.6, 1.0)) for model in MODELS}
        self.surging: dict[tuple[str, tuple[str, str]], int] = {}
        self.cars: dict[tuple[UUID, tuple[str, str]], deque[int]] = {
            (dealer, model): deque() for dealer in self.dealers for model in MODELS
        }
        keys = [(city, model) for city in CITIES for model in MODELS]
        self.history: dict[tuple[str, tuple[str, str]], deque[WeekFigures]] = {
            key: deque(maxlen=KEPT_WEEKS) for key in keys
        }
        self.sales: dict[tuple[UUID, tuple[str, str]], deque[int]] = {key: deque(maxlen=12) for key in self.cars}

    def run(self, weeks: int) -> Tally:
        """Play so many weeks after the warm-up."""
        for self.week in range(WARM_UP + weeks):
            if self.week == WARM_UP:
                self.tally = Tally()
            self._surges()
            arrived = self._refill()
            sold, demand = self._sell()
            self._remember(arrived, sold, demand)
            if self.alerts:
                self._heed_alerts()
            if self.moves and self.week % 4 == 3:
                self._move()
        return self.tally

    def _surges(self) -> None:
        self.surging = {key: left - 1 for key, left in self.surging.items() if left > 1}
        for key in self.taste:
            if key not in self.surging and self.chance.random() < 0.004:
                self.surging[key] = self.chance.randrange(5, 10)

    def _rate(self, dealer: UUID, model: tuple[str, str]) -> float:
        key = (self.city[dealer], model)
        return self.base[model] * self.taste[key] * (3.0 if key in self.surging else 1.0)

    def _refill(self) -> Counter[tuple[str, tuple[str, str]]]:
        arrived: Counter[tuple[str, tuple[str, str]]] = Counter()
        for (dealer, model), cars in self.cars.items():
            room = round(self.base[model] * 12) + 2 - len(cars)
            for _ in range(min(self._poisson(self.base[model]), max(room, 0))):
                cars.append(self.week)
                arrived[self.city[dealer], model] += 1
        return arrived

    def _sell(self) -> tuple[Counter[tuple[str, tuple[str, str]]], Counter[tuple[str, tuple[str, str]]]]:
        sold: Counter[tuple[str, tuple[str, str]]] = Counter()
        demand: Counter[tuple[str, tuple[str, str]]] = Counter()
        for (dealer, model), cars in self.cars.items():
            key = (self.city[dealer], model)
            asked = self._poisson(self._rate(dealer, model))
            demand[key] += asked
            here = min(asked, len(cars))
            for _ in range(here):
                self.tally.days_in_stock += (self.week - cars.popleft()) * 7 + 3
            sold[key] += here
            self.sales[dealer, model].append(here)
            self.tally.lost += asked - here
            self.tally.held_days += len(cars) * 7
        self.tally.sold += sum(sold.values())
        return sold, demand

    def _poisson(self, rate: float) -> int:
        count, spent = 0, self.chance.expovariate(rate)
        while spent < 1:
            count, spent = count + 1, spent + self.chance.expovariate(rate)
        return count

    def _remember(
        self,
        arrived: Counter[tuple[str, tuple[str, str]]],
        sold: Counter[tuple[str, tuple[str, str]]],
        demand: Counter[tuple[str, tuple[str, str]]],
    ) -> None:
        monday = date(2024, 1, 1) + timedelta(weeks=self.week)
        stock: Counter[tuple[str, tuple[str, str]]] = Counter()
        for (dealer, model), cars in self.cars.items():
            stock[self.city[dealer], model] += len(cars)
        for key, weeks in self.history.items():
            weeks.append(WeekFigures(monday, arrived[key], sold[key], demand[key], stock[key]))

    def _heed_alerts(self) -> None:
        rows = [
            PoolRow(PoolKey(*model, city), new_energy=False, weeks=tuple(weeks))
            for (city, model), weeks in self.history.items()
            if len(weeks) == KEPT_WEEKS
        ]
        for alert in replenishment_alerts(rows):
            self.tally.alerts += 1
            model = (alert.key.brand, alert.key.series)
            self.tally.false_alarms += (alert.key.city, model) not in self.surging
            here = [dealer for dealer in self.dealers if self.city[dealer] == alert.key.city]
            for _ in range(alert.units):
                least = min(here, key=lambda dealer: len(self.cars[dealer, model]))
                self.cars[least, model].append(self.week)

    def _move(self) -> None:
        stores = [
            Store(
                dealer,
                self.city[dealer],
                {model: len(self.cars[dealer, model]) for model in MODELS},
                {model: sum(self.sales[dealer, model]) / 84 for model in MODELS},
            )
            for dealer in self.dealers
        ]
        units: list[MovableUnit] = []
        place: dict[UUID, tuple[UUID, tuple[str, str], int]] = {}
        for (dealer, model), cars in self.cars.items():
            for number, since in enumerate(cars):
                if (self.week - since) * 7 >= 45:
                    unit = MovableUnit(UUID(int=len(units) + 1), model, dealer, COST_A_DAY_FEN)
                    units.append(unit)
                    place[unit.id] = (dealer, model, number)
        taken = sorted(best_moves(units, stores), key=lambda move: -place[move.unit_id][2])
        for move in taken:
            dealer, model, number = place[move.unit_id]
            since = self.cars[dealer, model][number]
            del self.cars[dealer, model][number]
            self.cars[move.end, model].appendleft(since)
            self.tally.transport_fen += move.transport_fen
            self.tally.moves += 1


def play(seed: int, weeks: int, *, alerts: bool, moves: bool) -> Tally:
    """One run; the same seed is the same market."""
    return Market(random.Random(seed), alerts, moves).run(weeks)  # noqa: S311 - a market, not a secret


def main() -> None:
    """Print the table of `docs/wholesale-retail.md`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weeks", type=int, default=104)
    parser.add_argument("--seeds", type=int, default=5)
    given = parser.parse_args()
    print(f"{'':<22}{'days in stock':>14}{'demand lost':>13}{'loss a car':>12}{'alerts':>8}{'false':>7}{'moves':>7}")
    for label, alerts, moves in (
        ("neither", False, False),
        ("alerts", True, False),
        ("moves", False, True),
        ("alerts and moves", True, True),
    ):
        runs = [play(seed, given.weeks, alerts=alerts, moves=moves) for seed in range(given.seeds)]
        days = statistics.mean(run.days_in_stock / run.sold for run in runs)
        lost = statistics.mean(100 * run.lost / (run.sold + run.lost) for run in runs)
        loss = statistics.mean(run.loss_a_car_fen() for run in runs) / 100
        told = statistics.mean(run.alerts for run in runs)
        false = statistics.mean(run.false_alarms for run in runs)
        moved = statistics.mean(run.moves for run in runs)
        print(f"{label:<22}{days:>14.1f}{lost:>12.2f}%{loss:>11,.0f}¥{told:>8.0f}{false:>7.1f}{moved:>7.0f}")


if __name__ == "__main__":
    main()
