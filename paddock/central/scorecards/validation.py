"""Choosing how many tables a card may have, and an honest estimate of how well the whole procedure does on new rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from paddock.central.scorecards.binning import Codes, Floats
from paddock.central.scorecards.fitting import Candidates, Fitter, Model
from paddock.central.scorecards.metrics import area_under_curve, kolmogorov_smirnov, losses, stability_index

FOLDS: Final = 5
_INNER_FOLDS: Final = 4
_ENOUGH_ROWS: Final = 8000
"""Held-out rows after which more inner folds would only cost time."""
_PAIRS: Final = (0, 5, 10)
"""Numbers of tables of two inputs that are tried: more would not be read."""
_CLEARLY: Final = 0.5
"""Standard errors by which more tables have to win."""


@dataclass(frozen=True, slots=True)
class Fold:
    """One held-out part: what the card fitted on the rest said about it."""

    area_under_curve: float
    kolmogorov_smirnov: float
    stability_index: float


@dataclass(frozen=True, slots=True)
class Validation:
    """The folds, and the log odds every row got from a card that had not seen it."""

    folds: list[Fold]
    log_odds: Floats


def stratified_folds(is_bad: Floats, count: int, seed: int) -> Iterator[tuple[Codes, Codes]]:
    """Rows to fit on and rows to hold out, `count` times, each with its share of bads."""
    random = np.random.default_rng(seed)
    fold = np.empty(len(is_bad), dtype=int)
    for outcome in (0.0, 1.0):
        rows = random.permutation(np.flatnonzero(is_bad == outcome))
        fold[rows] = np.arange(len(rows)) % count
    for number in range(count):
        yield np.flatnonzero(fold != number), np.flatnonzero(fold == number)


def choose_pairs(candidates: Candidates, is_bad: Floats, seed: int) -> int:
    """The least number of tables of two inputs that no larger one clearly beats on held-out rows."""
    lost: list[list[Floats]] = [[] for _ in _PAIRS]
    seen = 0
    for fit, held in stratified_folds(is_bad, _INNER_FOLDS, seed):
        unseen = candidates.rows(held)
        for index, model in enumerate(Fitter(candidates.rows(fit), is_bad[fit]).fit_all(_PAIRS)):
            lost[index].append(losses(model.log_odds(unseen), is_bad[held]))
        seen += len(held)
        if seen >= _ENOUGH_ROWS:
            break
    rows = [np.concatenate(parts) for parts in lost]
    chosen = 0
    for index in range(1, len(_PAIRS)):
        gain = rows[chosen] - rows[index]
        if gain.mean() > _CLEARLY * gain.std() / np.sqrt(len(gain)):
            chosen = index
    return _PAIRS[chosen]


def fit_model(candidates: Candidates, is_bad: Floats, seed: int) -> Model:
    """The whole procedure: choose how many tables of two inputs there are, then fit on every row."""
    # One thread: the matrices are small, more threads only wait for each other, and sums keep their order.
    with threadpool_limits(1):
        return Fitter(candidates, is_bad).fit(choose_pairs(candidates, is_bad, seed))


def cross_validate(
    candidates: Candidates, is_bad: Floats, seed: int, progress: Callable[[int, int], None]
) -> Validation:
    """Repeat the whole procedure, choice of tables included, on `FOLDS` parts of the rows.

    Args:
        candidates: inputs and values; nothing in them was learnt from the outcome.
        is_bad: per row.
        seed: of the folds.
        progress: told how many of how many folds are done.
    """
    folds = []
    log_odds = np.empty(len(is_bad))
    for number, (fit, held) in enumerate(stratified_folds(is_bad, FOLDS, seed), start=1):
        model = fit_model(candidates.rows(fit), is_bad[fit], seed)
        log_odds[held] = model.log_odds(candidates.rows(held))
        folds.append(
            Fold(
                area_under_curve(log_odds[held], is_bad[held]),
                kolmogorov_smirnov(log_odds[held], is_bad[held]),
                stability_index(model.log_odds(candidates.rows(fit)), log_odds[held]),
            )
        )
        progress(number, FOLDS)
    return Validation(folds, log_odds)
