"""The pool counts each arrival, sale and demand once, the same however often and in whatever pieces it is read."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from paddock.central.applications.models import ApplicationRecord
from paddock.central.applications.repository import view_of
from paddock.central.changes.repository import record_change
from paddock.central.inventory.models import InventoryRecord
from paddock.central.inventory.repository import change_unit
from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.pool.alerts import CHARGING_PILE_PLAN, replenishment_alerts, stale_stock
from paddock.central.pool.figures import PoolKey, pool_rows
from paddock.central.pool.models import PoolEvent
from paddock.central.pool.prices import compare_prices
from paddock.central.pool.projector import OTHER, catch_up, rebuild
from paddock.central.pool.relocation import suggested_moves
from paddock.central.pool.service import alerts_everywhere, dealer_view
from paddock.domain.states import ApplicationState
from paddock.domain.stock_turnover import monday_of
from paddock.wire.inventory import UnitState
from tests.helpers.applications import submission_body
from tests.helpers.central_server import new_id
from tests.helpers.floor_plans import FloorPlanBench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[FloorPlanBench]:
    bench = FloorPlanBench(tmp_path)
    yield bench
    bench.centre.database.close()


def ask_for(bench: FloorPlanBench, brand_model: str, times: int = 1, name: str = "东湖") -> None:
    scope = bench.scopes[name]
    for _ in range(times):
        application_id = new_id()
        record = ApplicationRecord(
            id=application_id,
            dealer_id=scope.dealer_id,
            workstation_id=scope.workstation_id,
            received_at=bench.now(),
            body=submission_body(application_id, brand_model=brand_model),
            body_sha256="0" * 64,
            vin="LSVAU2A30N2183294",
            state=ApplicationState.RECEIVED.value,
            version=1,
        )
        with bench.centre.database.writing() as session:
            session.add(record)
            session.flush()
            for _ in range(2):  # every change of an application is in the feed; it is asked for once
                record_change(session, scope.dealer_id, view_of(record), bench.now())


def sell(bench: FloorPlanBench, unit: InventoryRecord) -> None:
    with bench.centre.database.writing() as session:
        change_unit(session, session.get_one(InventoryRecord, unit.id), UnitState.SOLD, bench.now())


def counted(bench: FloorPlanBench) -> list[tuple[str, UUID, str, str]]:
    with bench.centre.database.reading() as session:
        events = session.scalars(select(PoolEvent))
        return sorted((one.kind, one.subject_id, f"{one.brand}{one.series}", str(one.on)) for one in events)


def test_read_in_pieces_or_again_from_the_start_it_is_the_same(bench: FloorPlanBench) -> None:
    assert catch_up(bench.centre.database) == 120
    for unit in bench.cars()[:5]:
        bench.days += 3
        sell(bench, unit)
        ask_for(bench, "大众 朗逸 1.5L")
        assert catch_up(bench.centre.database) == 3
        assert catch_up(bench.centre.database) == 0
    in_pieces = counted(bench)
    assert len(in_pieces) == 120 + 5 + 5
    rebuild(bench.centre.database)
    assert counted(bench) == in_pieces


def test_stock_of_every_week_follows_from_what_came_and_went(bench: FloorPlanBench) -> None:
    unit = bench.cars()[0]
    bench.days = 14
    sell(bench, unit)
    bench.days = 21
    catch_up(bench.centre.database)
    with bench.centre.database.reading() as session:
        rows = {row.key: row for row in pool_rows(session, bench.today, weeks=60)}
    row = rows[PoolKey(unit.brand, unit.series, "武汉")]
    held = sum(unit.series == one.series for name in ("东湖", "南湖") for one in all_cars(bench, name))
    assert (row.weeks[-1].stock, row.turnover.sold) == (held - 1, 1)
    for before, week in zip(row.weeks, row.weeks[1:], strict=False):
        assert week.stock == before.stock + week.arrived - week.sold
    assert row.weeks[-1].week == monday_of(bench.today) - timedelta(weeks=1)


def all_cars(bench: FloorPlanBench, name: str) -> list[InventoryRecord]:
    return bench.cars(name) + bench.cars(name, "new")


def test_a_surge_asks_for_units_and_a_charging_pile_for_an_electric_car(bench: FloorPlanBench) -> None:
    for _ in range(12):
        ask_for(bench, "比亚迪 秦PLUS DM-i 55KM", 2)
        ask_for(bench, "大众 朗逸 1.5L 自动", 2)
        bench.days += 7
    ask_for(bench, "比亚迪 秦PLUS DM-i 55KM", 14)
    ask_for(bench, "大众 朗逸 1.5L 自动", 3)
    ask_for(bench, "没有人有的车型", 1)
    bench.days += 7
    (alert,) = alerts_everywhere(bench.centre)
    assert (alert.series, alert.region, alert.demand, alert.usual) == ("秦PLUS", "武汉", 14, "2.0")
    # Half way between 2 and 14 a week, for 45 days, less the six in stock.
    assert alert.units == 52 - 6
    assert alert.bundle_plan == CHARGING_PILE_PLAN
    assert CHARGING_PILE_PLAN in {plan.id for plan in PlanCatalogue.load().plans}
    view = dealer_view(bench.centre, bench.scopes["南湖"].dealer_id)
    assert [one.units for one in view.alerts] == [46]
    assert OTHER in {model.brand for model in view.models}


def test_stock_that_stands_is_told_with_its_days(bench: FloorPlanBench) -> None:
    bench.days = 100
    catch_up(bench.centre.database)
    with bench.centre.database.reading() as session:
        rows = pool_rows(session, bench.today)
    stale = stale_stock(rows)
    assert len(stale) == 20
    assert {one.days_supply for one in stale} == {None}
    assert replenishment_alerts(rows) == []


def test_a_dealer_s_own_stock_is_told_apart_from_its_region_s(bench: FloorPlanBench) -> None:
    bench.days = 7
    sell(bench, bench.cars("南湖")[0])
    bench.days = 14
    view = dealer_view(bench.centre, bench.scopes["东湖"].dealer_id)
    series = bench.cars("南湖")[0].series
    (model,) = [one for one in view.models if one.series == series]
    assert (model.own_stock, model.region_stock, model.sold) == (3, 5, 1)


def test_prices_are_compared_across_cities_and_dealers(bench: FloorPlanBench) -> None:
    with bench.centre.database.writing() as session:
        units = [unit for unit in session.scalars(select(InventoryRecord)) if unit.series == "朗逸"]
        for number, unit in enumerate(units):
            unit.condition, unit.model_year, unit.price_fen = "used", 2022, 8_000_000 + number * 100_000
            unit.city = "武汉" if number < 3 else "宜昌"
    with bench.centre.database.reading() as session:
        own, other = compare_prices(session, session.get_one(InventoryRecord, units[0].id))
    assert (own.city, own.units, own.median_fen, own.transport_fen, own.gain_fen) == ("武汉", 2, 8_150_000, 0, 150_000)
    assert (other.city, other.units, other.median_fen) == ("宜昌", 3, 8_400_000)
    # About 290 km as the crow flies, a quarter more by road.
    assert other.km is not None
    assert 340 < other.km < 380
    assert other.gain_fen == 400_000 - 30_000 - 220 * other.km


def test_a_unit_goes_where_it_sells(bench: FloorPlanBench) -> None:
    sold_there = [car for car in all_cars(bench, "南湖") if car.series == "朗逸"]
    for car in sold_there:
        bench.days += 5
        sell(bench, car)
    bench.days += 40
    moves = suggested_moves(bench.centre)
    assert {move.end for move in moves} == {bench.scopes["南湖"].dealer_id}
    assert len(moves) == 1  # three in twelve weeks: it takes one a month
    assert moves[0].gain_fen > 0
