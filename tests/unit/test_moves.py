"""The assignment of units to stores: never worse than any other, and never against its limits."""

from itertools import product
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.central.pool.distances import road_km, transport_fen
from paddock.central.pool.moves import MovableUnit, Store, _move, best_moves

MODEL = ("大众", "朗逸")
CITIES = ("武汉", "宜昌", "长沙")


def store(number: int, stock: int, sold_a_day: float) -> Store:
    return Store(UUID(int=number), CITIES[number % 3], {MODEL: stock}, {MODEL: sold_a_day})


def test_distances_and_their_cost() -> None:
    assert road_km("武汉", "武汉") == 0
    assert road_km("武汉", "长沙") == road_km("长沙", "武汉")
    assert road_km("武汉", "哪里") is None
    assert (transport_fen(0), transport_fen(100)) == (0, 52_000)


def test_nothing_moves_where_it_does_not_pay() -> None:
    stores = [store(0, 2, 0.2), store(1, 2, 0.2)]
    assert best_moves([MovableUnit(UUID(int=9), MODEL, UUID(int=0), 2_000)], stores) == []
    assert best_moves([], stores) == []


stores_of = st.lists(st.tuples(st.integers(0, 4), st.sampled_from([0.0, 0.05, 0.1, 0.3])), min_size=2, max_size=3)


@settings(max_examples=40, deadline=None)
@given(stores_of, st.lists(st.tuples(st.integers(0, 2), st.integers(500, 9_000)), max_size=4))
def test_the_best_of_all_assignments_is_found(made: list[tuple[int, float]], units: list[tuple[int, int]]) -> None:
    stores = [store(number, stock, rate) for number, (stock, rate) in enumerate(made)]
    movable = [
        MovableUnit(UUID(int=100 + number), MODEL, stores[at % len(stores)].id, cost)
        for number, (at, cost) in enumerate(units)
    ]
    found = best_moves(movable, stores)
    assert len({move.unit_id for move in found}) == len(found)
    by_id = {one.id: one for one in stores}
    best = 0
    for ends in product([None, *stores], repeat=len(movable)):
        gain = 0
        taken = dict.fromkeys(by_id, 0)
        for unit, end in zip(movable, ends, strict=True):
            move = _move(unit, by_id[unit.store], end) if end else None
            if end and move is None:
                gain = -1
                break
            if end and move:
                gain += move.gain_fen
                taken[end.id] += 1
        if gain >= 0 and all(count <= by_id[key].takes(MODEL) for key, count in taken.items()):
            best = max(best, gain)
    assert sum(move.gain_fen for move in found) == best
