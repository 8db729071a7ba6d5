"""The stock at a million cars on the encrypted store: first rows, pages, search, a large delta, what it weighs.

PADDOCK_BENCH_CARS takes another number of cars than a million.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import psutil

from benchmarks.figures import Figure
from paddock.app.store.engine import connect
from paddock.app.store.opening import DATABASE
from paddock.app.store.stock_queries import PAGE, stock_lines, stock_numbers, stock_page
from paddock.app.store.stock_rows import apply_units
from paddock.app.store.stock_views import StockWish
from paddock.app.store.store import Store, Topic
from paddock.wire.inventory import InventoryUnit
from tests.helpers.stocks import invented_stock
from tests.helpers.workstations import KEY, keyed_store

CARS = int(os.environ.get("PADDOCK_BENCH_CARS", "1000000"))
DELTA = 10_000
_AT_ONCE = 20_000
_PAGES = 200
_SEARCHES = 120
_CHECKED = 24
"""Searches whose answers are compared with reading every row, which takes seconds each at a million."""
_MEGABYTE = 1 << 20
_RAW = (
    "SELECT number, id, vin, brand, series, model, condition, new_energy, model_year, first_registered_on, "
    "odometer_km, colour, city, price_fen, in_stock_since, state, monthly_from_fen FROM inventory_units "
    "WHERE (in_stock_since, number) > (?, ?) ORDER BY in_stock_since, number LIMIT ?"
)


def run() -> list[Figure]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        store = keyed_store(Path(folder))
        _fill(store)
        store.close()
        store = keyed_store(Path(folder))
        try:
            return _measure(store, Path(folder) / DATABASE)
        finally:
            store.close()


def _fill(store: Store) -> None:
    cars = invented_stock(CARS)
    while some := list(islice(cars, _AT_ONCE)):
        _keep(store, some)


def _keep(store: Store, units: Sequence[InventoryUnit]) -> None:
    with store.write(Topic.SYNC) as connection:
        apply_units(connection, units)


def _measure(store: Store, path: Path) -> list[Figure]:
    of = f"{CARS:,} cars: "
    first = _milliseconds(lambda: stock_page(store, StockWish()))
    pages = _pages_against_raw(store, path)
    before = psutil.Process().memory_info().rss
    numbers = stock_numbers(store, StockWish())
    heavier = (psutil.Process().memory_info().rss - before) / _MEGABYTE
    jump = _median_of(lambda: stock_lines(store, numbers[len(numbers) // 2 :][:PAGE]), 50)
    texts = _texts(store, numbers)
    took = [_milliseconds(lambda text=text: stock_page(store, StockWish(text))) for text in texts]  # type: ignore[misc]  # bound now
    missed = sum(_missed(store, path, text) for text in texts[:_CHECKED])
    changed = [unit.model_copy(update={"version": 2, "city": "绍兴"}) for unit in invented_stock(DELTA)]
    delta = _milliseconds(lambda: _keep(store, changed)) / 1000
    return [
        Figure(f"{of}first rows", first, 50, "ms"),
        Figure(f"{of}a page / raw SQL", pages, 2.0),
        Figure(f"{of}rows anywhere by their numbers", jump, 50, "ms"),
        Figure(f"{of}search, 95th percentile", statistics.quantiles(took, n=20)[-1], 10, "ms"),
        Figure(f"{of}cars missed against LIKE, {_CHECKED} searches", missed, 0, "cars"),
        Figure(f"{of}the numbers of all rows weigh", heavier, 250, "MB"),
        Figure(f"{of}a delta of {DELTA:,}", delta, 3, "s"),
    ]


def _pages_against_raw(store: Store, path: Path) -> float:
    """Page by page, ours then bare SQL for the same page, so that both meet the same cache."""
    raw = connect(path, KEY)
    ours: list[float] = []
    bare: list[float] = []
    last = stock_page(store, StockWish())[-1]
    for _page in range(_PAGES):
        place = (last.in_stock_since.isoformat(), last.number, PAGE)
        bare.append(_milliseconds(lambda place=place: raw.execute(_RAW, place).fetchall()))  # type: ignore[misc]  # bound now
        start = time.perf_counter()
        page = stock_page(store, StockWish(), last)
        ours.append((time.perf_counter() - start) * 1000)
        if not page:
            break
        last = page[-1]
    raw.close()
    return statistics.median(ours) / statistics.median(bare)


def _texts(store: Store, numbers: Sequence[int]) -> list[str]:
    """What people type: one to four characters of a name or a city, three to eight of a VIN."""
    chance = random.Random(3)  # noqa: S311 - searches, not secrets
    texts: list[str] = []
    for line in stock_lines(store, chance.sample(numbers, _SEARCHES)):
        word = chance.choice([line.brand, line.series, line.city, *line.model.split()])
        length = chance.randint(1, 4)
        start = chance.randrange(max(1, len(word) - length + 1))
        long = chance.randint(3, 8)
        at = chance.randrange(len(line.vin) - long)
        texts.append(word[start : start + length] if chance.random() < 0.6 else line.vin[at : at + long])
    return texts


def _missed(store: Store, path: Path, text: str) -> int:
    raw = connect(path, KEY)
    read = "SELECT number FROM inventory_units WHERE search_text LIKE '%' || ? || '%'"
    expected = {number for (number,) in raw.execute(read, (text.lower(),))}
    raw.close()
    return len(expected ^ set(stock_numbers(store, StockWish(text))))


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _median_of(act: Callable[[], object], times: int) -> float:
    return statistics.median(_milliseconds(act) for _time in range(times))


if __name__ == "__main__":
    for figure in run():
        print(figure)
