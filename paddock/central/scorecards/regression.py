"""The two convex fits behind a card: non-negative weights, then the bins' values near them.

Both are ridge- or lasso-penalised logistic regressions with bounds, solved by scipy's L-BFGS-B, so they are
deterministic and have one minimum.
"""

import itertools
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from paddock.central.scorecards.binning import Binned, Codes, Floats, Trend

_SMALL_RIDGE: Final = 1e-4
_ITERATIONS: Final = 400


def weights(columns: Floats, is_bad: Floats, penalty: float, offset: Floats | float = 0.0) -> tuple[float, Floats]:
    """Intercept and a weight ≥ 0 for each column, by logistic regression with an L1 penalty.

    A column holds the weight of evidence for bad, so a weight below nought would turn its meaning round: the bound is
    the sign control, and the penalty, which is linear where weights are not negative, selects.

    Args:
        columns: rows × columns.
        is_bad: per row.
        penalty: per unit of weight, on the mean loss.
        offset: log odds already known, per row.
    """
    rows, size = columns.shape

    def loss(given: Floats) -> tuple[float, Floats]:
        odds = offset + given[0] + columns @ given[1:]
        over = _chance(odds) - is_bad
        value = (np.logaddexp(0, odds) - is_bad * odds).mean() + penalty * given[1:].sum()
        value += _SMALL_RIDGE / 2 * (given[1:] ** 2).sum()
        slope = columns.T @ over / rows + penalty + _SMALL_RIDGE * given[1:]
        return float(value), np.concatenate([[over.mean()], slope])

    start = np.full(size + 1, 0.1)
    start[0] = 0.0 if np.ndim(offset) else _log_odds(float(is_bad.mean()))
    found = _least(loss, start, [(None, None)] + [(0, None)] * size)
    return float(found[0]), found[1:]


@dataclass(frozen=True, slots=True)
class Refined:
    """The log odds of bad of every bin: `intercept` plus the value of the bin of each input."""

    intercept: float
    values: list[Floats]


def refine(terms: list[Binned], start: list[Floats], intercept: float, is_bad: Floats, ridge: float) -> Refined:
    """Let each bin's value leave `start` where the rows insist, and keep every trend.

    Weight of evidence looks at one input alone; beside others a bin may deserve another value. The penalty
    `ridge/2 · Σ (value − start)²` on the summed loss is that many rows' doubt in every change.
    """
    sizes = [len(term.woe) for term in terms]
    edges = np.concatenate([[0], np.cumsum(sizes)]).astype(int)
    rows = len(is_bad)
    places = np.column_stack([term.codes + edge for term, edge in zip(terms, edges, strict=False)])
    table = csr_matrix(
        (np.ones(places.size), (np.repeat(np.arange(rows), len(terms)), places.ravel())), shape=(rows, edges[-1])
    )
    shape, bounds = _steps(terms, edges)
    wanted = np.concatenate(start)

    def loss(given: Floats) -> tuple[float, Floats]:
        values = shape @ given[1:]
        odds = given[0] + table @ values
        over = _chance(odds) - is_bad
        moved = values - wanted
        value = (np.logaddexp(0, odds) - is_bad * odds).sum() + ridge / 2 * (moved @ moved)
        slope = shape.T @ (table.T @ over + ridge * moved)
        return float(value), np.concatenate([[over.sum()], slope])

    first = np.concatenate([[intercept], np.linalg.solve(shape, wanted)])
    found = _least(loss, first, [(None, None), *bounds])
    values = shape @ found[1:]
    return Refined(float(found[0]), [values[low:high] for low, high in itertools.pairwise(edges)])


def _steps(terms: list[Binned], edges: Codes) -> tuple[Floats, list[tuple[float | None, float | None]]]:
    """Values as sums of steps: a trend is then a bound on each step between two neighbouring ranges.

    Missing is a step from the worst range (by its start where there is no trend) that may not lead upwards.
    """
    shape = np.eye(edges[-1])
    bounds: list[tuple[float | None, float | None]] = [(None, None)] * int(edges[-1])
    for term, edge in zip(terms, edges[:-1], strict=True):
        regular, missing = term.bins.regular, edge + term.bins.missing
        if term.trend is not Trend.FREE:
            shape[edge : edge + regular, edge : edge + regular] = np.tril(np.ones((regular, regular)))
            bound = (0.0, None) if term.trend is Trend.FALLING else (None, 0.0)
            bounds[edge + 1 : edge + regular] = [bound] * (regular - 1)
        worst = {Trend.RISING: 0, Trend.FALLING: regular - 1, Trend.FREE: int(np.argmax(term.woe[:-1]))}[term.trend]
        shape[missing] += shape[edge + worst]
        bounds[missing] = (0.0, None)
    return shape, bounds


def _least(loss: Any, start: Floats, bounds: list[tuple[float | None, float | None]]) -> Floats:
    low = np.array([-np.inf if least is None else least for least, _ in bounds])
    high = np.array([np.inf if most is None else most for _, most in bounds])
    options = {"maxiter": _ITERATIONS}
    found = minimize(loss, np.clip(start, low, high), jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return np.asarray(found.x, dtype=float)


def _chance(odds: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(odds / 2)))


def _log_odds(rate: float) -> float:
    return float(np.log(rate / (1 - rate)))
