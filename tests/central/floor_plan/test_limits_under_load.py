"""Many draws at once, from several processes' worth of centres: no limit is passed, no car is financed twice."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from paddock.central.centre import Centre
from paddock.central.settings import Settings
from paddock.wire.floor_plan import FloorPlanReceipt
from tests.helpers.floor_plans import YUAN, FloorPlanBench
from tests.helpers.postgresql import new_database

AT_ONCE = 8


@pytest.fixture(params=["sqlite", "postgresql"])
def centres(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[FloorPlanBench, list[Centre]]]:
    url = ""
    if request.param == "postgresql":
        url = new_database(request.getfixturevalue("postgresql_server"))
    bench = FloorPlanBench(tmp_path, url)
    # SQLite serves one process; on PostgreSQL each has connections of its own.
    others = [Centre.opened(Settings(data_dir=tmp_path, database_url=url)) for _ in range(2)] if url else []
    for other in others:
        other.clock = bench.now
    yield bench, [bench.centre, *others]
    for centre in (bench.centre, *others):
        centre.database.close()


def test_concurrent_draws_never_pass_the_line(centres: tuple[FloorPlanBench, list[Centre]]) -> None:
    bench, several = centres
    bench.set_line(bench.scopes["东湖"], 500_000)
    cars = bench.cars()
    started = threading.Barrier(AT_ONCE)

    def draw(number: int) -> int:
        started.wait(30)
        drawn = 0
        for car in cars[number::AT_ONCE]:
            answer = bench.draw(car, 60_000, centre=several[number % len(several)])
            drawn += isinstance(answer, FloorPlanReceipt)
        return drawn

    with ThreadPoolExecutor(AT_ONCE) as pool:
        drawn = sum(pool.map(draw, range(AT_ONCE)))
    view = bench.overview()
    # The sub-limit for used cars is 250,000: four units of 60,000, and never a fifth.
    assert (drawn, view.used_fen) == (4, 240_000 * YUAN)


def test_two_dealers_at_once_do_not_both_finance_one_car(centres: tuple[FloorPlanBench, list[Centre]]) -> None:
    bench, several = centres
    sides = {"东湖": bench.cars()[:6], "南湖": bench.cars("南湖")[:6]}
    started = threading.Barrier(2)

    def draw(name: str) -> list[bool]:
        own = several[0] if name == "东湖" else several[-1]
        results = []
        for car in sides[name]:
            started.wait(30)
            results.append(isinstance(bench.draw(car, 20_000, name=name, centre=own), FloorPlanReceipt))
        return results

    with ThreadPoolExecutor(2) as pool:
        ours, theirs = pool.map(draw, sides)
    assert [one != other for one, other in zip(ours, theirs, strict=True)] == [True] * 6
