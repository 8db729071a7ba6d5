"""Fitting a sum of tables: robust, pooled, and bounded where the world allows one direction only.

Huber loss on the log price (Huber, 1964), so that a mistyped price moves nothing; every table is drawn to its prior by
a ridge, which for brand and series is partial pooling: a series of three cars says a little, one never seen says what
its brand does. One convex problem with bounds, solved by scipy's L-BFGS-B.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack
from threadpoolctl import threadpool_limits

from paddock.central.valuation.additive import AGE, AGE_CENTRE, Additive, Facts, Pieces

Floats = npt.NDArray[np.float64]

_HUBER: Final = 0.15
"""Log-price errors above this count only in proportion."""
_SPREAD: Final = 0.01
"""The variance of an ordinary log-price error: the unit in which ridges are doubts."""
_ITERATIONS: Final = 3000


@dataclass(frozen=True, slots=True)
class PiecesPlan:
    """How a number enters: its knots, the slope before any row is seen, the doubt in it, and the largest slope."""

    knots: tuple[float, ...]
    prior: float = 0.0
    ridge: float = 1.0
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class LevelPlan:
    """How a category enters: the ridge, and how many rows a value needs to be listed."""

    ridge: float
    fewest: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """The tables of a model."""

    pieces: dict[str, PiecesPlan]
    levels: dict[str, LevelPlan]
    ageing: dict[str, LevelPlan]


class _Columns:
    """The design matrix, block by block, with prior, ridge and bound of each column."""

    def __init__(self, rows: int) -> None:
        self.blocks: list[Any] = [csr_matrix(np.ones((rows, 1)))]
        self.prior: list[float] = [0.0]
        self.ridge: list[float] = [0.0]
        self.at_most: list[float | None] = [None]

    def add(self, block: Any, *, prior: float, ridge: float, at_most: float | None = None) -> slice:
        start, width = len(self.prior), block.shape[1]
        self.blocks.append(csr_matrix(block))
        self.prior += [prior] * width
        self.ridge += [ridge] * width
        self.at_most += [at_most] * width
        return slice(start, start + width)


def fit_additive(facts: Sequence[Facts], log_target: Floats, plan: Plan) -> Additive:
    """Fit the tables of `plan` to `log_target`, one value for each of `facts`."""
    columns = _Columns(len(facts))
    pieces: dict[str, tuple[Pieces, slice]] = {}
    for name, how in plan.pieces.items():
        numbers = [one.numbers[name] for one in facts]
        known = [number for number in numbers if number is not None]
        empty = Pieces(knots=how.knots, slopes=(0.0,) * len(how.knots), assumed=median(known) if known else 0.0)
        block = np.array([empty.lengths(number) for number in numbers])
        pieces[name] = empty, columns.add(block, prior=how.prior, ridge=how.ridge, at_most=how.at_most)
    levels = {name: _indicators(columns, facts, name, how, None) for name, how in plan.levels.items()}
    since = np.array([(one.numbers.get(AGE) or 0.0) - AGE_CENTRE for one in facts])
    ageing = {name: _indicators(columns, facts, name, how, since) for name, how in plan.ageing.items()}
    found = _solve(columns, log_target)
    return Additive(
        intercept=_short(found[0]),
        pieces={
            name: empty.model_copy(update={"slopes": tuple(map(_short, found[where]))})
            for name, (empty, where) in pieces.items()
        },
        levels={name: _table(keys, found[where]) for name, (keys, where) in levels.items()},
        ageing={name: _table(keys, found[where]) for name, (keys, where) in ageing.items()},
    )


def _indicators(
    columns: _Columns, facts: Sequence[Facts], name: str, how: LevelPlan, times: Floats | None
) -> tuple[list[str], slice]:
    """A column for each value of a category that occurs often enough, holding one or `times`."""
    counts = Counter(key for one in facts for key in one.categories[name])
    keys = sorted(key for key, count in counts.items() if count >= how.fewest and key)
    places = {key: place for place, key in enumerate(keys)}
    met = [(row, places[key]) for row, one in enumerate(facts) for key in one.categories[name] if key in places]
    rows = np.array([row for row, _ in met], dtype=np.intp)
    values = np.ones(len(met)) if times is None else times[rows]
    block = csr_matrix((values, (rows, np.array([place for _, place in met], dtype=np.intp))), (len(facts), len(keys)))
    return keys, columns.add(block, prior=0.0, ridge=how.ridge)


def _solve(columns: _Columns, target: Floats) -> Floats:
    table = hstack(columns.blocks).tocsr()
    prior, ridge = np.array(columns.prior), np.array(columns.ridge)

    def loss(given: Floats) -> tuple[float, Floats]:
        error = table @ given - target
        size = np.abs(error)
        near = size <= _HUBER
        value = np.where(near, error**2 / 2, _HUBER * (size - _HUBER / 2)).sum() / _SPREAD
        moved = given - prior
        slope = table.T @ np.where(near, error, _HUBER * np.sign(error)) / _SPREAD + ridge * moved
        return float(value + (ridge * moved**2).sum() / 2), slope

    bounds = [(None, most) for most in columns.at_most]
    start = np.minimum(prior, [np.inf if most is None else most for most in columns.at_most])
    start[0] = float(np.median(target - table @ start))
    options = {"maxiter": _ITERATIONS, "maxfun": 2 * _ITERATIONS}
    with threadpool_limits(1):
        found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return np.asarray(found.x, dtype=float)


def _table(keys: list[str], values: Floats) -> dict[str, float]:
    """The values that say something; one below a ten-thousandth is rounding."""
    return {key: _short(value) for key, value in zip(keys, values, strict=True) if abs(value) >= 5e-5}


def _short(value: float) -> float:
    return round(float(value), 5)
