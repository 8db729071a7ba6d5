"""The stock as a table of any size: pages by key, words anywhere, orders, counts, and what changes in it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.app.store.care import compact, salvage
from paddock.app.store.engine import connect, make_engine
from paddock.app.store.opening import DATABASE
from paddock.app.store.pictures import PictureFiles
from paddock.app.store.stock_queries import stock_count, stock_facets, stock_lines, stock_numbers, stock_page
from paddock.app.store.stock_rows import apply_units
from paddock.app.store.stock_views import StockColumn, StockFacet, StockLine, StockOrder, StockWish
from paddock.app.store.store import Store, Topic
from paddock.wire.inventory import InventoryUnit, UnitState
from tests.helpers.stocks import invented_stock
from tests.helpers.workstations import KEY, keyed_store

CARS = list(invented_stock(700))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = keyed_store(tmp_path_factory.mktemp("stock"))
    keep(opened, CARS)
    yield opened
    opened.close()


def keep(store: Store, units: list[InventoryUnit]) -> None:
    with store.write(Topic.SYNC) as connection:
        apply_units(connection, units)


def text_of(unit: InventoryUnit) -> str:
    return f"{unit.brand} {unit.series} {unit.model} {unit.city} {unit.vin}".lower()


def like(text: str) -> set[str]:
    """What a reader of every row would find."""
    return {unit.vin for unit in CARS if all(word in text_of(unit) for word in text.lower().split())}


def found(store: Store, text: str) -> set[str]:
    return {line.vin for line in stock_lines(store, stock_numbers(store, StockWish(text)))}


def all_pages(store: Store, wish: StockWish, limit: int = 37) -> list[StockLine]:
    lines: list[StockLine] = []
    while page := stock_page(store, wish, lines[-1] if lines else None, limit=limit):
        lines += page
    return lines


@pytest.mark.parametrize(
    "text",
    ["大", "大众", "朗逸", "众朗", "5l", "CR-V", "cr", "r-", "-v", "荣放", "DM-i", "id.4", ".", "州", "杭州 大众",
     "2021款", "款 v", "版", "没有这款车", "%", "_", '"', "*", "MODEL 3", "8", "H5"],
)  # fmt: skip
def test_every_part_of_a_word_is_found_as_reading_every_row_would(store: Store, text: str) -> None:
    assert found(store, text) == like(text)
    assert {line.vin for line in all_pages(store, StockWish(text))} == like(text)
    assert stock_count(store, StockWish(text)) == len(like(text))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_fragment_of_any_car_finds_what_reading_every_row_finds(store: Store, data: st.DataObject) -> None:
    text = text_of(data.draw(st.sampled_from(CARS)))
    start = data.draw(st.integers(0, len(text) - 1))
    fragment = text[start : start + data.draw(st.integers(1, 6))]
    assert found(store, fragment) == like(fragment)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(StockOrder, st.sampled_from(StockColumn), st.booleans()),
        min_size=1,
        max_size=3,
        unique_by=lambda order: order.column,
    ),
    st.sampled_from(["", "大众", "州"]),
)
def test_pages_follow_each_other_in_every_order_and_miss_nothing(
    store: Store, order: list[StockOrder], text: str
) -> None:
    wish = StockWish(text, order=tuple(order))
    lines = all_pages(store, wish)
    assert [line.number for line in lines] == list(stock_numbers(store, wish))
    expected = stock_lines(store, [line.number for line in lines])
    for one in reversed(order):
        expected.sort(key=lambda line: _key(line, one.column), reverse=one.descending)
    assert [_keys(line, order) for line in lines] == [_keys(line, order) for line in expected]
    assert len({line.number for line in lines}) == len(lines) == len(like(text))


def _key(line: StockLine, column: StockColumn) -> tuple[bool, object]:
    value = getattr(line, column.value)
    return value is None, value if value is not None else 0


def _keys(line: StockLine, order: list[StockOrder]) -> list[tuple[bool, object]]:
    return [_key(line, one.column) for one in order]


def test_a_line_says_what_the_centre_told(store: Store) -> None:
    by_vin = {unit.vin: unit for unit in CARS}
    for line in stock_page(store, StockWish(), limit=700):
        told = by_vin[line.vin].model_dump(exclude={"version"})
        assert {name: getattr(line, name) for name in told} == told


def test_filters_count_what_each_value_would_leave(store: Store) -> None:
    wish = StockWish("大众", ((StockFacet.CITY, ("杭州", "宁波")), (StockFacet.STATE, ("in_stock",))))
    facets = stock_facets(store, wish)
    named = [unit for unit in CARS if unit.brand == "大众"]
    in_stock = [unit for unit in named if unit.state is UnitState.IN_STOCK]
    there = [unit for unit in named if unit.city in {"杭州", "宁波"}]
    assert facets[StockFacet.CITY] == dict(Counter(unit.city for unit in in_stock))
    assert facets[StockFacet.STATE] == dict(Counter(unit.state.value for unit in there))
    assert stock_count(store, wish) == len([unit for unit in there if unit.state is UnitState.IN_STOCK])
    assert stock_count(store, StockWish(only=((StockFacet.NEW_ENERGY, ("1",)),))) == sum(u.new_energy for u in CARS)


def test_a_changed_car_is_found_by_its_new_words_only_and_an_older_version_changes_nothing(tmp_path: Path) -> None:
    store = keyed_store(tmp_path)
    (car,) = invented_stock(1)
    keep(store, [car])
    renamed = car.model_copy(update={"brand": "蔚来", "series": "ET5", "version": 2})
    keep(store, [renamed, car])
    assert [line.brand for line in stock_page(store, StockWish("蔚来"))] == ["蔚来"]
    assert stock_page(store, StockWish(car.brand)) == []
    assert stock_count(store, StockWish()) == 1
    store.close()


def test_the_words_are_still_those_of_their_cars_after_a_compaction_and_out_of_a_damaged_file(tmp_path: Path) -> None:
    store = keyed_store(tmp_path)
    keep(store, CARS[:60])
    with store.write(Topic.SYNC) as connection:
        connection.exec_driver_sql("DELETE FROM inventory_units WHERE number < 30")
    compact(store)
    left = {unit.vin for unit in CARS[29:60]}
    fragment = CARS[40].vin[5:12]
    assert found(store, fragment) == {CARS[40].vin}
    store.close()
    saved = salvage(tmp_path / DATABASE, KEY, tmp_path / "saved.db")
    assert "inventory_units" not in saved.broken_tables
    connect(tmp_path / "saved.db", KEY).close()
    again = Store(tmp_path, make_engine(tmp_path / "saved.db", KEY), PictureFiles(tmp_path / "pictures", KEY))
    assert found(again, fragment) == {CARS[40].vin}
    assert {line.vin for line in stock_page(again, StockWish(), limit=100)} == left
    again.close()
