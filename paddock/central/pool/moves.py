"""Which units to move to which store: an assignment, solved exactly (HiGHS through scipy).

Moving a unit saves the days it would stand longer where it is, at what a day costs; it costs its transport. Each unit
moves at most once, and a store takes no more of a model than it sells in a month.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from paddock.central.pool.distances import road_km, transport_fen
from paddock.domain.money import Fen

_LONGEST_DAYS: Final = 365.0
"""A unit of a model that a store never sold is taken to stand for a year."""
_TAKES_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class MovableUnit:
    """A unit that may go elsewhere."""

    id: UUID
    model: tuple[str, str]
    store: UUID
    cost_a_day_fen: Fen


@dataclass(frozen=True, slots=True)
class Store:
    """A store, with what it has and sells of each model."""

    id: UUID
    city: str
    stock: dict[tuple[str, str], int]
    sold_a_day: dict[tuple[str, str], float]

    def days_to_sell(self, model: tuple[str, str], *, one_more: bool) -> float:
        """How long the last of the store's units of a model stands, without or with one more of them."""
        rate = self.sold_a_day.get(model, 0.0)
        units = self.stock.get(model, 0) + one_more
        return min(units / rate, _LONGEST_DAYS) if rate > 0 else _LONGEST_DAYS

    def takes(self, model: tuple[str, str]) -> int:
        """How many more of a model it sells within a month."""
        return max(int(self.sold_a_day.get(model, 0.0) * _TAKES_DAYS) - self.stock.get(model, 0), 0)


@dataclass(frozen=True, slots=True)
class Move:
    """Move a unit: what it saves, its transport taken off."""

    unit_id: UUID
    start: UUID
    end: UUID
    km: int
    transport_fen: Fen
    days_saved: float
    gain_fen: Fen


def best_moves(units: Sequence[MovableUnit], stores: Sequence[Store]) -> list[Move]:
    """The moves that together save most, the largest gain first; empty when none is worth its transport."""
    by_id = {store.id: store for store in stores}
    moves = [move for unit in units for store in stores if (move := _move(unit, by_id[unit.store], store)) is not None]
    if not moves:
        return []
    model_of = {unit.id: unit.model for unit in units}
    taken = _solve(moves, model_of, by_id)
    return sorted(taken, key=lambda move: (-move.gain_fen, str(move.unit_id)))


def _move(unit: MovableUnit, start: Store, end: Store) -> Move | None:
    km = road_km(start.city, end.city)
    if end.id == start.id or km is None or not end.takes(unit.model):
        return None
    saved = start.days_to_sell(unit.model, one_more=False) - end.days_to_sell(unit.model, one_more=True)
    cost = transport_fen(km)
    gain = round(saved * unit.cost_a_day_fen) - cost
    return Move(unit.id, start.id, end.id, km, cost, saved, gain) if gain > 0 else None


def _solve(moves: list[Move], model_of: dict[UUID, tuple[str, str]], stores: dict[UUID, Store]) -> list[Move]:
    rows: dict[object, list[int]] = defaultdict(list)
    limits: dict[object, int] = {}
    for column, move in enumerate(moves):
        once, room = ("unit", move.unit_id), ("room", move.end, model_of[move.unit_id])
        rows[once].append(column)
        rows[room].append(column)
        limits[once] = 1
        limits[room] = stores[move.end].takes(model_of[move.unit_id])
    order = list(rows)
    at = [(row, column) for row, key in enumerate(order) for column in rows[key]]
    matrix = coo_array(
        (np.ones(len(at)), ([row for row, _ in at], [column for _, column in at])), shape=(len(order), len(moves))
    )
    solved = milp(
        c=-np.array([move.gain_fen for move in moves], dtype=float),
        constraints=LinearConstraint(matrix.tocsr(), ub=np.array([limits[key] for key in order], dtype=float)),
        integrality=np.ones(len(moves)),
        bounds=Bounds(0, 1),
    )
    if solved.x is None:
        raise RuntimeError(f"the assignment was not solved: {solved.message}")
    return [move for move, chosen in zip(moves, solved.x, strict=True) if chosen > 0.5]
